using MpiWasm.Cli.Output;
using MpiWasm.Cli.Unix;
using MpiWasm.Mpi.Hosts;
using MpiWasm.Mpi.Hosts.Library;
using MpiWasm.Unix;

namespace MpiWasm.Cli.Launcher;

/// <summary>Finds the mpirun that matches an MPI library and replaces this process by it.</summary>
internal static class MpirunLauncher
{
    /// <summary>See mpiwasm.sh.</summary>
    private const string Diagnostics = "DOTNET_EnableDiagnostics";

    /// <summary>Runs <paramref name="rankCommand"/> on <paramref name="ranks"/> ranks. Does not return.</summary>
    /// <param name="library">The ranks' library.</param>
    /// <param name="ranks">How many to start.</param>
    /// <param name="spawns">Whether they may start further ones.</param>
    /// <param name="rankCommand">What a rank is.</param>
    /// <exception cref="LauncherException">There is no such mpirun, or it cannot be executed.</exception>
    public static void Exec(MpiLibrary library, int ranks, bool spawns, IReadOnlyList<string> rankCommand)
    {
        var mpirun = Find(library) ?? throw new LauncherException(
            CommandErrors.NoMpirun,
            $"no mpirun of {library.Title} found (tried {string.Join(", ", library.Launchers)} beside the library and in PATH)",
            library.LauncherCommand is var command && command.StartsWith("srun", StringComparison.Ordinal)
                ? $"Start the ranks with Slurm's launcher: {command} -n {ranks} mpiwasm run app.wasm"
                : $"Install it (Debian: apt-get install {library.Package}), or start the ranks with your own "
                    + $"launcher: LAUNCHER mpiwasm run app.wasm");

        List<string> arguments = [mpirun, "-n", ranks.ToString()];
        if (library.Style == LauncherStyle.OpenMpi)
            arguments.AddRange(OpenMpiOptions(ranks, spawns));
        arguments.AddRange(rankCommand);
        var error = Posix.Exec(mpirun, arguments);
        throw new LauncherException(CommandErrors.NotStarted, $"cannot execute {mpirun}: {Libc.Describe(error)}", null);
    }

    private static IEnumerable<string> OpenMpiOptions(int ranks, bool spawns)
    {
        // Ranks on other machines are started without the script that sets it.
        if (Environment.GetEnvironmentVariable(Diagnostics) is not null)
        {
            yield return "-x";
            yield return Diagnostics;
        }

        // Open MPI takes the user's word for it only when both are set.
        var allowed = Environment.GetEnvironmentVariable("OMPI_ALLOW_RUN_AS_ROOT") is not null
            && Environment.GetEnvironmentVariable("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM") is not null;
        if (Posix.IsRoot && !allowed)
        {
            Report.Note("running as root: passing --allow-run-as-root to mpirun");
            yield return "--allow-run-as-root";
        }

        if ((spawns || ranks > Environment.ProcessorCount) && Environment.GetEnvironmentVariable("SLURM_JOB_ID") is null)
        {
            Report.Note($"{ranks} ranks{(spawns ? ", which may start more," : "")} on {Environment.ProcessorCount} "
                + $"cores: passing --oversubscribe to mpirun");
            yield return "--oversubscribe";
        }
    }

    /// <summary>The command that starts the library's ranks, or null.</summary>
    internal static string? Find(MpiLibrary library)
    {
        // Beside the library first (PREFIX/lib -> PREFIX/bin), so that --mpi PATH picks its own mpirun.
        var folders = new List<string>();
        if (Path.IsPathRooted(library.Path) && Path.GetDirectoryName(library.Path) is { } lib)
        {
            for (var up = Path.GetDirectoryName(lib); up is not null && up.Length > 1 && folders.Count < 3; up = Path.GetDirectoryName(up))
                folders.Add(Path.Combine(up, "bin"));
        }

        folders.AddRange(SearchPath.Directories);
        foreach (var folder in folders)
        {
            foreach (var name in library.Launchers)
            {
                var candidate = Path.Combine(folder, name);
                if (File.Exists(candidate) && Matches(library, candidate))
                    return candidate;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether a command of a general name such as mpirun is the library's own: Debian's alternatives make it any family's.
    /// </summary>
    private static bool Matches(MpiLibrary library, string candidate)
    {
        var target = Path.GetFileName(File.ResolveLinkTarget(candidate, returnFinalTarget: true)?.FullName ?? candidate);
        return !library.ForeignPrograms.Any(program => target.Contains(program, StringComparison.Ordinal));
    }
}

/// <summary>A launcher is missing, does not match or was used wrongly (MW081x).</summary>
internal sealed class LauncherException(string code, string message, string? nextStep) : MpiWasmException(code, message, nextStep);
