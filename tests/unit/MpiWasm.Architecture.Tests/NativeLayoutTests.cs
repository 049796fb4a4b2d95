using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using MpiWasm.Compiler.Support;
using MpiWasm.Image;
using Xunit;
using Machine = System.Runtime.InteropServices.Architecture;
using ThreadState = MpiWasm.Image.ThreadState;

namespace MpiWasm.Architecture.Tests;

/// <summary>The offsets baked into generated code and into the support image against the structures the runtime uses.</summary>
public sealed partial class NativeLayoutTests
{
    private static int Offset<T>(string field) => (int)Marshal.OffsetOf<T>(field);

    [Fact]
    public void TheConstantsAreTheFieldsOffsets()
    {
        (int Constant, int Actual)[] pairs =
        [
            (0, Offset<InstanceContext>(nameof(InstanceContext.Self))),
            (InstanceContext.ThreadOffset, Offset<InstanceContext>(nameof(InstanceContext.Thread))),
            (InstanceContext.StackLimitOffset, Offset<InstanceContext>(nameof(InstanceContext.StackLimit))),
            (InstanceContext.ResultsOffset, Offset<InstanceContext>(nameof(InstanceContext.Results))),
            (InstanceContext.TrapOffset, Offset<InstanceContext>(nameof(InstanceContext.Trap))),
            (InstanceContext.BuiltinsOffset, Offset<InstanceContext>(nameof(InstanceContext.Builtins))),
            (InstanceContext.ThrowOffset, Offset<InstanceContext>(nameof(InstanceContext.Throw))),
            (InstanceContext.HeaderSize, Marshal.SizeOf<InstanceContext>()),
            (0, Offset<HostContext>(nameof(HostContext.Instance))),
            (0, Offset<ThreadState>(nameof(ThreadState.SavedStackPointer))),
            (ThreadState.InGuestOffset, Offset<ThreadState>(nameof(ThreadState.InGuest))),
            (ThreadState.PendingTrapOffset, Offset<ThreadState>(nameof(ThreadState.PendingTrap))),
            (ThreadState.FaultAddressOffset, Offset<ThreadState>(nameof(ThreadState.FaultAddress))),
            (ThreadState.StackGuardLowOffset, Offset<ThreadState>(nameof(ThreadState.StackGuardLow))),
            (ThreadState.StackLowOffset, Offset<ThreadState>(nameof(ThreadState.StackLow))),
            (ThreadState.StackHighOffset, Offset<ThreadState>(nameof(ThreadState.StackHigh))),
            (ThreadState.TrapCountOffset, Offset<ThreadState>(nameof(ThreadState.TrapCount))),
            (ThreadState.FrameCountOffset, Offset<ThreadState>(nameof(ThreadState.FrameCount))),
            (ThreadState.FramesOffset, Offset<ThreadState>(nameof(ThreadState.Frames))),
            (ThreadState.FramesOffset + (8 * ThreadState.MaxFrames), ThreadState.UnwindExceptionOffset),
            (ThreadState.UnwindExceptionOffset, Offset<ThreadState>(nameof(ThreadState.UnwindException))),
            (0, ThreadState.UnwindExceptionOffset % 16),
            (ThreadState.ExceptionTagOffset, Offset<ThreadState>(nameof(ThreadState.ExceptionTag))),
            (ThreadState.ExceptionValuesOffset, Offset<ThreadState>(nameof(ThreadState.ExceptionValues))),
            (0, ThreadState.ExceptionValuesOffset % 16),
            (ThreadState.ExceptionValuesOffset + (16 * ThreadState.MaxExceptionValues), Marshal.SizeOf<ThreadState>()),
            (0, Offset<MemoryRecord>(nameof(MemoryRecord.Base))),
            (MemoryRecord.BytesOffset, Offset<MemoryRecord>(nameof(MemoryRecord.Bytes))),
            (MemoryRecord.PagesOffset, Offset<MemoryRecord>(nameof(MemoryRecord.Pages))),
            (MemoryRecord.LimitOffset, Offset<MemoryRecord>(nameof(MemoryRecord.Limit))),
            (0, Offset<TableRecord>(nameof(TableRecord.Base))),
            (TableRecord.SizeOffset, Offset<TableRecord>(nameof(TableRecord.Size))),
            (0, Offset<FunctionRecord>(nameof(FunctionRecord.Code))),
            (FunctionRecord.ContextOffset, Offset<FunctionRecord>(nameof(FunctionRecord.Context))),
            (FunctionRecord.TypeIdOffset, Offset<FunctionRecord>(nameof(FunctionRecord.TypeId))),
            (FunctionRecord.TailCodeOffset, Offset<FunctionRecord>(nameof(FunctionRecord.TailCode))),
            (FunctionRecord.Size, Marshal.SizeOf<FunctionRecord>()),
            (0, Offset<ImportRecord>(nameof(ImportRecord.Code))),
            (ImportRecord.ContextOffset, Offset<ImportRecord>(nameof(ImportRecord.Context))),
            (ImportRecord.InGuestOffset, Offset<ImportRecord>(nameof(ImportRecord.InGuest))),
            (ImportRecord.TailCodeOffset, Offset<ImportRecord>(nameof(ImportRecord.TailCode))),
            (ImportRecord.Size, Marshal.SizeOf<ImportRecord>()),
            (0, Offset<SlotFunction>(nameof(SlotFunction.Instance))),
            (SlotFunction.CallOffset, Offset<SlotFunction>(nameof(SlotFunction.Call))),
            (0, Offset<SupportState>(nameof(SupportState.ThreadKey))),
            (SupportState.RangeCountOffset, Offset<SupportState>(nameof(SupportState.RangeCount))),
            (SupportState.SegmentationOffset, Offset<SupportState>(nameof(SupportState.Segmentation))),
            (SupportState.BusOffset, Offset<SupportState>(nameof(SupportState.Bus))),
            (SupportState.RangesOffset, Marshal.SizeOf<SupportState>()),
            (CrashState.ArithmeticOffset, SupportState.CrashOffset + Offset<CrashState>(nameof(CrashState.Arithmetic))),
            (CrashState.AbortOffset, SupportState.CrashOffset + Offset<CrashState>(nameof(CrashState.Abort))),
            (CrashState.IllegalOffset, SupportState.CrashOffset + Offset<CrashState>(nameof(CrashState.Illegal))),
            (CrashState.FindObjectOffset, SupportState.CrashOffset + Offset<CrashState>(nameof(CrashState.FindObject))),
            (CrashState.WriteOffset, SupportState.CrashOffset + Offset<CrashState>(nameof(CrashState.Write))),
            (CrashState.PollOffset, SupportState.CrashOffset + Offset<CrashState>(nameof(CrashState.Poll))),
            (CrashState.RecordsOffset, SupportState.CrashOffset + Offset<CrashState>(nameof(CrashState.Records))),
            (CrashState.AnswersOffset, SupportState.CrashOffset + Offset<CrashState>(nameof(CrashState.Answers))),
            (CrashState.ExcludedOffset, SupportState.CrashOffset + Offset<CrashState>(nameof(CrashState.Excluded))),
            (CrashState.IsReportingOffset, SupportState.CrashOffset + Offset<CrashState>(nameof(CrashState.IsReporting))),
            (PreviousAction.Size, Marshal.SizeOf<PreviousAction>()),
            (ReservedRange.Size, Marshal.SizeOf<ReservedRange>()),
        ];
        Assert.All(pairs, pair => Assert.Equal(pair.Constant, pair.Actual));
    }

