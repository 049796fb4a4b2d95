using System.Buffers.Binary;
using MpiWasm.Image.Hashing;
using MpiWasm.Unix;

namespace MpiWasm.Image.Cache;

/// <summary>
/// An ELF file followed by a trailer { magic u64, length of the ELF bytes u64, their <see cref="DamageCheck"/> }. The trailer makes a
/// truncated or damaged file an
/// error message instead of a crash in the middle of a run.
/// </summary>
internal static class SealedFile
{
    public const int TrailerSize = 16 + DamageCheck.Size;
    private const ulong Magic = 0x3230_4C53_4D49_574D;  // "MWIMSL02"

    /// <summary>Copies an unsealed ELF file into <paramref name="target"/> and appends the trailer.</summary>
    public static void Write(FileHandle source, FileHandle target)
    {
        var check = new DamageCheck();
        var length = 0L;
        ForEachBlock(source, long.MaxValue, block =>
        {
            target.Write(block);
            check.Append(block);
            length += block.Length;
        });
        Span<byte> trailer = stackalloc byte[TrailerSize];
        BinaryPrimitives.WriteUInt64LittleEndian(trailer, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(trailer[8..], length);
        check.Finish(trailer[16..]);
        target.Write(trailer);
    }

    /// <summary>Null when the file is intact, else what is wrong with it.</summary>
    public static string? Check(FileHandle file)
    {
        var size = (long)file.Stat().FileSize;
        if (size <= TrailerSize)
            return $"it is only {size} bytes long";
        Span<byte> trailer = stackalloc byte[TrailerSize];
        file.ReadAt(trailer, size - TrailerSize);
        if (BinaryPrimitives.ReadUInt64LittleEndian(trailer) != Magic)
            return "its trailer is missing (truncated, or not an mpiwasm image)";
        if (BinaryPrimitives.ReadInt64LittleEndian(trailer[8..]) != size - TrailerSize)
            return "its length is not the one recorded in it";
        var check = new DamageCheck();
        ForEachBlock(file, size - TrailerSize, block => check.Append(block));
        Span<byte> found = stackalloc byte[DamageCheck.Size];
        check.Finish(found);
        return found.SequenceEqual(trailer[16..]) ? null : "its contents do not match the checksum recorded in it";
    }

    private static void ForEachBlock(FileHandle file, long end, Action<ReadOnlySpan<byte>> action)
    {
        var buffer = new byte[1 << 18];
        for (var at = 0L; at < end;)
        {
            var n = file.ReadAt(buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - at)), at);
            if (n == 0)
                break;
            action(buffer.AsSpan(0, n));
            at += n;
        }
    }
}
