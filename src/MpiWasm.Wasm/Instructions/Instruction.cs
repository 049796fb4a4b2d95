using MpiWasm.Wasm.Model;

namespace MpiWasm.Wasm.Instructions;

/// <summary>The immediate of a memory access.</summary>
/// <param name="Align">log2 of the alignment the producer promises; a hint only, except for atomics.</param>
/// <param name="Offset">Constant added to the address, without wrapping.</param>
/// <param name="MemoryIndex">The memory.</param>
public readonly record struct MemArg(uint Align, ulong Offset, uint MemoryIndex);

/// <summary>
/// Which exceptions a clause of try_table takes, and whether it passes a reference on: by its code in the binary format (Wasm 3.0 §5.4.1).
/// </summary>
public enum CatchKind : byte
{
    Catch = 0,
    CatchRef = 1,
    CatchAll = 2,
    CatchAllRef = 3,
}

/// <summary>A clause of try_table.</summary>
/// <param name="Kind">What it takes.</param>
/// <param name="Tag">The tag; nothing where it takes all.</param>
/// <param name="Label">Where it goes, counted from outside the try_table.</param>
public readonly record struct CatchClause(CatchKind Kind, uint Tag, uint Label)
{
    public bool IsAll => Kind >= CatchKind.CatchAll;

    /// <summary>Whether the label receives an exnref behind the payload.</summary>
    public bool PassesReference => Kind is CatchKind.CatchRef or CatchKind.CatchAllRef;
}

/// <summary>
/// One instruction with its immediates. Only those that belong to <see cref="InstructionInfo.Immediate"/> mean something.
/// </summary>
public struct Instruction
{
    /// <summary>The instruction's row.</summary>
    public InstructionInfo Info { readonly get; internal set; }

    public readonly Opcode Opcode => Info.Opcode;

    /// <summary>Offset of the opcode in the module.</summary>
    public int Offset { readonly get; internal set; }

    /// <summary>
    /// The function, local, global, tag, table, memory, segment, type or label; the destination of a copy; the segment of an init;
    /// the type of call_indirect; the default label of br_table.
    /// </summary>
    public uint Index { readonly get; internal set; }

    /// <summary>The second index: source of a copy, table or memory of an init, table of call_indirect.</summary>
    public uint Index2 { readonly get; internal set; }

    /// <summary>Type of block, loop, if, try, try_table.</summary>
    public readonly BlockType BlockType => BlockType.FromBits(Bits);

    public readonly MemArg MemArg => new(Index2, Bits, Index);

    /// <summary>Operand of i32.const.</summary>
    public readonly int I32 => (int)Bits;

    /// <summary>Operand of i64.const; i32.const's, sign-extended.</summary>
    public readonly long I64 => (long)Bits;

    /// <summary>Operand of f32.const, bit for bit.</summary>
    public readonly uint F32Bits => (uint)Bits;

    /// <summary>Operand of f64.const, bit for bit.</summary>
    public readonly ulong F64Bits => Bits;

    /// <summary>Operand of v128.const, byte 0 in the lowest bits; the sixteen lanes of i8x16.shuffle likewise.</summary>
    public readonly UInt128 V128 => new(HighBits, Bits);

    /// <summary>The lane that is extracted, replaced, loaded or stored.</summary>
    public readonly int Lane => (int)HighBits;

    /// <summary>Labels of br_table without the default, which is <see cref="Index"/>.</summary>
    public readonly ReadOnlySpan<uint> BranchTargets => Targets;

    /// <summary>Clauses of try_table.</summary>
    public readonly ReadOnlySpan<CatchClause> CatchClauses => Clauses;

    /// <summary>Type of ref.null.</summary>
    public readonly ValType ReferenceType => (ValType)Bits;

    /// <summary>Number of types a typed select names; 1 in a valid module.</summary>
    public readonly uint SelectTypeCount => Index;

    /// <summary>The first type a typed select names.</summary>
    public readonly ValType SelectType => (ValType)Bits;

    internal ulong Bits { readonly get; set; }

    internal ulong HighBits { readonly get; set; }

    internal uint[]? Targets { readonly get; set; }

    internal CatchClause[]? Clauses { readonly get; set; }
}
