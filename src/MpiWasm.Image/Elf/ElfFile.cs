using System.Buffers.Binary;
using System.Text;

namespace MpiWasm.Image.Elf;

/// <summary>A 64-bit little-endian ELF file (System V ABI, chapter 4): its sections and symbols.</summary>
public sealed class ElfFile
{
    private const int HeaderSize = 64;
    private const int SymbolSize = 24;

    private ElfFile(IReadOnlyList<ElfSection> sections) => Sections = sections;

    /// <summary>All sections, by their numbers.</summary>
    public IReadOnlyList<ElfSection> Sections { get; }

    /// <summary>Reads a file; null for one that is none of these, or whose sections lie outside of it.</summary>
    public static ElfFile? TryRead(ReadOnlyMemory<byte> file)
    {
        var elf = file.Span;
        if (elf.Length < HeaderSize || !elf.StartsWith("\u007FELF\u0002\u0001"u8))
            return null;
        var table = BinaryPrimitives.ReadUInt64LittleEndian(elf[0x28..]);
        var size = BinaryPrimitives.ReadUInt16LittleEndian(elf[0x3A..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(elf[0x3C..]);
        var namesIndex = BinaryPrimitives.ReadUInt16LittleEndian(elf[0x3E..]);
        if (size != ElfSection.HeaderSize || namesIndex >= count || table > (ulong)elf.Length
            || (ulong)count * ElfSection.HeaderSize > (ulong)elf.Length - table)
            return null;
        var sections = new List<ElfSection>();
        for (var i = 0; i < count; i++)
        {
            var header = file.Slice((int)table + (i * ElfSection.HeaderSize), ElfSection.HeaderSize);
            if (ElfSection.TryRead(file, header) is not { } section)
                return null;
            sections.Add(section);
        }
        var names = sections[namesIndex].Contents.Span;
        foreach (var section in sections)
            section.Name = TextAt(names, section.NameOffset);
        return new ElfFile(sections);
    }

    /// <summary>The contents of a section, or nothing where the file has no such section.</summary>
    public ReadOnlyMemory<byte> Find(string name) => Sections.FirstOrDefault(section => section.Name == name)?.Contents ?? default;

    /// <summary>The symbols of the tables of a type, but for the first of each, which means none.</summary>
    /// <param name="table"><see cref="ElfSection.Symbols"/> or <see cref="ElfSection.DynamicSymbols"/></param>
    public IEnumerable<ElfSymbol> Symbols(uint table)
    {
        foreach (var section in Sections.Where(section => section.Type == table))
        {
            var names = section.Link < (uint)Sections.Count ? Sections[(int)section.Link].Contents : default;
            for (var at = SymbolSize; at + SymbolSize <= section.Contents.Length; at += SymbolSize)
                yield return Symbol(section.Contents.Span.Slice(at, SymbolSize), names.Span);
        }
    }

    /// <summary>The functions that have code, from the symbol table.</summary>
    public IEnumerable<ElfSymbol> Functions() => Symbols(ElfSection.Symbols).Where(symbol => symbol is { IsFunction: true, Size: > 0 });

    /// <summary>The bytes that are loaded at an address; fewer, or none, where the file has no code there.</summary>
    public ReadOnlyMemory<byte> CodeAt(ulong address, ulong size)
    {
        var section = Sections.FirstOrDefault(s => s.IsLoaded && s.Address <= address && address - s.Address < (ulong)s.Contents.Length);
        if (section is null)
            return default;
        var rest = section.Contents[(int)(address - section.Address)..];
        return rest[..(int)Math.Min(size, (ulong)rest.Length)];
    }

    private static ElfSymbol Symbol(ReadOnlySpan<byte> entry, ReadOnlySpan<byte> names) => new(
        TextAt(names, BinaryPrimitives.ReadUInt32LittleEndian(entry)),
        BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]),
        BinaryPrimitives.ReadUInt64LittleEndian(entry[16..]),
        IsFunction: (entry[4] & 0xF) == 2,
        IsUndefined: BinaryPrimitives.ReadUInt16LittleEndian(entry[6..]) == 0);

    private static string TextAt(ReadOnlySpan<byte> texts, uint offset)
    {
        if (offset >= (uint)texts.Length)
            return "";
        var text = texts[(int)offset..];
        var length = text.IndexOf((byte)0);
        return Encoding.UTF8.GetString(length < 0 ? text : text[..length]);
    }
}

/// <summary>A symbol.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where it is, at link time.</param>
/// <param name="Size">How many bytes it has.</param>
/// <param name="IsFunction">Whether it is a function.</param>
/// <param name="IsUndefined">Whether another file has it.</param>
public readonly record struct ElfSymbol(string Name, ulong Address, ulong Size, bool IsFunction, bool IsUndefined);
