using MpiWasm.Image.Elf;

namespace MpiWasm.Compiler.Pipeline;

/// <summary>The dynamic symbols of an image.</summary>
internal static class ElfSymbols
{
    /// <summary>Names the object takes from and gives to others.</summary>
    /// <exception cref="CompileException">MW0206: it is none of the linker's files.</exception>
    public static (IReadOnlyList<string> Undefined, IReadOnlyList<string> Defined) Read(ReadOnlyMemory<byte> elf)
    {
        var symbols = Open(elf).Symbols(ElfSection.DynamicSymbols).ToLookup(symbol => symbol.IsUndefined, symbol => symbol.Name);
        return ([.. symbols[true]], [.. symbols[false]]);
    }

    /// <exception cref="CompileException">MW0206: it is none of the linker's files.</exception>
    public static ElfFile Open(ReadOnlyMemory<byte> elf) => ElfFile.TryRead(elf)
        ?? throw new CompileException(CompileException.LinkFailed, "the linker's output is not a 64-bit little-endian ELF file");
}
