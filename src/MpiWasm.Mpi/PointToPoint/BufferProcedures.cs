using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Calls;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>Buffers for buffered sends, of the process, of a communicator or of a session (MPI 5.0 §3.6).</summary>
internal static unsafe class BufferProcedures
{
    private static readonly uint Automatic = (uint)MpiApi.Standard.Value("MPI_BUFFER_AUTOMATIC");

    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Buffer_attach", Attach),
        ("MPI_Buffer_attach_c", Attach),
        ("MPI_Buffer_detach", Detach),
        ("MPI_Buffer_detach_c", Detach),
        ("MPI_Buffer_flush", Flush),
        ("MPI_Comm_attach_buffer", Attach),
        ("MPI_Comm_attach_buffer_c", Attach),
        ("MPI_Comm_detach_buffer", Detach),
        ("MPI_Comm_detach_buffer_c", Detach),
        ("MPI_Comm_flush_buffer", Flush),
        ("MPI_Session_attach_buffer", Attach),
        ("MPI_Session_attach_buffer_c", Attach),
        ("MPI_Session_detach_buffer", Detach),
        ("MPI_Session_detach_buffer_c", Detach),
        ("MPI_Session_flush_buffer", Flush),
        ("MPI_Buffer_iflush", StartFlush),
        ("MPI_Comm_iflush_buffer", StartFlush),
        ("MPI_Session_iflush_buffer", StartFlush),
    ];

    private static void Attach(Call call)
    {
        var first = Owner(call, out var owner);
        var size = Size(call, first + 1);
        var address = call[first];
        if (size < 0)
            throw call.Error(ErrorClasses.Arg, first + 1);
        if (address == Automatic)
            size = 0;
        else if (size > 0 && !call.IsMemory(address, size))
            throw new ArgumentCheckException(ErrorClasses.Buffer, first, address, (ulong)size);
        if (!call.Environment.Buffers.Attach(owner, address, size))
            throw call.Error(ErrorClasses.Buffer, first);
    }

    private static void Detach(Call call)
    {
        var first = Owner(call, out var owner);
        _ = call.OutInt(first);
        var width = call.Procedure.Parameters[first + 1].GuestElementSize;
        _ = call.Memory(first + 1, call[first + 1], width);
        // MPI_BUFFER_AUTOMATIC comes back as itself, with size 0.
        if (call.Environment.Buffers.Detach(owner) is not { } buffer)
            throw call.Error(ErrorClasses.Buffer, first);
        call.WriteInt(first, (int)buffer.Address);
        Numbers.Write(call.Memory(first + 1, call[first + 1], width), width, buffer.Size);
    }

    private static void Flush(Call call)
    {
        _ = Owner(call, out var owner);
        call.Environment.Buffers.Flush(owner);
    }

    /// <summary>
    /// The guest's memory holds no message, so all that completion could tell is that messages have left ours. The request is one that completes when the library gets to it.
    /// </summary>
    private static void StartFlush(Call call)
    {
        var first = Owner(call, out _);
        _ = call.OutInt(first);
        var slot = call.Environment.Requests.Reserve();
        ulong request = 0;
        var code = ((delegate* unmanaged<ulong, ulong*, int>)call.Host("MPI_Ibarrier"))(call.Environment.Library.Predefined("MPI_COMM_SELF")!.Value, &request);
        if (code != 0)
            call.Environment.Table(HandleKind.Request).Return(slot);
        Call.Check(code);
        call.WriteInt(first, (int)call.Environment.Requests.Publish(slot, request));
    }

    /// <summary>The first argument after the communicator or session whose buffer it is.</summary>
    private static int Owner(Call call, out uint owner)
    {
        call.Environment.RequireHost();
        owner = 0;
        if (call.Procedure.Parameters is not [{ Kind: ParameterKind.Comm or ParameterKind.Session }, ..])
            return 0;
        _ = call.Handle(0);
        owner = call[0];
        return 1;
    }

    private static long Size(Call call, int argument) => call.Procedure.Parameters[argument].IsWide ? call.Wide(argument) : call.Int(argument);
}
