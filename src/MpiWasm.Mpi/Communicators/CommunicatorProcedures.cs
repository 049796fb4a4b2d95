using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Objects.Caching;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Described;
using MpiWasm.Mpi.Calls.Generated;
using MpiWasm.Mpi.Hosts;
using MpiWasm.Mpi.PointToPoint;

namespace MpiWasm.Mpi.Communicators;

/// <summary>Communicators (MPI 5.0 §7.4): what their descriptions do not say.</summary>
internal static unsafe class CommunicatorProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        CommTestInterCall.ServedBy(call => call.Flag.Set(call.Comm.IsIntercommunicator)),
        CommDupCall.ServedBy(call => Duplicate(call, call.Comm, call.Newcomm)),
        CommDupWithInfoCall.ServedBy(call => Duplicate(call, call.Comm, call.Newcomm)),
        IntercommCreateCall.ServedBy(CreateIntercommunicator),
        CommFreeCall.ServedBy(FreeOne),
        CommDisconnectCall.ServedBy(Disconnect),
        CommIdupCall.ServedBy(call => StartDuplicate(call, call.Comm, default, call.Newcomm, call.Request)),
        CommIdupWithInfoCall.ServedBy(call =>
            StartDuplicate(call, call.Comm, call.Info.Require(), call.Newcomm, call.Request)),
        IntercommMergeCall.ServedBy(Merge),
        CommCreateGroupCall.ServedBy(CreateFromGroup),
    ];

    /// <summary>MPICH aborts over a communicator that is no intercommunicator.</summary>
    private static void Merge(IntercommMergeCall call)
    {
        if (!call.Intercomm.IsIntercommunicator)
            throw call.Intercomm.Error(ErrorClasses.Comm);
        GenericProcedure.Serve(call);
    }

    /// <summary>The group's processes call it. To another one Open MPI gives half a communicator.</summary>
    private static void CreateFromGroup(CommCreateGroupCall call)
    {
        call.Environment.RequireHost();
        call.Comm.Require();
        var group = call.Group.Require();
        call.Newcomm.Require();
        if (IsMember(call.Functions, group))
            GenericProcedure.Serve(call);
        else
            call.Newcomm.Set(StandardAbi.CommNull);
    }

    /// <summary>Whether this process is in a group.</summary>
    public static bool IsMember(HostFunctions functions, ulong group)
    {
        int rank;
        functions.GroupRank(group, &rank);
        return rank >= 0;
    }

    /// <summary>Attributes are copied before the library is asked: their callbacks may forbid it.</summary>
    private static void Duplicate(Call call, CommArgument comm, HandleResult result)
    {
        comm.Require();
        // What a callback that forbids it leaves to a program that goes on.
        result.Set(StandardAbi.CommNull);
        var copies = call.Environment.Attributes.Copy(comm.Guest);
        call.Environment.Attributes.Adopt(GenericProcedure.Serve(call), copies);
    }

    /// <summary>
    /// The other group's leader and the communicator to reach it are significant at the leader only (MPI 5.0 §7.6.2): elsewhere programs
    /// give anything. Libraries must not see that, so they get the local communicator and leader again.
    /// </summary>
    private static void CreateIntercommunicator(IntercommCreateCall call)
    {
        call.Environment.RequireHost();
        var comm = call.LocalComm.Require();
        if ((uint)call.LocalLeader.Value >= (uint)comm.GroupSize)
            throw call.LocalLeader.Error(ErrorClasses.Rank);
        if (call.LocalLeader == comm.Rank)
        {
            // A process cannot be in both groups. Open MPI 4 takes the processes' own communicators apart when it finds out.
            if ((uint)call.RemoteLeader.Value >= (uint)call.PeerComm.PeerSize || call.RemoteLeader == call.PeerComm.Rank)
                throw call.RemoteLeader.Error(ErrorClasses.Rank);
            GenericProcedure.Serve(call);
            return;
        }

        var elsewhere = call.Copy(stackalloc ulong[Call.MostArguments]);
        elsewhere.Call.Replace(elsewhere.PeerComm.Index, call.LocalComm.Guest);
        elsewhere.Call.Replace(elsewhere.RemoteLeader.Index, (uint)call.LocalLeader.Value);
        GenericProcedure.Serve(elsewhere);
    }

    private static void FreeOne(CommFreeCall call)
    {
        var comm = AboutToFree(call.Environment, call.Comm);
        var host = comm.Host;
        call.Functions.CommFree(&host);
        Retire(call.Environment, comm, call.Comm);
    }

    private static void Disconnect(CommDisconnectCall call)
    {
        var comm = AboutToFree(call.Environment, call.Comm);
        var host = comm.Host;
        call.Functions.CommDisconnect(&host);
        Retire(call.Environment, comm, call.Comm);
    }

    /// <summary>
    /// Attributes are deleted first: their callbacks may still use the communicator, and may forbid it to go. The handle is read once: what
    /// is freed is what has been made ready for it.
    /// </summary>
    private static HandleArgument AboutToFree(MpiEnvironment environment, HandleVariable variable)
    {
        var comm = variable.Read();
        if (comm.Guest < Handle.PredefinedCount)
            throw comm.Error(ErrorClasses.Comm);
        environment.Attributes.DeleteAll(comm.Guest);
        environment.Duplications.Finish(comm.Guest);
        environment.Communicators.AboutToFree(comm.Guest);
        return comm;
    }

    private static void Retire(MpiEnvironment environment, HandleArgument comm, HandleVariable variable)
    {
        environment.Retire(HandleKind.Comm, comm.Guest);
        variable.Set(StandardAbi.CommNull);
    }

    /// <summary>
    /// The guest gets the handle now; it becomes valid when the operation is over, since until then there is nothing to ask. The host may
    /// store its own handle as late as that: it stores into the entry, which never moves. Where the host cannot take hints it makes the
    /// duplicate without: hints never change what a program means.
    /// </summary>
    private static void StartDuplicate(Call call, CommArgument comm, HandleArgument info, HandleResult result, HandleResult request)
    {
        var environment = call.Environment;
        environment.RequireHost();
        comm.Require();
        result.Require();
        request.Require();
        var parent = comm.Guest;
        var copies = environment.Attributes.Copy(parent);
        var table = environment.Table(HandleKind.Comm);
        var requestSlot = environment.Requests.Reserve();
        if (!table.TryTake(out var slot))
        {
            environment.Table(HandleKind.Request).Return(requestSlot);
            throw result.Error(ErrorClasses.NoMem);
        }

        var entry = table.Entry(Handle.PredefinedCount + slot);
        entry->Host = 0;
        ulong started = 0;
        var code = call.Procedure == Procedures.CommIdupWithInfo && environment.Host.Has(Procedures.CommIdupWithInfo)
            ? environment.Functions.Codes.CommIdupWithInfo(comm, info, &entry->Host, &started)
            : environment.Functions.Codes.CommIdup(comm, &entry->Host, &started);
        if (code != 0)
        {
            table.Return(slot);
            environment.Table(HandleKind.Request).Return(requestSlot);
            Call.Check(code);
        }

        var guest = Handle.Make(HandleKind.Comm, entry->Meta, slot);
        environment.Attributes.Adopt(guest, copies);
        result.Set(guest);
        var duplicate = new DuplicateRequest(environment, slot, parent, started);
        environment.Duplications.Begin(duplicate);
        request.Set(environment.Requests.Publish(requestSlot, duplicate));
    }
}
