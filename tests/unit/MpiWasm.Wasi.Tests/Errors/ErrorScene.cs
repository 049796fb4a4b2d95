using System.Net;
using System.Net.Sockets;
using System.Text;
using MpiWasm.Sandbox.Grants;
using MpiWasm.Wasi.Abi;

namespace MpiWasm.Wasi.Tests.Errors;

/// <summary>A guest with one descriptor of every kind that some call refuses.</summary>
internal sealed class ErrorScene : IDisposable
{
    public const uint PipeIn = 0, PipeOut = 1, Full = 2, Dir = 3, ReadOnlyDir = 4, OtherSystem = 5, Listener = 6, Unconnected = 7;

    private readonly TemporaryDirectory _host = new();
    private readonly string _other = Directory.CreateDirectory($"/dev/shm/mpiwasm-test-{Guid.NewGuid():N}").FullName;
    private readonly Pipe _input = new(nonBlocking: false);
    private readonly Pipe _output = new(nonBlocking: false);
    private readonly FileStream _full = new("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _unconnected = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _peer = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Guest _guest;

    public ErrorScene()
    {
        _host.Write("file", "0123456789");
        Directory.CreateDirectory(_host["dir/sub"]);
        System.IO.File.CreateSymbolicLink(_host["loop"], "loop");
        System.IO.File.CreateSymbolicLink(_host["out"], "..");
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _output.CloseReader();
        _guest = new Guest(new SandboxOptions
        {
            Directories = [new(_host.Path, ".", false), new(_host.Path, "ro", true), new(_other, "other", false)],
            StandardInput = _input.Reader,
            StandardOutput = _output.Writer,
            StandardError = (int)_full.SafeFileHandle.DangerousGetHandle(),
            Sockets = [(int)_listener.Handle, (int)_unconnected.Handle],
            MaxOpenFiles = 16,
        });
        Result = _guest.Allocate(256);
        File = _guest.MustOpen("file", 0, Rights.FdRead | Rights.FdWrite);
        FileBelowReadOnly = _guest.MustOpen("file", directory: ReadOnlyDir);
        Shm = _guest.MustOpen("file", OpenMode.Create, Rights.FdRead | Rights.FdWrite, directory: OtherSystem);
        if (_guest.OpenExactly("file", out var none, 0, 0, 0) != Errno.Success
            || _guest.OpenExactly("dir", out var noneDir, OpenMode.Directory, 0, 0) != Errno.Success)
            throw new InvalidOperationException("cannot open without rights");
        (NoRights, NoRightsDir) = (none, noneDir);
    }

    public uint File { get; }

    public uint FileBelowReadOnly { get; }

    /// <summary>A file of a file system that says at once when there is no room.</summary>
    public uint Shm { get; }

    public uint NoRights { get; }

    public uint NoRightsDir { get; }

    public uint Result { get; }

    public Guest Guest => _guest;

    /// <summary>A vector of one buffer.</summary>
    public uint Vector => _guest.Vectors((_guest.Put("12345678"), 8));

    public Errno Call(string name, params ReadOnlySpan<ulong> arguments) => _guest.Call(name, arguments);

    /// <summary>Calls with a path in the place of two arguments: <c>before, path, its length, after</c>.</summary>
    public Errno Path(string name, ReadOnlySpan<ulong> before, string path, params ReadOnlySpan<ulong> after) =>
        Call(name, [.. before, _guest.Put(path), (uint)Encoding.UTF8.GetByteCount(path), .. after]);

    /// <summary>A connection from outside, accepted.</summary>
    public uint Connected()
    {
        _peer.Connect(_listener.LocalEndPoint!);
        _guest.Do("sock_accept", Listener, 0, Result);
        return _guest.U32(Result);
    }

    /// <summary>Accepts one more connection.</summary>
    public Errno AcceptAnother()
    {
        using var another = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        another.Connect(_listener.LocalEndPoint!);
        return Call("sock_accept", Listener, 0, Result);
    }

    /// <summary>The largest offset that the file system takes: a byte written there is one too many.</summary>
    public ulong Largest()
    {
        ulong low = 0, high = 1ul << 63;
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (Call("fd_seek", File, middle, 0, Result) == Errno.Success)
                low = middle;
            else
                high = middle;
        }
        return low;
    }

    public void Dispose()
    {
        _guest.Dispose();
        _host.Dispose();
        Directory.Delete(_other, recursive: true);
        _input.Dispose();
        _output.Dispose();
        _full.Dispose();
        _listener.Dispose();
        _unconnected.Dispose();
        _peer.Dispose();
    }
}
