using System.Buffers.Binary;
using System.Text;

namespace MpiWasm.Image.Elf;

/// <summary>Finds sections of a 64-bit little-endian ELF file. A file that makes no sense has no sections.</summary>
public static class ElfSections
{
    private const int HeaderSize = 64;
    private const int SectionHeaderSize = 64;
    private const int ProgramHeaderSize = 56;
    private const uint LoadedSegment = 1;

    /// <summary>The contents of a section, or nothing where the file has no such section.</summary>
    public static ReadOnlyMemory<byte> Find(ReadOnlyMemory<byte> elf, string name)
    {
        var file = elf.Span;
        if (file.Length < HeaderSize || !file.StartsWith("\u007FELF\u0002\u0001"u8))
            return default;
        var table = BinaryPrimitives.ReadUInt64LittleEndian(file[40..]);
        var size = BinaryPrimitives.ReadUInt16LittleEndian(file[58..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(file[60..]);
        var namesIndex = BinaryPrimitives.ReadUInt16LittleEndian(file[62..]);
        if (size != SectionHeaderSize || namesIndex >= count || table > (ulong)file.Length
            || (ulong)count * SectionHeaderSize > (ulong)file.Length - table)
            return default;
        var headers = file.Slice((int)table, count * SectionHeaderSize);
        var names = Contents(elf, headers.Slice(namesIndex * SectionHeaderSize, SectionHeaderSize)).Span;
        var wanted = Encoding.ASCII.GetBytes(name + '\0');
        for (var i = 0; i < count; i++)
        {
            var header = headers.Slice(i * SectionHeaderSize, SectionHeaderSize);
            var at = BinaryPrimitives.ReadUInt32LittleEndian(header);
            if (at < names.Length && names[(int)at..].StartsWith(wanted))
                return Contents(elf, header);
        }

        return default;
    }

    /// <summary>The bytes of the file that are loaded at an address; fewer, or none, where the file has no code there.</summary>
    public static ReadOnlyMemory<byte> CodeAt(ReadOnlyMemory<byte> elf, ulong address, ulong size)
    {
        var file = elf.Span;
        if (file.Length < HeaderSize || !file.StartsWith("\u007FELF\u0002\u0001"u8))
            return default;
        var table = BinaryPrimitives.ReadUInt64LittleEndian(file[32..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(file[56..]);
        for (var i = 0; i < count && table + (ulong)((i + 1) * ProgramHeaderSize) <= (ulong)file.Length; i++)
        {
            var header = file.Slice((int)table + (i * ProgramHeaderSize), ProgramHeaderSize);
            var offset = BinaryPrimitives.ReadUInt64LittleEndian(header[8..]);
            var low = BinaryPrimitives.ReadUInt64LittleEndian(header[16..]);
            var length = BinaryPrimitives.ReadUInt64LittleEndian(header[32..]);
            if (BinaryPrimitives.ReadUInt32LittleEndian(header) != LoadedSegment || address < low || address - low >= length)
                continue;
            var start = offset + (address - low);
            if (start > (ulong)file.Length)
                return default;
            return elf.Slice((int)start, (int)Math.Min(Math.Min(size, length - (address - low)), (ulong)file.Length - start));
        }
        return default;
    }

    private static ReadOnlyMemory<byte> Contents(ReadOnlyMemory<byte> file, ReadOnlySpan<byte> header)
    {
        var offset = BinaryPrimitives.ReadUInt64LittleEndian(header[24..]);
        var size = BinaryPrimitives.ReadUInt64LittleEndian(header[32..]);
        return offset > (ulong)file.Length || size > (ulong)file.Length - offset ? default : file.Slice((int)offset, (int)size);
    }
}
