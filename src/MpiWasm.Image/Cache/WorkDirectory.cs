using MpiWasm.Unix;

namespace MpiWasm.Image.Cache;

/// <summary>
/// A directory for files that exist only while somebody makes something: <c>HOME/work/PID-RANDOM@NODE</c>. Whoever works in it holds a
/// shared lock on it, which the kernel drops when he
/// dies, however he dies; a directory that nobody holds is swept away by the next start. Where nothing is being made there is no
/// <c>work</c>, so that a start sees by one look that
/// there is nothing to sweep.
/// </summary>
public sealed class WorkDirectory : IDisposable
{
    /// <summary>The name below a home that all work directories and locks have in common.</summary>
    internal const string Common = "work";

    internal const string LockSuffix = ".lock";

    /// <summary>How often the directory above may vanish, since others end their work, before it is an error.</summary>
    private const int Attempts = 100;

    /// <summary>
    /// Where locks do not work, and on file systems of several nodes, whose locks may be each node's own, only age tells.
    /// </summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    private static readonly string Node = "@" + Environment.MachineName.Replace(':', '_');

    private readonly FileHandle _held;
    private readonly bool _isOwner;

    private WorkDirectory(FileHandle held, bool isOwner)
    {
        _held = held;
        _isOwner = isOwner;
    }

    /// <summary>Its absolute path; without a colon after the home, which ROMIO would take for the end of a file system's name.</summary>
    public string Path => _held.Name;

    /// <summary>Makes one below a directory that is the user's alone, which is made too.</summary>
    /// <returns>Null where the home cannot be trusted or written to.</returns>
    public static WorkDirectory? TryCreate(string home) => TryCreate(home, out _);

    /// <inheritdoc cref="TryCreate(string)"/>
    internal static WorkDirectory? TryCreate(string home, out string? failure)
    {
        for (var i = 0; i < Attempts; i++)
        {
            if (!TryMakeCommon(home, out failure, out var vanished))
            {
                if (vanished)
                    continue;
                return null;
            }
            var path = System.IO.Path.Combine(home, Common, $"{Environment.ProcessId}-{Guid.NewGuid():N}{Node}");
            if (Libc.MakeDirectory(path, PrivateDirectory.OwnerOnly) != 0)
            {
                if (Libc.Errno is var error && error == HostErrno.ENOENT)
                    continue;
                failure = $"cannot create the directory '{path}': {Libc.Describe(error)}";
                return null;
            }
            // Between its making and the lock somebody may have taken it for a dead one's.
            if (Hold(path) is { } held)
                return new WorkDirectory(held, isOwner: true);
        }
        failure = $"'{System.IO.Path.Combine(home, Common)}' vanishes again and again";
        return null;
    }

    /// <summary>Holds the directory that another process made, as long as both work in it.</summary>
    /// <returns>Null where the path is no work directory, or is gone.</returns>
    public static WorkDirectory? TryJoin(string path) =>
        System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(path)) == Common && Hold(path) is { } held
            ? new WorkDirectory(held, isOwner: false)
            : null;

    /// <summary>Removes what was left below a home by processes that are gone: directories of theirs, and locks.</summary>
    /// <returns>How many of them there were.</returns>
    public static int Sweep(string home)
    {
        var common = System.IO.Path.Combine(home, Common);
        if (!FileStatus.Of(common, out var stat) || !stat.IsDirectory || stat.User != Libc.EffectiveUser())
        {
            RemoveEmptyHome(home);
            return 0;
        }
        var removed = 0;
        try
        {
            foreach (var entry in new DirectoryInfo(common).EnumerateFileSystemInfos())
                removed += SweepEntry(entry) ? 1 : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Others sweep too, or the file system does not want us to.
        }
        RemoveEmpty(home);
        return removed;
    }

    /// <summary>Lets go of the directory; who made it removes it, with all that is in it.</summary>
    public void Dispose()
    {
        if (_isOwner && _held.Descriptor >= 0)
            Remove();
        _held.Dispose();
    }

    /// <summary>Removes the directory with all that is in it: for the one who made it, or who joined it and is the last alive.</summary>
    public void Remove()
    {
        Remove(Path);
        var common = System.IO.Path.GetDirectoryName(Path)!;
        RemoveEmpty(System.IO.Path.GetDirectoryName(common)!);
    }

    /// <summary>Makes <c>HOME/work</c>.</summary>
    /// <param name="home">A directory of the user's alone.</param>
    /// <param name="failure">Why it cannot be had.</param>
    /// <param name="vanished">Whether it failed because another process just removed an empty one: trying again helps.</param>
    internal static bool TryMakeCommon(string home, out string? failure, out bool vanished)
    {
        vanished = false;
        failure = PrivateDirectory.Ensure(home);
        if (failure is not null)
            return false;
        var common = System.IO.Path.Combine(home, Common);
        if (Libc.MakeDirectory(common, PrivateDirectory.OwnerOnly) == 0
            || Libc.Errno is var error && error == HostErrno.EEXIST)
            return true;
        vanished = error == HostErrno.ENOENT;
        failure = $"cannot create the directory '{common}': {Libc.Describe(error)}";
        return false;
    }

    /// <summary>
    /// Removes <c>HOME/work</c> when nobody works there; and the home, when it is one of the user's local directories and empty.
    /// </summary>
    internal static void RemoveEmpty(string home)
    {
        if (Libc.RemoveDirectory(System.IO.Path.Combine(home, Common)) == 0)
            RemoveEmptyHome(home);
    }

    private static void RemoveEmptyHome(string home)
    {
        // Nothing else: an empty directory may be somebody's own, named as a cache.
        if (LocalDirectories.IsOne(home))
            _ = Libc.RemoveDirectory(home);
    }

    private static FileHandle? Hold(string path)
    {
        var file = FileHandle.TryOpen(path, OpenFlags.ReadOnly | OpenFlags.Directory, out _);
        if (file is null)
            return null;
        // Where locks do not work it is the age that protects it.
        _ = file.Lock(FileLocking.Shared);
        if (FileStatus.Of(path, out var named) && named.SameFile(file.Stat()))
            return file;
        file.Dispose();
        return null;
    }

    private static bool SweepEntry(FileSystemInfo entry)
    {
        var isLock = entry.Name.EndsWith(LockSuffix, StringComparison.Ordinal);
        using var file = FileHandle.TryOpen(entry.FullName, isLock ? OpenFlags.ReadWrite : OpenFlags.ReadOnly, out _);
        if (file is null || !IsAbandoned(file, entry, isLock))
            return false;
        if (isLock)
            return Libc.Unlink(entry.FullName) == 0;
        Remove(entry.FullName);
        return true;
    }

    private static bool IsAbandoned(FileHandle file, FileSystemInfo entry, bool isLock)
    {
        var free = file.TryLock(out var error);
        if (!free && error == HostErrno.EAGAIN)
            return false;
        var ofThisNode = isLock || entry.Name.EndsWith(Node, StringComparison.Ordinal);
        return (free && ofThisNode) || DateTime.UtcNow - entry.LastWriteTimeUtc > Forgotten;
    }

    private static void Remove(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone already, or somebody still writes there: the next sweep takes it.
        }
    }
}
