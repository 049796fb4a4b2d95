using System.Collections.Frozen;
using MpiWasm.Mpi.Native;

namespace MpiWasm.Mpi.Hosts.OpenMpi;

/// <summary>Open MPI 4 and 5: handles are addresses of exported structures.</summary>
internal static class OpenMpiHost
{
    public static MpiHost Description { get; } = new()
    {
        Abi = HostAbi.OpenMpi,
        Title = "Open MPI",
        Libraries = ["libmpi.so.40", "libmpi.so"],
        Launchers = ["mpirun.openmpi", "mpirun", "orterun"],
        VersionMark = "Open MPI",
        Addresses = new Dictionary<string, ulong>(StringComparer.Ordinal)
            { ["MPI_UNWEIGHTED"] = 2, ["MPI_WEIGHTS_EMPTY"] = 3, ["MPI_T_PVAR_ALL_HANDLES"] = ulong.MaxValue }.ToFrozenDictionary(StringComparer.Ordinal),
        Symbols = OpenMpiSymbols.ByName,
        Constants = OpenMpiConstants.ByName,
    };
}
