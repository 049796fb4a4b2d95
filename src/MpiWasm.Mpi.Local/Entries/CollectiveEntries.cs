using System.Runtime.InteropServices;
using MpiWasm.Mpi.Local.Collectives;

namespace MpiWasm.Mpi.Local.Entries;

/// <summary>Collectives: each at once, started, and persistent (MPI 5.0, chapters 6 and 8.6 to 8.8).</summary>
internal static unsafe class CollectiveEntries
{
    public static (string Name, nint Code)[] All { get; } =
    [
        ("MPI_Barrier", (nint)(delegate* unmanaged<int, int>)&Barrier),
        ("MPI_Ibarrier", (nint)(delegate* unmanaged<int, int*, int>)&Ibarrier),
        ("MPI_Barrier_init", (nint)(delegate* unmanaged<int, int, int*, int>)&BarrierInit),
        ("MPI_Bcast", (nint)(delegate* unmanaged<void*, int, int, int, int, int>)&Bcast),
        ("MPI_Ibcast", (nint)(delegate* unmanaged<void*, int, int, int, int, int*, int>)&Ibcast),
        ("MPI_Bcast_init", (nint)(delegate* unmanaged<void*, int, int, int, int, int, int*, int>)&BcastInit),
        ("MPI_Gather", (nint)(delegate* unmanaged<void*, int, int, void*, int, int, int, int, int>)&Gather),
        ("MPI_Igather", (nint)(delegate* unmanaged<void*, int, int, void*, int, int, int, int, int*, int>)&Igather),
        ("MPI_Gather_init", (nint)(delegate* unmanaged<void*, int, int, void*, int, int, int, int, int, int*, int>)&GatherInit),
        ("MPI_Gatherv", (nint)(delegate* unmanaged<void*, int, int, void*, int*, int*, int, int, int, int>)&Gatherv),
        ("MPI_Igatherv", (nint)(delegate* unmanaged<void*, int, int, void*, int*, int*, int, int, int, int*, int>)&Igatherv),
        ("MPI_Gatherv_init", (nint)(delegate* unmanaged<void*, int, int, void*, int*, int*, int, int, int, int, int*, int>)&GathervInit),
        ("MPI_Scatter", (nint)(delegate* unmanaged<void*, int, int, void*, int, int, int, int, int>)&Scatter),
        ("MPI_Iscatter", (nint)(delegate* unmanaged<void*, int, int, void*, int, int, int, int, int*, int>)&Iscatter),
        ("MPI_Scatter_init", (nint)(delegate* unmanaged<void*, int, int, void*, int, int, int, int, int, int*, int>)&ScatterInit),
        ("MPI_Scatterv", (nint)(delegate* unmanaged<void*, int*, int*, int, void*, int, int, int, int, int>)&Scatterv),
        ("MPI_Iscatterv", (nint)(delegate* unmanaged<void*, int*, int*, int, void*, int, int, int, int, int*, int>)&Iscatterv),
        ("MPI_Scatterv_init", (nint)(delegate* unmanaged<void*, int*, int*, int, void*, int, int, int, int, int, int*, int>)&ScattervInit),
        ("MPI_Allgather", (nint)(delegate* unmanaged<void*, int, int, void*, int, int, int, int>)&Allgather),
        ("MPI_Iallgather", (nint)(delegate* unmanaged<void*, int, int, void*, int, int, int, int*, int>)&Iallgather),
        ("MPI_Allgather_init", (nint)(delegate* unmanaged<void*, int, int, void*, int, int, int, int, int*, int>)&AllgatherInit),
        ("MPI_Allgatherv", (nint)(delegate* unmanaged<void*, int, int, void*, int*, int*, int, int, int>)&Allgatherv),
        ("MPI_Iallgatherv", (nint)(delegate* unmanaged<void*, int, int, void*, int*, int*, int, int, int*, int>)&Iallgatherv),
        ("MPI_Allgatherv_init", (nint)(delegate* unmanaged<void*, int, int, void*, int*, int*, int, int, int, int*, int>)&AllgathervInit),
        ("MPI_Alltoall", (nint)(delegate* unmanaged<void*, int, int, void*, int, int, int, int>)&Alltoall),
        ("MPI_Ialltoall", (nint)(delegate* unmanaged<void*, int, int, void*, int, int, int, int*, int>)&Ialltoall),
        ("MPI_Alltoall_init", (nint)(delegate* unmanaged<void*, int, int, void*, int, int, int, int, int*, int>)&AlltoallInit),
        ("MPI_Alltoallv", (nint)(delegate* unmanaged<void*, int*, int*, int, void*, int*, int*, int, int, int>)&Alltoallv),
        ("MPI_Ialltoallv", (nint)(delegate* unmanaged<void*, int*, int*, int, void*, int*, int*, int, int, int*, int>)&Ialltoallv),
        ("MPI_Alltoallv_init", (nint)(delegate* unmanaged<
            void*, int*, int*, int, void*, int*, int*, int, int, int, int*, int>)&AlltoallvInit),
        ("MPI_Alltoallw", (nint)(delegate* unmanaged<void*, int*, int*, int*, void*, int*, int*, int*, int, int>)&Alltoallw),
        ("MPI_Ialltoallw", (nint)(delegate* unmanaged<void*, int*, int*, int*, void*, int*, int*, int*, int, int*, int>)&Ialltoallw),
        ("MPI_Alltoallw_init", (nint)(delegate* unmanaged<
            void*, int*, int*, int*, void*, int*, int*, int*, int, int, int*, int>)&AlltoallwInit),
        ("MPI_Reduce", (nint)(delegate* unmanaged<void*, void*, int, int, int, int, int, int>)&Reduce),
        ("MPI_Ireduce", (nint)(delegate* unmanaged<void*, void*, int, int, int, int, int, int*, int>)&Ireduce),
        ("MPI_Reduce_init", (nint)(delegate* unmanaged<void*, void*, int, int, int, int, int, int, int*, int>)&ReduceInit),
        ("MPI_Allreduce", (nint)(delegate* unmanaged<void*, void*, int, int, int, int, int>)&Allreduce),
        ("MPI_Iallreduce", (nint)(delegate* unmanaged<void*, void*, int, int, int, int, int*, int>)&Iallreduce),
        ("MPI_Allreduce_init", (nint)(delegate* unmanaged<void*, void*, int, int, int, int, int, int*, int>)&AllreduceInit),
        ("MPI_Reduce_scatter_block", (nint)(delegate* unmanaged<void*, void*, int, int, int, int, int>)&ReduceScatterBlock),
        ("MPI_Ireduce_scatter_block", (nint)(delegate* unmanaged<void*, void*, int, int, int, int, int*, int>)&IreduceScatterBlock),
        ("MPI_Reduce_scatter_block_init", (nint)(delegate* unmanaged<
            void*, void*, int, int, int, int, int, int*, int>)&ReduceScatterBlockInit),
        ("MPI_Reduce_scatter", (nint)(delegate* unmanaged<void*, void*, int*, int, int, int, int>)&ReduceScatter),
        ("MPI_Ireduce_scatter", (nint)(delegate* unmanaged<void*, void*, int*, int, int, int, int*, int>)&IreduceScatter),
        ("MPI_Reduce_scatter_init", (nint)(delegate* unmanaged<void*, void*, int*, int, int, int, int, int*, int>)&ReduceScatterInit),
        ("MPI_Scan", (nint)(delegate* unmanaged<void*, void*, int, int, int, int, int>)&Scan),
        ("MPI_Iscan", (nint)(delegate* unmanaged<void*, void*, int, int, int, int, int*, int>)&Iscan),
        ("MPI_Scan_init", (nint)(delegate* unmanaged<void*, void*, int, int, int, int, int, int*, int>)&ScanInit),
        ("MPI_Exscan", (nint)(delegate* unmanaged<void*, void*, int, int, int, int, int>)&Exscan),
        ("MPI_Iexscan", (nint)(delegate* unmanaged<void*, void*, int, int, int, int, int*, int>)&Iexscan),
        ("MPI_Exscan_init", (nint)(delegate* unmanaged<void*, void*, int, int, int, int, int, int*, int>)&ExscanInit),
        ("MPI_Neighbor_allgather", (nint)(delegate* unmanaged<void*, int, int, void*, int, int, int, int>)&NeighborAllgather),
        ("MPI_Ineighbor_allgather", (nint)(delegate* unmanaged<void*, int, int, void*, int, int, int, int*, int>)&IneighborAllgather),
        ("MPI_Neighbor_allgather_init", (nint)(delegate* unmanaged<
            void*, int, int, void*, int, int, int, int, int*, int>)&NeighborAllgatherInit),
        ("MPI_Neighbor_allgatherv", (nint)(delegate* unmanaged<void*, int, int, void*, int*, int*, int, int, int>)&NeighborAllgatherv),
        ("MPI_Ineighbor_allgatherv", (nint)(delegate* unmanaged<
            void*, int, int, void*, int*, int*, int, int, int*, int>)&IneighborAllgatherv),
        ("MPI_Neighbor_allgatherv_init", (nint)(delegate* unmanaged<
            void*, int, int, void*, int*, int*, int, int, int, int*, int>)&NeighborAllgathervInit),
        ("MPI_Neighbor_alltoall", (nint)(delegate* unmanaged<void*, int, int, void*, int, int, int, int>)&NeighborAlltoall),
        ("MPI_Ineighbor_alltoall", (nint)(delegate* unmanaged<void*, int, int, void*, int, int, int, int*, int>)&IneighborAlltoall),
        ("MPI_Neighbor_alltoall_init", (nint)(delegate* unmanaged<
            void*, int, int, void*, int, int, int, int, int*, int>)&NeighborAlltoallInit),
        ("MPI_Neighbor_alltoallv", (nint)(delegate* unmanaged<void*, int*, int*, int, void*, int*, int*, int, int, int>)&NeighborAlltoallv),
        ("MPI_Ineighbor_alltoallv", (nint)(delegate* unmanaged<
            void*, int*, int*, int, void*, int*, int*, int, int, int*, int>)&IneighborAlltoallv),
        ("MPI_Neighbor_alltoallv_init", (nint)(delegate* unmanaged<
            void*, int*, int*, int, void*, int*, int*, int, int, int, int*, int>)&NeighborAlltoallvInit),
        ("MPI_Neighbor_alltoallw", (nint)(delegate* unmanaged<
            void*, int*, nint*, int*, void*, int*, nint*, int*, int, int>)&NeighborAlltoallw),
        ("MPI_Ineighbor_alltoallw", (nint)(delegate* unmanaged<
            void*, int*, nint*, int*, void*, int*, nint*, int*, int, int*, int>)&IneighborAlltoallw),
        ("MPI_Neighbor_alltoallw_init", (nint)(delegate* unmanaged<
            void*, int*, nint*, int*, void*, int*, nint*, int*, int, int, int*, int>)&NeighborAlltoallwInit),
    ];

