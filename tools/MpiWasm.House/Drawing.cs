using System.Globalization;
using System.Text;

namespace MpiWasm.House;

/// <summary>
/// The house as a picture: a box for each project, above those it needs, with its folders in storeys. Arrows
/// go down; those that go up are red.
/// </summary>
public sealed class Drawing
{
    private const int RowHeight = 26;
    private const int RowGap = 22;
    private const int Margin = 12;
    private const int TitleHeight = 22;
    private const double Letter = 6.6;

    private readonly FolderGraph _graph;
    private readonly StringBuilder _svg = new();
    private readonly Dictionary<Folder, (double X, double Y, double Width)> _places = [];
    private readonly Dictionary<string, (double X, double Y, double Width, double Height)> _boxes = [];

    private Drawing(FolderGraph graph) => _graph = graph;

    /// <summary>The picture as the text of an SVG file.</summary>
    /// <param name="graph">What is drawn.</param>
    public static string Draw(FolderGraph graph) => new Drawing(graph).Draw();

    private string Draw()
    {
        var storeys = Storeys(_graph.References.Keys, project => _graph.References[project]);
        double y = Margin;
        double width = 0;
        foreach (var row in storeys)
        {
            double x = Margin;
            foreach (var project in row)
            {
                Place(project, x, y);
                x += _boxes[project].Width + (2 * Margin);
            }

            y += row.Max(project => _boxes[project].Height) + (3 * Margin);
            width = Math.Max(width, x);
        }

        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Number(width)}\" height=\"{Number(y)}\" "
            + $"font-family=\"sans-serif\" font-size=\"12\">");
        Add("<defs>");
        foreach (var (name, colour) in (ReadOnlySpan<(string, string)>)[("down", "#777"), ("up", "#c00"), ("project", "#36c")])
        {
            Add($"<marker id=\"{name}\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">"
                + $"<path d=\"M0 0 L8 4 L0 8 z\" fill=\"{colour}\"/></marker>");
        }

        Add("</defs>");
        Add("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
        foreach (var (project, box) in _boxes.OrderBy(b => b.Key, StringComparer.Ordinal))
        {
            Add($"<rect x=\"{Number(box.X)}\" y=\"{Number(box.Y)}\" width=\"{Number(box.Width)}\" height=\"{Number(box.Height)}\" rx=\"4\" "
                + $"fill=\"#f4f6fa\" stroke=\"#36c\"/>");
            Add($"<text x=\"{Number(box.X + Margin)}\" y=\"{Number(box.Y + 16)}\" font-weight=\"bold\">{Short(project)}</text>");
        }

        foreach (var (project, used) in _graph.References.OrderBy(r => r.Key, StringComparer.Ordinal)
            .SelectMany(r => Direct(r.Key).Select(used => (r.Key, used))))
            Connect(project, used);
        foreach (var arrow in _graph.Arrows)
            Connect(arrow);
        foreach (var (folder, place) in _places.OrderBy(p => p.Key))
        {
            Add($"<rect x=\"{Number(place.X)}\" y=\"{Number(place.Y)}\" width=\"{Number(place.Width)}\" height=\"{RowHeight}\" "
                + $"rx=\"3\" fill=\"#fff\" stroke=\"#999\"/>");
            Add($"<text x=\"{Number(place.X + (place.Width / 2))}\" y=\"{Number(place.Y + 17)}\" "
                + $"text-anchor=\"middle\">{Label(folder)}</text>");
        }

        Add("</svg>");
        return _svg.ToString();
    }

    /// <summary>Lays a project's folders out, the ones that use others above these.</summary>
    private void Place(string project, double x, double y)
    {
        var folders = _graph.Folders.Where(folder => folder.Project == project).ToList();
        var rows = Storeys(folders, folder => _graph.Arrows.Where(a => a.From == folder).Select(a => a.To));
        var widest = Math.Max(rows.Max(row => row.Sum(Width) + (Margin * (row.Count - 1))), Short(project).Length * (Letter + 1));
        var at = y + TitleHeight;
        foreach (var row in rows)
        {
            var left = x + Margin + ((widest - row.Sum(Width) - (Margin * (row.Count - 1))) / 2);
            foreach (var folder in row)
            {
                _places[folder] = (left, at, Width(folder));
                left += Width(folder) + Margin;
            }

            at += RowHeight + RowGap;
        }

        _boxes[project] = (x, y, widest + (2 * Margin), at - RowGap + Margin - y);
    }

    private void Connect(Arrow arrow)
    {
        var (from, to) = (_places[arrow.From], _places[arrow.To]);
        var kind = from.Y < to.Y ? "down" : "up";
        var (start, end) = from.Y < to.Y ? (from.Y + RowHeight, to.Y)
            : from.Y > to.Y ? (from.Y, to.Y + RowHeight)
            : (from.Y + RowHeight, to.Y + RowHeight);
        Line(from.X + (from.Width / 2), start, to.X + (to.Width / 2), end, kind, kind == "down" ? "#777" : "#c00", 1);
    }

    private void Connect(string project, string used)
    {
        var (from, to) = (_boxes[project], _boxes[used]);
        Line(from.X + (from.Width / 2), from.Y + from.Height, to.X + (to.Width / 2), to.Y, "project", "#36c", 1.5);
    }

    private void Line(double x1, double y1, double x2, double y2, string marker, string colour, double width) =>
        Add($"<line x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\" stroke=\"{colour}\" "
            + $"stroke-width=\"{Number(width)}\" marker-end=\"url(#{marker})\"/>");

    /// <summary>The projects one needs and does not get through another one.</summary>
    private IEnumerable<string> Direct(string project)
    {
        var all = _graph.References[project];
        return all.Where(used => !all.Any(other => other != used && Needs(other, used)));
    }

    private bool Needs(string project, string other) => _graph.References[project].Any(used => used == other || Needs(used, other));

    /// <summary>
    /// Rows of which each uses only what is in those below, the highest first. What is left in circles is ordered by how few it uses.
    /// </summary>
    private static List<List<T>> Storeys<T>(IEnumerable<T> all, Func<T, IEnumerable<T>> uses)
        where T : notnull
    {
        var rows = new List<List<T>>();
        var left = all.ToList();
        while (left.Count > 0)
        {
            var row = left.Where(item => !uses(item).Any(used => !used.Equals(item) && left.Contains(used))).ToList();
            if (row.Count == 0)
                row = [left.MinBy(item => uses(item).Count(left.Contains))!];
            left.RemoveAll(row.Contains);
            rows.Insert(0, row);
        }

        return rows;
    }

    private static double Width(Folder folder) => (Label(folder).Length * Letter) + 16;

    private static string Label(Folder folder) => folder.Path.Length == 0 ? "(root)" : folder.Path;

    private static string Short(string project) => project["MpiWasm.".Length..];

    private static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);

    private void Add(string line) => _svg.Append(line).Append('\n');
}
