namespace MpiWasm.Mpi.Local.Objects;

/// <summary>
/// What a rank has done, for MPI_T. Its threads count without a lock: with several at once a number may be too small.
/// </summary>
internal sealed class RankCounters
{
    public long Messages;
    public long Bytes;
    public long Collectives;
    public long Sleeps;
}
