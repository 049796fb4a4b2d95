using MpiWasm.Mpi.Native;

namespace MpiWasm.Mpi.Managed;

/// <summary>Calls of shims by managed procedures that are made of others. Arguments travel in registers and slots of 64 bits, whatever their width.</summary>
internal static unsafe class ShimCalls
{
    /// <summary>Calls a shim of seven arguments: that of a nonblocking or persistent message.</summary>
    /// <exception cref="HandledException">It failed, and the error handler has run.</exception>
    public static void Invoke(Call call, string name, ReadOnlySpan<ulong> a)
    {
        var shim = (delegate* unmanaged<MpiContext*, ulong, ulong, ulong, ulong, ulong, ulong, ulong, int>)ShimTable.Find(call.Shims->Shims, MpiEnvironment.Api.Find(name)!.Index);
        if (shim is null)
            throw new HostLacksException(name);
        var code = shim(call.Shims, a[0], a[1], a[2], a[3], a[4], a[5], a[6]);
        if (code != 0)
            throw new HandledException(code);
    }
}
