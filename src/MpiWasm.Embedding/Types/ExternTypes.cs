using System.Collections.Immutable;
using MpiWasm.Embedding.Types;

namespace MpiWasm;

/// <summary>The type of something that can be imported or exported (Wasm 3.0 §2.3.16).</summary>
public abstract record ExternType
{
    private protected ExternType()
    {
    }
}

/// <summary>The type of a function. Equal when parameters and results are.</summary>
/// <param name="Parameters">Types of the parameters, first to last.</param>
/// <param name="Results">Types of the results, first to last; none, one or several.</param>
public sealed record FunctionType(ImmutableArray<ValueKind> Parameters, ImmutableArray<ValueKind> Results) : ExternType
{
    /// <summary>Compares parameters and results one by one.</summary>
    public bool Equals(FunctionType? other) =>
        other is not null && Parameters.AsSpan().SequenceEqual(other.Parameters.AsSpan())
            && Results.AsSpan().SequenceEqual(other.Results.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var kind in Parameters)
            hash.Add(kind);
        hash.Add(Parameters.Length);
        foreach (var kind in Results)
            hash.Add(kind);
        return hash.ToHashCode();
    }

    /// <summary>As messages show it: <c>(i32, i64) -> (f64)</c>.</summary>
    public override string ToString() => Describe.ToWasm(this).ToString();
}

/// <summary>The type of a memory.</summary>
/// <param name="MinimumPages">Pages of 64 KiB it starts with, or must have to be imported.</param>
/// <param name="MaximumPages">
/// Pages it cannot grow beyond; null if there is no limit but the engine's: 65536, or 2^26 for 64-bit memories.
/// </param>
/// <param name="IsShared">Whether instances on several threads may use it at once.</param>
/// <param name="Is64">Whether addresses are i64.</param>
public sealed record MemoryType(ulong MinimumPages, ulong? MaximumPages, bool IsShared, bool Is64) : ExternType;

/// <summary>The type of a table.</summary>
/// <param name="Element">Kind of the references in it.</param>
/// <param name="Minimum">Elements it starts with, or must have to be imported.</param>
/// <param name="Maximum">Elements it cannot grow beyond; null if there is no limit but the engine's: 10 million.</param>
/// <param name="Is64">Whether indices are i64.</param>
public sealed record TableType(ValueKind Element, ulong Minimum, ulong? Maximum, bool Is64) : ExternType;

/// <summary>The type of a global variable.</summary>
/// <param name="Kind">Kind of its value.</param>
/// <param name="IsMutable">Whether the value can change.</param>
public sealed record GlobalType(ValueKind Kind, bool IsMutable) : ExternType;

/// <summary>The type of an exception tag.</summary>
/// <param name="Values">Kinds of the values that an exception with the tag carries.</param>
public sealed record TagType(ImmutableArray<ValueKind> Values) : ExternType
{
    /// <summary>Compares the kinds one by one.</summary>
    public bool Equals(TagType? other) => other is not null && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => new FunctionType(Values, []).GetHashCode();
}

/// <summary>Something a module needs.</summary>
/// <param name="Module">First part of the name, for example <c>env</c>.</param>
/// <param name="Name">Second part of the name.</param>
/// <param name="Type">What it must be.</param>
public sealed record ImportDescription(string Module, string Name, ExternType Type);

/// <summary>Something a module offers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it is.</param>
public sealed record ExportDescription(string Name, ExternType Type);
