using System.Text.RegularExpressions;

namespace MpiWasm.House;

/// <summary>The folders of the projects of src and which of them use which, drawn from the assemblies and their symbols.</summary>
public sealed partial class FolderGraph
{
    private readonly List<(string Name, string Namespace, Folder Folder)> _types = [];

    private FolderGraph()
    {
    }

    public IReadOnlyList<Folder> Folders { get; private set; } = [];

    /// <summary>From folder to folder of the same project.</summary>
    public IReadOnlyList<Arrow> Arrows { get; private set; } = [];

    /// <summary>Which projects each one names in its project file.</summary>
    public IReadOnlyDictionary<string, string[]> References { get; private set; } = new Dictionary<string, string[]>();

    /// <summary>Lines of source of each project.</summary>
    public IReadOnlyDictionary<string, int> Lines { get; private set; } = new Dictionary<string, int>();

    /// <summary>The types, without nested ones.</summary>
    public IReadOnlyList<(string Name, string Namespace, Folder Folder)> Types => _types;

    /// <summary>Reads all projects.</summary>
    /// <param name="root">The source tree.</param>
    /// <param name="assemblies">Where the projects' assemblies and symbols are.</param>
    public static FolderGraph Read(string root, string assemblies)
    {
        var graph = new FolderGraph();
        var arrows = new Dictionary<(Folder From, Folder To), SortedSet<string>>();
        var references = new Dictionary<string, string[]>();
        var lines = new Dictionary<string, int>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
        {
            var project = Path.GetFileNameWithoutExtension(file);
            var directory = Path.GetDirectoryName(file)!;
            var text = File.ReadAllText(file);
            references[project] = [.. Reference().Matches(text).Select(m => m.Groups[1].Value)];
            lines[project] = Sources(directory).Sum(path => File.ReadLines(path).Count());
            var assembly = AssemblyName().Match(text) is { Success: true } named ? named.Groups[1].Value : project;
            graph.Add(project, directory, Path.Combine(assemblies, assembly + ".dll"), arrows);
        }

        graph.Folders = [.. graph._types.Select(type => type.Folder).Distinct().Order()];
        graph.Arrows = [.. arrows.OrderBy(a => a.Key.From)
            .ThenBy(a => a.Key.To)
            .Select(a => new Arrow(a.Key.From, a.Key.To, [.. a.Value]))];
        graph.References = references;
        graph.Lines = lines;
        return graph;
    }

    /// <summary>Folders that reach each other, over however many arrows, without the arrows that are left out.</summary>
    public IReadOnlyList<IReadOnlyList<Folder>> Circles(IReadOnlySet<(Folder From, Folder To)> without)
    {
        var reached = Folders.ToDictionary(folder => folder, folder => Reach(folder, without));
        return [.. Folders.Where(folder => reached[folder].Contains(folder))
            .GroupBy(folder => Folders.First(other => other == folder
                || (reached[folder].Contains(other) && reached[other].Contains(folder))))
            .Select(circle => circle.ToList())];
    }

    private HashSet<Folder> Reach(Folder from, IReadOnlySet<(Folder From, Folder To)> without)
    {
        var reached = new HashSet<Folder>();
        var open = new Stack<Folder>([from]);
        while (open.TryPop(out var next))
        {
            foreach (var arrow in Arrows.Where(a => a.From == next && !without.Contains((a.From, a.To))))
            {
                if (reached.Add(arrow.To))
                    open.Push(arrow.To);
            }
        }

        return reached;
    }

    private void Add(string project, string directory, string assembly, Dictionary<(Folder From, Folder To), SortedSet<string>> arrows)
    {
        using var reader = new AssemblyReader(assembly, directory);
        var files = reader.Files();
        foreach (var (type, file) in files)
            _types.Add((reader.NameOf(type), reader.NamespaceOf(type), FolderOf(project, file)));
        foreach (var (from, to) in reader.Uses())
        {
            if (files.TryGetValue(from, out var user) && files.TryGetValue(to, out var used))
                Note(FolderOf(project, user), FolderOf(project, used), $"{reader.NameOf(from)} {reader.NameOf(to)}");
        }

        var constants = files.Keys.SelectMany(type => reader.ConstantsOf(type)
            .Select(constant => (Type: reader.NameOf(type), Constant: constant, Handle: type)))
            .ToLookup(c => (c.Type, c.Constant), c => c.Handle);
        foreach (var path in Sources(directory))
        {
            var text = Comment().Replace(File.ReadAllText(path), "");
            var folder = FolderOf(project, Path.GetRelativePath(directory, path).Replace('\\', '/'));
            foreach (Match use in Member().Matches(text))
            {
                // Two types of one name: the one whose namespace the file names, or lies in.
                foreach (var type in constants[(use.Groups[1].Value, use.Groups[2].Value)].Where(t => IsVisible(
                    text, reader.NamespaceOf(t))))
                    Note(folder, FolderOf(project, files[type]), $"{Path.GetFileNameWithoutExtension(path)} {reader.NameOf(type)}");
            }
        }

        void Note(Folder from, Folder to, string use)
        {
            if (from == to)
                return;
            if (!arrows.TryGetValue((from, to), out var uses))
                arrows[(from, to)] = uses = new SortedSet<string>(StringComparer.Ordinal);
            uses.Add(use);
        }
    }

    private static bool IsVisible(string text, string name) =>
        text.Contains($"using {name};", StringComparison.Ordinal) || text.Contains($"namespace {name};", StringComparison.Ordinal)
        || text.Contains($"namespace {name}.", StringComparison.Ordinal);

    private static Folder FolderOf(string project, string file) => new(project, Path.GetDirectoryName(file)!.Replace('\\', '/'));

    private static IEnumerable<string> Sources(string directory) => Directory.EnumerateFiles(directory, "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal));

    [GeneratedRegex("<ProjectReference Include=\"[^\"]*?([^/\"\\\\]+)\\.csproj\"")]
    private static partial Regex Reference();

    [GeneratedRegex("<AssemblyName>([^<]+)</AssemblyName>")]
    private static partial Regex AssemblyName();

    [GeneratedRegex(@"//.*|""(?:\\.|[^""\\\n])*""")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b(\w+)\.(\w+)\b")]
    private static partial Regex Member();
}
