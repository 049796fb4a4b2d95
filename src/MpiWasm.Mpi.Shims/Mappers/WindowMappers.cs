using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Mapping;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>
/// A displacement in the target's window. What the call touches there must lie in it (see <see cref="WinEntry"/>): libraries
/// may write past a window and report success.
/// </summary>
internal sealed class TargetDispIn(Parameter parameter) : Mapper(parameter)
{
    /// <summary>The datatypes are known.</summary>
    public override MapperPhase Phase => MapperPhase.Buffers;

    public override void Before(ShimEmitter e)
    {
        var f = e.Function;
        var displacement = Parameter.IsWide(e.Guest) ? Argument : e.Wide(Argument);
        var rank = ShimEmitter.Argument(Of(e, "target_rank"));
        var isSomebody = f.Value($"icmp ne i32 {rank}, {StandardAbi.ProcNull}");
        HostArgument = $"i64 {e.Unless(isSomebody, "i64", displacement, () => Check(e, displacement, rank))}";
    }

    private string Check(ShimEmitter e, string displacement, string rank)
    {
        var f = e.Function;
        var procedure = e.Procedure;
        var counted = procedure.Parameters.FirstOrDefault(p => p.Name == "target_count");
        var count = counted is null ? "1" : e.Mapper<CountIn>(counted.Index).Wide;
        var type = e.Mapper<DatatypeIn>(Of(e, counted is null ? "datatype" : "target_datatype")).Entry;
        var targets = f.Load("ptr", e.WinEntry!, WinEntry.TargetsOffset);
        var target = f.Value($"getelementptr i8, ptr {targets}, i64 {f.Value($"mul i64 {e.Wide(rank)}, {WinTarget.Record}")}");
        var isDynamic = f.Value($"icmp eq i32 {f.Load("i32", e.WinEntry!, WinEntry.FlavorOffset)}, {StandardAbi.WinFlavorDynamic}");
        var dynamic = f.FreshBlock("dynamic");
        var fixedSize = f.FreshBlock("fixed");
        var join = f.FreshBlock("range");
        f.Line($"br i1 {isDynamic}, label %{dynamic}, label %{fixedSize}, !prof !0");
        f.Block(dynamic);
        var win = ShimEmitter.Argument(procedure.Parameters.First(p => p.Kind == ParameterKind.Win).Index);
        var answer = f.Value($"call i32 {f.Load("ptr", "%ctx", MpiContext.WindowRangeOffset)}(ptr %ctx, i32 {win}, i32 {rank}, i64 "
            + $"{displacement}, i64 {count}, ptr {type})");
        var attached = f.Value($"icmp ne i32 {answer}, 0");
        f.Line($"br label %{join}");
        f.Block(fixedSize);
        var inside = f.Value($"call i1 @target_ok(ptr {target}, i64 {displacement}, i64 {count}, ptr {type})");
        f.JumpAndStart(join);
        var fine = f.Value($"phi i1 [ {attached}, %{dynamic} ], [ {inside}, %{fixedSize} ]");
        e.FailIf(f.Value($"xor i1 {fine}, true"), ErrorClasses.RmaRange, Index, displacement, e.Wide(rank));
        if (procedure.Parameters.Any(p => p.Name == "result_count"))
            CheckEqualSizes(e);
        else if (counted is not null)
            CheckRoom(e);
        // The range was checked, so the product fits; with a unit of 1 in a dynamic window it is the address.
        var bytes = f.Value($"mul i64 {displacement}, {e.Wide(f.Load("i32", target, WinTarget.DispUnitOffset))}");
        return f.Value($"add i64 {bytes}, {f.Load("i64", target, WinTarget.ShiftOffset)}");
    }

    /// <summary>
    /// MPI_Get_accumulate and its like: origin, result and target are of the same size (MPI 5.0 §12.3.4).
    /// MPICH 4 ends the job where they are not.
    /// </summary>
    private static void CheckEqualSizes(ShimEmitter e)
    {
        var f = e.Function;
        var (origin, result, target) = (DataSize(e, "origin"), DataSize(e, "result"), DataSize(e, "target"));
        // With MPI_NO_OP the origin is not looked at.
        var isUsed = f.Value($"icmp ne i32 {ShimEmitter.Argument(Of(e, "op"))}, {StandardAbi.NoOp}");
        var differs = f.Value($"and i1 {isUsed}, {f.Value($"icmp ne i64 {origin}, {target}")}");
        e.FailIf(
            f.Value($"or i1 {differs}, {f.Value($"icmp ne i64 {result}, {target}")}"), ErrorClasses.Count, Of(e, "target_count"), target);
    }

