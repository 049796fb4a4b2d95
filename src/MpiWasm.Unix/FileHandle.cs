namespace MpiWasm.Unix;

/// <summary>
/// A file descriptor with the whole-buffer operations the cache needs. Errors are <see cref="IOException"/>s that name the file.
/// </summary>
internal sealed unsafe class FileHandle : IDisposable
{
    private int _descriptor;

    private FileHandle(int descriptor, string name)
    {
        _descriptor = descriptor;
        Name = name;
    }

    /// <summary>The path for messages; whoever renames the file says so here.</summary>
    public string Name { get; set; }

    public int Descriptor => _descriptor;

    /// <summary>The path under which the system reaches exactly this open file, whatever becomes of its name.</summary>
    public string DescriptorPath => $"/proc/self/fd/{_descriptor}";

    /// <summary>
    /// Opens a file, or returns null and the error number. Symbolic links are refused, the descriptor does not survive exec. A pipe or
    /// device of that name is opened without waiting for anybody: whoever expects a file looks at what he got.
    /// </summary>
    public static FileHandle? TryOpen(string path, int flags, out int error, uint mode = 0)
    {
        const int Always = OpenFlags.CloseOnExec | OpenFlags.NonBlocking | OpenFlags.NoControllingTerminal;
        var descriptor = Libc.Open(path, flags | Always | OpenFlags.NoFollow, mode);
        error = descriptor < 0 ? Libc.Errno : 0;
        return descriptor < 0 ? null : new FileHandle(descriptor, path);
    }

    public static FileHandle? TryCreateInMemory(string name)
    {
        // Kernels from 6.3 want to be told that the file will be mapped as code; older ones refuse the unknown flag.
        var descriptor = Libc.CreateMemoryFile(name, MemoryFiles.CloseOnExec | MemoryFiles.Executable);
        if (descriptor < 0)
            descriptor = Libc.CreateMemoryFile(name, MemoryFiles.CloseOnExec);
        return descriptor < 0 ? null : new FileHandle(descriptor, name);
    }

    public FileStatus Stat() => FileStatus.Of(_descriptor, out var stat) ? stat : throw Failure("examine", Libc.Errno);

    public int ReadAt(Span<byte> buffer, long offset)
    {
        var done = 0;
        while (done < buffer.Length)
        {
            nint n;
            fixed (byte* p = buffer)
                n = Libc.ReadAt(_descriptor, p + done, (nuint)(buffer.Length - done), offset + done);
            if (n == 0)
                break;
            if (n > 0)
                done += (int)n;
            else if (Libc.Errno is var error && error != HostErrno.EINTR)
                throw Failure("read", error);
        }
        return done;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            nint n;
            fixed (byte* p = bytes)
                n = Libc.Write(_descriptor, p, (nuint)bytes.Length);
            if (n > 0)
                bytes = bytes[(int)n..];
            else if (Libc.Errno is var error && error != HostErrno.EINTR)
                throw Failure("write", error);
        }
    }

    /// <summary>
    /// Waits for an advisory lock; the kernel drops it when the descriptor is closed or the process dies. False where locks do not work.
    /// </summary>
    /// <param name="kind"><see cref="FileLocking.Exclusive"/> or <see cref="FileLocking.Shared"/></param>
    public bool Lock(int kind)
    {
        while (Libc.LockFile(_descriptor, kind) != 0)
        {
            if (Libc.Errno != HostErrno.EINTR)
                return false;
        }
        return true;
    }

    /// <summary>
    /// Takes the exclusive advisory lock if nobody has any; <see cref="HostErrno.EAGAIN"/> is the error when somebody does.
    /// </summary>
    public bool TryLock(out int error)
    {
        error = Libc.LockFile(_descriptor, FileLocking.Exclusive | FileLocking.WithoutWaiting) == 0 ? 0 : Libc.Errno;
        return error == 0;
    }

    public void Dispose()
    {
        if (_descriptor >= 0)
            _ = Libc.Close(_descriptor);
        _descriptor = -1;
    }

    private IOException Failure(string verb, int error) => new($"cannot {verb} '{Name}': {Libc.Describe(error)}");
}
