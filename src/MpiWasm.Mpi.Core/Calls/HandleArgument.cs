using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Core.Calls;

/// <summary>
/// A handle among the arguments of a call. It keeps no handle of the host: what the guest's means is looked up at each use, because guest
/// code that ran since the last one (a callback, the guest's malloc) may have freed the object; then the use is refused as an invalid
/// handle is. It lives on the stack only.
/// </summary>
internal readonly unsafe ref struct HandleArgument
{
    private readonly HandleTable _table;
    private readonly int _argument;

    /// <exception cref="ArgumentCheckException">It is no valid handle of that kind.</exception>
    public HandleArgument(HandleTable table, int argument, uint guest)
    {
        _table = table;
        _argument = argument;
        Guest = guest;
        _ = Host;
    }

    /// <summary>The guest's value.</summary>
    public uint Guest { get; }

    /// <summary>The host's handle, for the call of the host that comes next.</summary>
    /// <exception cref="ArgumentCheckException">The object is gone.</exception>
    public ulong Host => _table.Find(Guest) is var entry && entry is not null
        ? entry->Host
        : throw new ArgumentCheckException(HandleKinds.ErrorClassOf(_table.Kind), _argument, Guest);

    public static implicit operator ulong(HandleArgument handle) => handle.Host;
}
