using MpiWasm.Sandbox.Streams;
using MpiWasm.Unix;
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
    private ulong _rights;
    private ulong _inheriting;

    public FileEntry(int hostDescriptor, FileType type, Rights rights, Rights inheriting, bool owned)
    {
        HostDescriptor = hostDescriptor;
        Type = type;
        _rights = (ulong)rights;
        _inheriting = (ulong)inheriting;
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

    /// <summary>What stands between the guest and the host's descriptor when it writes; null for most.</summary>
    public TextOutput? Text { get; init; }

    /// <summary>Whether the guest asked that calls do not block.</summary>
    public bool NonBlocking { get; set; }

    /// <summary>
    /// Whether the host's descriptor is the launcher's, whose flags are shared with the user's shell and other ranks: they are never
    /// changed, and what the guest asks for is kept here.
    /// </summary>
    public bool IsShared => !_owned;

    /// <summary>The guest's name of a granted directory.</summary>
    public ReadOnlyMemory<byte>? PreopenName { get; init; }

    /// <summary>
    /// Of a directory: the host's position after each entry that was listed. Under a lock on this object. Cookies are indices into it,
    /// because wasi-libc's telldir() has 32 bits, and positions of some file systems are hashes of 63.
    /// </summary>
    public List<long> Positions => field ??= [];

    public Rights BaseRights => (Rights)Volatile.Read(ref _rights);

    public Rights InheritingRights => (Rights)Volatile.Read(ref _inheriting);

    /// <summary>Gives up all rights but these; rights never come back, whatever other threads do at the time.</summary>
    public void KeepRights(Rights rights, Rights inheriting)
    {
        _ = Interlocked.And(ref _rights, (ulong)rights);
        _ = Interlocked.And(ref _inheriting, (ulong)inheriting);
    }

    /// <summary>Whether a call is at work on it.</summary>
    public bool IsInUse => Volatile.Read(ref _references) > 1;

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
        return Libc.Close(HostDescriptor) == 0 ? 0 : Libc.Errno;
    }
}
