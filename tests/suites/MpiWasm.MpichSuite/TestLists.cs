using System.Globalization;

namespace MpiWasm.MpichSuite;

/// <summary>
/// The test lists of a configured build, read as upstream's runtests reads them:
/// <c>program [ranks [key=value]...]</c>, or a directory with lists of its own.
/// </summary>
internal sealed class TestLists
{
    private static readonly string[] LeftOut = [.. Part.NotInC];
    private static readonly string[] Names = ["testlist", "testlist.dtp", "testlist.cvar"];

    private readonly string _build;
    private readonly string _source;
    private readonly Host _host;
    private readonly List<TestEntry> _entries = [];
    private readonly Dictionary<string, int> _names = [];

    private TestLists(string build, string source, Host host) => (_build, _source, _host) = (build, source, host);

    /// <param name="build">The directory of the configured build.</param>
    /// <param name="source">That of the sources.</param>
    /// <param name="host">Where they are to run.</param>
    /// <param name="part">Which of them are wanted.</param>
    public static List<TestEntry> Read(string build, string source, Host host, Part part)
    {
        var lists = new TestLists(build, source, host);
        foreach (var directory in part.Directories.DefaultIfEmpty(""))
            lists.ReadDirectory(directory);
        return lists._entries;
    }

    private void ReadDirectory(string directory)
    {
        foreach (var name in Names)
        {
            var file = Path.Combine(_build, directory, name);
            if (!File.Exists(file))
                file = Path.Combine(_source, directory, name);
            if (!File.Exists(file))
                continue;
            foreach (var line in File.ReadLines(file))
                ReadLine(directory, line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
    }

    private void ReadLine(string directory, string[] words)
    {
        if (words.Length == 0 || words[0].StartsWith('!'))
            return;
        var path = Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", directory, words[0])));
        if (Directory.Exists(Path.Combine(_source, path)))
        {
            if (!LeftOut.Contains(Path.GetFileName(path)))
                ReadDirectory(path);
            return;
        }
        var settings = words.Skip(2).Select(w => w.Split('=', 2)).Where(p => p.Length == 2).ToLookup(p => p[0], p => p[1]);
        var ranks = words.Length > 1 && int.TryParse(words[1], out var number) ? number : 2;
        var environment = settings["env"].Select(e => e.Split('=', 2)).Where(p => p.Length == 2
            && (_host.HasCvars || !p[0].StartsWith("MPIR_CVAR_", StringComparison.Ordinal)))
            .Select(p => (p[0], p[1])).ToList();
        string[] details = [.. environment.Select(e => $"{e.Item1}={e.Item2}"), .. settings["arg"]];
        var name = string.Join(' ', [path, $"{ranks}", .. details]);
        var ignored = !_host.HasCvars && settings["env"].Any(e => e.StartsWith("MPIR_CVAR_", StringComparison.Ordinal));
        var times = _names.GetValueOrDefault(name);
        if (times > 0 && ignored)
            return;
        _names[name] = times + 1;
        _entries.Add(new TestEntry(Path.GetDirectoryName(path)!, Path.GetFileName(path), ranks)
        {
            Name = times == 0 ? name : $"{name} #{times + 1}",
            Arguments = [.. settings["arg"]],
            LauncherArguments = [.. settings["mpiexecarg"]],
            Environment = environment,
            Check = settings["resultTest"].LastOrDefault() ?? "",
            Seconds = int.TryParse(settings["timeLimit"].LastOrDefault(), out var seconds) ? seconds : TestEntry.DefaultSeconds,
            Memory = double.TryParse(settings["mem"].LastOrDefault(), CultureInfo.InvariantCulture, out var memory) ? memory : 0,
        });
    }
}
