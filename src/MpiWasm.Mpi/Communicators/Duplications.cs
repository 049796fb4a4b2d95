using System.Collections.Concurrent;

namespace MpiWasm.Mpi.Communicators;

/// <summary>
/// Duplicates of communicators that are being made. Open MPI 4 crashes when the communicator goes that is duplicated, so that whoever
/// frees one has them finished first; all its processes free it, and all have begun the duplicates before.
/// </summary>
internal sealed class Duplications
{
    private readonly ConcurrentDictionary<DuplicateRequest, bool> _running = new();

    public void Begin(DuplicateRequest duplicate) => _running[duplicate] = true;

    public void End(DuplicateRequest duplicate) => _running.TryRemove(duplicate, out _);

    /// <summary>Waits for those of a communicator. Their requests stay.</summary>
    public void Finish(uint parent)
    {
        foreach (var (duplicate, _) in _running)
        {
            while (duplicate.Parent == parent && !duplicate.Advance())
                Thread.Yield();
        }
    }
}
