using System.Text;
using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Fuzz.Modules;

/// <summary>Bytes of a Wasm module under construction.</summary>
internal sealed class Code
{
    public const byte I32 = 0x7f, I64 = 0x7e, F32 = 0x7d, F64 = 0x7c, Empty = 0x40;

    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public Code Byte(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public int Length => _bytes.Count;

    public Code Unsigned(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
        return this;
    }

    public Code Signed(long value)
    {
        for (; value is < -64 or > 63; value >>= 7)
            _bytes.Add((byte)((value & 0x7f) | 0x80));
        _bytes.Add((byte)(value & 0x7f));
        return this;
    }

    public Code Text(string text)
    {
        Unsigned((uint)text.Length);
        return Byte(Encoding.ASCII.GetBytes(text));
    }

    public Code Const(uint value) => Byte(0x41).Signed((int)value);

    /// <summary>An instruction's opcode, with its prefix where it has one.</summary>
    public Code Op(Opcode opcode)
    {
        var code = (uint)opcode;
        return code switch
        {
            < 0x100 => Byte((byte)code),
            >= 0xfd000 => Byte(0xfd).Unsigned(code & 0xfff),
            _ => Byte((byte)(code >> 8)).Unsigned(code & 0xff),
        };
    }

    /// <summary>The constant 0, or null, of a type.</summary>
    public Code Zero(ValType type) => type switch
    {
        ValType.I32 => Const(0),
        ValType.I64 => Const64(0),
        ValType.F32 => Byte(0x43, 0, 0, 0, 0),
        ValType.F64 => Byte(0x44, 0, 0, 0, 0, 0, 0, 0, 0),
        ValType.V128 => Byte(0xfd, 0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        _ => Byte(0xd0, (byte)type),
    };

    /// <summary>A function type.</summary>
    public Code Type(IReadOnlyCollection<ValType> parameters, IReadOnlyCollection<ValType> results)
    {
        Byte(0x60).Unsigned((uint)parameters.Count).Byte([.. parameters.Select(type => (byte)type)]);
        return Unsigned((uint)results.Count).Byte([.. results.Select(type => (byte)type)]);
    }

    public Code Const64(long value) => Byte(0x42).Signed(value);

    /// <summary>A constant of a memory's address type.</summary>
    public Code Address(uint value, bool wide) => wide ? Const64(value) : Const(value);

    public Code Get(uint local) => Byte(0x20).Unsigned(local);

    public Code Set(uint local) => Byte(0x21).Unsigned(local);

    public Code Tee(uint local) => Byte(0x22).Unsigned(local);

    /// <summary>A load or store with alignment 1.</summary>
    public Code Access(byte opcode, ulong offset) => Byte(opcode, 0).Unsigned(offset);

    public Code Section(byte id, Code contents)
    {
        Byte(id).Unsigned((uint)contents._bytes.Count);
        _bytes.AddRange(contents._bytes);
        return this;
    }

    public Code Sized(Code contents)
    {
        Unsigned((uint)contents._bytes.Count);
        _bytes.AddRange(contents._bytes);
        return this;
    }

    public Code Append(Code other)
    {
        _bytes.AddRange(other._bytes);
        return this;
    }
}
