using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Caching;
using MpiWasm.Mpi.Core.Calls;
using MpiWasm.Mpi.Core.Described;
using MpiWasm.Mpi.PointToPoint;

namespace MpiWasm.Mpi.Communicators;

/// <summary>Communicators (MPI 5.0 §7.4): what their descriptions do not say.</summary>
internal static unsafe class CommunicatorProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Comm_test_inter", call => *call.OutInt(1) = call.Comm(0).RemoteSize >= 0 ? 1 : 0),
        ("MPI_Comm_dup", Duplicate),
        ("MPI_Comm_dup_with_info", Duplicate),
        ("MPI_Intercomm_create", CreateIntercommunicator),
        ("MPI_Comm_free", Free),
        ("MPI_Comm_disconnect", Free),
        ("MPI_Comm_idup", StartDuplicate),
        ("MPI_Comm_idup_with_info", StartDuplicate),
        ("MPI_Intercomm_merge", Merge),
        ("MPI_Comm_create_group", CreateFromGroup),
    ];

    /// <summary>MPICH aborts over a communicator that is no intercommunicator.</summary>
    private static void Merge(Call call)
    {
        if (call.Comm(0).RemoteSize < 0)
            throw call.Error(ErrorClasses.Comm, 0);
        GenericProcedure.Serve(call);
    }

    /// <summary>The group's processes call it. To another one Open MPI gives half a communicator.</summary>
    private static void CreateFromGroup(Call call)
    {
        call.Environment.RequireHost();
        _ = call.Comm(0);
        var group = call.Handle(1);
        _ = call.OutInt(3);
        if (IsMember(call, group))
            GenericProcedure.Serve(call);
        else
            call.WriteInt(3, MpiApi.Standard.Value("MPI_COMM_NULL"));
    }

    /// <summary>Whether this process is in a group.</summary>
    public static bool IsMember(Call call, ulong group)
    {
        int rank;
        Call.Check(((delegate* unmanaged<ulong, int*, int>)call.Host("MPI_Group_rank"))(group, &rank));
        return rank >= 0;
    }

    /// <summary>Attributes are copied before the library is asked: their callbacks may forbid it.</summary>
    private static void Duplicate(Call call)
    {
        _ = call.Handle(0);
        var result = call.Procedure.Parameters.Length - 1;
        // What a callback that forbids it leaves to a program that goes on.
        call.WriteInt(result, MpiApi.Standard.Value("MPI_COMM_NULL"));
        var copies = call.Environment.Attributes.Copy(call[0]);
        call.Environment.Attributes.Adopt(GenericProcedure.Serve(call), copies);
    }

    /// <summary>
    /// The other group's leader and the communicator to reach it are significant at the leader only (MPI 5.0 §7.6.2): elsewhere programs give anything. Libraries must not
    /// see that, so they get the local communicator and leader again.
    /// </summary>
    private static void CreateIntercommunicator(Call call)
    {
        call.Environment.RequireHost();
        var comm = call.Comm(0);
        var leader = call.Int(1);
        if ((uint)leader >= (uint)comm.GroupSize)
            throw call.Error(ErrorClasses.Rank, 1);
        if (leader == comm.Rank && (uint)call.Int(3) >= (uint)call.Comm(2).PeerSize)
            throw call.Error(ErrorClasses.Rank, 3);
        // A process cannot be in both groups. Open MPI 4 takes the processes' own communicators apart when it finds out.
        if (leader == comm.Rank && call.Int(3) == call.Comm(2).Rank)
            throw call.Error(ErrorClasses.Rank, 3);
        if (leader == comm.Rank)
            GenericProcedure.Serve(call);
        else
            GenericProcedure.Serve(call.With([call[0], call[1], call[0], call[1], call[4], call[5]]));
    }

    /// <summary>
    /// Attributes are deleted first: their callbacks may still use the communicator, and may forbid it to go. The handle is read once: what
    /// is freed is what has been made ready for it.
    /// </summary>
    private static void Free(Call call)
    {
        var comm = call.HandleAt(0, out var guest);
        if (guest < Handle.PredefinedCount)
            throw new ArgumentCheckException(ErrorClasses.Comm, 0, guest);
        call.Environment.Attributes.DeleteAll(guest);
        call.Environment.Duplications.Finish(guest);
        call.Environment.Communicators.AboutToFree(guest);
        ulong host = comm;
        Call.Check(((delegate* unmanaged<ulong*, int>)call.Host())(&host));
        call.Environment.Retire(HandleKind.Comm, guest);
        call.WriteInt(0, MpiApi.Standard.Value("MPI_COMM_NULL"));
    }

    /// <summary>
    /// The guest gets the handle now; it becomes valid when the operation is over, since until then there is nothing to ask. The host may store its own handle as late
    /// as that: it stores into the entry, which never moves. Where the host cannot take hints it makes the duplicate without: hints never change what a program means.
    /// </summary>
    private static void StartDuplicate(Call call)
    {
        var environment = call.Environment;
        environment.RequireHost();
        var comm = call.Handle(0);
        var withInfo = call.Procedure.Parameters.Length == 4;
        var info = withInfo ? call.Handle(1) : default;
        var (result, request) = withInfo ? (2, 3) : (1, 2);
        _ = call.OutInt(result);
        _ = call.OutInt(request);
        var parent = call[0];
        var copies = environment.Attributes.Copy(parent);
        var table = environment.Table(HandleKind.Comm);
        var requestSlot = environment.Requests.Reserve();
        if (!table.TryTake(out var slot))
        {
            environment.Table(HandleKind.Request).Return(requestSlot);
            throw call.Error(ErrorClasses.NoMem, result);
        }

        var entry = table.Entry(Handle.PredefinedCount + slot);
        entry->Host = 0;
        ulong started = 0;
        var code = withInfo && environment.Library.Function(call.Procedure.Name) is var function and not 0
            ? ((delegate* unmanaged<ulong, ulong, ulong*, ulong*, int>)function)(comm, info, &entry->Host, &started)
            : ((delegate* unmanaged<ulong, ulong*, ulong*, int>)call.Host("MPI_Comm_idup"))(comm, &entry->Host, &started);
        if (code != 0)
        {
            table.Return(slot);
            environment.Table(HandleKind.Request).Return(requestSlot);
            Call.Check(code);
        }

        var guest = Handle.Make(HandleKind.Comm, entry->Meta, slot);
        environment.Attributes.Adopt(guest, copies);
        call.WriteInt(result, (int)guest);
        var duplicate = new DuplicateRequest(environment, slot, parent, started);
        environment.Duplications.Begin(duplicate);
        call.WriteInt(request, (int)environment.Requests.Publish(requestSlot, duplicate));
    }
}
