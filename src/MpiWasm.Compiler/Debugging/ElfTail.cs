using System.Buffers.Binary;
using System.Text;

namespace MpiWasm.Compiler.Debugging;

/// <summary>
/// The part of a linked ELF file that is not loaded: sections after the last that are, and the table of all sections. It is written
/// anew with sections renamed and added; what is loaded, and the numbers of sections, stay.
/// </summary>
internal sealed class ElfTail
{
    private const int HeaderSize = 64;
    private const ulong FlagAlloc = 2;
    private const uint TypeProgramBits = 1;
    private const uint TypeNoBits = 8;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly List<Section> _sections = [];
    private readonly int _loadedEnd;
    private readonly int _namesIndex;

    /// <exception cref="CompileException">MW0206: the file is none of the linker's.</exception>
    public ElfTail(ReadOnlyMemory<byte> file)
    {
        _file = file;
        var elf = file.Span;
        if (elf.Length < HeaderSize || !elf.StartsWith("\u007fELF\u0002\u0001"u8))
            throw new CompileException(CompileException.LinkFailed, "the linker's output is not a 64-bit little-endian ELF file");
        var table = elf[(int)BinaryPrimitives.ReadUInt64LittleEndian(elf[0x28..])..];
        _namesIndex = BinaryPrimitives.ReadUInt16LittleEndian(elf[0x3E..]);
        for (var i = 0; i < BinaryPrimitives.ReadUInt16LittleEndian(elf[0x3C..]); i++)
            _sections.Add(new Section(table.Slice(i * HeaderSize, HeaderSize).ToArray()));
        var names = Contents(_sections[_namesIndex]);
        foreach (var section in _sections)
        {
            var name = names.Span[(int)section.NameOffset..];
            section.Name = Encoding.UTF8.GetString(name[..name.IndexOf((byte)0)]);
            section.Contents = Contents(section);
            if (section.IsLoaded && section.Type != TypeNoBits)
                _loadedEnd = Math.Max(_loadedEnd, (int)(section.Offset + section.Size));
        }
    }

    /// <summary>Gives the sections that are not loaded other names.</summary>
    public void Rename(Func<string, string> rename)
    {
        foreach (var section in _sections.Where(section => !section.IsLoaded))
            section.Name = rename(section.Name);
    }

    /// <summary>Adds a section that is not loaded.</summary>
    public void Add(string name, byte[] contents)
    {
        var section = new Section(new byte[HeaderSize]) { Name = name, Contents = contents, Type = TypeProgramBits, Alignment = 1 };
        _sections.Add(section);
    }

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
        _sections[_namesIndex].Contents = names.ToArray();

        var output = new MemoryStream();
        output.Write(_file.Span[.._loadedEnd]);
        foreach (var section in _sections.Where(section => !section.IsLoaded && section.Type is not (0 or TypeNoBits)))
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

    private ReadOnlyMemory<byte> Contents(Section section) =>
        section.Type == TypeNoBits ? default : _file.Slice((int)section.Offset, (int)section.Size);

    private static void Pad(MemoryStream output, int alignment)
    {
        while (output.Position % alignment != 0)
            output.WriteByte(0);
    }

    /// <summary>A section header (System V ABI, "Sections") with what it describes.</summary>
    private sealed class Section(byte[] header)
    {
        public byte[] Header { get; } = header;

        public string Name { get; set; } = "";

        public ReadOnlyMemory<byte> Contents { get; set; }

        public bool IsLoaded => (BinaryPrimitives.ReadUInt64LittleEndian(Header.AsSpan(8)) & FlagAlloc) != 0;

        public uint NameOffset
        {
            get => BinaryPrimitives.ReadUInt32LittleEndian(Header);
            set => BinaryPrimitives.WriteUInt32LittleEndian(Header, value);
        }

        public uint Type
        {
            get => BinaryPrimitives.ReadUInt32LittleEndian(Header.AsSpan(4));
            set => BinaryPrimitives.WriteUInt32LittleEndian(Header.AsSpan(4), value);
        }

        public ulong Offset
        {
            get => BinaryPrimitives.ReadUInt64LittleEndian(Header.AsSpan(24));
            set => BinaryPrimitives.WriteUInt64LittleEndian(Header.AsSpan(24), value);
        }

        public ulong Size
        {
            get => BinaryPrimitives.ReadUInt64LittleEndian(Header.AsSpan(32));
            set => BinaryPrimitives.WriteUInt64LittleEndian(Header.AsSpan(32), value);
        }

        public ulong Alignment
        {
            get => BinaryPrimitives.ReadUInt64LittleEndian(Header.AsSpan(48));
            set => BinaryPrimitives.WriteUInt64LittleEndian(Header.AsSpan(48), value);
        }
    }
}
