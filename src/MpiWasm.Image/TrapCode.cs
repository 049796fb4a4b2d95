namespace MpiWasm;

/// <summary>
/// Why guest code stopped. The value is what generated code passes to the trap function and what the entry trampoline returns;
/// 0 means that the call returned normally.
/// </summary>
public enum TrapCode
{
    None = 0,

    [ErrorText(
        "The program reached an instruction that must not be reached.",
        "The compiler puts it behind abort, a failed assertion, undefined behaviour that it has noticed, and functions "
            + "that never return.",
        "The backtrace names the function. Compile with -g for the line.")]
    Unreachable = 1,

    [ErrorText(
        "An integer was divided by zero.",
        "As natively, where it is a signal.",
        "The backtrace names the function; -g gives the line.")]
    IntegerDivideByZero = 2,

    [ErrorText(
        "The smallest integer was divided by -1, whose result has no place.",
        "As natively on x86-64, where it is a signal.",
        "Look at the operands of the division that the backtrace names.")]
    IntegerOverflow = 3,

    [ErrorText(
        "A floating-point number that no integer stands for was converted to one.",
        "It is a NaN, an infinity, or beyond the range of the type. C leaves that undefined.",
        "Test the number before it is converted, or compile with -mnontrapping-fptoint, which gives the nearest integer, "
            + "and 0 for a NaN.")]
    InvalidConversionToInteger = 4,

    [ErrorText(
        "The program accessed memory that it does not have.",
        "A wild pointer, an index out of its array, or the end of the program's own stack. As a signed number an address "
            + "above 2 GiB is below 0: a negative index, or a stack that is used up.",
        "The backtrace names the function; -g gives the line. For large local arrays link with a larger stack: "
            + "-Wl,-z,stack-size=67108864.")]
    OutOfBoundsMemoryAccess = 5,

    [ErrorText(
        "A table was accessed out of its bounds.",
        "An instruction on tables, which compilers of C do not make, has a wrong index.",
        "Look at the code that the backtrace names; with mpiwasm-cc please report it.")]
    OutOfBoundsTableAccess = 6,

    [ErrorText(
        "A function was called through a pointer that means no function.",
        "The pointer was never set, was overwritten, or is not one.",
        "Look at the call that the backtrace names.")]
    UndefinedElement = 7,

    [ErrorText(
        "A function was called through a null pointer.",
        "The pointer was never set, or a callback is missing.",
        "Look at the call that the backtrace names.")]
    UninitializedElement = 8,

    [ErrorText(
        "A function was called through a pointer of another type.",
        "It was declared, or cast, with other parameters or another result than it is defined with. Natively that often "
            + "works by chance.",
        "Declare it as it is defined, also in files that have no prototype. -Wcast-function-type finds most such casts.")]
    IndirectCallTypeMismatch = 9,

    [ErrorText(
        "The native stack is used up.",
        "Endless recursion, or very deep recursion.",
        "Where the recursion has an end, give it more: mpiwasm run --stack-size 64M.")]
    StackOverflow = 10,

    [ErrorText(
        "An atomic operation met an address that is not a multiple of its size.",
        "A pointer was cast to a type with a stricter alignment, or a structure is packed.",
        "Align the variable.")]
    UnalignedAtomic = 11,

    [ErrorText(
        "A reference was null where it must not be.",
        "An instruction on references, which compilers of C do not make, met null.",
        "Look at the code that the backtrace names; with mpiwasm-cc please report it.")]
    NullReference = 12,

    [ErrorText(
        "An exception left the program, and nobody caught it.",
        "A C++ program threw one that has no handler, or one left a destructor. Type and text are in the message, with "
            + "the backtrace of the throw.",
        "Catch it, or look for what it complains of.")]
    UncaughtException = 13,

    /// <summary>A wait on a memory that no other thread can share.</summary>
    [ErrorText(
        "The program waits on a memory that no other thread can share.",
        "memory.atomic.wait on a memory that is not shared: nobody could wake it.",
        "Build the program with -pthread.")]
    ExpectedSharedMemory = 14,

    /// <summary>
    /// An access through a null pointer, by the guest or by a host function it was passed to (see
    /// <see cref="Image.MemoryRecord.Lowest"/>). The signal handler knows the number.
    /// </summary>
    [ErrorText(
        "A null pointer was used.",
        "It was never set, or a member or an element of what it should point to was used. Nothing of a program of "
            + "mpiwasm-cc lies below address 65536.",
        "The backtrace names the function; -g gives the line. --null-ok makes the addresses ordinary memory, as other "
            + "engines do.")]
    NullPointer = 15,

    /// <summary>A host function failed in C#; the exception waits in the runtime and is rethrown after guest frames are gone.</summary>
    HostException = 64,

    /// <summary>The guest asked to end (<c>proc_exit</c>); the code waits in the runtime.</summary>
    Exit = 65,
}
