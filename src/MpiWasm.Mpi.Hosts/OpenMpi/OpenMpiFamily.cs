using System.Collections.Frozen;
using System.Collections.Immutable;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Hosts.OpenMpi;

/// <summary>Open MPI 4 and 5: handles are addresses of exported structures.</summary>
internal static class OpenMpiFamily
{
    private static HostAbi Abi { get; } = new(
        "openmpi", HandleBytes: 8,
        new StatusLayout(Size: 24, Source: 0, Tag: 4, Error: 8, [new(Host: 12, Guest: 12, Words: 1), new(Host: 16, Guest: 16, Words: 2)]),
        InPlace: 1, StatusIgnore: 0, StatusesIgnore: 0,
        AnySource: -1, AnyTag: -1, ProcNull: -2, Root: -4, Undefined: -32766,
        new HostWindows(LockExclusive: 1, LockShared: 2, NoCheck: 1, NoPrecede: 2, NoPut: 4, NoStore: 8, NoSucceed: 16));

    /// <summary>
    /// A process' messages to itself are sent, not fetched: what is fetched is written whole, however short the receive
    /// (<see cref="Defects"/>). In jobs of several processes only where it must be: windows want a process that can be fetched from, or
    /// they are slower, and with MPI_THREAD_MULTIPLE there are none.
    /// </summary>
    private static readonly (string Name, string Value) SentToSelf = ("OMPI_MCA_btl_self_flags", "send,inplace");

    /// <summary>
    /// Windows over memory that the program has (and a guest's always is) need osc/pt2pt where a process is alone or cannot be fetched
    /// from, which Debian's configuration leaves out; UCX it leaves out too.
    /// </summary>
    private static readonly (string Name, string Value) WithoutFetching = ("OMPI_MCA_osc", "^ucx");

    /// <summary>
    /// Between processes of a node the kernel fetches, and stops at the first page that is not accessible. Through memory of the
    /// other process that is mapped (XPMEM) it would be memcpy, which may begin anywhere. (The last is Open MPI 5's.)
    /// </summary>
    public static ImmutableArray<(string Name, string Value)> UnreservedBounds { get; } =
        [SentToSelf, WithoutFetching, ("OMPI_MCA_btl_vader_single_copy_mechanism", "cma"), ("OMPI_MCA_smsc", "cma")];

    public static HostFamily Description { get; } = new()
    {
        Abi = Abi,
        Title = "Open MPI",
        Libraries = ["libmpi.so.40", "libmpi.so"],
        Launchers = ["mpirun.openmpi", "mpirun", "orterun"],
        LauncherPrograms = ["orterun", "prte", "openmpi"],
        Package = "openmpi-bin",
        Style = LauncherStyle.OpenMpi,
        SlurmCommand = "srun --mpi=pmix",
        // The second is srun --mpi=pmix: Open MPI since 2. PMIx has another protocol and other variables than PMI.
        LauncherMarks = [["OMPI_COMM_WORLD_RANK"], ["SLURM_STEP_ID", "PMIX_NAMESPACE"]],
        VersionMark = "Open MPI",
        VersionPrefix = "Open MPI v",
        Addresses = new Dictionary<string, ulong>(StringComparer.Ordinal)
        {
            [ConstantNames.Unweighted] = 2,
            [ConstantNames.WeightsEmpty] = 3,
            [ConstantNames.TPvarAllHandles] = ulong.MaxValue,
        }.ToFrozenDictionary(StringComparer.Ordinal),
        UnreservedDefaults = UnreservedBounds,
        AloneDefaults = [WithoutFetching, SentToSelf],
        Symbols = OpenMpiSymbols.ByName,
        Constants = OpenMpiConstants.ByName,
        Defects = Defects.All,
    };
}
