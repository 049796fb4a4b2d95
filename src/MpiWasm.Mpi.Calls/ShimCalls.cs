using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Hosts;

namespace MpiWasm.Mpi.Calls;

/// <summary>Calls of shims by managed procedures that are made of others.</summary>
internal static unsafe class ShimCalls
{
    /// <summary>Calls a shim.</summary>
    /// <exception cref="HandledException">It failed, and the error handler has run.</exception>
    public static void Invoke(MpiContext* context, Procedure procedure, ReadOnlySpan<ulong> arguments)
    {
        var shim = MpiEnvironment.From(context).Carrier.NativeCode(procedure);
        if (shim is null)
            throw new HostLacksException(procedure.Name);
        var code = NativeCall.Invoke(shim, context, arguments);
        if (code != 0)
            throw new HandledException(code);
    }
}
