using System.Buffers.Binary;

namespace MpiWasm.Wasm.Debugging;

/// <summary>Reads DWARF's numbers. Past the end it yields zeros and notes <see cref="Failed"/>.</summary>
internal ref struct DwarfReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _position;

    public bool Failed { get; private set; }

    public readonly bool AtEnd => _position >= _data.Length;

    public int Position
    {
        readonly get => _position;
        set => _position = Math.Clamp(value, 0, _data.Length);
    }

    public byte Byte() => Take(1) is [var b] ? b : (byte)0;

    public ushort UInt16() => Take(2) is { Length: 2 } s ? BinaryPrimitives.ReadUInt16LittleEndian(s) : (ushort)0;

    public uint UInt24() => Take(3) is [var a, var b, var c] ? a | ((uint)b << 8) | ((uint)c << 16) : 0;

    public uint UInt32() => Take(4) is { Length: 4 } s ? BinaryPrimitives.ReadUInt32LittleEndian(s) : 0;

    public ulong UInt64() => Take(8) is { Length: 8 } s ? BinaryPrimitives.ReadUInt64LittleEndian(s) : 0;

    /// <summary>An address of 4 or 8 bytes.</summary>
    public ulong Address(int size) => size == 8 ? UInt64() : UInt32();

    public ulong ULeb()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = Byte();
            if (shift < 64)
                value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }
    }

    public long SLeb()
    {
        long value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = Byte();
            if (shift < 64)
                value |= (long)(b & 0x7F) << shift;
            if (b >= 0x80)
                continue;
            shift += 7;
            return shift < 64 && (b & 0x40) != 0 ? value | (-1L << shift) : value;
        }
    }

    /// <summary>Skips a string that ends with a zero byte, and says where it begins.</summary>
    public int SkipText()
    {
        var start = _position;
        var length = _data[_position..].IndexOf((byte)0);
        Skip(length < 0 ? (ulong)(_data.Length - _position) + 1 : (ulong)length + 1);
        return start;
    }

    public void Skip(ulong count) => Take(count > int.MaxValue ? int.MaxValue : (int)count);

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _data.Length - _position)
        {
            Failed = true;
            _position = _data.Length;
            return default;
        }

        var taken = _data.Slice(_position, count);
        _position += count;
        return taken;
    }
}
