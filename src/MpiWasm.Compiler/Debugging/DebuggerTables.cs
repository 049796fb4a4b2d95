using MpiWasm.Compiler.Pipeline;
using MpiWasm.Image.Elf;
using MpiWasm.Wasm;
using MpiWasm.Wasm.Debugging;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Compiler.Debugging;

/// <summary>
/// What gdb and perf find in the image of a module that has debug information: the guest's functions by their own names and the
/// lines of its source, in place of the offsets in the module that the compiler keeps for itself (<see cref="OriginSections"/>).
/// </summary>
internal static class DebuggerTables
{
    /// <summary>Adds the tables to a linked image; without debug information in the module it stays as it is.</summary>
    public static void AddTo(string imagePath, WasmModule module)
    {
        var sources = DebugInformation.Read(module);
        if (sources.IsEmpty)
            return;
        var image = File.ReadAllBytes(imagePath);
        var elf = ElfSymbols.Open(image);
        var origins = DebugInformation.Read(elf.Find);
        var lines = new SourceLines(sources, (uint)module.CodeOffset);
        var dwarf = new DwarfWriter(lines.Directory);
        foreach (var (address, place, _) in origins.Rows())
            dwarf.AddRow(address, place is null ? null : lines.At((uint)place.Line));
        foreach (var function in elf.Functions().Where(function => function.Name.StartsWith("g.", StringComparison.Ordinal)))
            dwarf.AddFunction(function.Name[2..], function.Address, function.Size);
        var tail = new ElfTail(image, elf);
        tail.Rename(name => name.StartsWith(".debug_", StringComparison.Ordinal) ? OriginSections.Prefix + name : name);
        foreach (var (name, contents) in dwarf.Sections())
            tail.Add(name, contents);
        File.WriteAllBytes(imagePath, tail.Write());
    }

    /// <summary>The lines of a module's instructions, from all of its units.</summary>
    private sealed class SourceLines
    {
        private readonly (ulong Address, SourcePlace? Place, string? Directory)[] _rows;
        private readonly uint _codeOffset;

        public SourceLines(DebugInformation sources, uint codeOffset)
        {
            _codeOffset = codeOffset;
            _rows = [.. sources.Rows()];
            Directory = _rows.FirstOrDefault(row => row.Directory is not null).Directory;
        }

        /// <summary>The directory that most places are relative to.</summary>
        public string? Directory { get; }

        /// <summary>The place of the instruction at a byte offset of the module; that of another directory is absolute.</summary>
        public SourcePlace? At(uint offset)
        {
            var address = offset - _codeOffset;
            var next = Bisection.CountBelow(_rows.Length, i => _rows[i].Address <= address);
            if (next == 0 || _rows[next - 1] is not (_, { } place, var directory))
                return null;
            return directory == Directory || directory is null || place.File.StartsWith('/')
                ? place
                : place with { File = $"{directory.TrimEnd('/')}/{place.File}" };
        }
    }
}
