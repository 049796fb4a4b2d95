using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Messages;

namespace MpiWasm.Mpi.Local.Partitioned;

/// <summary>One side's buffer of a partitioned message (MPI 5.0, chapter 4), and its persistent request.</summary>
internal sealed unsafe class PartitionedSide(void* buffer, int partitions, long count, Datatype type, bool isSender)
{
    public byte* Buffer { get; } = (byte*)buffer;

    public int Partitions { get; } = partitions;

    /// <summary>Elements of a partition.</summary>
    public long Count { get; } = count;

    public Datatype Type { get; } = type;

    public bool IsSender { get; } = isSender;

    /// <summary>Bytes of data in a partition.</summary>
    public long Bytes { get; } = count * type.Size;

    public long AllBytes => Partitions * Bytes;

    public Request? Request { get; private set; }

    /// <summary>Whether the operation is started and not over. Guarded by the link.</summary>
    public bool IsActive { get; set; }

    /// <summary>What joins it to the other side; null for MPI_PROC_NULL.</summary>
    public PartitionedLink? Link { get; private set; }

    /// <summary>The side whose request it is.</summary>
    /// <exception cref="MpiFailure">It is no request of a partitioned message.</exception>
    public static PartitionedSide Of(Request request) =>
        request.Starter?.Target as PartitionedSide ?? throw new MpiFailure(StandardAbi.ErrRequest);

    /// <summary>Joins it, before it is started.</summary>
    public void Join(PartitionedLink? link, Request request)
    {
        Request = request;
        Link = link;
        request.Starter = Start;
        link?.Add(this);
    }

    private void Start(Request request)
    {
        if (Link is null)
        {
            request.Result = Status.Empty(StandardAbi.ProcNull, StandardAbi.AnyTag);
            return;
        }

        request.Prepare();
        Link.Start(this);
    }
}
