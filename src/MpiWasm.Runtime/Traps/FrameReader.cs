namespace MpiWasm.Runtime.Traps;

/// <summary>Numbers of call frame information.</summary>
internal unsafe struct FrameReader(byte* at, byte* end = null)
{
    private const byte RelativeToPlace = 0x10;
    private const byte RelativeToData = 0x30;

    public byte* At = at;

    public readonly bool IsAtEnd => At >= end;

    /// <summary>The bytes of an entry that follow; false for the one that ends the section.</summary>
    public bool Length(out byte* end)
    {
        ulong bytes = *(uint*)At;
        At += 4;
        if (bytes == uint.MaxValue)
        {
            bytes = *(ulong*)At;
            At += 8;
        }

        end = At + bytes;
        return bytes != 0;
    }

    /// <summary>An address or a number in one of the forms of the exception tables (DW_EH_PE).</summary>
    public ulong Encoded(byte encoding, ulong data)
    {
        if (encoding == 0xFF)
            return 0;
        var place = (ulong)At;
        var value = (encoding & 0xF) switch
        {
            0x1 => Unsigned(),
            0x9 => (ulong)Signed(),
            0x2 => Fixed<ushort>(),
            0xA => (ulong)Fixed<short>(),
            0x3 => Fixed<uint>(),
            0xB => (ulong)Fixed<int>(),
            _ => Fixed<ulong>(),
        };
        return value + (encoding & 0x70) switch
        {
            RelativeToPlace => place,
            RelativeToData => data,
            _ => 0,
        };
    }

    public T Fixed<T>()
        where T : unmanaged
    {
        var value = *(T*)At;
        At += sizeof(T);
        return value;
    }

    /// <summary>ULEB128.</summary>
    public ulong Unsigned()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = *At++;
            value |= shift < 64 ? (ulong)(part & 0x7F) << shift : 0;
            if (part < 0x80)
                return value;
        }
    }

    /// <summary>SLEB128.</summary>
    public long Signed()
    {
        var value = 0L;
        for (var shift = 0; ; shift += 7)
        {
            var part = *At++;
            value |= shift < 64 ? (long)(part & 0x7F) << shift : 0;
            if (part >= 0x80)
                continue;
            var used = shift + 7;
            return used < 64 && (part & 0x40) != 0 ? value | (-1L << used) : value;
        }
    }
}
