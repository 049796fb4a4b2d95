using MpiWasm.Cli.Launcher;
using MpiWasm.Cli.LocalRanks;
using MpiWasm.Cli.Options;
using MpiWasm.Cli.Output;
using MpiWasm.Cli.Rank;
using MpiWasm.Embedding.Compilation;
using MpiWasm.Mpi.Hosts.Library;

namespace MpiWasm.Cli.Commands;

/// <summary><c>mpiwasm run</c>: a rank, or with -n the start of several.</summary>
internal static class RunCommand
{
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

        return MpiChoice.IsLocal(options.Mpi) ? LocalJob.Run(options, ranks) : Launch(options, ranks);
    }

    /// <summary>
    /// Compiles here, once, so that errors of the module appear once and every rank finds its image; then mpirun replaces this process, and
    /// signals, input and the exit status are its business.
    /// </summary>
    private static int Launch(RunOptions options, int ranks)
    {
        var program = GuestProgram.Load(options.Module);
        program.RequireCommand();
        var library = MpiLibrary.Open(options.Mpi);
        _ = new ImageSource(options.Compilation.ToEngine(options.PreciseTraps)).Prepare(program, options.Mpi, library);
        ProgressLine.Clear();
        StreamHandover.Offer();
        MpirunLauncher.Exec(library, ranks, options.AllowSpawn, RankCommand.Of(options));
        return ExitCode.Failure;
    }
}
