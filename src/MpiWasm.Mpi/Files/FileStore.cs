using System.Collections.Concurrent;

namespace MpiWasm.Mpi.Files;

/// <summary>The guest's open files, by handle.</summary>
internal sealed class FileStore
{
    private readonly ConcurrentDictionary<uint, OpenFile> _files = new();

    public OpenFile? Find(uint guest) => _files.GetValueOrDefault(guest);

    public void Add(uint guest, OpenFile file) => _files[guest] = file;

    public OpenFile? Remove(uint guest) => _files.TryRemove(guest, out var file) ? file : null;

    /// <summary>Before MPI_Finalize: what the guest has left open.</summary>
    public void Release()
    {
        foreach (var guest in _files.Keys)
            Remove(guest)?.Dispose();
    }
}
