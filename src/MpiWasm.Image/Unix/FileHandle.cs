using System.Runtime.InteropServices;

namespace MpiWasm.Image.Unix;

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
    /// device of that name is opened without waiting for
    /// anybody: whoever expects a file looks at what he got.
    /// </summary>
    public static FileHandle? TryOpen(string path, int flags, out int error, uint mode = 0)
    {
        var descriptor = Libc.Open(path, flags | Libc.NoFollow | Libc.CloseOnExec | Libc.NonBlocking | Libc.NoTerminal, mode);
        error = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        return descriptor < 0 ? null : new FileHandle(descriptor, path);
    }

    public static FileHandle? TryCreateInMemory(string name)
    {
        // Kernels from 6.3 want to be told that the file will be mapped as code; older ones refuse the unknown flag.
        var descriptor = Libc.MemfdCreate(name, Libc.MemfdCloseOnExec | Libc.MemfdExecutable);
        if (descriptor < 0)
            descriptor = Libc.MemfdCreate(name, Libc.MemfdCloseOnExec);
        return descriptor < 0 ? null : new FileHandle(descriptor, name);
    }

    public Statx Stat() => Statx.Of(_descriptor, out var stat) ? stat : throw Failure("examine", Marshal.GetLastPInvokeError());

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
            else if (Marshal.GetLastPInvokeError() is var error && error != Libc.Interrupted)
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
            else if (Marshal.GetLastPInvokeError() is var error && error != Libc.Interrupted)
                throw Failure("write", error);
        }
    }

    /// <summary>
    /// Waits for an advisory lock; the kernel drops it when the descriptor is closed or the process dies. False where locks do not work.
    /// </summary>
    /// <param name="kind"><see cref="Libc.LockExclusive"/> or <see cref="Libc.LockShared"/></param>
    public bool Lock(int kind)
    {
        while (Libc.Lock(_descriptor, kind) != 0)
        {
            if (Marshal.GetLastPInvokeError() != Libc.Interrupted)
                return false;
        }
        return true;
    }

    /// <summary>
    /// Takes the exclusive advisory lock if nobody has any; <see cref="Libc.WouldBlock"/> is the error when somebody does.
    /// </summary>
    public bool TryLock(out int error)
    {
        error = Libc.Lock(_descriptor, Libc.LockExclusive | Libc.LockWithoutWaiting) == 0 ? 0 : Marshal.GetLastPInvokeError();
        return error == 0;
    }

    public void Dispose()
    {
        if (_descriptor >= 0)
            _ = Libc.Close(_descriptor);
        _descriptor = -1;
    }

    private IOException Failure(string verb, int error) => new($"cannot {verb} '{Name}': {Libc.Explain(error)}");
}
