using System.Collections.Frozen;
using System.Collections.Immutable;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Hosts.OpenMpi;

/// <summary>Open MPI 4 and 5: handles are addresses of exported structures.</summary>
internal static class OpenMpiHost
{
    /// <summary>
    /// Variables of the libraries that plugins have in common, and the plugins' synonyms of them: they lie in a plugin that is unloaded when it is not used, and stay registered (seen with
    /// 4.1.4). A native program crashes as well, if nothing else has taken the place in memory.
    /// </summary>
    private static ImmutableArray<string> StaleVariables { get; } = ["opal_common_", "_ucx_", "_ofi_"];

    public static MpiHost Description { get; } = new()
    {
        Abi = HostAbi.OpenMpi,
        Title = "Open MPI",
        Libraries = ["libmpi.so.40", "libmpi.so"],
        Launchers = ["mpirun.openmpi", "mpirun", "orterun"],
        VersionMark = "Open MPI",
        Addresses = new Dictionary<string, ulong>(StringComparer.Ordinal)
            { ["MPI_UNWEIGHTED"] = 2, ["MPI_WEIGHTS_EMPTY"] = 3, ["MPI_T_PVAR_ALL_HANDLES"] = ulong.MaxValue }.ToFrozenDictionary(StringComparer.Ordinal),
        UnreadableVariables = StaleVariables,
        // Its component for shared memory has no way to the process itself (4.1.4: mca_btl_vader_emu_acswap gets no endpoint), and only this operation asks for one.
        CrashesOverOwnSwaps = static version => version.Contains("Open MPI v4.", StringComparison.Ordinal),
        Symbols = OpenMpiSymbols.ByName,
        Constants = OpenMpiConstants.ByName,
    };
}
