using System.Runtime.InteropServices;

namespace MpiWasm.Image;

// The structures that generated code and the runtime share. Generated code reaches them by the offsets below; the runtime
// through the structs. A test compares the two. All are native memory, little-endian, 8-byte aligned.

/// <summary>
/// Header of an instance context, the first argument of every guest function. The arrays of <see cref="InstanceLayout"/> follow it.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct InstanceContext
{
    /// <summary>Points at itself, so that an instance context can stand where a <see cref="HostContext"/> is expected.</summary>
    public InstanceContext* Self;           // 0
    public ThreadState* Thread;             // 8: set on every entry
    public ulong StackLimit;                // 16: a stub calls no host function with the stack pointer below this
    // 24: results of a function with two or more, 16 bytes each; all instances of a store share the buffer
    public void* Results;
    public void* Trap;                      // 32: noreturn void (*)(InstanceContext*, int trapCode)
    public void** Builtins;                 // 40: indexed by Builtin
    public nint Handle;                     // 48: GCHandle of the managed Instance
    public void* Throw;                     // 56: noreturn void (*)(InstanceContext*, int isNew): throws the thread's pending exception

    public const int ThreadOffset = 8;
    public const int StackLimitOffset = 16;
    public const int ResultsOffset = 24;
    public const int TrapOffset = 32;
    public const int BuiltinsOffset = 40;
    public const int ThrowOffset = 56;
    public const int HeaderSize = 64;

    /// <summary>Memory 0, always the first array entry: base at 64, record at 72.</summary>
    public const int Memory0BaseOffset = 64;
    public const int Memory0RecordOffset = 72;
}

/// <summary>First field of whatever a host function receives as its first argument: the instance that calls it.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct HostContext
{
    public InstanceContext* Instance;       // 0
}

/// <summary>
/// One per thread that runs guest code. The entry trampoline, the trap function and the signal handler work on it
/// (no managed code does between a fault and the landing).
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ThreadState
{
    /// <summary>Stack pointer saved by the innermost entry; 0 when no guest frame is on this thread.</summary>
    public ulong SavedStackPointer;         // 0
    /// <summary>1 while guest code runs (also inside memcpy called by it), 0 inside host functions. The handler trusts it.</summary>
    public uint InGuest;                    // 8
    /// <summary>Set by a host function that wants a trap: its stub raises it after the return.</summary>
    public int PendingTrap;                 // 12
    public ulong FaultAddress;              // 16
    /// <summary>Lowest address of the guard below the stack.</summary>
    public ulong StackGuardLow;             // 24
    /// <summary>Lowest usable address of the stack.</summary>
    public ulong StackLow;                  // 32
    public ulong StackHigh;                 // 40
    public ulong TrapCount;                 // 48
    /// <summary>Number of entries of <see cref="Frames"/> that the last trap filled.</summary>
    public ulong FrameCount;                // 56
    /// <summary>Program counters of the guest's stack at the last trap, innermost first (frame-pointer walk).</summary>
    public fixed ulong Frames[MaxFrames];   // 64
    /// <summary>
    /// The unwinder's own record (struct _Unwind_Exception) of the exception on its way. One is enough: no
    /// guest code runs between throw and catch.
    /// </summary>
    public fixed ulong UnwindException[8];  // 1088: 16-byte aligned
    /// <summary>The tag of the exception on its way, or of the one caught last.</summary>
    public TagRecord* ExceptionTag;         // 1152
    public ulong Reserved;                  // 1160
    /// <summary>Its values, one slot of 16 bytes each. A handler reads them before anything else.</summary>
    public fixed ulong ExceptionValues[2 * MaxExceptionValues];    // 1168

    public const int InGuestOffset = 8;
    public const int PendingTrapOffset = 12;
    public const int FaultAddressOffset = 16;
    public const int StackGuardLowOffset = 24;
    public const int StackLowOffset = 32;
    public const int StackHighOffset = 40;
    public const int TrapCountOffset = 48;
    public const int FrameCountOffset = 56;
    public const int FramesOffset = 64;
    public const int MaxFrames = 128;
    public const int UnwindExceptionOffset = 1088;
    public const int ExceptionTagOffset = 1152;
    public const int ExceptionValuesOffset = 1168;
    /// <summary>As many as a function type may have parameters.</summary>
    public const int MaxExceptionValues = 1000;
}

