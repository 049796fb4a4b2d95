using MpiWasm.Unix;

namespace MpiWasm.Image.Cache;

/// <summary>
/// One compiling process per node and key: an exclusive flock on a file in a node-local directory (network file systems lock slowly or not
/// at all). The kernel releases it when the holder dies. Where locks do not work everybody compiles, which is slow and correct.
/// </summary>
internal sealed class KeyLock : IDisposable
{
    private readonly FileHandle? _file;
    private readonly string _home;

    private KeyLock(FileHandle? file, string home)
    {
        _file = file;
        _home = home;
    }

    public static KeyLock Acquire(IEnumerable<string> directories, string name)
    {
        foreach (var directory in directories)
        {
            if (TryAcquire(directory, name) is { } file)
                return new KeyLock(file, directory);
        }
        return new KeyLock(null, "");
    }

    private static FileHandle? TryAcquire(string home, string name)
    {
        var path = System.IO.Path.Combine(home, WorkDirectory.Common, name + WorkDirectory.LockSuffix);
        while (true)
        {
            if (!WorkDirectory.TryMakeCommon(home, out _, out var vanished))
            {
                if (vanished)
                    continue;
                return null;
            }
            var file = FileHandle.TryOpen(path, OpenFlags.ReadWrite | OpenFlags.Create, out var error, 0x180 /* 0600 */);
            if (file is null)
            {
                if (error == HostErrno.ENOENT)
                    continue;
                return null;
            }
            if (!file.Lock(FileLocking.Exclusive))
            {
                file.Dispose();
                return null;
            }
            // The holder before us removed the name: then this file is nobody's lock any more.
            if (FileStatus.Of(path, out var named) && named.SameFile(file.Stat()))
                return file;
            file.Dispose();
        }
    }

    public void Dispose()
    {
        if (_file is null)
            return;
        _ = Libc.Unlink(_file.Name);
        _file.Dispose();
        WorkDirectory.RemoveEmpty(_home);
    }
}
