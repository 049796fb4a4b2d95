namespace MpiWasm.MpichSuite;

/// <summary>Where things are, and which entries are meant.</summary>
internal sealed record Options
{
    public required string Host { get; init; }
    /// <summary>The directory of the configured native build of the host.</summary>
    public required string NativeBuild { get; init; }
    public required string Source { get; init; }
    /// <summary>The library made from polite.c.</summary>
    public required string Polite { get; init; }
    public required string WasmBuild { get; init; }
    /// <summary>The directory of mpiwasm and mpiwasm-cc.</summary>
    public required string Bin { get; init; }
    /// <summary>Results of this host: the table and the outputs of what failed.</summary>
    public required string Results { get; init; }
    public required string? Page { get; init; }
    public string[] Tests { get; init; } = [];
    public required Part Part { get; init; }
    public bool OnlyFailed { get; init; }
    public bool OnlyNative { get; init; }
    /// <summary>Runs nothing natively: what has no native result yet is left out.</summary>
    public bool OnlyWasm { get; init; }
    /// <summary>Runs nothing: writes the page from the results there are, which need not be all.</summary>
    public bool OnlyReport { get; init; }
    /// <summary>Runs natively again what did not end in time: on a busy machine that says little.</summary>
    public bool Retry { get; init; }
    public int Jobs { get; init; } = Math.Max(1, Environment.ProcessorCount);

    /// <summary>
    /// No entry gets more than this natively: some never end, and busy waiting ranks take a machine. The reason
    /// of what was ended tells the time it had.
    /// </summary>
    public int NativeLimit { get; init; } = int.MaxValue;

    public string NativeResults => Path.Combine(Path.GetDirectoryName(NativeBuild)!, $"native{Part.Suffix("-")}.tsv");
    /// <summary>What the page and the last line call the run.</summary>
    public string Title => Host + Part.Suffix(", ");
    public string ResultFile => Path.Combine(Results, "results.tsv");
    public string Logs => Path.Combine(Results, "logs");
    public bool Partial => Tests.Length > 0 || OnlyFailed;

    /// <summary>
    /// A name selects the program of that name and all whose path begins with it: <c>coll</c>, <c>coll/allred</c>, <c>coll/all*</c>.
    /// </summary>
    public bool Selects(TestEntry entry) => Tests.Length == 0 || Array.Exists(Tests, t => t.EndsWith('*')
        ? entry.Path.StartsWith(t[..^1], StringComparison.Ordinal)
        : entry.Path == t || entry.Path.StartsWith(t.TrimEnd('/') + "/", StringComparison.Ordinal));

    public static Options Parse(string[] arguments)
    {
        var values = new Dictionary<string, string>();
        for (var i = 0; i + 1 < arguments.Length; i += 2)
            values[arguments[i]] = arguments[i + 1];
        return new Options
        {
            Host = values["--host"],
            NativeBuild = Path.GetFullPath(values["--native"]),
            Source = Path.GetFullPath(values["--source"]),
            Polite = Path.GetFullPath(values["--polite"]),
            WasmBuild = Path.GetFullPath(values["--wasm"]),
            Bin = Path.GetFullPath(values["--bin"]),
            Results = Path.GetFullPath(values["--results"]),
            Page = values["--page"] is { Length: > 0 } page ? Path.GetFullPath(page) : null,
            Tests = values.GetValueOrDefault("--tests", "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries),
            Part = Part.Named(values.GetValueOrDefault("--part", "")),
            OnlyFailed = values.GetValueOrDefault("--only-failed", "") is not ("" or "0"),
            Retry = values.GetValueOrDefault("--retry", "") is not ("" or "0"),
            OnlyNative = values.GetValueOrDefault("--only-native", "") is not ("" or "0"),
            OnlyWasm = values.GetValueOrDefault("--only-wasm", "") is not ("" or "0"),
            OnlyReport = values.GetValueOrDefault("--only-report", "") is not ("" or "0"),
            NativeLimit = int.TryParse(values.GetValueOrDefault("--native-limit", ""), out var limit) ? limit : int.MaxValue,
            Jobs = int.TryParse(values.GetValueOrDefault("--jobs", ""), out var jobs) ? jobs : Math.Max(1, Environment.ProcessorCount),
        };
    }
}
