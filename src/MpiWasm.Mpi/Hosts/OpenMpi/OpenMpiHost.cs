using System.Collections.Frozen;
using MpiWasm.Mpi.Native;

namespace MpiWasm.Mpi.Hosts.OpenMpi;

/// <summary>Open MPI 4 and 5: handles are addresses of exported structures.</summary>
internal static class OpenMpiHost
{
    /// <summary>They lie in a plugin that is unloaded when UCX is not used, and stay registered (seen with 4.1.4): a native program crashes as well.</summary>
    private static FrozenSet<string> UcxVariables { get; } =
        (from part in (string[])["opal_common_ucx", "osc_ucx", "pml_ucx"] from name in (string[])["verbose", "progress_iterations", "opal_mem_hooks"] select $"{part}_{name}")
        .ToFrozenSet(StringComparer.Ordinal);

    public static MpiHost Description { get; } = new()
    {
        Abi = HostAbi.OpenMpi,
        Title = "Open MPI",
        Libraries = ["libmpi.so.40", "libmpi.so"],
        Launchers = ["mpirun.openmpi", "mpirun", "orterun"],
        VersionMark = "Open MPI",
        Addresses = new Dictionary<string, ulong>(StringComparer.Ordinal)
            { ["MPI_UNWEIGHTED"] = 2, ["MPI_WEIGHTS_EMPTY"] = 3, ["MPI_T_PVAR_ALL_HANDLES"] = ulong.MaxValue }.ToFrozenDictionary(StringComparer.Ordinal),
        UnreadableVariables = UcxVariables,
        Symbols = OpenMpiSymbols.ByName,
        Constants = OpenMpiConstants.ByName,
    };
}
