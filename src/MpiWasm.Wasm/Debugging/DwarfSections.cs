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
