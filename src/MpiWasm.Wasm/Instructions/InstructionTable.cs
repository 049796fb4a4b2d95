using System.Collections.Immutable;
using static MpiWasm.Wasm.WasmFeatures;

namespace MpiWasm.Wasm.Instructions;

/// <summary>
/// Every instruction by opcode. The rows drive decoding, validation and naming; a proposal is added by moving its opcodes from the
/// refused ones to rows.
/// </summary>
public static partial class InstructionTable
{
    private const int FcBase = 0x100;
    private const int FcCount = 0x20;
    private const int FeBase = FcBase + FcCount;
    private const int FeCount = 0x80;
    private const int FdCount = 0x114;

    /// <summary>Opcodes of proposals that are not supported: instructions named one by one, or a whole range under one name.</summary>
    private static readonly RefusedRange[] Refused =
    [
        new(0x14, 0x14, "call_ref", FunctionReferences),
        new(0x15, 0x15, "return_call_ref", FunctionReferences),
        new(0xD3, 0xD3, "ref.eq", Gc),
        new(0xD4, 0xD4, "ref.as_non_null", FunctionReferences),
        new(0xD5, 0xD5, "br_on_null", FunctionReferences),
        new(0xD6, 0xD6, "br_on_non_null", FunctionReferences),
        new(0xFB00, 0xFB1E, null, Gc),
        new(0xFC13, 0xFC16, null, WideArithmetic),
    ];

    /// <summary>Every instruction.</summary>
    public static ImmutableArray<InstructionInfo> All => [.. ByIndex.Concat(Vectors.ByCode).OfType<InstructionInfo>()];

    private static readonly InstructionInfo?[] ByIndex = Index(Rows());

    /// <summary>The row of an opcode, or null where there is none.</summary>
    public static InstructionInfo? Find(Opcode opcode)
    {
        var code = (uint)opcode;
        return code switch
        {
            < FcBase => ByIndex[code],
            >= 0xFC00 and < 0xFC00 + FcCount => ByIndex[FcBase + (int)(code - 0xFC00)],
            >= 0xFE00 and < 0xFE00 + FeCount => ByIndex[FeBase + (int)(code - 0xFE00)],
            >= 0xFD000 and < 0xFD000 + FdCount => Vectors.ByCode[code - 0xFD000],
            _ => null,
        };
    }

    /// <summary>The name in the text format, or the number where the opcode is unknown.</summary>
    public static string Name(Opcode opcode) => Find(opcode)?.Name ?? $"0x{(uint)opcode:X2}";

    /// <summary>The row of a one-byte opcode: the reader's fast path.</summary>
    internal static InstructionInfo? FindByte(byte opcode) => ByIndex[opcode];

    /// <summary>The proposal an opcode without a row belongs to; null where it belongs to none we know.</summary>
    internal static (string What, WasmFeatures Feature)? FindRefused(uint opcode)
    {
        foreach (var range in Refused)
        {
            if (opcode >= range.First && opcode <= range.Last)
                return (range.Name ?? $"opcode 0x{opcode:X2}", range.Feature);
        }
        return null;
    }

    private static InstructionInfo?[] Index(InstructionInfo[] rows)
    {
        var index = new InstructionInfo?[FeBase + FeCount];
        foreach (var row in rows)
        {
            var code = (uint)row.Opcode;
            var at = code < 0x100 ? code : code < 0xFD00 ? FcBase + (code - 0xFC00) : FeBase + (code - 0xFE00);
            index[at] = row;
        }
        return index;
    }

    /// <summary>Half of all instructions, in a class of their own: most modules have none, and then the rows are never made.</summary>
    private static class Vectors
    {
        public static readonly InstructionInfo?[] ByCode = Index();

        private static InstructionInfo?[] Index()
        {
            var index = new InstructionInfo?[FdCount];
            foreach (var row in VectorRows())
                index[(uint)row.Opcode - 0xFD000] = row;
            return index;
        }
    }

    private readonly record struct RefusedRange(uint First, uint Last, string? Name, WasmFeatures Feature);
}
