using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Hosts.Mpich;

/// <summary>MPICH 3.1 and later and the libraries that share its ABI (Intel MPI, MVAPICH2, Cray MPICH): handles are ints.</summary>
internal static class MpichHost
{
    public static MpiHost Description { get; } = new()
    {
        Abi = HostAbi.Mpich,
        Title = "MPICH",
        Libraries = ["libmpich.so.12", "libmpi.so.12", "libmpich.so"],
        Launchers = ["mpirun.mpich", "mpiexec.hydra", "mpirun"],
        VersionMark = "MPICH",
        IsDefective = MpichDefects.Has,
        // Room for elements without the gaps between them (4.0.2: MPIR_Reduce_scatter_block_intra_noncommutative).
        MisplacesOrderedBlocks = true,
        Handles = MpichHandles.ByName,
        Constants = MpichConstants.ByName,
    };
}
