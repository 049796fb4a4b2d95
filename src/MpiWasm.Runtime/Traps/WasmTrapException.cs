using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace MpiWasm;

/// <summary>
/// The guest did something WebAssembly forbids (MW0501 to MW0515, by <see cref="TrapCode"/>), or threw an exception that nobody caught (see
/// <see cref="WasmException"/>). Its instance stays as the trap left it.
/// </summary>
public class WasmTrapException : MpiWasmException
{
    private const int ShownFrames = 24;

    internal WasmTrapException(
        TrapCode kind, ImmutableArray<GuestFrame> backtrace, ulong? address = null, string? advice = null, bool stackHasRoom = false)
        : base("MW" + (500 + (int)kind).ToString("D4", CultureInfo.InvariantCulture), Describe(
            kind, backtrace, address), advice ?? Advise(kind, address, stackHasRoom))
    {
        Kind = kind;
        Backtrace = backtrace;
        Address = address;
    }

    public TrapCode Kind { get; }

    /// <summary>The guest's functions, innermost first, back to where the guest was entered.</summary>
    public ImmutableArray<GuestFrame> Backtrace { get; }

    /// <summary>The guest address of a memory access out of bounds, where the hardware reported it.</summary>
    public ulong? Address { get; }

    /// <summary>What happened, in the words of the specification's test suite.</summary>
    public static string Describe(TrapCode kind) => kind switch
    {
        TrapCode.Unreachable => "unreachable",
        TrapCode.IntegerDivideByZero => "integer divide by zero",
        TrapCode.IntegerOverflow => "integer overflow",
        TrapCode.InvalidConversionToInteger => "invalid conversion to integer",
        TrapCode.OutOfBoundsMemoryAccess => "out of bounds memory access",
        TrapCode.OutOfBoundsTableAccess => "out of bounds table access",
        TrapCode.UndefinedElement => "undefined element",
        TrapCode.UninitializedElement => "uninitialized element",
        TrapCode.IndirectCallTypeMismatch => "indirect call type mismatch",
        TrapCode.StackOverflow => "call stack exhausted",
        TrapCode.UnalignedAtomic => "unaligned atomic",
        TrapCode.NullReference => "null reference",
        TrapCode.UncaughtException => "uncaught exception",
        TrapCode.ExpectedSharedMemory => "expected shared memory",
        TrapCode.NullPointer => "null pointer",
        _ => $"trap {(int)kind}",
    };

    /// <summary>
    /// The guest's own stack lies at the bottom of its memory (--stack-first): when it is used up, addresses wrap to just below 4 GiB.
    /// </summary>
    private static string? Advise(TrapCode kind, ulong? address, bool stackHasRoom) => kind switch
    {
        TrapCode.OutOfBoundsMemoryAccess when address is >= 0x8000_0000 and <= 0xFFFF_FFFF =>
            "As a signed number the address is below 0: a negative index, or the program's own stack is used up "
                + "(endless recursion, large local arrays).\n"
            + "In the latter case link it with a larger one: mpiwasm-cc -Wl,-z,stack-size=67108864 ...",
        TrapCode.NullPointer when address is null =>
            "A null pointer, or a member or element of what it should point to, was passed to a function of the host, which used it.",
        TrapCode.NullPointer when stackHasRoom => "Nothing of the program lies below address 65536: a pointer that was never set, or a "
            + "member or element of what it should point to.",
        TrapCode.NullPointer =>
            "Nothing of the program lies below address 65536: a pointer that was never set, or a member or "
                + "element of what it should point to;\n"
            + "or the program's own stack is used up (endless recursion, large local arrays).\n"
            + "In the latter case link it with a larger one: mpiwasm-cc -Wl,-z,stack-size=67108864 ...",
        TrapCode.StackOverflow => "Endless recursion; or, where it has an end, give it more stack: mpiwasm run --stack-size 64M ...",
        _ => null,
    };

    private static string Describe(TrapCode kind, ImmutableArray<GuestFrame> backtrace, ulong? address)
    {
        var text = new StringBuilder("wasm trap: ").Append(Describe(kind));
        if (address is { } at)
            text.Append(CultureInfo.InvariantCulture, $" at address 0x{at:x}");
        var shown = 0;
        for (var i = 0; i < backtrace.Length && shown < ShownFrames; shown++)
        {
            // Deep recursion would fill the page with one line.
            var same = 1;
            while (i + same < backtrace.Length && backtrace[i + same] == backtrace[i])
                same++;
            text.Append("\n  at ").Append(backtrace[i]);
            if (same > 1)
                text.Append(CultureInfo.InvariantCulture, $" [{same} times]");
            i += same;
            if (shown == ShownFrames - 1 && i < backtrace.Length)
                text.Append(CultureInfo.InvariantCulture, $"\n  ... {backtrace.Length - i} more");
        }
        return text.ToString();
    }
}
