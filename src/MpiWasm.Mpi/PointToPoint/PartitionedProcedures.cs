using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Generated;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>
/// Partitioned communication (MPI 5.0 §4) where the host has none. Its messages must not meet ordinary ones: they get the tags counted down
/// from the host's largest, which programs hardly use; only a receive with MPI_ANY_TAG on the same communicator could still see them.
/// </summary>
internal static unsafe class PartitionedProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        PsendInitCall.ServedBy(SendInit),
        PrecvInitCall.ServedBy(ReceiveInit),
        PreadyCall.ServedBy(call => Ready(Find(call.Environment, call.Request), call.Partition, call.Partition)),
        PreadyRangeCall.ServedBy(call => Ready(Find(call.Environment, call.Request), call.PartitionLow, call.PartitionHigh)),
        PreadyListCall.ServedBy(ReadyList),
        ParrivedCall.ServedBy(Arrived),
    ];

    private static void SendInit(PsendInitCall call)
    {
        var total = Elements(call.Partitions, call.Count);
        Make(call, call.Request, call.Partitions, sends: true, [
            call.Buf.Address, (ulong)total, call.Datatype.Guest, (uint)call.Dest.Value,
            Tag(call.Environment, call.Tag, call.Comm), call.Comm.Guest,
            call.Request.Address]);
    }

    private static void ReceiveInit(PrecvInitCall call)
    {
        var total = Elements(call.Partitions, call.Count);
        Make(call, call.Request, call.Partitions, sends: false, [
            call.Buf.Address, (ulong)total, call.Datatype.Guest, (uint)call.Source.Value,
            Tag(call.Environment, call.Tag, call.Comm), call.Comm.Guest,
            call.Request.Address]);
    }

    /// <summary>How many elements the whole message has.</summary>
    private static long Elements(IntArgument partitions, LongArgument count)
    {
        if (partitions.Value is < 0 or > RequestEntry.MostPartitions)
            throw partitions.Error(ErrorClasses.Arg);
        if (count < 0 || Math.BigMul(partitions, count, out var total) != 0 || total < 0)
            throw count.Error(ErrorClasses.Count);
        return total;
    }

    private static void Make(Call call, HandleResult result, int partitions, bool sends, ReadOnlySpan<ulong> arguments)
    {
        var requests = call.Environment.Requests;
        result.Require();
        if (!PartitionedRequest.TryReserve(partitions))
            throw result.Error(ErrorClasses.NoMem);
        var slot = 0u;
        var isReserved = false;
        try
        {
            slot = requests.Reserve();
            isReserved = true;
            ShimCalls.Invoke(call.Shims, sends ? Procedures.SendInitC : Procedures.RecvInitC, arguments);
            var host = requests.Take(result.Get(), isPersistent: true) ?? throw result.Error(ErrorClasses.Request);
            result.Set(requests.Publish(slot, new PartitionedRequest(call.Environment, host, partitions, sends)));
        }
        catch
        {
            if (isReserved)
                call.Environment.Table(HandleKind.Request).Return(slot);
            PartitionedRequest.GiveBack(partitions);
            throw;
        }
    }

    private static uint Tag(MpiEnvironment environment, IntArgument argument, CommArgument comm)
    {
        var tag = argument.Value;
        // MPI_ANY_TAG is refused: partitioned receives name their tag (§4.2.2).
        if (tag < 0)
            throw argument.Error(ErrorClasses.Tag);
        if (!environment.Library.Family.Constants.TryGetValue(ConstantNames.TagUb, out var keyval))
            return (uint)tag;
        int* largest;
        int flag;
        environment.Functions.CommGetAttr(comm, keyval, &largest, &flag);
        return (uint)(flag != 0 && *largest >= tag ? *largest - tag : tag);
    }

    private static void Ready(PartitionedRequest request, IntArgument first, IntArgument last)
    {
        if (!request.MarkReady(first, last))
            throw first.Error(ErrorClasses.Arg);
    }

    private static void ReadyList(PreadyListCall call)
    {
        var request = Find(call.Environment, call.Request);
        foreach (var partition in call.ArrayOfPartitions.Read(call.Length.NotNegative()))
        {
            if (!request.MarkReady(partition, partition))
                throw call.ArrayOfPartitions.Error(ErrorClasses.Arg, partition);
        }
    }

    private static void Arrived(ParrivedCall call)
    {
        call.Flag.Require();
        call.Flag.Set(Find(call.Environment, call.Request).HasArrived(call.Partition) ?? throw call.Partition.Error(ErrorClasses.Arg));
    }

    private static PartitionedRequest Find(MpiEnvironment environment, HandleArgument request) =>
        environment.Requests.Emulated(request.Guest) as PartitionedRequest ?? throw request.Error(ErrorClasses.Request);
}
