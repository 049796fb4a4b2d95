using MpiWasm.Wasm.Decoding;
using MpiWasm.Wasm.Model;
using MpiWasm.Wasm.Validation;

namespace MpiWasm.Wasm.Tests;

/// <summary>Puts modules together byte by byte.</summary>
internal static class ModuleBytes
{
    public static readonly byte[] Header = [0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00];

    /// <summary>The header followed by sections.</summary>
    public static byte[] Module(params byte[][] sections) => [.. Header, .. sections.SelectMany(s => s)];

    public static byte[] Section(byte id, params byte[] contents) => [id, .. Leb(contents.Length), .. contents];

    /// <summary>A module with one function of type [] -> [], whose body has no locals and this code.</summary>
    public static byte[] WithBody(params byte[] code) => Module(
        Section(1, 0x01, 0x60, 0x00, 0x00),
        Section(3, 0x01, 0x00),
        Section(10, [0x01, .. Leb(code.Length + 1), 0x00, .. code]));

    /// <summary>The same with a memory of one page.</summary>
    public static byte[] WithMemoryAndBody(params byte[] code) => Module(
        Section(1, 0x01, 0x60, 0x00, 0x00),
        Section(3, 0x01, 0x00),
        Section(5, 0x01, 0x00, 0x01),
        Section(10, [0x01, .. Leb(code.Length + 1), 0x00, .. code]));

    public static byte[] Leb(int value)
    {
        var result = new List<byte>();
        while (value >= 0x80)
        {
            result.Add((byte)(value & 0x7F | 0x80));
            value >>= 7;
        }
        result.Add((byte)value);
        return [.. result];
    }

    public static WasmModule Accept(byte[] module)
    {
        var decoded = ModuleDecoder.Decode(module);
        ModuleValidator.Validate(decoded);
        return decoded;
    }

    /// <summary>The error a module is refused with; null where it is accepted.</summary>
    public static WasmModuleException? Refusal(byte[] module)
    {
        try
        {
            _ = Accept(module);
            return null;
        }
        catch (WasmModuleException e)
        {
            return e;
        }
    }
}
