using MpiWasm.Wasm.Model;

namespace MpiWasm.Wasm.Debugging;

/// <summary>
/// Debug information in DWARF, versions 2 to 5: which functions and which source line an address belongs to. It is read only when a trap is
/// described or a debugger's tables are made. What is missing or malformed yields less, never an error, in time linear in the sections.
/// </summary>
public sealed class DebugInformation
{
    private readonly List<DebugUnit> _units = [];
    private DebugUnit? _last;

    private DebugInformation(DwarfSections sections)
    {
        var tables = new Dictionary<ulong, Dictionary<ulong, Abbreviation>>();
        for (var start = 0; start < sections.Information.Length;)
        {
            if (DebugUnit.TryRead(sections, start, UnitAt, tables, out var next) is { } unit)
                _units.Add(unit);
            start = next;
        }
    }

    /// <summary>Whether there is anything.</summary>
    public bool IsEmpty => _units.Count == 0;

    /// <summary>Reads debug information from the sections of a file.</summary>
    /// <param name="find">The contents of a section of the name, for example <c>.debug_info</c>; empty where there is none.</param>
    public static DebugInformation Read(Func<string, ReadOnlyMemory<byte>> find) => new(new DwarfSections(find));

    /// <summary>That of a module. Its addresses are offsets in the code section's contents.</summary>
    public static DebugInformation Read(WasmModule module) =>
        Read(name => module.CustomSections.FirstOrDefault(section => section.Name == name)?.Bytes ?? default);

    /// <summary>The functions that the instruction at an address belongs to: those inlined first. Empty where nothing is known.</summary>
    public IReadOnlyList<SourceFrame> FramesAt(ulong address)
    {
        // Neighbours in a backtrace often come from one unit.
        if (_last?.Covers(address) != true)
            _last = _units.Find(unit => unit.Covers(address));
        return _last?.FramesAt(address) ?? [];
    }

    /// <summary>
    /// The rows of all line tables by address: where instructions begin, the place they come from, and the directory that it is
    /// relative to. Where instructions end, or have no line, there is no place; where others begin at the same address, these come after.
    /// </summary>
    public IEnumerable<(ulong Address, SourcePlace? Place, string? Directory)> Rows() =>
        from unit in _units
        from row in unit.Lines.Rows
        let place = row.EndsSequence ? null : unit.Lines.Place(row.File, row.Line, row.Column)
        orderby row.Address, place is null descending
        select (row.Address, place, unit.Directory);

    /// <summary>The unit whose entries hold an offset of .debug_info.</summary>
    private DebugUnit? UnitAt(int offset) => _units.Find(unit => unit.Start <= offset && offset < unit.End);
}
