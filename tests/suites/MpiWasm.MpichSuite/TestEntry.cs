namespace MpiWasm.MpichSuite;

/// <summary>One line of a test list: a program, how many ranks, and how its output is judged.</summary>
internal sealed record TestEntry(string Directory, string Program, int Ranks)
{
    public const int DefaultSeconds = 180;

    /// <summary>Identifies the entry in result files: path, ranks, environment and arguments.</summary>
    public string Name { get; init; } = "";
    public IReadOnlyList<string> Arguments { get; init; } = [];
    public IReadOnlyList<string> LauncherArguments { get; init; } = [];
    public IReadOnlyList<(string Name, string Value)> Environment { get; init; } = [];
    /// <summary>The name of upstream's check when it is not the usual one.</summary>
    public string Check { get; init; } = "";
    public int Seconds { get; init; } = DefaultSeconds;
    /// <summary>What all ranks together need, in GB, where the list says it.</summary>
    public double Memory { get; init; }

    public bool ChoosesAlgorithms => Environment.Any(e => e.Name.StartsWith("MPIR_CVAR_", StringComparison.Ordinal));
    public string Path => $"{Directory}/{Program}";
}
