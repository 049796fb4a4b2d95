using System.Buffers.Binary;
using System.Text;
using MpiWasm.Image.Elf;

namespace MpiWasm.Compiler.Debugging;

/// <summary>
/// The part of a linked ELF file that is not loaded: sections after the last that are, and the table of all sections. It is written
/// anew with sections renamed and added; what is loaded, and the numbers of sections, stay.
/// </summary>
internal sealed class ElfTail(ReadOnlyMemory<byte> file, ElfFile elf)
{
    private readonly List<ElfSection> _sections = [.. elf.Sections];

    /// <summary>Gives the sections that are not loaded other names.</summary>
    public void Rename(Func<string, string> rename)
    {
        foreach (var section in _sections.Where(section => !section.IsLoaded))
            section.Name = rename(section.Name);
    }

    /// <summary>Adds a section that is not loaded.</summary>
    public void Add(string name, byte[] contents) => _sections.Add(new ElfSection(name, contents));

    /// <summary>The whole file.</summary>
    public byte[] Write()
    {
        var names = new MemoryStream();
        foreach (var section in _sections)
        {
            section.NameOffset = (uint)names.Position;
            names.Write(Encoding.UTF8.GetBytes(section.Name));
            names.WriteByte(0);
        }
        _sections[BinaryPrimitives.ReadUInt16LittleEndian(file.Span[0x3E..])].Contents = names.ToArray();

        var output = new MemoryStream();
        var loadedEnd = _sections.Where(section => section.IsLoaded && section.Type != ElfSection.NoBits)
            .Max(section => section.Offset + section.Size);
        output.Write(file.Span[..(int)loadedEnd]);
        foreach (var section in _sections.Where(section => !section.IsLoaded && section.Type is not (0 or ElfSection.NoBits)))
        {
            Pad(output, (int)Math.Clamp(section.Alignment, 1, 16));
            section.Offset = (ulong)output.Position;
            section.Size = (ulong)section.Contents.Length;
            output.Write(section.Contents.Span);
        }
        Pad(output, 8);
        var table = output.Position;
        foreach (var section in _sections)
            output.Write(section.Header);
        var bytes = output.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(0x28), (ulong)table);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(0x3C), (ushort)_sections.Count);
        return bytes;
    }

    private static void Pad(MemoryStream output, int alignment)
    {
        while (output.Position % alignment != 0)
            output.WriteByte(0);
    }
}
