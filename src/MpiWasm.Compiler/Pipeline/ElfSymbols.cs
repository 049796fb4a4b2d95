using System.Buffers.Binary;
using System.Text;

namespace MpiWasm.Compiler.Pipeline;

/// <summary>The dynamic symbols of a 64-bit little-endian ELF shared object.</summary>
internal static class ElfSymbols
{
    private const uint SectionTypeDynamicSymbols = 11;
    private const int SymbolSize = 24;

    /// <summary>Names the object takes from and gives to others.</summary>
    public static (IReadOnlyList<string> Undefined, IReadOnlyList<string> Defined) Read(ReadOnlySpan<byte> elf)
    {
        if (elf.Length < 64 || !elf[..6].SequenceEqual("\u007fELF\u0002\u0001"u8))
            throw new CompileException(CompileException.LinkFailed, "the linker's output is not a 64-bit little-endian ELF file");
        var sections = (int)U64(elf, 0x28);
        var sectionSize = U16(elf, 0x3A);
        var count = U16(elf, 0x3C);
        var undefined = new List<string>();
        var defined = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var section = elf.Slice(sections + (i * sectionSize), sectionSize);
            if (U32(section, 4) != SectionTypeDynamicSymbols)
                continue;
            var symbols = elf.Slice((int)U64(section, 0x18), (int)U64(section, 0x20));
            var stringSection = elf.Slice(sections + ((int)U32(section, 0x28) * sectionSize), sectionSize);
            var strings = elf.Slice((int)U64(stringSection, 0x18), (int)U64(stringSection, 0x20));
            for (var at = SymbolSize; at + SymbolSize <= symbols.Length; at += SymbolSize)
            {
                var name = strings[(int)U32(symbols, at)..];
                name = name[..name.IndexOf((byte)0)];
                (U16(symbols, at + 6) == 0 ? undefined : defined).Add(Encoding.UTF8.GetString(name));
            }
        }
        return (undefined, defined);
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static ulong U64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
}
