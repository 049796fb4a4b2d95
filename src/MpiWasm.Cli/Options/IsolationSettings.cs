using MpiWasm.Cli.Launcher;
using MpiWasm.Cli.Output;
using MpiWasm.Sandbox.Grants;
using MpiWasm.Sandbox.Streams;
using MpiWasm.Sandbox.Wall;
using MpiWasm.Unix;

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
            // Open MPI's launcher gives its ranks a terminal, so that lines come when they are written, wherever they go in the end.
            OutputActsAsTerminal = streams is not null && Libc.IsTerminal(1) != 0,
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