/// <summary>An exception tag. Tags are the same when they have the same address, whoever imports them and how often.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct TagRecord
{
    /// <summary>Weak GCHandle of the managed tag.</summary>
    public nint Handle;                     // 0
    public ulong Reserved;                  // 8
}

/// <summary>A linear memory. The base never moves; the length changes by memory.grow only.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct MemoryRecord
{
    public byte* Base;                      // 0
    public ulong Bytes;                     // 8
    public ulong Pages;                     // 16
    public ulong MaximumPages;              // 24
    public ulong ReservedBytes;             // 32
    /// <summary>
    /// What lies below is inaccessible, so that null pointers trap: 0, or <see cref="NullPageBytes"/> for
    /// modules whose linker left it unused.
    /// </summary>
    public ulong Lowest;                    // 40
    /// <summary>
    /// Of a 64-bit memory: where the guard behind it begins, which is never accessible. Larger addresses are used as this one. Constant.
    /// </summary>
    public ulong Limit;                     // 48

    public const ulong NullPageBytes = 65536;
    /// <summary>
    /// What is reserved for a 32-bit memory: any 32-bit address + any 32-bit offset + 16 bytes of access, rounded up. Generated code has no
    /// bounds checks because of it, so it is part of every image's key.
    /// </summary>
    public const ulong Reserved32 = (8UL << 30) + 65536;

    public const int BytesOffset = 8;
    public const int PagesOffset = 16;
    public const int LowestOffset = 40;
    public const int LimitOffset = 48;

    /// <summary>
    /// A 64-bit memory has as many inaccessible bytes behind its <see cref="Limit"/> (and a page more): an access at a smaller offset from
    /// an address that is no larger either lies inside or faults.
    /// </summary>
    public const ulong GuardedOffset = 1UL << 31;
}

/// <summary>
/// A table. The base never moves (the maximum is reserved). Elements are 8 bytes: FunctionRecord* or an opaque reference; 0 is null.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct TableRecord
{
    public void** Base;                     // 0
    public ulong Size;                      // 8
    public ulong Maximum;                   // 16

    public const int SizeOffset = 8;
}

/// <summary>What a funcref points at.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct FunctionRecord
{
    /// <summary>Guest code, always: for an imported function the importing instance's stub.</summary>
    public void* Code;                      // 0
    public InstanceContext* Context;        // 8
    /// <summary>Process-wide number of the function's type: equal numbers, equal types.</summary>
    public uint TypeId;                     // 16
    public uint FunctionIndex;              // 20
    /// <summary>The same function in the tail calling convention; null where its module has no tail calls.</summary>
    public void* TailCode;                  // 24

    public const int ContextOffset = 8;
    public const int TypeIdOffset = 16;
    public const int TailCodeOffset = 24;
    public const int Size = 32;
}

/// <summary>What an import stub calls.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ImportRecord
{
    /// <summary>Code with the signature (Context, parameters...).</summary>
    public void* Code;                      // 0
    /// <summary>A HostContext* for a host function, an InstanceContext* for another instance's function.</summary>
    public void* Context;                   // 8
    /// <summary>The value of ThreadState.InGuest during the call: 1 for another instance's function, 0 for a host function.</summary>
    public uint InGuest;                    // 16
    public uint Reserved;                   // 20
    /// <summary>FunctionRecord.TailCode of another instance's function, else null.</summary>
    public void* TailCode;                  // 24

    public const int ContextOffset = 8;
    public const int InGuestOffset = 16;
    public const int TailCodeOffset = 24;
    public const int Size = 32;
}

/// <summary>Context of a host function that takes its arguments as an array of slots: the target of an image's host thunks.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct SlotFunction
{
    public InstanceContext* Instance;       // 0, as in HostContext
    /// <summary>void (*)(SlotFunction*, Slot* slots): parameters are slots[0..n), results are written to slots[0..m).</summary>
    public delegate* unmanaged<SlotFunction*, void*, void> Call;    // 8
    public nint Handle;                     // 16: GCHandle of the managed target

    public const int CallOffset = 8;
}
