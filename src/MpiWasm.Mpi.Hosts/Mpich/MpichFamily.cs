using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Hosts.Mpich;

/// <summary>MPICH 3.1 and later and the libraries that share its ABI (Intel MPI, MVAPICH2, Cray MPICH): handles are ints.</summary>
internal static class MpichFamily
{
    private static HostAbi Abi { get; } = new(
        "mpich", HandleBytes: 4,
        new StatusLayout(Size: 20, Source: 8, Tag: 12, Error: 16, [new(Host: 0, Guest: 12, Words: 2)]),
        InPlace: -1, StatusIgnore: 1, StatusesIgnore: 1,
        AnySource: -2, AnyTag: -1, ProcNull: -1, Root: -3, Undefined: -32766,
        new HostWindows(LockExclusive: 234, LockShared: 235, NoCheck: 1024, NoPrecede: 8192, NoPut: 4096, NoStore: 2048, NoSucceed: 16384));

    public static HostFamily Description { get; } = new()
    {
        Abi = Abi,
        Title = "MPICH",
        Libraries = ["libmpich.so.12", "libmpi.so.12", "libmpich.so"],
        Launchers = ["mpirun.mpich", "mpiexec.hydra", "mpirun"],
        LauncherPrograms = ["hydra", "mpich"],
        Package = "mpich",
        Style = LauncherStyle.Hydra,
        SlurmCommand = "srun --mpi=pmi2",
        // Hydra, and srun --mpi=pmi2, which Open MPI speaks only where it was built for it.
        LauncherMarks = [["PMI_RANK"], ["PMI_FD"]],
        VersionMark = "MPICH",
        VersionPrefix = "MPICH Version:",
        Handles = MpichHandles.ByName,
        Constants = MpichConstants.ByName,
        Defects = Defects.All,
    };
}
