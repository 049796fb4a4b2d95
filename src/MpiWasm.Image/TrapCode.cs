namespace MpiWasm;

/// <summary>
/// Why guest code stopped. The value is what generated code passes to the trap function and what the entry trampoline returns;
/// 0 means that the call returned normally.
/// </summary>
public enum TrapCode
{
    None = 0,
    Unreachable = 1,
    IntegerDivideByZero = 2,
    IntegerOverflow = 3,
    InvalidConversionToInteger = 4,
    OutOfBoundsMemoryAccess = 5,
    OutOfBoundsTableAccess = 6,
    UndefinedElement = 7,
    UninitializedElement = 8,
    IndirectCallTypeMismatch = 9,
    StackOverflow = 10,
    UnalignedAtomic = 11,
    NullReference = 12,
    UncaughtException = 13,
    /// <summary>A wait on a memory that no other thread can share.</summary>
    ExpectedSharedMemory = 14,
    /// <summary>An access through a null pointer, by the guest or by a host function it was passed to (see <see cref="Image.MemoryRecord.Lowest"/>). The signal handler knows the number.</summary>
    NullPointer = 15,

    /// <summary>A host function failed in C#; the exception waits in the runtime and is rethrown after guest frames are gone.</summary>
    HostException = 64,

    /// <summary>The guest asked to end (<c>proc_exit</c>); the code waits in the runtime.</summary>
    Exit = 65,
}
