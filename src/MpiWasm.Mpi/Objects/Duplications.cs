using System.Collections.Concurrent;

namespace MpiWasm.Mpi.Objects;

/// <summary>
/// Duplicates of communicators that are being made (MPI_Comm_idup). Open MPI 4 crashes when the communicator goes that is duplicated, so that whoever frees one has them finished first; all its
/// processes free it, and all have begun the duplicates before.
/// </summary>
internal sealed unsafe class Duplications(MpiEnvironment environment)
{
    private readonly ConcurrentDictionary<long, (uint Parent, ulong Request)> _running = new();
    private long _next;

    /// <summary>One has begun; the result is for <see cref="End"/>.</summary>
    public long Begin(uint parent, ulong request)
    {
        var key = Interlocked.Increment(ref _next);
        _running[key] = (parent, request);
        return key;
    }

    public void End(long key) => _running.TryRemove(key, out _);

    /// <summary>Waits for those of a communicator. Their requests stay.</summary>
    public void Finish(uint parent)
    {
        var ask = (delegate* unmanaged<ulong, int*, void*, int>)environment.HostFunction("MPI_Request_get_status");
        foreach (var (key, running) in _running)
        {
            if (running.Parent != parent)
                continue;
            int flag;
            while (_running.ContainsKey(key) && ask(running.Request, &flag, (void*)environment.Library.Abi.StatusIgnore) == 0 && flag == 0)
                Thread.Yield();
        }
    }
}
