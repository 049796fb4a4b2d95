using System.Collections.Immutable;

namespace MpiWasm.Wasm.Model;

/// <summary>
/// A decoded module: every section in order, index spaces with imports first. Code stays bytes; an <c>InstructionReader</c>
/// walks it. Immutable once the decoder returns it. Offsets are byte offsets from the start of the module.
/// </summary>
public sealed class WasmModule
{
    /// <summary>The whole module, as read.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The proposals the module was decoded with.</summary>
    public WasmFeatures Features { get; init; } = WasmFeatures.Supported;

    public required ImmutableArray<FunctionType> Types { get; init; }

    public required ImmutableArray<Import> Imports { get; init; }

    /// <summary>The type index of every function, imports first.</summary>
    public required ImmutableArray<uint> FunctionTypeIndices { get; init; }

    /// <summary>Every table, imports first.</summary>
    public required ImmutableArray<TableType> Tables { get; init; }

    /// <summary>Every memory, imports first.</summary>
    public required ImmutableArray<MemoryType> Memories { get; init; }

    /// <summary>Whether addresses of its first memory, which is the one that C knows, have 64 bits.</summary>
    public bool HasWideAddresses => Memories is [{ Is64: true }, ..];

    /// <summary>Every global, imports first.</summary>
    public required ImmutableArray<GlobalType> Globals { get; init; }

    /// <summary>The type index of every exception tag, imports first.</summary>
    public required ImmutableArray<uint> TagTypeIndices { get; init; }

    /// <summary>Initial values of the globals the module defines, in order (index 0 is global <see cref="ImportedGlobalCount"/>).</summary>
    public required ImmutableArray<ConstantExpression> GlobalInitializers { get; init; }

    public required ImmutableArray<Export> Exports { get; init; }

    public required uint? StartFunction { get; init; }

    public required ImmutableArray<ElementSegment> Elements { get; init; }

    /// <summary>What the data count section says; null without one.</summary>
    public uint? DataCount { get; init; }

    public required ImmutableArray<DataSegment> Data { get; init; }

    /// <summary>The functions the module defines, in order (index 0 is function <see cref="ImportedFunctionCount"/>).</summary>
    public required ImmutableArray<FunctionBody> Bodies { get; init; }

    public required ImmutableArray<CustomSection> CustomSections { get; init; }

    /// <summary>Names from the <c>name</c> section; empty where there is none or it is malformed.</summary>
    public required NameSection Names { get; init; }

    internal SourceMap Map { get; init; } = new();

    /// <summary>Where the contents of the code section begin: the addresses of a module's debug information count from there.</summary>
    public int CodeOffset => Map.Code;

    public int ImportedFunctionCount => FunctionTypeIndices.Length - Bodies.Length;

    public required int ImportedTableCount { get; init; }

    public required int ImportedMemoryCount { get; init; }

    public required int ImportedGlobalCount { get; init; }

    public required int ImportedTagCount { get; init; }

    public FunctionType TypeOfTag(int tagIndex) => Types[(int)TagTypeIndices[tagIndex]];

    public FunctionType TypeOfFunction(int functionIndex) => Types[(int)FunctionTypeIndices[functionIndex]];
}

/// <summary>An import. <see cref="TypeIndex"/> is set for functions and tags, exactly one of the others for the other kinds.</summary>
public sealed record Import(string Module, string Name, ExternalKind Kind)
{
    /// <summary>Byte offset in the module.</summary>
    public int Offset { get; init; }

    public uint TypeIndex { get; init; }

    public TableType? Table { get; init; }

    public MemoryType? Memory { get; init; }

    public GlobalType? Global { get; init; }
}

public sealed record Export(string Name, ExternalKind Kind, uint Index)
{
    /// <summary>Byte offset in the module.</summary>
    public int Offset { get; init; }
}

/// <summary>A constant expression: its bytes including the final <c>end</c>, and where they start.</summary>
public sealed record ConstantExpression(ReadOnlyMemory<byte> Code, int Offset);

public enum SegmentMode
{
    Active,
    Passive,
    Declarative,
}

/// <summary>
/// An element segment. Either <see cref="FunctionIndices"/> or <see cref="Expressions"/> holds the elements; the other is default.
/// </summary>
public sealed record ElementSegment(SegmentMode Mode, uint TableIndex, ConstantExpression? TableOffset, ValType ElementType)
{
    /// <summary>Byte offset in the module.</summary>
    public int Offset { get; init; }

    public ImmutableArray<uint> FunctionIndices { get; init; }

    public ImmutableArray<ConstantExpression> Expressions { get; init; }

    public int Count => FunctionIndices.IsDefault ? Expressions.Length : FunctionIndices.Length;
}

public sealed record DataSegment(SegmentMode Mode, uint MemoryIndex, ConstantExpression? MemoryOffset, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Byte offset in the module.</summary>
    public int Offset { get; init; }
}

/// <summary>One run of locals of the same type.</summary>
public readonly record struct LocalGroup(uint Count, ValType Type);

/// <summary>A function body: its locals, and its instructions including the final <c>end</c>.</summary>
/// <param name="FunctionIndex">Index in the function index space (imports included).</param>
/// <param name="Offset">Offset of the body's first byte (the locals vector) in the module.</param>
/// <param name="Locals">Declared locals, parameters excluded.</param>
/// <param name="CodeOffset">Offset of the first instruction in the module.</param>
/// <param name="CodeLength">Length of the instructions in bytes.</param>
public sealed record FunctionBody(int FunctionIndex, int Offset, ImmutableArray<LocalGroup> Locals, int CodeOffset, int CodeLength);

public sealed record CustomSection(string Name, int Offset, ReadOnlyMemory<byte> Bytes);
