using MpiWasm.Mpi.Abi;
using MpiWasm.Mpi.Hosts.Library;

namespace MpiWasm.Mpi;

/// <content>Launcher and library.</content>
public sealed unsafe partial class MpiEnvironment
{
    /// <summary>
    /// "n times rank 0": each process is a job of one, since the launcher speaks another protocol than the library. Nobody wants that, so it is an error, told by the first of them.
    /// </summary>
    private void CheckLauncher(int size)
    {
        Func<string, string?> variable = Environment.GetEnvironmentVariable;
        if (size != 1 || LauncherKind.SizeOf(variable) is not { } launched || launched == 1)
            return;
        if (LauncherKind.RankOf(variable) > 0)
            exit(1);
        var family = LauncherKind.FamilyOf(variable);
        throw new MpiException(MpiException.WrongLauncher,
            $"the launcher started {launched} ranks, but {Library.Title} ({Library.Path}) sees a job of one: launcher and library do not belong together",
            $"Start the ranks with {Library.LauncherCommand}, or choose the launcher's library with {(family is null ? "--mpi" : $"--mpi {family}")}; mpiwasm run -n {launched} chooses a matching pair.");
    }
}
