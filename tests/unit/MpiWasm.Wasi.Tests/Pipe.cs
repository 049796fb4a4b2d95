using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace MpiWasm.Wasi.Tests;

/// <summary>A pipe of the host.</summary>
internal sealed unsafe partial class Pipe : IDisposable
{
    private readonly SafeFileHandle _reader;
    private readonly SafeFileHandle _writer;

    public Pipe(bool nonBlocking)
    {
        var ends = stackalloc int[2];
        // O_CLOEXEC, O_NONBLOCK
        if (MakePipe(ends, 0x80000 | (nonBlocking ? 0x800 : 0)) != 0)
            throw new InvalidOperationException("pipe2");
        _reader = new SafeFileHandle(ends[0], ownsHandle: true);
        _writer = new SafeFileHandle(ends[1], ownsHandle: true);
    }

    public int Reader => (int)_reader.DangerousGetHandle();

    public int Writer => (int)_writer.DangerousGetHandle();

    public void Write(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* b = bytes)
        {
            if (WriteBytes(Writer, b, (nuint)bytes.Length) != bytes.Length)
                throw new InvalidOperationException("write");
        }
    }

    public void CloseReader() => _reader.Dispose();

    public void Dispose()
    {
        _reader.Dispose();
        _writer.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint WriteBytes(int descriptor, byte* bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "pipe2")]
    private static partial int MakePipe(int* ends, int flags);
}
