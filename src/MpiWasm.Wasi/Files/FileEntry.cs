using MpiWasm.Sandbox.Host;
using MpiWasm.Wasi.Abi;

namespace MpiWasm.Wasi.Files;

/// <summary>
/// What a guest's descriptor stands for. It is counted: a thread that reads from it while another closes it must not find the
/// host's descriptor closed and given to somebody else, who may be the MPI library.
/// </summary>
internal sealed class FileEntry
{
    private readonly bool _owned;
    private int _references = 1;

    public FileEntry(int hostDescriptor, FileType type, Rights rights, Rights inheriting, bool owned)
    {
        HostDescriptor = hostDescriptor;
        Type = type;
        BaseRights = rights;
        InheritingRights = inheriting;
        _owned = owned;
    }

    public int HostDescriptor { get; }

    public FileType Type { get; }

    /// <summary>
    /// Whether paths may be resolved beneath it: only directories that were granted or opened beneath a granted one. A standard
    /// stream is none, even when the user's shell redirected it from a directory.
    /// </summary>
    public bool IsDirectory { get; init; }

    /// <summary>Whether it lies below a directory granted read-only.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether the guest asked that calls do not block.</summary>
    public bool NonBlocking { get; set; }

    /// <summary>The guest's name of a granted directory.</summary>
    public ReadOnlyMemory<byte>? PreopenName { get; init; }

    public Rights BaseRights { get; private set; }

    public Rights InheritingRights { get; private set; }

    /// <summary>What the guest gave up by fd_fdstat_set_rights; only these are refused, so that no program fails for having asked for too little.</summary>
    public Rights DroppedRights { get; set; }

    public void KeepRights(Rights rights, Rights inheriting)
    {
        DroppedRights |= BaseRights & ~rights;
        BaseRights = rights;
        InheritingRights = inheriting;
    }

    public bool TryAcquire()
    {
        for (var seen = Volatile.Read(ref _references); seen != 0;)
        {
            var now = Interlocked.CompareExchange(ref _references, seen + 1, seen);
            if (now == seen)
                return true;
            seen = now;
        }
        return false;
    }

    /// <summary>Gives a reference up; the last closes the host's descriptor.</summary>
    /// <returns>0, or the host's error number when closing failed.</returns>
    public int Release()
    {
        if (Interlocked.Decrement(ref _references) != 0 || !_owned)
            return 0;
        // Linux has freed the descriptor even when close fails, so it is never repeated.
        return LibC.Close(HostDescriptor) == 0 ? 0 : LibC.Errno;
    }
}
