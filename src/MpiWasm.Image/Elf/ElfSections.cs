using System.Buffers.Binary;
using System.Text;

namespace MpiWasm.Image.Elf;

/// <summary>Finds sections of a 64-bit little-endian ELF file. A file that makes no sense has no sections.</summary>
public static class ElfSections
{
    private const int HeaderSize = 64;
    private const int SectionHeaderSize = 64;

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

    private static ReadOnlyMemory<byte> Contents(ReadOnlyMemory<byte> file, ReadOnlySpan<byte> header)
    {
        var offset = BinaryPrimitives.ReadUInt64LittleEndian(header[24..]);
        var size = BinaryPrimitives.ReadUInt64LittleEndian(header[32..]);
        return offset > (ulong)file.Length || size > (ulong)file.Length - offset ? default : file.Slice((int)offset, (int)size);
    }
}
