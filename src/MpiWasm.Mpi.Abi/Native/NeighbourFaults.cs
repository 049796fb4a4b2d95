namespace MpiWasm.Mpi.Abi.Native;

/// <summary>
/// Procedures that take the blocks of a neighbour on both sides in the order in which they were sent, though what goes in one direction
/// arrives from the other (MPI 5.0 §8.6): MPI_Neighbor_alltoall and its like, as NeighbourOrder has seen of this library.
/// </summary>
[Flags]
public enum NeighbourFaults : uint
{
    None = 0,
    Alltoall = 1 << 0,
    Alltoallv = 1 << 1,
    Alltoallw = 1 << 2,
    Ialltoall = 1 << 3,
    Ialltoallv = 1 << 4,
    Ialltoallw = 1 << 5,
}