    [Fact]
    public void TheHandlersTextUsesTheSameOffsets()
    {
        var expected = new Dictionary<string, int>
        {
            ["guest"] = ThreadState.InGuestOffset,
            ["pending"] = ThreadState.PendingTrapOffset,
            ["fault"] = ThreadState.FaultAddressOffset,
            ["guard"] = ThreadState.StackGuardLowOffset,
            ["low"] = ThreadState.StackLowOffset,
            ["traps"] = ThreadState.TrapCountOffset,
            ["count"] = ThreadState.FrameCountOffset,
            ["frames"] = ThreadState.FramesOffset,
            ["exception"] = ThreadState.UnwindExceptionOffset,
        };
        foreach (var architecture in new[] { Machine.X64, Machine.Arm64 })
        {
            var text = SupportSource.Text(architecture);
            var found = ThreadField().Matches(text)
                .Select(m => (Name: m.Groups[1].Value, Offset: int.Parse(m.Groups[2].Value)))
                .Distinct()
                .ToDictionary(m => m.Name, m => m.Offset);
            Assert.Equal(expected, found);
            Assert.Contains($"@{SupportSymbols.State} = global [{SupportState.Size} x i8]", text, StringComparison.Ordinal);
            var inState = StateField().Matches(text).Select(m => int.Parse(m.Groups[1].Value)).ToHashSet();
            Assert.Equal([SupportState.RangeCountOffset, SupportState.SegmentationOffset, SupportState.BusOffset,
            SupportState.RangesOffset, SupportState.ForcedUnwindOffset, SupportState.GetCfaOffset,
                CrashState.ArithmeticOffset, CrashState.AbortOffset, CrashState.IllegalOffset, CrashState.FindObjectOffset,
                CrashState.WriteOffset, CrashState.PollOffset, CrashState.RecordsOffset,
                CrashState.AnswersOffset, CrashState.ExcludedOffset, CrashState.IsReportingOffset], inState.Order());
        }
    }

    [GeneratedRegex(@"%(?:p\.)?(\w+) = getelementptr i8, ptr %thread, i64 (\d+)")]
    private static partial Regex ThreadField();

    [GeneratedRegex(@"getelementptr \(i8, ptr @mpiwasm_state, i64 (\d+)\)")]
    private static partial Regex StateField();
}
