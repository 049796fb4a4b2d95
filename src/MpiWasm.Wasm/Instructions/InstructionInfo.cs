using System.Collections.Immutable;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Wasm.Instructions;

/// <summary>What follows an opcode (Wasm 3.0 §5.4).</summary>
public enum ImmediateKind : byte
{
    None,
    /// <summary>A block type.</summary>
    Block,
    /// <summary>A block type, then the catch clauses of a try_table.</summary>
    TryTable,
    Label,
    /// <summary>br_table: a vector of labels and a default.</summary>
    LabelTable,
    Function,
    /// <summary>call_indirect: a type, then a table.</summary>
    TypeTable,
    /// <summary>The vector of types of a typed select.</summary>
    SelectTypes,
    Local,
    Global,
    Tag,
    Table,
    /// <summary>table.copy: destination, then source.</summary>
    TableTable,
    /// <summary>table.init: element segment, then table.</summary>
    ElementTable,
    Element,
    Data,
    Memory,
    /// <summary>memory.copy: destination, then source.</summary>
    MemoryMemory,
    /// <summary>memory.init: data segment, then memory.</summary>
    DataMemory,
    /// <summary>Alignment, offset and memory of an access.</summary>
    Access,
    /// <summary>Alignment, offset and memory of an access, then the lane that is loaded or stored.</summary>
    AccessLane,
    /// <summary>A lane of a vector.</summary>
    Lane,
    /// <summary>i8x16.shuffle: sixteen lanes of two vectors.</summary>
    Shuffle,
    /// <summary>One byte that must be zero.</summary>
    ZeroByte,
    RefType,
    I32,
    I64,
    F32,
    F64,
    /// <summary>Sixteen bytes.</summary>
    V128,
}

/// <summary>One row of the <see cref="InstructionTable"/>.</summary>
public sealed class InstructionInfo
{
    private readonly byte _naturalAlignment;

    internal InstructionInfo(
        Opcode opcode, string name, ImmediateKind immediate, string? signature, byte naturalAlignment, WasmFeatures feature)
    {
        Opcode = opcode;
        Name = name;
        Immediate = immediate;
        Signature = signature;
        _naturalAlignment = naturalAlignment;
        Feature = feature;
        if (signature is null)
            return;
        var colon = signature.IndexOf(':');
        Operands = [.. signature[..colon].Select(Type)];
        Results = [.. signature[(colon + 1)..].Select(Type)];
        HasAddress = signature.Contains('a', StringComparison.Ordinal);
        WideOperands = HasAddress ? [.. signature[..colon].Select(WideType)] : Operands;
        WideResults = HasAddress ? [.. signature[(colon + 1)..].Select(WideType)] : Results;
    }

    public Opcode Opcode { get; }

    /// <summary>The name in the text format.</summary>
    public string Name { get; }

    public ImmediateKind Immediate { get; }

    /// <summary>
    /// Operands and results, for example <c>ii:i</c> (see the table's rows for the letters); null where they depend on context.
    /// </summary>
    public string? Signature { get; }

    /// <summary>
    /// Operand types, deepest first; default where <see cref="Signature"/> is null. An address is <see cref="ValType.I32"/>.
    /// </summary>
    public ImmutableArray<ValType> Operands { get; }

    /// <summary>Result types; default where <see cref="Signature"/> is null.</summary>
    public ImmutableArray<ValType> Results { get; }

    /// <summary>Whether an operand or result is an address or a size, whose type the memory decides.</summary>
    internal bool HasAddress { get; }

    /// <summary><see cref="Operands"/> where the memory is a 64-bit one.</summary>
    internal ImmutableArray<ValType> WideOperands { get; }

    /// <summary><see cref="Results"/> where the memory is a 64-bit one.</summary>
    internal ImmutableArray<ValType> WideResults { get; }

    /// <summary>log2 of the bytes a memory access touches; of the bytes of a lane where the instruction selects one.</summary>
    public int NaturalAlignment => _naturalAlignment;

    /// <summary>How many lanes a lane index selects from.</summary>
    public int LaneCount => 16 >> _naturalAlignment;

    /// <summary>Whether the instruction is an atomic memory access, whose alignment must be the natural one.</summary>
    public bool IsAtomicAccess => Feature == WasmFeatures.Threads && Immediate == ImmediateKind.Access;

    /// <summary>The proposal that brought it, <see cref="WasmFeatures.Mvp"/> for the first version.</summary>
    public WasmFeatures Feature { get; }

    public override string ToString() => Name;

    private static ValType WideType(char letter) => letter == 'a' ? ValType.I64 : Type(letter);

    private static ValType Type(char letter) => letter switch
    {
        'i' or 'a' => ValType.I32,
        'I' => ValType.I64,
        'f' => ValType.F32,
        'F' => ValType.F64,
        'v' => ValType.V128,
        _ => throw new ArgumentOutOfRangeException(nameof(letter)),
    };
}
