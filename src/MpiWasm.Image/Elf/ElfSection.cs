using System.Buffers.Binary;

namespace MpiWasm.Image.Elf;

/// <summary>A section header of an ELF file (System V ABI, "Sections") with what it describes.</summary>
public sealed class ElfSection
{
    /// <summary>The type of sections with what the program means.</summary>
    public const uint ProgramBits = 1;

    /// <summary>The type of the symbol table.</summary>
    public const uint Symbols = 2;

    /// <summary>The type of sections of which the file has nothing.</summary>
    public const uint NoBits = 8;

    /// <summary>The type of the dynamic symbol table.</summary>
    public const uint DynamicSymbols = 11;

    internal const int HeaderSize = 64;

    private const ulong FlagAlloc = 2;

    private readonly byte[] _header;

    private ElfSection(byte[] header) => _header = header;

    /// <summary>A section with these contents that is not loaded.</summary>
    public ElfSection(string name, ReadOnlyMemory<byte> contents)
        : this(new byte[HeaderSize])
    {
        Name = name;
        Contents = contents;
        BinaryPrimitives.WriteUInt32LittleEndian(_header.AsSpan(4), ProgramBits);
        BinaryPrimitives.WriteUInt64LittleEndian(_header.AsSpan(48), 1);
    }

    public string Name { get; set; } = "";

    public ReadOnlyMemory<byte> Contents { get; set; }

    /// <summary>The header as it stands in the file.</summary>
    public ReadOnlySpan<byte> Header => _header;

    public uint Type => BinaryPrimitives.ReadUInt32LittleEndian(_header.AsSpan(4));

    public bool IsLoaded => (BinaryPrimitives.ReadUInt64LittleEndian(_header.AsSpan(8)) & FlagAlloc) != 0;

    public ulong Address => BinaryPrimitives.ReadUInt64LittleEndian(_header.AsSpan(16));

    /// <summary>The number of the section that this one refers to.</summary>
    public uint Link => BinaryPrimitives.ReadUInt32LittleEndian(_header.AsSpan(40));

    public ulong Alignment => BinaryPrimitives.ReadUInt64LittleEndian(_header.AsSpan(48));

    /// <summary>Where its name begins among the names of sections.</summary>
    public uint NameOffset
    {
        get => BinaryPrimitives.ReadUInt32LittleEndian(_header);
        set => BinaryPrimitives.WriteUInt32LittleEndian(_header, value);
    }

    /// <summary>Where its contents begin in the file.</summary>
    public ulong Offset
    {
        get => BinaryPrimitives.ReadUInt64LittleEndian(_header.AsSpan(24));
        set => BinaryPrimitives.WriteUInt64LittleEndian(_header.AsSpan(24), value);
    }

    /// <summary>Bytes in memory, and, but for <see cref="NoBits"/>, in the file.</summary>
    public ulong Size
    {
        get => BinaryPrimitives.ReadUInt64LittleEndian(_header.AsSpan(32));
        set => BinaryPrimitives.WriteUInt64LittleEndian(_header.AsSpan(32), value);
    }

    /// <summary>Reads a section but for its name; null where its contents lie outside of the file.</summary>
    internal static ElfSection? TryRead(ReadOnlyMemory<byte> file, ReadOnlyMemory<byte> header)
    {
        var section = new ElfSection(header.ToArray());
        if (section.Type == NoBits)
            return section;
        if (section.Offset > (ulong)file.Length || section.Size > (ulong)file.Length - section.Offset)
            return null;
        section.Contents = file.Slice((int)section.Offset, (int)section.Size);
        return section;
    }
}
