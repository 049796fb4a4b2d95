using System.Collections.Immutable;

namespace MpiWasm.Wasm.Model;

/// <summary>A value type, by its code in the binary format (Wasm 3.0 §5.3.1-§5.3.4).</summary>
public enum ValType : byte
{
    /// <summary>Not a type: the operand of unreachable code, which matches anything.</summary>
    Bottom = 0,
    I32 = 0x7F,
    I64 = 0x7E,
    F32 = 0x7D,
    F64 = 0x7C,
    V128 = 0x7B,
    FuncRef = 0x70,
    ExternRef = 0x6F,
    ExnRef = 0x69,
}

/// <summary>A function type. Equality is structural: two types are the same when their parameters and results are.</summary>
public sealed class FunctionType(ImmutableArray<ValType> parameters, ImmutableArray<ValType> results) : IEquatable<FunctionType>
{
    public ImmutableArray<ValType> Parameters { get; } = parameters;

    public ImmutableArray<ValType> Results { get; } = results;

    public bool Equals(FunctionType? other) =>
        other is not null && Parameters.AsSpan().SequenceEqual(other.Parameters.AsSpan())
            && Results.AsSpan().SequenceEqual(other.Results.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as FunctionType);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var p in Parameters)
            hash.Add((byte)p);
        hash.Add(Parameters.Length);
        foreach (var r in Results)
            hash.Add((byte)r);
        return hash.ToHashCode();
    }

    /// <summary>The type as the text format writes it without keywords: <c>(i32, i64) -> (f64)</c>.</summary>
    public override string ToString() => $"({Join(Parameters)}) -> ({Join(Results)})";

    private static string Join(ImmutableArray<ValType> types) => string.Join(", ", types.Select(ValueTypes.Name));
}

/// <summary>Names and classes of value types.</summary>
public static class ValueTypes
{
    /// <summary>The type's name in the text format.</summary>
    public static string Name(ValType type) => type switch
    {
        ValType.I32 => "i32",
        ValType.I64 => "i64",
        ValType.F32 => "f32",
        ValType.F64 => "f64",
        ValType.V128 => "v128",
        ValType.FuncRef => "funcref",
        ValType.ExternRef => "externref",
        ValType.ExnRef => "exnref",
        _ => "bot",
    };

    public static bool IsReference(ValType type) => type is ValType.FuncRef or ValType.ExternRef or ValType.ExnRef;
}

/// <summary>Size limits of a memory (in 64 KiB pages) or a table (in elements).</summary>
public readonly record struct Limits(ulong Minimum, ulong? Maximum);

public sealed record MemoryType(Limits Limits, bool IsShared, bool Is64);

public sealed record TableType(ValType ElementType, Limits Limits, bool Is64);

public sealed record GlobalType(ValType Type, bool IsMutable);

/// <summary>What an import or export is, by its code in the binary format (Wasm 3.0 §5.5.5).</summary>
public enum ExternalKind : byte
{
    Function = 0,
    Table = 1,
    Memory = 2,
    Global = 3,
    Tag = 4,
}
