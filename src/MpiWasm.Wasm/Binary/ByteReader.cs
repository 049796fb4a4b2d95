using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Wasm.Binary;

/// <summary>
/// Reads the primitives of the binary format (Wasm 2.0 §5.2) from part of a module. It never reads past its end, and every error
/// names the place.
/// </summary>
internal ref struct ByteReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly string? _section;
    private readonly WasmModule? _module;
    private readonly int _functionIndex;

    /// <summary>A reader of <c>module[start..end]</c>; positions are offsets in the module.</summary>
    public ByteReader(
        ReadOnlySpan<byte> moduleBytes, int start, int end, string? section, WasmModule? module = null, int functionIndex = -1)
    {
        _bytes = moduleBytes[..end];
        Position = start;
        _section = section;
        _module = module;
        _functionIndex = functionIndex;
    }

    public int Position { readonly get; private set; }

    public readonly int End => _bytes.Length;

    public readonly int Remaining => _bytes.Length - Position;

    public readonly bool AtEnd => Position >= _bytes.Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte U8()
    {
        var at = Position;
        if ((uint)at >= (uint)_bytes.Length)
            ThrowEnd();
        Position = at + 1;
        return _bytes[at];
    }

    public readonly byte PeekU8()
    {
        if (AtEnd)
            ThrowEnd();
        return _bytes[Position];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint U32()
    {
        var at = Position;
        if ((uint)at < (uint)_bytes.Length && _bytes[at] < 0x80)
        {
            Position = at + 1;
            return _bytes[at];
        }
        return (uint)Unsigned(32);
    }

    public ulong U64() => Unsigned(64);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int S32()
    {
        var at = Position;
        if ((uint)at < (uint)_bytes.Length && _bytes[at] < 0x80)
        {
            Position = at + 1;
            return (sbyte)(_bytes[at] << 1) >> 1;
        }
        return (int)Signed(32);
    }

    public long S33() => Signed(33);

    public long S64() => Signed(64);

    public uint F32()
    {
        var value = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[Take(4)..]);
        return value;
    }

    public ulong F64()
    {
        var value = BinaryPrimitives.ReadUInt64LittleEndian(_bytes[Take(8)..]);
        return value;
    }

    /// <summary>Steps over <paramref name="count"/> bytes and returns where they start.</summary>
    public int Take(uint count)
    {
        if (count > (uint)Remaining)
        {
            Position = _bytes.Length;
            ThrowEnd();
        }
        var at = Position;
        Position += (int)count;
        return at;
    }

    /// <summary>
    /// The count of a vector whose elements take at least <paramref name="elementSize"/> bytes each, so that what is allocated for
    /// them is bounded by the bytes there are.
    /// </summary>
    public int Count(string what, int limit, int elementSize = 1)
    {
        var at = Position;
        var count = U32();
        if (count > (uint)(Remaining / elementSize))
            Throw(at, $"unexpected end of {Extent}: {count} {what} do not fit");
        if (count > (uint)limit)
            ThrowLimit(at, $"{count} {what}, at most {limit} are supported");
        return (int)count;
    }

    /// <summary>A name: a vector of bytes that must be UTF-8.</summary>
    public string Name()
    {
        var at = Position;
        return OptionalName() ?? throw new WasmLimitException(Place(at), $"a name of more than {ImplementationLimits.NameBytes} bytes");
    }

    /// <summary>The same, or null for one that is longer than names may be: where names only describe.</summary>
    public string? OptionalName()
    {
        var at = Position;
        var length = U32();
        if (length > (uint)Remaining)
            Throw(at, $"unexpected end of {Extent}: a name of {length} bytes does not fit");
        var start = Take(length);
        if (length > ImplementationLimits.NameBytes)
            return null;
        var text = _bytes[start..Position];
        if (!Utf8.IsValid(text))
            Throw(at, "malformed UTF-8 encoding");
        return Encoding.UTF8.GetString(text);
    }

    public readonly ModulePlace Place(int offset)
    {
        string? name = null;
        if (_functionIndex >= 0)
            _ = _module?.Names.Functions.TryGetValue((uint)_functionIndex, out name);
        return new ModulePlace(offset, _section, _functionIndex, name);
    }

    [DoesNotReturn]
    public readonly void Throw(int offset, string reason) => throw new WasmFormatException(Place(offset), reason);

    [DoesNotReturn]
    public readonly void ThrowLimit(int offset, string reason) => throw new WasmLimitException(Place(offset), reason);

    [DoesNotReturn]
    public readonly void ThrowUnsupported(int offset, string what, WasmFeatures feature) =>
        throw new UnsupportedFeatureException(Place(offset), what, feature);

    private readonly string Extent => _section is null ? "input" : _functionIndex >= 0 ? "function body" : "section";

    [DoesNotReturn]
    private readonly void ThrowEnd() => Throw(_bytes.Length, $"unexpected end of {Extent}");

    /// <summary>Unsigned LEB128 (§5.2.2): at most ⌈bits/7⌉ bytes, and the bits that do not fit are zero.</summary>
    private ulong Unsigned(int bits)
    {
        var start = Position;
        ulong result = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = U8();
            var left = bits - shift;
            if (left < 7)
            {
                if (b >= 0x80)
                    Throw(start, "integer representation too long");
                if (b >> left != 0)
                    Throw(start, "integer too large");
            }
            result |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return result;
        }
    }

    /// <summary>Signed LEB128 (§5.2.2): the bits that do not fit are copies of the sign.</summary>
    private long Signed(int bits)
    {
        var start = Position;
        long result = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = U8();
            var left = bits - shift;
            if (left < 7)
            {
                if (b >= 0x80)
                    Throw(start, "integer representation too long");
                // The sign bit and everything above it: all zeros or all ones.
                var upper = (b << 1 & 0xFF) >> left;
                if (upper != 0 && upper != 0xFF >> left)
                    Throw(start, "integer too large");
            }
            result |= (long)(b & 0x7F) << shift;
            if (b >= 0x80)
                continue;
            shift += 7;
            if (shift < 64 && (b & 0x40) != 0)
                result |= -1L << shift;
            return result;
        }
    }
}
