using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Calls;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>
/// Partitioned communication (MPI 5.0 §4) where the host has none. Its messages must not meet ordinary ones: they get the tags counted down from the host's largest, which
/// programs hardly use; only a receive with MPI_ANY_TAG on the same communicator could still see them.
/// </summary>
internal static unsafe class PartitionedProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Psend_init", call => Init(call, "MPI_Send_init_c", sends: true)),
        ("MPI_Precv_init", call => Init(call, "MPI_Recv_init_c", sends: false)),
        ("MPI_Pready", call => Ready(call, 1, call.Int(0), call.Int(0))),
        ("MPI_Pready_range", call => Ready(call, 2, call.Int(0), call.Int(1))),
        ("MPI_Pready_list", ReadyList),
        ("MPI_Parrived", Arrived),
    ];

    private static void Init(Call call, string name, bool sends)
    {
        var requests = call.Environment.Requests;
        var result = call.OutInts(8, 1);
        if (call.Int(1) is < 0 or > RequestEntry.MostPartitions)
            throw call.Error(ErrorClasses.Arg, 1);
        if (call.Wide(2) < 0 || Math.BigMul(call.Int(1), call.Wide(2), out var total) != 0 || total < 0)
            throw call.Error(ErrorClasses.Count, 2);
        if (!PartitionedRequest.TryReserve(call.Int(1)))
            throw new ArgumentCheckException(ErrorClasses.NoMem, 8, 0);
        var slot = 0u;
        var isReserved = false;
        try
        {
            slot = requests.Reserve();
            isReserved = true;
            ShimCalls.Invoke(call.Shims, name, [call[0], (ulong)total, call[3], call[4], (ulong)Tag(call), call[6], call[8]]);
            var host = requests.Take((uint)result[0], isPersistent: true) ?? throw call.Error(ErrorClasses.Request, 8);
            result[0] = (int)requests.Publish(slot, new PartitionedRequest(call.Environment, host, call.Int(1), sends));
        }
        catch
        {
            if (isReserved)
                call.Environment.Table(HandleKind.Request).Return(slot);
            PartitionedRequest.GiveBack(call.Int(1));
            throw;
        }
    }

    private static uint Tag(Call call)
    {
        var tag = call[5];
        // MPI_ANY_TAG is refused: partitioned receives name their tag (§4.2.2).
        if ((int)tag < 0)
            throw call.Error(ErrorClasses.Tag, 5);
        if (!call.Environment.Library.Family.Constants.TryGetValue("MPI_TAG_UB", out var keyval))
            return tag;
        int* largest;
        int flag;
        Call.Check(((delegate* unmanaged<ulong, int, void*, int*, int>)call.Host("MPI_Comm_get_attr"))(call.Handle(6), keyval, &largest, &flag));
        return flag != 0 && *largest >= (int)tag ? (uint)*largest - tag : tag;
    }

    private static void Ready(Call call, int argument, int first, int last)
    {
        if (!Request(call, argument).MarkReady(first, last))
            throw call.Error(ErrorClasses.Arg, 0);
    }

    private static void ReadyList(Call call)
    {
        var request = Request(call, 2);
        foreach (var partition in call.Ints(1, call.Count(0, ErrorClasses.Arg)))
        {
            if (!request.MarkReady(partition, partition))
                throw new ArgumentCheckException(ErrorClasses.Arg, 1, (uint)partition);
        }
    }

    private static void Arrived(Call call)
    {
        var flag = call.OutInts(2, 1);
        flag[0] = Request(call, 0).HasArrived(call.Int(1)) is { } arrived ? (arrived ? 1 : 0) : throw call.Error(ErrorClasses.Arg, 1);
    }

    private static PartitionedRequest Request(Call call, int argument) =>
        call.Environment.Requests.Emulated(call[argument]) as PartitionedRequest ?? throw call.Error(ErrorClasses.Request, argument);
}
