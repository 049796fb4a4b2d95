namespace MpiWasm.Wasm.Debugging;

/// <summary>How entries of one kind are written (DWARF 5 §7.5.3).</summary>
/// <param name="Tag">What kind it is.</param>
/// <param name="HasChildren">Whether entries within it follow.</param>
/// <param name="Attributes">What is said of it, and in which form.</param>
internal sealed record Abbreviation(ulong Tag, bool HasChildren, (ulong Name, ulong Form, long Constant)[] Attributes)
{
    private const ulong ImplicitConstant = 0x21;

    /// <summary>All abbreviations of the table at an offset of .debug_abbrev, by their codes.</summary>
    public static Dictionary<ulong, Abbreviation> ReadTable(ReadOnlySpan<byte> section, ulong offset)
    {
        var table = new Dictionary<ulong, Abbreviation>();
        if (offset >= (ulong)section.Length)
            return table;
        var reader = new DwarfReader(section) { Position = (int)offset };
        while (!reader.AtEnd && reader.ULeb() is var code and not 0)
        {
            var tag = reader.ULeb();
            var hasChildren = reader.Byte() != 0;
            var attributes = new List<(ulong, ulong, long)>();
            while (!reader.AtEnd)
            {
                var (name, form) = (reader.ULeb(), reader.ULeb());
                var constant = form == ImplicitConstant ? reader.SLeb() : 0;
                if (name == 0 && form == 0)
                    break;
                attributes.Add((name, form, constant));
            }
            table[code] = new Abbreviation(tag, hasChildren, [.. attributes]);
        }
        return table;
    }
}
