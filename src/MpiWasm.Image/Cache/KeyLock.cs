using MpiWasm.Image.Unix;

namespace MpiWasm.Image.Cache;

/// <summary>
/// One compiling process per node and key: an exclusive flock on a file in a node-local directory (network file systems lock slowly or not at all).
/// The kernel releases it when the holder dies. Where locks do not work everybody compiles, which is slow and correct.
/// </summary>
internal sealed class KeyLock : IDisposable
{
    private readonly FileHandle? _file;

    private KeyLock(FileHandle? file) => _file = file;

    public static KeyLock Acquire(IEnumerable<string> directories, string name)
    {
        foreach (var directory in directories)
        {
            if (PrivateDirectory.Ensure(directory) is null && TryAcquire(System.IO.Path.Combine(directory, name + ".lock")) is { } file)
                return new KeyLock(file);
        }
        return new KeyLock(null);
    }

    private static FileHandle? TryAcquire(string path)
    {
        while (true)
        {
            var file = FileHandle.TryOpen(path, Libc.ReadWrite | Libc.Create, out _, 0x180 /* 0600 */);
            if (file is null)
                return null;
            if (!file.Lock())
            {
                file.Dispose();
                return null;
            }
            // The holder before us removed the name: then this file is nobody's lock any more.
            if (Statx.Of(path, out var named) && named.SameFile(file.Stat()))
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
    }
}
