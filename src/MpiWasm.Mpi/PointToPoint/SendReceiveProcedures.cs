using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Generated;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>
/// MPI_Isendrecv and MPI_Isendrecv_replace (MPI 5.0 §3.11) for hosts older than MPI 4: a receive and a send behind one request. The shims
/// have checked the arguments.
/// </summary>
internal static unsafe class SendReceiveProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        IsendrecvCall.ServedBy(Isendrecv),
        IsendrecvReplaceCall.ServedBy(IsendrecvReplace),
    ];

    private static void Isendrecv(IsendrecvCall call)
    {
        var slot = call.Environment.Requests.Reserve();
        ulong receive = 0;
        try
        {
            receive = Start(call, call.IsLarge ? Procedures.IrecvC : Procedures.Irecv, call.Request, [
                call.Recvbuf.Address, (ulong)call.Recvcount.Value, call.Recvtype.Guest, (uint)call.Source.Value,
                (uint)call.Recvtag.Value, call.Comm.Guest,
                call.Request.Address]);
            var send = Start(call, call.IsLarge ? Procedures.IsendC : Procedures.Isend, call.Request, [
                call.Sendbuf.Address, (ulong)call.Sendcount.Value, call.Sendtype.Guest, (uint)call.Dest.Value,
                (uint)call.Sendtag.Value, call.Comm.Guest,
                call.Request.Address]);
            call.Request.Set(call.Environment.Requests.Publish(slot, new CombinedRequest(call.Environment, receive, send, 0)));
        }
        catch
        {
            Undo(call.Environment, slot, receive, 0);
            throw;
        }
    }

    /// <summary>
    /// What is sent is packed before the receive may overwrite it; packed data matches any datatype of its signature (MPI 5.0 §5.2).
    /// </summary>
    private static void IsendrecvReplace(IsendrecvReplaceCall call)
    {
        var (comm, environment) = (call.Comm.Require(), call.Environment);
        var type = call.Datatype.EntryFor(call.Buf)->Head.Host;
        var count = call.Count <= int.MaxValue ? (int)call.Count : throw call.Count.Error(ErrorClasses.ValueTooLarge);
        int size;
        call.Functions.PackSize(count, type, comm, &size);
        var slot = environment.Requests.Reserve();
        HostMemory.Note(size);
        var staging = (nint)NativeMemory.Alloc((nuint)Math.Max(size, 1));
        ulong receive = 0;
        try
        {
            var packed = 0;
            call.Functions.Pack(call.Buf.Unchecked, count, type, (void*)staging, size, &packed, comm);
            receive = Start(call, call.IsLarge ? Procedures.IrecvC : Procedures.Irecv, call.Request, [
                call.Buf.Address, (ulong)call.Count.Value, call.Datatype.Guest, (uint)call.Source.Value,
                (uint)call.Recvtag.Value, call.Comm.Guest,
                call.Request.Address]);
            var destination = call.Dest == StandardAbi.ProcNull ? environment.Library.Abi.ProcNull : call.Dest.Value;
            ulong send = 0;
            call.Functions.Isend((void*)staging, packed, environment.Host.Predefined(ConstantNames.Packed), destination,
                call.Sendtag, comm, &send);
            call.Request.Set(environment.Requests.Publish(slot, new CombinedRequest(environment, receive, send, staging)));
        }
        catch
        {
            Undo(environment, slot, receive, staging);
            throw;
        }
    }

    /// <summary>Starts one of the two operations through its shim and takes the host's request out of the handle it makes.</summary>
    private static ulong Start(Call call, Procedure procedure, HandleResult result, ReadOnlySpan<ulong> arguments)
    {
        result.Require();
        ShimCalls.Invoke(call.Shims, procedure, arguments);
        return call.Environment.Requests.Take(result.Get(), isPersistent: false) ?? throw result.Error(ErrorClasses.Request);
    }

    private static void Undo(MpiEnvironment environment, uint slot, ulong receive, nint staging)
    {
        environment.Table(HandleKind.Request).Return(slot);
        if (receive != 0)
        {
            _ = environment.Functions.Codes.Cancel(&receive);
            _ = environment.Functions.Codes.RequestFree(&receive);
        }

        NativeMemory.Free((void*)staging);
    }
}