    /// <summary>
    /// What comes is no more than there is room for: each side's memory was checked with its own count and datatype, and libraries go by
    /// one of them. Over shared memory Open MPI 4 reads and writes behind the smaller one, in other cases both libraries refuse. Where
    /// elements are combined there must be as many on both sides: Open MPI 4 takes as many as the target has.
    /// </summary>
    private static void CheckRoom(ShimEmitter e)
    {
        var f = e.Function;
        var (origin, target) = (DataSize(e, "origin"), DataSize(e, "target"));
        var (from, to) = e.Procedure.BaseName is ProcedureNames.Get or ProcedureNames.Rget ? (target, origin) : (origin, target);
        e.FailIf(f.Value($"icmp sgt i64 {from}, {to}"), ErrorClasses.Truncate, Of(e, "target_count"), target);
        if (e.Procedure.BaseName is ProcedureNames.Accumulate or ProcedureNames.Raccumulate)
            e.FailIf(f.Value($"icmp slt i64 {from}, {to}"), ErrorClasses.Count, Of(e, "target_count"), target);
    }

    /// <summary>Bytes of data, without gaps.</summary>
    private static string DataSize(ShimEmitter e, string part)
    {
        var f = e.Function;
        var size = f.Load("i64", e.Mapper<DatatypeIn>(Of(e, part + "_datatype")).Entry, DatatypeEntry.DataSizeOffset);
        return f.Value($"call i64 @times(i64 {size}, i64 {e.Mapper<CountIn>(Of(e, part + "_count")).Wide})");
    }

    private static int Of(ShimEmitter e, string name) => e.Procedure.Parameters.First(p => p.Name == name).Index;
}

/// <summary>MPI_MODE_* of windows, whose bits differ.</summary>
internal sealed class AssertIn(Parameter parameter) : Mapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Scalars;

    public override void Before(ShimEmitter e)
    {
        var f = e.Function;
        var host = e.Host.Windows;
        (int Guest, int Host)[] modes =
        [
            (StandardAbi.ModeNocheck, host.NoCheck),
            (StandardAbi.ModeNoprecede, host.NoPrecede),
            (StandardAbi.ModeNoput, host.NoPut),
            (StandardAbi.ModeNostore, host.NoStore),
            (StandardAbi.ModeNosucceed, host.NoSucceed),
        ];
        var unknown = f.Value($"and i32 {Argument}, {~modes.Aggregate(0, (all, mode) => all | mode.Guest)}");
        e.FailIf(f.Value($"icmp ne i32 {unknown}, 0"), ErrorClasses.Assert, Index, e.SignedWide(Argument));
        var result = "0";
        foreach (var mode in modes)
        {
            var has = f.Value($"icmp ne i32 {f.Value($"and i32 {Argument}, {mode.Guest}")}, 0");
            result = f.Value($"or i32 {result}, {f.Value($"select i1 {has}, i32 {mode.Host}, i32 0")}");
        }

        HostArgument = $"i32 {result}";
    }
}

/// <summary>MPI_LOCK_EXCLUSIVE or MPI_LOCK_SHARED.</summary>
internal sealed class LockTypeIn(Parameter parameter) : Mapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Scalars;

    public override void Before(ShimEmitter e)
    {
        var f = e.Function;
        var exclusive = f.Value($"icmp eq i32 {Argument}, {StandardAbi.LockExclusive}");
        var shared = f.Value($"icmp eq i32 {Argument}, {StandardAbi.LockShared}");
        e.FailIf(f.Value($"xor i1 {f.Value($"or i1 {exclusive}, {shared}")}, true"), ErrorClasses.Locktype, Index, e.SignedWide(Argument));
        HostArgument = $"i32 {f.Value($"select i1 {exclusive}, i32 {e.Host.Windows.LockExclusive}, i32 {e.Host.Windows.LockShared}")}";
    }
}
