using System.Text;

namespace MpiWasm.Bench;

/// <summary>A table of text, aligned for a terminal or as Markdown; the first column is left-aligned.</summary>
internal sealed class Table(params string[] header)
{
    private readonly List<string[]> _rows = [header];

    public void Add(params string[] row) => _rows.Add(row);

    public string ToText(bool markdown)
    {
        int[] widths = [.. header.Select((_, column) => _rows.Max(r => r[column].Length))];
        var text = new StringBuilder();
        foreach (string[] row in _rows)
        {
            string[] cells = [.. row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))];
            text.AppendLine(markdown ? $"| {string.Join(" | ", cells)} |" : string.Join("  ", cells));
            if (markdown && row == header)
                text.AppendLine("|"
                    + string.Concat(widths.Select((w, i) => (i == 0 ? new string('-', w + 2) : new string('-', w + 1) + ":") + "|")));
        }
        return text.ToString();
    }
}
