using MpiWasm.Mpi.Native;

namespace MpiWasm.Mpi.Managed;

/// <summary>Calls of shims by managed procedures that are made of others. Arguments travel in registers and slots of 64 bits, whatever their width.</summary>
internal static unsafe class ShimCalls
{
    /// <summary>Calls a shim.</summary>
    /// <exception cref="HandledException">It failed, and the error handler has run.</exception>
    public static void Invoke(MpiContext* context, string name, ReadOnlySpan<ulong> arguments)
    {
        var procedure = MpiEnvironment.Api.Find(name) ?? throw new HostLacksException(name);
        var shim = MpiEnvironment.From(context).Shims is { } shims ? shims.Find(procedure) : null;
        if (shim is null)
            throw new HostLacksException(name);
        // What a shim does not take does no harm: the caller removes arguments from the stack.
        Span<ulong> a = stackalloc ulong[10];
        arguments.CopyTo(a);
        var code = ((delegate* unmanaged<MpiContext*, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)shim)(
            context, a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9]);
        if (code != 0)
            throw new HandledException(code);
    }
}
