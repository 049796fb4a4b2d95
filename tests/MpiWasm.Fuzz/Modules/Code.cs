using System.Text;

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

    public Code Unsigned(uint value)
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

    public Code Const64(long value) => Byte(0x42).Signed(value);

    public Code Get(uint local) => Byte(0x20).Unsigned(local);

    public Code Set(uint local) => Byte(0x21).Unsigned(local);

    public Code Tee(uint local) => Byte(0x22).Unsigned(local);

    /// <summary>A load or store with alignment 1.</summary>
    public Code Access(byte opcode, uint offset) => Byte(opcode, 0).Unsigned(offset);

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

    public void Append(Code other) => _bytes.AddRange(other._bytes);
}
