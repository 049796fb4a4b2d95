using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Messages;
using MpiWasm.Mpi.Local.Partitioned;

namespace MpiWasm.Mpi.Local.Entries;

/// <summary>Partitioned communication (MPI 5.0, chapter 4).</summary>
internal static unsafe class PartitionedEntries
{
    public static (string Name, nint Code)[] All { get; } =
    [
        ("MPI_Psend_init", (nint)(delegate* unmanaged<void*, int, long, int, int, int, int, int, int*, int>)&PsendInit),
        ("MPI_Precv_init", (nint)(delegate* unmanaged<void*, int, long, int, int, int, int, int, int*, int>)&PrecvInit),
        ("MPI_Pready", (nint)(delegate* unmanaged<int, int, int>)&Pready),
        ("MPI_Pready_range", (nint)(delegate* unmanaged<int, int, int, int>)&PreadyRange),
        ("MPI_Pready_list", (nint)(delegate* unmanaged<int, int*, int, int>)&PreadyList),
        ("MPI_Parrived", (nint)(delegate* unmanaged<int, int, int*, int>)&Parrived),
    ];

    [UnmanagedCallersOnly]
    private static int PsendInit(
        void* buffer, int partitions, long count, int type, int target, int tag, int comm, int info, int* request) =>
        Make(buffer, partitions, count, type, target, tag, comm, isSender: true, request);

    [UnmanagedCallersOnly]
    private static int PrecvInit(
        void* buffer, int partitions, long count, int type, int source, int tag, int comm, int info, int* request) =>
        Make(buffer, partitions, count, type, source, tag, comm, isSender: false, request);

    [UnmanagedCallersOnly]
    private static int Pready(int partition, int request) => MarkReady(request, partition, partition);

    [UnmanagedCallersOnly]
    private static int PreadyRange(int first, int last, int request) => MarkReady(request, first, last);

    [UnmanagedCallersOnly]
    private static int PreadyList(int count, int* partitions, int request)
    {
        var error = StandardAbi.Success;
        for (var i = 0; i < count && error == StandardAbi.Success; i++)
            error = MarkReady(request, partitions[i], partitions[i]);
        return error;
    }

    [UnmanagedCallersOnly]
    private static int Parrived(int request, int partition, int* flag) => Entry.Run(() =>
    {
        var side = PartitionedSide.Of(Entry.Objects.Requests[request]);
        if (side.IsSender)
            throw new MpiFailure(StandardAbi.ErrRequest);
        if ((uint)partition >= (uint)side.Partitions)
            throw new MpiFailure(StandardAbi.ErrArg);
        *flag = side.Link?.HasArrived(partition) == false ? 0 : 1;
    });

    private static int Make(
        void* buffer, int partitions, long count, int type, int other, int tag, int comm, bool isSender, int* handle) => Entry.Run(() =>
        {
            var rank = Entry.Rank;
            var communicator = rank.Objects.Communicators[comm];
            var side = new PartitionedSide(buffer, partitions, count, rank.Objects.Datatypes[type], isSender);
            var request = new Request { Owner = rank };
            side.Join(other == StandardAbi.ProcNull ? null : Link(communicator, other, tag, isSender), request);
            *handle = Requests.Begin(request, isKept: true);
        });

    private static PartitionedLink Link(Objects.Communicator communicator, int other, int tag, bool isSender)
    {
        if ((uint)other >= (uint)communicator.Remote.Size)
            throw new MpiFailure(StandardAbi.ErrRank);
        var core = communicator.Core;
        var receivers = isSender && core.IsInter ? 1 - communicator.Side : communicator.Side;
        var (source, target) = isSender ? (communicator.Rank, other) : (other, communicator.Rank);
        return core.Partitioned.Match((receivers, source, target, tag), isSender);
    }

    private static int MarkReady(int handle, int first, int last)
    {
        try
        {
            var side = PartitionedSide.Of(Entry.Objects.Requests[handle]);
            if (!side.IsSender)
                return StandardAbi.ErrRequest;
            return side.Link is null || side.Link.MarkReady(first, last) ? StandardAbi.Success : StandardAbi.ErrArg;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }
}
