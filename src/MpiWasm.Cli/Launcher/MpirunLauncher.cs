using System.Runtime.InteropServices;
using MpiWasm.Wasm;

namespace MpiWasm.Cli.Launcher;

/// <summary>The kinds of mpirun, told apart by what the command's links lead to.</summary>
internal enum MpirunKind
{
    OpenMpi,
    Hydra,
}

/// <summary>Finds the mpirun that matches an MPI library and replaces this process by it.</summary>
internal static class MpirunLauncher
{
    private static readonly string[] OpenMpiNames = ["mpirun.openmpi", "orterun", "prterun", "mpirun", "mpiexec"];
    private static readonly string[] HydraNames = ["mpirun.mpich", "mpiexec.hydra", "mpirun.hydra", "mpirun", "mpiexec"];

    /// <summary>Runs <paramref name="rankCommand"/> on <paramref name="ranks"/> ranks. Does not return.</summary>
    /// <exception cref="LauncherException">There is no such mpirun, or it cannot be executed.</exception>
    public static void Exec(MpirunKind kind, string? libraryPath, int ranks, IReadOnlyList<string> rankCommand)
    {
        var mpirun = Find(kind, libraryPath) ?? throw new LauncherException(
            "MW0811",
            $"no mpirun of {Describe(kind)} found (tried {string.Join(", ", Names(kind))} beside the library and in PATH)",
            kind == MpirunKind.OpenMpi ? "Install it (Debian: apt-get install openmpi-bin), or start the ranks with your own launcher: <launcher> mpiwasm run app.wasm"
                : "Install it (Debian: apt-get install mpich), or start the ranks with your own launcher: <launcher> mpiwasm run app.wasm");

        List<string> arguments = [mpirun, "-n", ranks.ToString()];
        if (kind == MpirunKind.OpenMpi)
            arguments.AddRange(OpenMpiOptions(ranks));
        arguments.AddRange(rankCommand);
        var error = Posix.Exec(mpirun, arguments);
        throw new LauncherException("MW0812", $"cannot execute {mpirun}: {Marshal.GetPInvokeErrorMessage(error)}", null);
    }

    private static IEnumerable<string> OpenMpiOptions(int ranks)
    {
        if (Posix.IsRoot && Environment.GetEnvironmentVariable("OMPI_ALLOW_RUN_AS_ROOT") is null)
        {
            Report.Note("running as root: passing --allow-run-as-root to mpirun");
            yield return "--allow-run-as-root";
        }

        if (ranks > Environment.ProcessorCount && Environment.GetEnvironmentVariable("SLURM_JOB_ID") is null)
        {
            Report.Note($"{ranks} ranks on {Environment.ProcessorCount} cores: passing --oversubscribe to mpirun");
            yield return "--oversubscribe";
        }
    }

    private static string? Find(MpirunKind kind, string? libraryPath)
    {
        // Beside the library first (PREFIX/lib -> PREFIX/bin), so that --mpi PATH picks its own mpirun.
        var folders = new List<string>();
        if (libraryPath is not null && Path.GetDirectoryName(Path.GetFullPath(libraryPath)) is { } lib)
        {
            for (var up = Path.GetDirectoryName(lib); up is not null && up.Length > 1 && folders.Count < 3; up = Path.GetDirectoryName(up))
                folders.Add(Path.Combine(up, "bin"));
        }

        var path = Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/bin:/usr/bin:/bin";
        folders.AddRange(path.Split(':', StringSplitOptions.RemoveEmptyEntries));
        foreach (var folder in folders)
        {
            foreach (var name in Names(kind))
            {
                var candidate = Path.Combine(folder, name);
                if (File.Exists(candidate) && Matches(kind, candidate))
                    return candidate;
            }
        }

        return null;
    }

    private static string[] Names(MpirunKind kind) => kind == MpirunKind.OpenMpi ? OpenMpiNames : HydraNames;

    private static bool Matches(MpirunKind kind, string candidate)
    {
        var target = File.ResolveLinkTarget(candidate, returnFinalTarget: true)?.FullName ?? candidate;
        var name = Path.GetFileName(target);
        var isOpenMpi = name.Contains("orterun", StringComparison.Ordinal) || name.Contains("prte", StringComparison.Ordinal) || name.Contains("openmpi", StringComparison.Ordinal);
        var isHydra = name.Contains("hydra", StringComparison.Ordinal) || name.Contains("mpich", StringComparison.Ordinal);
        return kind switch
        {
            MpirunKind.OpenMpi => isOpenMpi || !isHydra,
            _ => isHydra,
        };
    }

    private static string Describe(MpirunKind kind) => kind == MpirunKind.OpenMpi ? "Open MPI" : "MPICH";
}

/// <summary>A launcher is missing, does not match or was used wrongly (MW081x).</summary>
internal sealed class LauncherException(string code, string message, string? nextStep) : MpiWasmException(code, message, nextStep);
