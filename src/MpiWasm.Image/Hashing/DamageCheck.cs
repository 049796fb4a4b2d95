using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace MpiWasm.Image.Hashing;

/// <summary>
/// Tells whether a file still has the bytes it was written with: four CRC-32C (RFC 3720 §12.1) over every fourth word of 64 bits each,
/// which processors compute faster than memory delivers. It is no
/// defence against somebody who may write to the file: he would write its checksum too, whatever it was. That is the directory's part.
/// </summary>
internal struct DamageCheck
{
    /// <summary>Bytes of a checksum.</summary>
    public const int Size = 16;

    private const int Step = 32;

    private uint _a = ~0u;
    private uint _b = ~0u;
    private uint _c = ~0u;
    private uint _d = ~0u;

    public DamageCheck()
    {
    }

    /// <summary>
    /// Adds bytes. Only the last piece may have a length that is no multiple of 32: it is filled up with zeros, and the file's length is
    /// recorded beside its checksum.
    /// </summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var (a, b, c, d) = (_a, _b, _c, _d);
        var words = MemoryMarshal.Cast<byte, ulong>(bytes[..(bytes.Length / Step * Step)]);
        for (var i = 0; i + 4 <= words.Length; i += 4)
        {
            a = BitOperations.Crc32C(a, words[i]);
            b = BitOperations.Crc32C(b, words[i + 1]);
            c = BitOperations.Crc32C(c, words[i + 2]);
            d = BitOperations.Crc32C(d, words[i + 3]);
        }
        (_a, _b, _c, _d) = (a, b, c, d);
        var rest = bytes[(words.Length * sizeof(ulong))..];
        if (rest.IsEmpty)
            return;
        Span<byte> filled = stackalloc byte[Step];
        filled.Clear();
        rest.CopyTo(filled);
        Append(filled);
    }

    public readonly void Finish(Span<byte> checksum)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, ~_a);
        BinaryPrimitives.WriteUInt32LittleEndian(checksum[4..], ~_b);
        BinaryPrimitives.WriteUInt32LittleEndian(checksum[8..], ~_c);
        BinaryPrimitives.WriteUInt32LittleEndian(checksum[12..], ~_d);
    }
}
