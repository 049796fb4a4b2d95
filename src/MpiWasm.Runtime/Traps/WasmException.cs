using System.Collections.Immutable;
using MpiWasm.Runtime;
using MpiWasm.Runtime.Externs;

namespace MpiWasm;

/// <summary>
/// An exception of a guest (Wasm 3.0, "exception handling") that left it uncaught: MW0513. A host function that lets it pass, or throws one
/// itself, throws it into the guest that called, which may catch it.
/// </summary>
public sealed class WasmException : WasmTrapException
{
    /// <summary>An exception to throw from a host function.</summary>
    /// <param name="tag">What the guest's handlers look for.</param>
    /// <param name="values">One value per parameter of the tag's type.</param>
    public WasmException(Tag tag, params ReadOnlySpan<Slot> values)
        : this(tag, values, [])
    {
    }

    internal WasmException(Tag tag, ReadOnlySpan<Slot> values, ImmutableArray<GuestFrame> backtrace)
        : base(TrapCode.UncaughtException, backtrace)
    {
        if (values.Length != tag.Type.Parameters.Length)
            throw new ArgumentException(
                $"an exception with a tag of type {tag.Type} takes {tag.Type.Parameters.Length} values, not {values.Length}",
                nameof(values));
        Tag = tag;
        Values = [.. values];
    }

    /// <summary>How the program that it left ends itself, if it came from one.</summary>
    internal Func<WasmException, int?>? EndProgram { get; init; }

    /// <summary>Tells what kind of exception it is.</summary>
    public Tag Tag { get; }

    /// <summary>What it carries: one value per parameter of the tag's type.</summary>
    public ImmutableArray<Slot> Values { get; }

    /// <summary>
    /// Lets the program that it has left end itself, as far as it has a way to (std::terminate), on the thread that the exception has
    /// left.
    /// </summary>
    /// <returns>The status, where the program ended itself with one; else its end is the exception's.</returns>
    public int? Terminate() => EndProgram?.Invoke(this);
}
