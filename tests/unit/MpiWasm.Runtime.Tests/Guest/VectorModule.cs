using MpiWasm.Wasm;
using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Runtime.Tests;

/// <summary>
/// A module with one exported function per vector instruction, made from the instruction table: parameters are
/// the operands, results the results.
/// </summary>
internal static class VectorModule
{
    /// <summary>The lane that instructions with a lane immediate select; there are at least two.</summary>
    private const byte Lane = 1;

    // v128.const and i8x16.shuffle.
    private static readonly byte[] SixteenLanes = [31, 0, 17, 5, 9, 30, 2, 16, 12, 7, 25, 1, 20, 3, 14, 8];

    public static IReadOnlyList<InstructionInfo> Instructions { get; } =
        [.. InstructionTable.All.Where(row => row.Feature is WasmFeatures.Simd or WasmFeatures.RelaxedSimd).OrderBy(row => row.Opcode)];

    /// <summary>The memory is exported as <c>memory</c> and has one page.</summary>
    public static byte[] Bytes()
    {
        List<byte> types = [.. Leb(Instructions.Count)], functions = [.. types], exports = [.. Leb(Instructions.Count
            + 1)], code = [.. types];
        exports.AddRange([.. Name("memory"), 0x02, 0x00]);
        for (var index = 0; index < Instructions.Count; index++)
        {
            var row = Instructions[index];
            types.AddRange([0x60, .. Types(row.Operands), .. Types(row.Results)]);
            functions.AddRange(Leb(index));
            exports.AddRange([.. Name(row.Name), 0x00, .. Leb(index)]);
            byte[] body =
            [
                0x00, .. Enumerable.Range(0, row.Operands.Length).SelectMany(p => (byte[])[0x20, (byte)p]), 0xFD,
                .. Leb((int)row.Opcode - 0xFD000), .. Immediate(row), 0x0B,
            ];
            code.AddRange([.. Leb(body.Length), .. body]);
        }
        return
        [
            0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00,
            .. Section(1,
                types), .. Section(3,
                    functions), .. Section(5, new List<byte> { 0x01, 0x00, 0x01 }), .. Section(7, exports), .. Section(10, code),
        ];
    }

    private static byte[] Immediate(InstructionInfo row) => row.Immediate switch
    {
        ImmediateKind.None => [],
        ImmediateKind.Access => [0, 4],
        ImmediateKind.AccessLane => [0, 4, Lane],
        ImmediateKind.Lane => [Lane],
        ImmediateKind.Shuffle or ImmediateKind.V128 => SixteenLanes,
        _ => throw new NotSupportedException($"an immediate of kind {row.Immediate}"),
    };

    private static byte[] Types(IReadOnlyCollection<ValType> types) => [.. Leb(types.Count), .. types.Select(t => (byte)t)];

    private static byte[] Name(string name) => [.. Leb(name.Length), .. System.Text.Encoding.ASCII.GetBytes(name)];

    private static byte[] Section(byte id, List<byte> contents) => [id, .. Leb(contents.Count), .. contents];

    private static byte[] Leb(int value) => value < 0x80 ? [(byte)value] : [(byte)(value & 0x7F | 0x80), .. Leb(value >> 7)];
}
