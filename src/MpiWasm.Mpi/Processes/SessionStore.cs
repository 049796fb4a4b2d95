using System.Collections.Concurrent;
using System.Globalization;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Objects.Info;

namespace MpiWasm.Mpi.Processes;

/// <summary>
/// The guest's sessions (MPI 5.0 §11.3). They are ours on every host, above a world that is initialised with the first of them: libraries
/// before MPI 4 have none, and the process sets that those with sessions are sure to have are the world and the process itself.
/// </summary>
internal sealed class SessionStore(MpiEnvironment environment)
{
    private readonly ConcurrentDictionary<uint, InfoObject> _open = new();

    /// <summary>
    /// Whether a session was ever opened: then the host's MPI ends with the guest, since a further session may follow the last.
    /// </summary>
    public bool WereUsed { get; private set; }

    public bool AreOpen => !_open.IsEmpty;

    /// <summary>What MPI_Session_get_info tells.</summary>
    public InfoObject Info(uint session) => _open[session];

    public uint Open(InfoObject used)
    {
        var table = environment.Table(HandleKind.Session);
        if (!table.TryTake(out var slot))
            throw new ArgumentCheckException(ErrorClasses.NoMem, -1, 0);
        WereUsed = true;
        var handle = table.Publish(slot, 0);
        _open[handle] = used;
        return handle;
    }

    public void Close(uint session)
    {
        _open.TryRemove(session, out _);
        environment.Retire(HandleKind.Session, session);
    }

    /// <summary>What MPI_Session_get_pset_info tells.</summary>
    public InfoObject Describe(int processSet)
    {
        var content = new InfoObject();
        content.Set("mpi_size", (processSet == 0 ? environment.WorldSize : 1).ToString(CultureInfo.InvariantCulture));
        return content;
    }
}
