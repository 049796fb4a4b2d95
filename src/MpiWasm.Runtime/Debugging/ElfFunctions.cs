using System.Buffers.Binary;

namespace MpiWasm.Runtime.Debugging;

/// <summary>The functions in an ELF file's symbol table, with link-time addresses. Used only to describe a trap.</summary>
internal static class ElfFunctions
{
    private const int SymbolSize = 24;
    private const int FunctionType = 2;

    public static List<(ulong Address, ulong Size)> Read(ReadOnlySpan<byte> file)
    {
        var functions = new List<(ulong Address, ulong Size)>();
        for (var table = ElfSections.Find(file, ".symtab"); table.Length >= SymbolSize; table = table[SymbolSize..])
        {
            var size = BinaryPrimitives.ReadUInt64LittleEndian(table[16..]);
            if ((table[4] & 0xF) == FunctionType && size > 0)
                functions.Add((BinaryPrimitives.ReadUInt64LittleEndian(table[8..]), size));
        }
        return functions;
    }
}
