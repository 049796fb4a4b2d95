using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Calls;
using MpiWasm.Mpi.Core.Datatypes;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>
/// MPI_Isendrecv and MPI_Isendrecv_replace (MPI 5.0 §3.11) for hosts older than MPI 4: a receive and a send behind one request. The shims have checked the arguments.
/// </summary>
internal static unsafe class SendReceiveProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Isendrecv", Isendrecv),
        ("MPI_Isendrecv_c", Isendrecv),
        ("MPI_Isendrecv_replace", IsendrecvReplace),
        ("MPI_Isendrecv_replace_c", IsendrecvReplace),
    ];

    private static void Isendrecv(Call call)
    {
        var slot = call.Environment.Requests.Reserve();
        ulong receive = 0;
        try
        {
            receive = Start(call, "MPI_Irecv", [call[5], Count(call, 6), call[7], call[8], call[9], call[10], call[11]], 11);
            var send = Start(call, "MPI_Isend", [call[0], Count(call, 1), call[2], call[3], call[4], call[10], call[11]], 11);
            Publish(call, slot, new CombinedRequest(call.Environment, receive, send, 0), 11);
        }
        catch
        {
            Undo(call, slot, receive, 0);
            throw;
        }
    }

    /// <summary>What is sent is packed before the receive may overwrite it; packed data matches any datatype of its signature (MPI 5.0 §5.2).</summary>
    private static void IsendrecvReplace(Call call)
    {
        var comm = call.Handle(7);
        var type = HostType(call, 0, 2);
        var given = Count(call, 1);
        var count = given <= int.MaxValue ? (int)given : throw new ArgumentCheckException(ErrorClasses.ValueTooLarge, 1, given);
        int size;
        Call.Check(((delegate* unmanaged<int, ulong, ulong, int*, int>)call.Host("MPI_Pack_size"))(count, type, comm, &size));
        var slot = call.Environment.Requests.Reserve();
        HostMemory.Note(size);
        var staging = (nint)NativeMemory.Alloc((nuint)Math.Max(size, 1));
        ulong receive = 0;
        try
        {
            var packed = 0;
            Call.Check(((delegate* unmanaged<void*, int, ulong, void*, int, int*, ulong, int>)call.Host("MPI_Pack"))(
                call.HostAddress(call[0]), count, type, (void*)staging, size, &packed, comm));
            receive = Start(call, "MPI_Irecv", [call[0], Count(call, 1), call[2], call[5], call[6], call[7], call[8]], 8);
            var destination = call.Int(3) == StandardAbi.ProcNull ? call.Environment.Library.Abi.ProcNull : call.Int(3);
            ulong send = 0;
            Call.Check(((delegate* unmanaged<void*, int, ulong, int, int, ulong, ulong*, int>)call.Host("MPI_Isend"))(
                (void*)staging, packed, call.Environment.Library.Predefined("MPI_PACKED")!.Value, destination, call.Int(4), comm, &send));
            Publish(call, slot, new CombinedRequest(call.Environment, receive, send, staging), 8);
        }
        catch
        {
            Undo(call, slot, receive, staging);
            throw;
        }
    }

    private static ulong Count(Call call, int argument) => call.Procedure.IsLarge ? (ulong)call.Wide(argument) : call[argument];

    private static ulong HostType(Call call, int buffer, int type)
    {
        if (call[buffer] != StandardAbi.Bottom || ((DatatypeEntry*)call.HandleIn(type, call[type]))->Bottom == 0)
            return call.Handle(type);
        var twin = call.Environment.Datatypes.BottomTwin(call[type]);
        return twin is not null ? twin->Head.Host : throw call.Error(ErrorClasses.Type, type);
    }

    /// <summary>Starts one of the two operations through its shim and takes the host's request out of the handle it makes.</summary>
    private static ulong Start(Call call, string name, ReadOnlySpan<ulong> arguments, int request)
    {
        var result = call.OutInts(request, 1);
        ShimCalls.Invoke(call.Shims, call.Procedure.IsLarge ? name + "_c" : name, arguments);
        return call.Environment.Requests.Take((uint)result[0], isPersistent: false) ?? throw call.Error(ErrorClasses.Request, request);
    }

    private static void Publish(Call call, uint slot, CombinedRequest request, int argument) =>
        call.OutInts(argument, 1)[0] = (int)call.Environment.Requests.Publish(slot, request);

    private static void Undo(Call call, uint slot, ulong receive, nint staging)
    {
        call.Environment.Table(HandleKind.Request).Return(slot);
        if (receive != 0)
        {
            _ = ((delegate* unmanaged<ulong*, int>)call.Host("MPI_Cancel"))(&receive);
            _ = ((delegate* unmanaged<ulong*, int>)call.Host("MPI_Request_free"))(&receive);
        }

        NativeMemory.Free((void*)staging);
    }
}