    [UnmanagedCallersOnly]
    private static int Barrier(int comm)
    {
        try
        {
            return AtOnce.TryBarrier(Entry.Objects.Communicators[comm], out var error)
                ? error
                : Parts.Finish(Parts.Of(CollectiveKind.Barrier, comm));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Ibarrier(int comm, int* request) =>
        Entry.RunToCode(() => Parts.Begin(Parts.Of(CollectiveKind.Barrier, comm), request));

    [UnmanagedCallersOnly]
    private static int BarrierInit(int comm, int info, int* request) =>
        Entry.RunToCode(() => Parts.Keep(Parts.Of(CollectiveKind.Barrier, comm), request));

    [UnmanagedCallersOnly]
    private static int Bcast(void* buffer, int count, int type, int root, int comm)
    {
        try
        {
            var objects = Entry.Objects;
            return AtOnce.TryBroadcast(objects.Communicators[comm], buffer, count, objects.Datatypes[type], root, out var error)
                ? error
                : Parts.Finish(Parts.OfRoot(CollectiveKind.Broadcast, comm, root).Sends(buffer, count, type));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Ibcast(void* buffer, int count, int type, int root, int comm, int* request) =>
        Entry.RunToCode(() => Parts.Begin(Parts.OfRoot(CollectiveKind.Broadcast, comm, root).Sends(buffer, count, type), request));

    [UnmanagedCallersOnly]
    private static int BcastInit(void* buffer, int count, int type, int root, int comm, int info, int* request) =>
        Entry.RunToCode(() => Parts.Keep(Parts.OfRoot(CollectiveKind.Broadcast, comm, root).Sends(buffer, count, type), request));

    [UnmanagedCallersOnly]
    private static int Gather(void* sent, int sentCount, int sentType, void* received, int count, int type, int root, int comm)
    {
        try
        {
            return Parts.Finish(
                Parts.OfRoot(CollectiveKind.Gather, comm, root).Sends(sent, sentCount, sentType).ReceivesAtRoot(received, count, type));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Igather(
        void* sent, int sentCount, int sentType, void* received, int count, int type, int root, int comm, int* request) =>
        Entry.RunToCode(() => Parts.Begin(
            Parts.OfRoot(CollectiveKind.Gather, comm, root).Sends(sent, sentCount, sentType)
                .ReceivesAtRoot(received, count, type),
            request));

    [UnmanagedCallersOnly]
    private static int GatherInit(
        void* sent, int sentCount, int sentType, void* received, int count, int type, int root, int comm, int info, int* request) =>
        Entry.RunToCode(() => Parts.Keep(
            Parts.OfRoot(CollectiveKind.Gather, comm, root).Sends(sent, sentCount, sentType)
                .ReceivesAtRoot(received, count, type),
            request));

    [UnmanagedCallersOnly]
    private static int Gatherv(void* sent, int sentCount, int sentType, void* received, int* counts, int* at, int type, int root, int comm)
    {
        try
        {
            return Parts.Finish(
                Parts.OfRoot(CollectiveKind.Gather, comm, root).Sends(sent, sentCount, sentType)
                    .ReceivesAtRoot(received, counts, at, type));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Igatherv(
        void* sent, int sentCount, int sentType, void* received, int* counts, int* at, int type, int root, int comm, int* request) =>
        Entry.RunToCode(() => Parts.Begin(
            Parts.OfRoot(CollectiveKind.Gather, comm, root).Sends(sent, sentCount, sentType)
                .ReceivesAtRoot(received, counts, at, type),
            request));

    [UnmanagedCallersOnly]
    private static int GathervInit(
        void* sent, int sentCount, int sentType, void* received, int* counts, int* at, int type, int root, int comm, int info,
        int* request) =>
        Entry.RunToCode(() => Parts.Keep(
            Parts.OfRoot(CollectiveKind.Gather, comm, root).Sends(sent, sentCount, sentType)
                .ReceivesAtRoot(received, counts, at, type),
            request));

    [UnmanagedCallersOnly]
    private static int Scatter(void* sent, int sentCount, int sentType, void* received, int count, int type, int root, int comm)
    {
        try
        {
            return Parts.Finish(
                Parts.OfRoot(CollectiveKind.Scatter, comm, root).SendsAtRoot(sent, sentCount, sentType)
                    .Receives(received, count, type));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Iscatter(
        void* sent, int sentCount, int sentType, void* received, int count, int type, int root, int comm, int* request) =>
        Entry.RunToCode(() => Parts.Begin(
            Parts.OfRoot(CollectiveKind.Scatter, comm, root).SendsAtRoot(sent, sentCount, sentType)
                .Receives(received, count, type),
            request));

    [UnmanagedCallersOnly]
    private static int ScatterInit(
        void* sent, int sentCount, int sentType, void* received, int count, int type, int root, int comm, int info, int* request) =>
        Entry.RunToCode(() => Parts.Keep(
            Parts.OfRoot(CollectiveKind.Scatter, comm, root).SendsAtRoot(sent, sentCount, sentType)
                .Receives(received, count, type),
            request));

    [UnmanagedCallersOnly]
    private static int Scatterv(
        void* sent, int* sentCounts, int* sentAt, int sentType, void* received, int count, int type, int root, int comm)
    {
        try
        {
            return Parts.Finish(
                Parts.OfRoot(CollectiveKind.Scatter, comm, root).SendsAtRoot(sent, sentCounts, sentAt, sentType)
                    .Receives(received, count, type));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Iscatterv(
        void* sent, int* sentCounts, int* sentAt, int sentType, void* received, int count, int type, int root, int comm,
        int* request) =>
        Entry.RunToCode(() => Parts.Begin(
            Parts.OfRoot(CollectiveKind.Scatter, comm, root).SendsAtRoot(sent, sentCounts, sentAt, sentType)
                .Receives(received, count, type),
            request));

    [UnmanagedCallersOnly]
    private static int ScattervInit(
        void* sent, int* sentCounts, int* sentAt, int sentType, void* received, int count, int type, int root, int comm, int info,
        int* request) =>
        Entry.RunToCode(() => Parts.Keep(
            Parts.OfRoot(CollectiveKind.Scatter, comm, root).SendsAtRoot(sent, sentCounts, sentAt, sentType)
                .Receives(received, count, type),
            request));

    [UnmanagedCallersOnly]
    private static int Allgather(void* sent, int sentCount, int sentType, void* received, int count, int type, int comm)
    {
        try
        {
            return Parts.Finish(Parts.Of(CollectiveKind.AllGather, comm).Sends(sent, sentCount, sentType).Receives(received, count, type));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Iallgather(void* sent, int sentCount, int sentType, void* received, int count, int type, int comm, int* request) =>
        Entry.RunToCode(() => Parts.Begin(
            Parts.Of(CollectiveKind.AllGather, comm).Sends(sent, sentCount, sentType).Receives(received, count, type), request));

    [UnmanagedCallersOnly]
    private static int AllgatherInit(
        void* sent, int sentCount, int sentType, void* received, int count, int type, int comm, int info, int* request) =>
        Entry.RunToCode(() => Parts.Keep(
            Parts.Of(CollectiveKind.AllGather, comm).Sends(sent, sentCount, sentType).Receives(received, count, type), request));

    [UnmanagedCallersOnly]
    private static int Allgatherv(void* sent, int sentCount, int sentType, void* received, int* counts, int* at, int type, int comm)
    {
        try
        {
            return Parts.Finish(
                Parts.Of(CollectiveKind.AllGather, comm).Sends(sent, sentCount, sentType).Receives(received, counts, at, type));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Iallgatherv(
        void* sent, int sentCount, int sentType, void* received, int* counts, int* at, int type, int comm, int* request) =>
        Entry.RunToCode(() => Parts.Begin(
            Parts.Of(CollectiveKind.AllGather, comm).Sends(sent, sentCount, sentType)
                .Receives(received, counts, at, type),
            request));

    [UnmanagedCallersOnly]
    private static int AllgathervInit(
        void* sent, int sentCount, int sentType, void* received, int* counts, int* at, int type, int comm, int info, int* request) =>
        Entry.RunToCode(() => Parts.Keep(
            Parts.Of(CollectiveKind.AllGather, comm).Sends(sent, sentCount, sentType)
                .Receives(received, counts, at, type),
            request));

    [UnmanagedCallersOnly]
    private static int Alltoall(void* sent, int sentCount, int sentType, void* received, int count, int type, int comm)
    {
        try
        {
            return Parts.Finish(Parts.Of(CollectiveKind.AllToAll, comm).Sends(sent, sentCount, sentType).Receives(received, count, type));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Ialltoall(void* sent, int sentCount, int sentType, void* received, int count, int type, int comm, int* request) =>
        Entry.RunToCode(() => Parts.Begin(
            Parts.Of(CollectiveKind.AllToAll, comm).Sends(sent, sentCount, sentType).Receives(received, count, type), request));

    [UnmanagedCallersOnly]
    private static int AlltoallInit(
        void* sent, int sentCount, int sentType, void* received, int count, int type, int comm, int info, int* request) =>
        Entry.RunToCode(() => Parts.Keep(
            Parts.Of(CollectiveKind.AllToAll, comm).Sends(sent, sentCount, sentType).Receives(received, count, type), request));

    [UnmanagedCallersOnly]
    private static int Alltoallv(
        void* sent, int* sentCounts, int* sentAt, int sentType, void* received, int* counts, int* at, int type, int comm)
    {
        try
        {
            return Parts.Finish(
                Parts.Of(CollectiveKind.AllToAll, comm).Sends(sent, sentCounts, sentAt, sentType).Receives(received, counts, at, type));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Ialltoallv(
        void* sent, int* sentCounts, int* sentAt, int sentType, void* received, int* counts, int* at, int type, int comm,
        int* request) =>
        Entry.RunToCode(() => Parts.Begin(
            Parts.Of(CollectiveKind.AllToAll, comm).Sends(sent, sentCounts, sentAt, sentType)
                .Receives(received, counts, at, type),
            request));

    [UnmanagedCallersOnly]
    private static int AlltoallvInit(
        void* sent, int* sentCounts, int* sentAt, int sentType, void* received, int* counts, int* at, int type, int comm, int info,
        int* request) =>
        Entry.RunToCode(() => Parts.Keep(
            Parts.Of(CollectiveKind.AllToAll, comm).Sends(sent, sentCounts, sentAt, sentType)
                .Receives(received, counts, at, type),
            request));

    [UnmanagedCallersOnly]
    private static int Alltoallw(
        void* sent, int* sentCounts, int* sentAt, int* sentTypes, void* received, int* counts, int* at, int* types, int comm)
    {
        try
        {
            return Parts.Finish(
                Parts.Of(CollectiveKind.AllToAll, comm).Sends(sent, sentCounts, sentAt, sentTypes)
                    .Receives(received, counts, at, types));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Ialltoallw(
        void* sent, int* sentCounts, int* sentAt, int* sentTypes, void* received, int* counts, int* at, int* types, int comm,
        int* request) =>
        Entry.RunToCode(() => Parts.Begin(
            Parts.Of(CollectiveKind.AllToAll, comm).Sends(sent, sentCounts, sentAt, sentTypes)
                .Receives(received, counts, at, types),
            request));

    [UnmanagedCallersOnly]
    private static int AlltoallwInit(
        void* sent, int* sentCounts, int* sentAt, int* sentTypes, void* received, int* counts, int* at, int* types, int comm,
        int info, int* request) =>
        Entry.RunToCode(() => Parts.Keep(
            Parts.Of(CollectiveKind.AllToAll, comm).Sends(sent, sentCounts, sentAt, sentTypes)
                .Receives(received, counts, at, types),
            request));

    [UnmanagedCallersOnly]
    private static int Reduce(void* sent, void* received, int count, int type, int op, int root, int comm)
    {
        try
        {
            return Parts.Finish(Parts.OfRoot(CollectiveKind.Reduce, comm, root).Reduces(sent, received, count, type, op));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Ireduce(void* sent, void* received, int count, int type, int op, int root, int comm, int* request) =>
        Entry.RunToCode(() =>
            Parts.Begin(Parts.OfRoot(CollectiveKind.Reduce, comm, root).Reduces(sent, received, count, type, op), request));

    [UnmanagedCallersOnly]
    private static int ReduceInit(void* sent, void* received, int count, int type, int op, int root, int comm, int info, int* request) =>
        Entry.RunToCode(() =>
            Parts.Keep(Parts.OfRoot(CollectiveKind.Reduce, comm, root).Reduces(sent, received, count, type, op), request));

    [UnmanagedCallersOnly]
    private static int Allreduce(void* sent, void* received, int count, int type, int op, int comm)
    {
        try
        {
            var objects = Entry.Objects;
            var (communicator, datatype, operation) = (objects.Communicators[comm], objects.Datatypes[type], objects.Operations[op]);
            return AtOnce.TryAllReduce(communicator, sent, received, count, datatype, type, operation, out var error)
                ? error
                : Parts.Finish(Parts.Of(CollectiveKind.AllReduce, comm).Reduces(sent, received, count, type, op));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Iallreduce(void* sent, void* received, int count, int type, int op, int comm, int* request) =>
        Entry.RunToCode(() => Parts.Begin(Parts.Of(CollectiveKind.AllReduce, comm).Reduces(sent, received, count, type, op), request));

    [UnmanagedCallersOnly]
    private static int AllreduceInit(void* sent, void* received, int count, int type, int op, int comm, int info, int* request) =>
        Entry.RunToCode(() => Parts.Keep(Parts.Of(CollectiveKind.AllReduce, comm).Reduces(sent, received, count, type, op), request));

    [UnmanagedCallersOnly]
    private static int ReduceScatterBlock(void* sent, void* received, int count, int type, int op, int comm)
    {
        try
        {
            return Parts.Finish(Parts.Of(CollectiveKind.ReduceScatter, comm).Reduces(sent, received, count, type, op));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int IreduceScatterBlock(void* sent, void* received, int count, int type, int op, int comm, int* request) =>
        Entry.RunToCode(() => Parts.Begin(Parts.Of(CollectiveKind.ReduceScatter, comm).Reduces(sent, received, count, type, op), request));

    [UnmanagedCallersOnly]
    private static int ReduceScatterBlockInit(void* sent, void* received, int count, int type, int op, int comm, int info, int* request) =>
        Entry.RunToCode(() => Parts.Keep(Parts.Of(CollectiveKind.ReduceScatter, comm).Reduces(sent, received, count, type, op), request));

    [UnmanagedCallersOnly]
    private static int ReduceScatter(void* sent, void* received, int* counts, int type, int op, int comm)
    {
        try
        {
            return Parts.Finish(Parts.Of(CollectiveKind.ReduceScatter, comm).Reduces(sent, received, counts, type, op));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int IreduceScatter(void* sent, void* received, int* counts, int type, int op, int comm, int* request) =>
        Entry.RunToCode(() => Parts.Begin(Parts.Of(CollectiveKind.ReduceScatter, comm).Reduces(sent, received, counts, type, op), request));

    [UnmanagedCallersOnly]
    private static int ReduceScatterInit(void* sent, void* received, int* counts, int type, int op, int comm, int info, int* request) =>
        Entry.RunToCode(() => Parts.Keep(Parts.Of(CollectiveKind.ReduceScatter, comm).Reduces(sent, received, counts, type, op), request));

    [UnmanagedCallersOnly]
    private static int Scan(void* sent, void* received, int count, int type, int op, int comm)
    {
        try
        {
            return Parts.Finish(Parts.Of(CollectiveKind.Scan, comm).Reduces(sent, received, count, type, op));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Iscan(void* sent, void* received, int count, int type, int op, int comm, int* request) =>
        Entry.RunToCode(() => Parts.Begin(Parts.Of(CollectiveKind.Scan, comm).Reduces(sent, received, count, type, op), request));

    [UnmanagedCallersOnly]
    private static int ScanInit(void* sent, void* received, int count, int type, int op, int comm, int info, int* request) =>
        Entry.RunToCode(() => Parts.Keep(Parts.Of(CollectiveKind.Scan, comm).Reduces(sent, received, count, type, op), request));

    [UnmanagedCallersOnly]
    private static int Exscan(void* sent, void* received, int count, int type, int op, int comm)
    {
        try
        {
            return Parts.Finish(Parts.Of(CollectiveKind.ExclusiveScan, comm).Reduces(sent, received, count, type, op));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Iexscan(void* sent, void* received, int count, int type, int op, int comm, int* request) =>
        Entry.RunToCode(() => Parts.Begin(Parts.Of(CollectiveKind.ExclusiveScan, comm).Reduces(sent, received, count, type, op), request));

    [UnmanagedCallersOnly]
    private static int ExscanInit(void* sent, void* received, int count, int type, int op, int comm, int info, int* request) =>
        Entry.RunToCode(() => Parts.Keep(Parts.Of(CollectiveKind.ExclusiveScan, comm).Reduces(sent, received, count, type, op), request));

    [UnmanagedCallersOnly]
    private static int NeighborAllgather(void* sent, int sentCount, int sentType, void* received, int count, int type, int comm)
    {
        try
        {
            return Parts.Finish(Parts.OfNeighbours(comm).SendsToAll(sent, sentCount, sentType).Receives(received, count, type));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int IneighborAllgather(
        void* sent, int sentCount, int sentType, void* received, int count, int type, int comm, int* request) =>
        Entry.RunToCode(() =>
            Parts.Begin(Parts.OfNeighbours(comm).SendsToAll(sent, sentCount, sentType).Receives(received, count, type), request));

    [UnmanagedCallersOnly]
    private static int NeighborAllgatherInit(
        void* sent, int sentCount, int sentType, void* received, int count, int type, int comm, int info, int* request) =>
        Entry.RunToCode(() =>
            Parts.Keep(Parts.OfNeighbours(comm).SendsToAll(sent, sentCount, sentType).Receives(received, count, type), request));

    [UnmanagedCallersOnly]
    private static int NeighborAllgatherv(void* sent, int sentCount, int sentType, void* received, int* counts, int* at, int type, int comm)
    {
        try
        {
            return Parts.Finish(Parts.OfNeighbours(comm).SendsToAll(sent, sentCount, sentType).Receives(received, counts, at, type));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int IneighborAllgatherv(
        void* sent, int sentCount, int sentType, void* received, int* counts, int* at, int type, int comm, int* request) =>
        Entry.RunToCode(() => Parts.Begin(
            Parts.OfNeighbours(comm).SendsToAll(sent, sentCount, sentType).Receives(received, counts, at, type), request));

    [UnmanagedCallersOnly]
    private static int NeighborAllgathervInit(
        void* sent, int sentCount, int sentType, void* received, int* counts, int* at, int type, int comm, int info, int* request) =>
        Entry.RunToCode(() =>
            Parts.Keep(Parts.OfNeighbours(comm).SendsToAll(sent, sentCount, sentType).Receives(received, counts, at, type), request));

    [UnmanagedCallersOnly]
    private static int NeighborAlltoall(void* sent, int sentCount, int sentType, void* received, int count, int type, int comm)
    {
        try
        {
            return Parts.Finish(Parts.OfNeighbours(comm).Sends(sent, sentCount, sentType).Receives(received, count, type));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int IneighborAlltoall(
        void* sent, int sentCount, int sentType, void* received, int count, int type, int comm, int* request) =>
        Entry.RunToCode(() =>
            Parts.Begin(Parts.OfNeighbours(comm).Sends(sent, sentCount, sentType).Receives(received, count, type), request));

    [UnmanagedCallersOnly]
    private static int NeighborAlltoallInit(
        void* sent, int sentCount, int sentType, void* received, int count, int type, int comm, int info, int* request) =>
        Entry.RunToCode(() =>
            Parts.Keep(Parts.OfNeighbours(comm).Sends(sent, sentCount, sentType).Receives(received, count, type), request));

    [UnmanagedCallersOnly]
    private static int NeighborAlltoallv(
        void* sent, int* sentCounts, int* sentAt, int sentType, void* received, int* counts, int* at, int type, int comm)
    {
        try
        {
            return Parts.Finish(Parts.OfNeighbours(comm).Sends(sent, sentCounts, sentAt, sentType).Receives(received, counts, at, type));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int IneighborAlltoallv(
        void* sent, int* sentCounts, int* sentAt, int sentType, void* received, int* counts, int* at, int type, int comm,
        int* request) =>
        Entry.RunToCode(() => Parts.Begin(
            Parts.OfNeighbours(comm).Sends(sent, sentCounts, sentAt, sentType).Receives(received, counts, at, type), request));

    [UnmanagedCallersOnly]
    private static int NeighborAlltoallvInit(
        void* sent, int* sentCounts, int* sentAt, int sentType, void* received, int* counts, int* at, int type, int comm, int info,
        int* request) =>
        Entry.RunToCode(() => Parts.Keep(
            Parts.OfNeighbours(comm).Sends(sent, sentCounts, sentAt, sentType).Receives(received, counts, at, type), request));

    [UnmanagedCallersOnly]
    private static int NeighborAlltoallw(
        void* sent, int* sentCounts, nint* sentAt, int* sentTypes, void* received, int* counts, nint* at, int* types, int comm)
    {
        try
        {
            return Parts.Finish(Parts.OfNeighbours(comm).Sends(sent, sentCounts, sentAt, sentTypes).Receives(received, counts, at, types));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int IneighborAlltoallw(
        void* sent, int* sentCounts, nint* sentAt, int* sentTypes, void* received, int* counts, nint* at, int* types, int comm,
        int* request) =>
        Entry.RunToCode(() => Parts.Begin(
            Parts.OfNeighbours(comm).Sends(sent, sentCounts, sentAt, sentTypes).Receives(received, counts, at, types), request));

    [UnmanagedCallersOnly]
    private static int NeighborAlltoallwInit(
        void* sent, int* sentCounts, nint* sentAt, int* sentTypes, void* received, int* counts, nint* at, int* types, int comm,
        int info, int* request) =>
        Entry.RunToCode(() => Parts.Keep(
            Parts.OfNeighbours(comm).Sends(sent, sentCounts, sentAt, sentTypes).Receives(received, counts, at, types), request));
}
