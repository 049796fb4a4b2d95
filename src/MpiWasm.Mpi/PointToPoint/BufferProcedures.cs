using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Generated;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>Buffers for buffered sends, of the process, of a communicator or of a session (MPI 5.0 §3.6).</summary>
internal static unsafe class BufferProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        BufferAttachCall.ServedBy(call => Attach(call.Environment, OfProcess(call), call.Buffer, call.Size)),
        BufferDetachCall.ServedBy(call => Detach(call.Environment, OfProcess(call), call.BufferAddr, call.Size)),
        BufferFlushCall.ServedBy(call => call.Environment.Buffers.Flush(OfProcess(call))),
        BufferIflushCall.ServedBy(StartFlush),
        CommAttachBufferCall.ServedBy(call => Attach(call.Environment, Owner(call, call.Comm), call.Buffer, call.Size)),
        CommDetachBufferCall.ServedBy(call => Detach(call.Environment, Owner(call, call.Comm), call.BufferAddr, call.Size)),
        CommFlushBufferCall.ServedBy(call => call.Environment.Buffers.Flush(Owner(call, call.Comm))),
        CommIflushBufferCall.ServedBy(StartFlush),
        SessionAttachBufferCall.ServedBy(call => Attach(call.Environment, Owner(call, call.Session), call.Buffer, call.Size)),
        SessionDetachBufferCall.ServedBy(call => Detach(call.Environment, Owner(call, call.Session), call.BufferAddr, call.Size)),
        SessionFlushBufferCall.ServedBy(call => call.Environment.Buffers.Flush(Owner(call, call.Session))),
        SessionIflushBufferCall.ServedBy(StartFlush),
    ];

    private static void Attach(MpiEnvironment environment, uint owner, BufferArgument buffer, LongArgument size)
    {
        var bytes = size.NotNegative();
        if (buffer.Address == StandardAbi.BufferAutomatic)
            bytes = 0;
        else if (bytes > 0 && !buffer.HasBytes(bytes))
            throw buffer.Error(ErrorClasses.Buffer, (ulong)bytes);
        if (!environment.Buffers.Attach(owner, buffer.Address, bytes))
            throw buffer.Error(ErrorClasses.Buffer);
    }

    private static void Detach(MpiEnvironment environment, uint owner, AddressResult address, LongResult size)
    {
        address.Require();
        size.Require();
        // MPI_BUFFER_AUTOMATIC comes back as itself, with size 0.
        if (environment.Buffers.Detach(owner) is not { } buffer)
            throw address.Error(ErrorClasses.Buffer);
        address.Set(buffer.Address);
        size.Set(buffer.Size);
    }

    private static void StartFlush(BufferIflushCall call)
    {
        _ = OfProcess(call);
        StartFlush(call.Environment, call.Request);
    }

    private static void StartFlush(CommIflushBufferCall call)
    {
        _ = Owner(call, call.Comm);
        StartFlush(call.Environment, call.Request);
    }

    private static void StartFlush(SessionIflushBufferCall call)
    {
        _ = Owner(call, call.Session);
        StartFlush(call.Environment, call.Request);
    }

    /// <summary>
    /// The guest's memory holds no message, so all that completion could tell is that messages have left ours. The request is one that
    /// completes when the library gets to it.
    /// </summary>
    private static void StartFlush(MpiEnvironment environment, HandleResult result)
    {
        result.Require();
        var slot = environment.Requests.Reserve();
        ulong request = 0;
        var code = environment.Functions.Codes.Ibarrier(environment.Host.Predefined(ConstantNames.CommSelf), &request);
        if (code != 0)
            environment.Table(HandleKind.Request).Return(slot);
        Call.Check(code);
        result.Set(environment.Requests.Publish(slot, request));
    }

    /// <summary>Whose buffer it is: that of the process has no owner.</summary>
    private static uint OfProcess(Call call)
    {
        call.Environment.RequireHost();
        return 0;
    }

    private static uint Owner(Call call, HandleArgument owner)
    {
        call.Environment.RequireHost();
        return owner.Require().Guest;
    }
}
