using System.Buffers.Binary;
using System.Text;

namespace MpiWasm.Image.Elf;

/// <summary>The functions in an ELF file's symbol table.</summary>
public static class ElfFunctions
{
    private const int SymbolSize = 24;
    private const int FunctionType = 2;

    /// <summary>Their names, link-time addresses and sizes in bytes.</summary>
    public static IReadOnlyList<(string Name, ulong Address, ulong Size)> Read(ReadOnlyMemory<byte> file)
    {
        var functions = new List<(string, ulong, ulong)>();
        var names = ElfSections.Find(file, ".strtab").Span;
        for (var table = ElfSections.Find(file, ".symtab").Span; table.Length >= SymbolSize; table = table[SymbolSize..])
        {
            var size = BinaryPrimitives.ReadUInt64LittleEndian(table[16..]);
            var name = BinaryPrimitives.ReadUInt32LittleEndian(table);
            if ((table[4] & 0xF) != FunctionType || size == 0 || name >= (uint)names.Length)
                continue;
            var text = names[(int)name..];
            var length = text.IndexOf((byte)0);
            functions.Add((
                Encoding.UTF8.GetString(length < 0 ? text : text[..length]), BinaryPrimitives.ReadUInt64LittleEndian(table[8..]), size));
        }
        return functions;
    }
}
