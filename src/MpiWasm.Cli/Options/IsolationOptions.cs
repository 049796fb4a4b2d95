using System.CommandLine;
using MpiWasm.Cli.Launcher;
using MpiWasm.Cli.Output;
using MpiWasm.Sandbox;

namespace MpiWasm.Cli.Options;

/// <summary>What the guest may see of the host, and where its output goes.</summary>
internal sealed record IsolationSettings
{
    /// <summary>What `--env-inherit` is when it is not given: OpenMP's own variables.</summary>
    public static readonly string[] InheritedByDefault = ["OMP_*"];

    public string[] Directories { get; init; } = [];

    public string[] Variables { get; init; } = [];

    /// <summary>Patterns of variables passed on; null when the option was not given.</summary>
    public string[]? Inherited { get; init; }

    /// <summary>Directory of the ranks' output files, or null.</summary>
    public string? OutputDirectory { get; init; }

    public bool RawTerminal { get; init; }

    /// <summary>What the kernel is asked to refuse, should our own checks fail.</summary>
    public WallMode Wall { get; init; } = WallMode.Auto;

    /// <summary>The options that give a rank the same settings.</summary>
    public IEnumerable<string> ToArguments()
    {
        foreach (var directory in Directories)
            yield return $"--dir={directory}";
        foreach (var variable in Variables)
            yield return $"--env={variable}";
        foreach (var pattern in Inherited ?? [])
            yield return $"--env-inherit={pattern}";
        if (OutputDirectory is not null)
            yield return $"--output-dir={OutputDirectory}";
        if (RawTerminal)
            yield return "--tty-raw";
        if (Wall != WallMode.Auto)
            yield return $"--wall={Wall.ToString().ToLowerInvariant()}";
    }

    /// <summary>The sandbox of this process.</summary>
    /// <param name="arguments">The guest's arguments, its name first.</param>
    /// <param name="launcher">Who started this rank, if somebody did.</param>
    /// <param name="limits">What the guest may use.</param>
    public SandboxOptions ToSandbox(IEnumerable<string> arguments, LauncherEnvironment? launcher, LimitSettings limits)
    {
        var file = OutputDirectory is null ? -1 : OutputFile.Open(OutputDirectory, launcher?.Rank ?? 0);
        var streams = file >= 0 ? (file, file) : launcher is null ? null : StreamHandover.Take();
        return new SandboxOptions
        {
            Directories = [.. Directories.Select(DirectoryGrant.Parse)],
            Environment =
            [
                .. EnvironmentVariable.Matching(Inherited ?? InheritedByDefault),
                .. Variables.Select(EnvironmentVariable.Parse).Where(v => v is not null).Select(v => v!.Value),
            ],
            Arguments = [.. arguments],
            StandardOutput = streams?.Output ?? 1,
            StandardError = streams?.Error ?? 2,
            RawTerminal = RawTerminal,
            Output = launcher is null ? OutputSharing.None : streams is null ? OutputSharing.ThroughLauncher : OutputSharing.Shared,
            MaxOpenFiles = limits.OpenFiles ?? int.MaxValue,
            PathResolution = Resolution(),
        };
    }

    private static PathResolution Resolution() => Environment.GetEnvironmentVariable("MPIWASM_PATHS") switch
    {
        null or "" => PathResolution.BestAvailable,
        "openat2" => PathResolution.Kernel,
        "walk" => PathResolution.Walker,
        var other => throw new UsageException($"MPIWASM_PATHS is openat2 or walk, not '{other}'"),
    };
}

/// <summary>The options of the command line behind <see cref="IsolationSettings"/>.</summary>
internal sealed class IsolationOptions
{
    private readonly Option<string[]> _directories = new("--dir")
    {
        HelpName = "HOST[::GUEST][:ro]",
        Description = "Lets the guest see a directory, under the name GUEST; with :ro only to read. May be given several times.",
    };

    private readonly Option<string[]> _variables = new("--env")
    {
        HelpName = "NAME[=VALUE]",
        Description = "Sets an environment variable of the guest; without a value it is the host's. May be given several times.",
    };

    private readonly Option<string[]> _inherited = new("--env-inherit")
    {
        HelpName = "PATTERN",
        Description = "Passes on the host's variables whose names match, such as 'OMP_*', which is the default; '' passes "
            + "none on. May be given several times.",
    };

    private readonly Option<string?> _output = new("--output-dir")
    {
        HelpName = "DIR",
        Description = "Writes what each rank prints to DIR/rank-N.out instead of the terminal.",
    };

    private readonly Option<bool> _raw = new("--tty-raw")
    {
        Description = "Lets all terminal escape sequences of the guest through, also those that query or reprogram the terminal.",
    };

    private readonly Option<string> _wall = new("--wall")
    {
        HelpName = "auto|full|off",
        Description = "What the kernel refuses should a check of ours fail. auto, the default: system calls no rank needs, and all files "
            + "but the granted ones where ranks do not read each "
            + "other's memory (single ranks, programs without MPI). full: such files always; large messages "
                + "within a node get slower. off: nothing.",
        DefaultValueFactory = _ => "auto",
    };

    public IsolationOptions() => _wall.AcceptOnlyFromAmong("auto", "full", "off");

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_directories, _variables, _inherited, _output, _raw, _wall])
            command.Options.Add(option);
    }

    public IsolationSettings Read(ParseResult parsed) => new()
    {
        Directories = parsed.GetValue(_directories) ?? [],
        Variables = parsed.GetValue(_variables) ?? [],
        Inherited = parsed.GetResult(_inherited) is null ? null : parsed.GetValue(_inherited),
        OutputDirectory = parsed.GetValue(_output),
        RawTerminal = parsed.GetValue(_raw),
        Wall = Enum.Parse<WallMode>(parsed.GetValue(_wall)!, ignoreCase: true),
    };
}
