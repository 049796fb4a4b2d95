using MpiWasm.House;

// House ROOT: prints the folders of src with the arrows between them and writes the picture docs/house.svg.
var root = args is [var given] ? Path.GetFullPath(given) : throw new ArgumentException("give the source tree");
var graph = FolderGraph.Read(root, AppContext.BaseDirectory);
foreach (var project in graph.References.Keys)
{
    Console.WriteLine($"{project}, {graph.Lines[project]} lines, uses "
        + $"{(graph.References[project] is [_, ..] used ? string.Join(", ", used) : "nothing")}");
    foreach (var from in graph.Arrows.Where(arrow => arrow.From.Project == project).GroupBy(arrow => arrow.From))
        Console.WriteLine($"  {Name(from.Key)} -> {string.Join(", ", from.Select(arrow => Name(arrow.To)))}");
}

var both = graph.Arrows.Where(arrow => arrow.From < arrow.To && graph.Arrows.Any(back => back.From == arrow.To && back.To == arrow.From))
    .ToList();
Console.WriteLine($"{graph.Folders.Count} folders, {graph.Arrows.Count} arrows; {both.Count} pairs point both ways:");
foreach (var arrow in both)
{
    var back = graph.Arrows.First(a => a.From == arrow.To && a.To == arrow.From);
    Console.WriteLine($"  {arrow.From} -> {arrow.To}: {Some(arrow)}");
    Console.WriteLine($"  {back.From} -> {back.To}: {Some(back)}");
}

foreach (var circle in graph.Circles(new HashSet<(Folder, Folder)>()))
    Console.WriteLine($"a circle of {circle.Count}: {string.Join(", ", circle)}");
File.WriteAllText(Path.Combine(root, "docs", "house.svg"), Drawing.Draw(graph));

static string Name(Folder folder) => folder.Path.Length == 0 ? "(root)" : folder.Path;

static string Some(Arrow arrow) =>
    $"{string.Join("; ", arrow.Uses.Take(4))}{(arrow.Uses.Count > 4 ? $"; {arrow.Uses.Count - 4} more" : "")}";
