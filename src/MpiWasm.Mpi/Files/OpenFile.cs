using Microsoft.Win32.SafeHandles;
using MpiWasm.Image.Cache;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Sandbox.Paths;

namespace MpiWasm.Mpi.Files;

/// <summary>What we keep of an open file of the guest (MPI 5.0 §14.2) beside the host's handle.</summary>
internal sealed class OpenFile : IDisposable
{
    private readonly Lock _guard = new();
    private SplitAccess? _split;
    private int _accesses;

    /// <summary>The access mode as the guest gave it: the library is opened with less, as we create and delete ourselves.</summary>
    public required int Mode { get; init; }

    /// <summary>The file itself: the library opens it through this descriptor, perhaps more than once.</summary>
    public required SafeFileHandle Descriptor { get; init; }

    /// <summary>What the guest named, where it is to be deleted at the end and this process is the one to do it.</summary>
    public PinnedPath? DeleteOnClose { get; init; }

    /// <summary>The directory of the library's own files (the shared file pointer), where this process is the one to remove it.</summary>
    public WorkDirectory? SideDirectory { get; init; }

    /// <summary>Whether the library can keep a shared file pointer: see <see cref="FileName"/>.</summary>
    public required bool HasSharedPointer { get; init; }

    /// <summary>Hints of the guest that are in use.</summary>
    public FileHints Hints { get; set; } = FileHints.None;

    public FileView View
    {
        get => field;
        set
        {
            field?.Dispose();
            field = value;
        }
    } = null!;

    public bool CanRead => (Mode & AccessModes.WriteOnly) == 0;

    public bool CanWrite => (Mode & AccessModes.ReadOnly) == 0;

    public bool IsSequential => (Mode & AccessModes.Sequential) != 0;

    /// <summary>Whether nonblocking accesses have not ended: the library's requests refer to its file.</summary>
    public bool IsInUse => Volatile.Read(ref _accesses) != 0;

    public void AccessStarted() => Interlocked.Increment(ref _accesses);

    public void AccessEnded() => Interlocked.Decrement(ref _accesses);

    /// <summary>Begins a split collective access; false where one is active (MPI 5.0 §14.4.5: one per file handle).</summary>
    public bool TryBegin(SplitAccess split)
    {
        lock (_guard)
        {
            if (_split is not null)
                return false;
            _split = split;
            return true;
        }
    }

    /// <summary>Ends the active split access if it is the one that was begun with that name and buffer; else null.</summary>
    public SplitAccess? End(string name, ulong buffer)
    {
        lock (_guard)
        {
            if (_split is not { } split || split.Name != name || split.Buffer != buffer)
                return null;
            _split = null;
            return split;
        }
    }

    /// <summary>The begun access did not begin.</summary>
    public void Cancel(SplitAccess split)
    {
        lock (_guard)
            _split = _split == split ? null : _split;
    }

    public bool IsSplitActive
    {
        get
        {
            lock (_guard)
                return _split is not null;
        }
    }

    /// <summary>After the library has closed it.</summary>
    public void Dispose()
    {
        _ = DeleteOnClose?.Unlink();
        DeleteOnClose?.Dispose();
        Descriptor.Dispose();
        View.Dispose();
        SideDirectory?.Dispose();
    }
}

/// <summary>A split collective access that has begun (MPI_File_read_all_begin and the like).</summary>
/// <param name="Name">The procedure without its ending.</param>
/// <param name="Buffer">The guest's buffer, which the end must name again.</param>
/// <param name="Transfer">What must stay until the end.</param>
internal sealed record SplitAccess(string Name, ulong Buffer, FileTransfer Transfer)
{
    /// <summary>The host's status of an access that was made at the beginning; null where it is made until the end.</summary>
    public byte[]? Status { get; set; }
}

/// <summary>Bits of the access mode, as guests see them.</summary>
internal static class AccessModes
{
    public const int Append = StandardAbi.ModeAppend;
    public const int Create = StandardAbi.ModeCreate;
    public const int DeleteOnClose = StandardAbi.ModeDeleteOnClose;
    public const int Exclusive = StandardAbi.ModeExcl;
    public const int ReadOnly = StandardAbi.ModeRdonly;
    public const int ReadWrite = StandardAbi.ModeRdwr;
    public const int Sequential = StandardAbi.ModeSequential;
    public const int UniqueOpen = StandardAbi.ModeUniqueOpen;
    public const int WriteOnly = StandardAbi.ModeWronly;

    /// <summary>Whether the mode is one that the standard allows (MPI 5.0 §14.2.1).</summary>
    public static bool IsValid(int mode)
    {
        var known = Append | Create | DeleteOnClose | Exclusive | ReadOnly | ReadWrite | Sequential | UniqueOpen | WriteOnly;
        return (mode & ~known) == 0
            && System.Numerics.BitOperations.PopCount((uint)(mode & (ReadOnly | ReadWrite | WriteOnly))) == 1
            && ((mode & ReadOnly) == 0 || (mode & (Create | Exclusive)) == 0)
            && ((mode & ReadWrite) == 0 || (mode & Sequential) == 0);
    }
}
