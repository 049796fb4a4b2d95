using System.Runtime.InteropServices;

namespace MpiWasm.Image;

/// <summary>What a handler was before ours, as sigaction reports it: enough to call it the way the kernel would have.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct PreviousAction
{
    public ulong Handler;                   // 0: SIG_DFL is 0, SIG_IGN is 1
    public ulong Flags;                     // 8
    public fixed ulong Mask[16];            // 16: sigset_t

    public const int Size = 144;
}

/// <summary>
/// One address range whose faults are a guest's: [Low, High). Low is all ones while the entry is free. What lies below NullEnd is kept
/// inaccessible so that null pointers fault; NullEnd is 0 where nothing is.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct ReservedRange
{
    public ulong Low;                       // 0
    public ulong High;                      // 8
    public ulong NullEnd;                   // 16

    public const int Size = 24;
}

/// <summary>The native variable <c>mpiwasm_state</c> of the support image. The runtime fills it, the signal handler reads it.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct SupportState
{
    /// <summary>pthread key of the thread's <see cref="ThreadState"/>.</summary>
    public uint ThreadKey;                  // 0
    public uint Reserved;                   // 4
    /// <summary>How many entries of the ranges were ever in use.</summary>
    public ulong RangeCount;                // 8
    public PreviousAction Segmentation;     // 16
    public PreviousAction Bus;              // 160
    // ReservedRange[MaxRanges] follows at RangesOffset, and behind it
    // int (*_Unwind_ForcedUnwind)(exception, stop, argument) and ulong (*_Unwind_GetCFA)(context), 0 where
    // there is no libgcc_s; and CrashState.

    public const int RangeCountOffset = 8;
    public const int SegmentationOffset = 16;
    public const int BusOffset = 160;
    public const int RangesOffset = 304;
    public const int MaxRanges = 4096;
    public const int ForcedUnwindOffset = RangesOffset + (MaxRanges * ReservedRange.Size);
    public const int GetCfaOffset = ForcedUnwindOffset + 8;
    public const int CrashOffset = ForcedUnwindOffset + 16;
    public const int Size = CrashOffset + CrashState.Size;
}

/// <summary>What the handler needs to report a crash in a native library, at <see cref="SupportState.CrashOffset"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct CrashState
{
    public PreviousAction Arithmetic;       // 0: SIGFPE
    public PreviousAction Abort;            // 144
    public PreviousAction Illegal;          // 288
    /// <summary>
    /// int _dl_find_object(pc, struct dl_find_object*), the one way to ask in a handler which library an
    /// address is in; 0: crashes are not reported.
    /// </summary>
    public nint FindObject;                 // 432
    public nint Write;                      // 440
    public nint Poll;                       // 448
    /// <summary>Where records go, and where answers come from.</summary>
    public int Records;                     // 456
    public int Answers;                     // 460
    /// <summary>Where .NET's own library begins, whose faults are its business.</summary>
    public nint Excluded;                   // 464
    /// <summary>1 when a crash is being reported.</summary>
    public int IsReporting;                 // 472
    public int Reserved;                    // 476

    public const int ArithmeticOffset = SupportState.CrashOffset;
    public const int AbortOffset = ArithmeticOffset + PreviousAction.Size;
    public const int IllegalOffset = AbortOffset + PreviousAction.Size;
    public const int FindObjectOffset = IllegalOffset + PreviousAction.Size;
    public const int WriteOffset = FindObjectOffset + 8;
    public const int PollOffset = FindObjectOffset + 16;
    public const int RecordsOffset = FindObjectOffset + 24;
    public const int AnswersOffset = FindObjectOffset + 28;
    public const int ExcludedOffset = FindObjectOffset + 32;
    public const int IsReportingOffset = FindObjectOffset + 40;
    public const int Size = 480;
}
