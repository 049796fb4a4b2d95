using System.Globalization;

namespace MpiWasm.MpiFuzz;

/// <summary>The command's arguments.</summary>
internal sealed class Options
{
    /// <summary>Where mpiwasm and mpiwasm-cc are.</summary>
    public required string Bin { get; init; }

    public required string Out { get; init; }

    public int Calls { get; private set; } = 100_000;

    /// <summary>Calls of a process.</summary>
    public int Chunk { get; private set; } = 1200;

    public long Seed { get; private set; } = 1;

    /// <summary>Procedures that got past the first check less often are called on, alone.</summary>
    public int Least { get; private set; }

    /// <summary>How long a process may take.</summary>
    public TimeSpan Limit { get; private set; } = TimeSpan.FromSeconds(60);

    /// <summary>Processes of a job.</summary>
    public int Ranks { get; private set; } = 1;

    /// <summary>Whether a second thread makes calls that are right.</summary>
    public bool Threads { get; private set; }

    public List<string> Libraries { get; } = [];

    public static Options Parse(string[] arguments)
    {
        string Value(string name, string standard) => Array.IndexOf(arguments, name) is >= 0 and var at ? arguments[at + 1] : standard;
        int Number(string name, int standard) =>
            int.Parse(Value(name, standard.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
        var options = new Options
        {
            Bin = Path.GetFullPath(Value("--bin", "out/bin")),
            Out = Path.GetFullPath(Value("--out", "out/fuzz-mpi"))
        };
        options.Calls = Number("--calls", options.Calls);
        options.Chunk = Number("--chunk", options.Chunk);
        options.Least = Number("--least", 0);
        options.Ranks = Number("--ranks", options.Ranks);
        options.Seed = Number("--seed", 1);
        options.Threads = arguments.Contains("--threads");
        options.Limit = TimeSpan.FromSeconds(Number("--limit", 60));
        for (var i = 0; i + 1 < arguments.Length; i++)
        {
            if (arguments[i] == "--mpi")
                options.Libraries.Add(arguments[i + 1]);
        }

        if (options.Libraries.Count == 0)
            options.Libraries.AddRange(["libmpi.so.40", "libmpich.so.12"]);
        return options;
    }
}
