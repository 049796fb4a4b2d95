using MpiWasm.Cli.Launcher;
using MpiWasm.Embedding;
using MpiWasm.Mpi.Hosts.Library;

namespace MpiWasm.Cli.Commands;

/// <summary><c>mpiwasm run</c>: a rank, or with -n the start of several.</summary>
internal static class RunCommand
{
    /// <summary>Given to ranks that a guest has started: see <see cref="RunOptions.IsSpawned"/>.</summary>
    public const string SpawnedOption = "--spawned";

    public static int Execute(RunOptions options)
    {
        Report.Quiet = options.Quiet;
        var launcher = LauncherEnvironment.Detect();
        Report.Rank = launcher?.Rank;
        if (options.Ranks is not { } ranks)
            return RankProcess.Run(options);
        if (launcher is not null)
        {
            throw new LauncherException(
                CommandErrors.RankStartsRanks,
                $"-n {ranks} asks for ranks, but this process is itself rank {launcher.Rank}, started by {launcher.Name}",
                $"Give the number of ranks to {(launcher.Name == "srun" ? "srun" : "the launcher")} and drop -n here.");
        }

        return Launch(options, ranks);
    }

    /// <summary>
    /// Compiles here, once, so that errors of the module appear once and every rank finds its image; then mpirun replaces this process, and signals, input and
    /// the exit status are its business.
    /// </summary>
    private static int Launch(RunOptions options, int ranks)
    {
        var program = GuestProgram.Load(options.Module);
        program.RequireCommand();
        var library = MpiLibrary.Open(options.Mpi);
        _ = new Images(Setup.Engine(options.PreciseTraps, options.Compilation)).Prepare(program, options.Mpi, library);
        ProgressLine.Clear();
        StreamHandover.Offer();
        MpirunLauncher.Exec(library, ranks, options.AllowSpawn, [.. Self(), .. RankArguments(options), "--", options.Module, .. options.Arguments]);
        return ExitCode.Failure;
    }

    /// <summary>What runs a module of the guest's with these options; its path and arguments follow.</summary>
    public static IReadOnlyList<string> SpawnCommand(RunOptions options) => options.AllowSpawn ? [.. Self(), .. RankArguments(options), SpawnedOption] : [];

    private static IEnumerable<string> Self()
    {
        var process = Environment.ProcessPath ?? throw new LauncherException(CommandErrors.NoPath, "cannot tell the path of this program", null);
        yield return process;
        if (Path.GetFileNameWithoutExtension(process) == "dotnet")
            yield return Path.Combine(AppContext.BaseDirectory, "mpiwasm.dll");
    }

    private static IEnumerable<string> RankArguments(RunOptions options)
    {
        yield return "run";
        foreach (var argument in options.Isolation.ToArguments().Concat(options.Limits.ToArguments()))
            yield return argument;
        if (options.Mpi is not null)
        {
            yield return "--mpi";
            yield return options.Mpi;
        }

        if (options.AllowPorts)
            yield return "--allow-ports";
        if (options.AllowSpawn)
            yield return "--allow-spawn";
        if (options.AllowToolWrites)
            yield return "--allow-mpi-t-write";
        yield return "--stack-size";
        yield return options.StackSize.ToString();
        foreach (var word in CompilationOptions.Words(options.Compilation))
            yield return word;
        if (options.PreciseTraps)
        {
            yield return "--traps";
            yield return "precise";
        }

        if (options.NullIsMemory)
            yield return "--null-ok";
        if (options.Quiet)
            yield return "--quiet";
    }
}
