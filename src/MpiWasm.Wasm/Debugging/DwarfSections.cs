using System.Text;

namespace MpiWasm.Wasm.Debugging;

/// <summary>
/// The sections in which a file keeps its debug information (DWARF 5 §7, and what older versions had). A missing one is empty.
/// </summary>
internal sealed class DwarfSections(Func<string, ReadOnlyMemory<byte>> find)
{
    /// <summary>A name longer than this is cut: nobody reads it.</summary>
    private const int MaxText = 1000;

    public ReadOnlyMemory<byte> Information { get; } = find(".debug_info");

    public ReadOnlyMemory<byte> Abbreviations { get; } = find(".debug_abbrev");

    public ReadOnlyMemory<byte> Lines { get; } = find(".debug_line");

    public ReadOnlyMemory<byte> Texts { get; } = find(".debug_str");

    public ReadOnlyMemory<byte> LineTexts { get; } = find(".debug_line_str");

    public ReadOnlyMemory<byte> TextOffsets { get; } = find(".debug_str_offsets");

    public ReadOnlyMemory<byte> Addresses { get; } = find(".debug_addr");

    /// <summary>Ranges of version 4 and before.</summary>
    public ReadOnlyMemory<byte> Ranges { get; } = find(".debug_ranges");

    /// <summary>Ranges of version 5.</summary>
    public ReadOnlyMemory<byte> RangeLists { get; } = find(".debug_rnglists");

    /// <summary>The text of a place, or null where there is none.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="data">The data that had the place.</param>
    /// <param name="offsets">Where in .debug_str_offsets those begin that numbers mean.</param>
    public string? Text(TextPlace place, ReadOnlySpan<byte> data, ulong offsets) => place.Kind switch
    {
        TextKind.Inline => TextAt(data, place.Offset),
        TextKind.Texts => TextAt(Texts.Span, place.Offset),
        TextKind.LineTexts => TextAt(LineTexts.Span, place.Offset),
        TextKind.Index => TextAt(Texts.Span, Entry(TextOffsets.Span, offsets, place.Offset, 4)),
        _ => null,
    };

    /// <summary>A number of 4 or 8 bytes in a table, by its index; the largest number where the table does not reach so far.</summary>
    public static ulong Entry(ReadOnlySpan<byte> section, ulong start, ulong index, int size)
    {
        var length = (ulong)section.Length;
        if (start > length || index > length || start + (index * (ulong)size) > length)
            return ulong.MaxValue;
        return new DwarfReader(section) { Position = (int)(start + (index * (ulong)size)) }.Address(size);
    }

    /// <summary>The text that begins at an offset of a section, or null where there is none.</summary>
    public static string? TextAt(ReadOnlySpan<byte> section, ulong offset)
    {
        if (offset >= (ulong)section.Length)
            return null;
        var rest = section[(int)offset..];
        var length = rest.IndexOf((byte)0);
        if (length < 0)
            length = rest.Length;
        return Encoding.UTF8.GetString(rest[..Math.Min(length, MaxText)]);
    }
}
