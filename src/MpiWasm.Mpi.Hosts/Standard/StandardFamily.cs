using System.Collections.Frozen;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Hosts.Standard;

/// <summary>
/// A library with the standard ABI of MPI 5.0 (§20), whoever made it: handles are pointers, predefined ones small numbers. All of its
/// values stand in the API description, so there is nothing to write down.
/// </summary>
internal static class StandardFamily
{
    private static HostAbi Abi { get; } = new(
        "abi", HandleBytes: 8,
        new StatusLayout(Size: 32, Source: 0, Tag: 4, Error: 8, [new(Host: 12, Guest: 12, Words: 5)]),
        InPlace: 1, StatusIgnore: 0, StatusesIgnore: 0,
        AnySource: -1, AnyTag: -2, ProcNull: -3, Root: -4, Undefined: -32766,
        new HostWindows(
            StandardAbi.LockExclusive, StandardAbi.LockShared, StandardAbi.ModeNocheck, StandardAbi.ModeNoprecede,
            StandardAbi.ModeNoput, StandardAbi.ModeNostore, StandardAbi.ModeNosucceed))
    {
        LargeCounts = true,
    };

    public static HostFamily Description { get; } = new()
    {
        Abi = Abi,
        Title = "libmpi_abi",
        // Who made the library is not known when they are set; nobody else reads them.
        UnreservedDefaults = OpenMpi.OpenMpiFamily.UnreservedBounds,
        Libraries = ["libmpi_abi.so.1", "libmpi_abi.so.0", "libmpi_abi.so"],
        Launchers = ["mpiexec", "mpirun", "mpiexec.hydra"],
        Package = "mpich",
        Style = LauncherStyle.Hydra,
        SlurmCommand = "srun --mpi=pmi2",
        // Told apart by what MPI_Abi_get_version says: the text is that of the implementation, which may be any.
        VersionMark = null,
        Handles = OfTypes(c => c.Type.StartsWith("MPI_", StringComparison.Ordinal) && !c.Type.EndsWith('*')
            && c.Type is not ("MPI_Offset" or "MPI_T_source_order" or "MPI_T_cb_safety"))
            .ToFrozenDictionary(c => c.Name, c => (uint)c.Value, StringComparer.Ordinal),
        Addresses = MpiApi.Standard.Constants.Where(c => c.Name is ConstantNames.Unweighted or ConstantNames.WeightsEmpty)
            .ToFrozenDictionary(c => c.Name, c => (ulong)c.Value, StringComparer.Ordinal),
        Defects = Defects.All,
        Constants = OfTypes(c => c.Type is "int" or "MPI_Offset" or "MPI_T_source_order" or "MPI_T_cb_safety").ToFrozenDictionary(
            c => c.Name, c => c.Value, StringComparer.Ordinal),
    };

    private static IEnumerable<Constant> OfTypes(Func<Constant, bool> isOne) => MpiApi.Standard.Constants.Where(isOne);
}
