using System.Net;
using System.Net.Sockets;
using System.Text;
using MpiWasm.Sandbox.Grants;
using MpiWasm.Wasi.Abi;
using Xunit;

namespace MpiWasm.Wasi.Tests;

/// <summary>Sockets the guest was given, talked to from .NET.</summary>
public sealed class SocketTests : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _datagrams = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Guest _guest;
    private readonly uint _at;

    public SocketTests()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _datagrams.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _guest = new Guest(new SandboxOptions { Sockets = [(int)_listener.Handle, (int)_datagrams.Handle] });
        _at = _guest.Allocate(64);
    }

    [Fact]
    public void A_connection_is_accepted_read_written_and_shut_down()
    {
        using var peer = Connect();
        var fd = Accept();
        peer.Send("hello"u8);
        Assert.Equal((Errno.Success, "he", 0), Receive(fd, 2, flags: 1));
        Assert.Equal((Errno.Success, "hello", 0), Receive(fd, 5, flags: 2));
        Assert.Equal(Errno.Success, Send(fd, "answer"));
        var buffer = new byte[16];
        Assert.Equal("answer", Encoding.UTF8.GetString(buffer, 0, peer.Receive(buffer)));
        // Reading and writing as files works too.
        Assert.Equal(Errno.Success, _guest.Write(fd, "more"));
        Assert.Equal(4, peer.Receive(buffer));
        _guest.Do("sock_shutdown", fd, 2);
        Assert.Equal(0, peer.Receive(buffer));
        Assert.Equal(Errno.Pipe, Send(fd, "x"));
        _guest.Do("fd_fdstat_get", fd, _at);
        Assert.Equal((byte)FileType.SocketStream, _guest.Memory[(int)_at]);
    }

    [Fact]
    public void What_a_datagram_had_beyond_the_buffer_is_told()
    {
        using var peer = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        peer.SendTo("0123456789"u8, _datagrams.LocalEndPoint!);
        Assert.Equal((Errno.Success, "0123", 1), Receive(4, 4));
        _guest.Do("fd_filestat_get", 4, _at);
        Assert.Equal((byte)FileType.SocketDatagram, _guest.Memory[(int)_at + 16]);
    }

    [Fact]
    public void Non_blocking_sockets_say_try_again_and_the_hosts_flags_stay()
    {
        _guest.Do("fd_fdstat_set_flags", 3, (ulong)FdFlags.NonBlocking);
        Assert.Equal(Errno.Again, _guest.Call("sock_accept", 3, 0, _at));
        Assert.True(_listener.Blocking);
        using var peer = Connect();
        WaitForReading(3);
        _guest.Do("sock_accept", 3, (ulong)FdFlags.NonBlocking, _at);
        Assert.Equal(Errno.Again, Receive(_guest.U32(_at), 4).Error);
    }

    [Fact]
    public void Other_descriptors_are_no_sockets()
    {
        using var host = new TemporaryDirectory();
        host.Write("file", "x");
        using var guest = new Guest($"{host.Path}::.");
        var fd = guest.MustOpen("file");
        foreach (var (descriptor, error) in new[] { (fd, Errno.Notsock), (3u, Errno.Notsock), (99u, Errno.Badf) })
        {
            Assert.Equal(error, guest.Call("sock_accept", descriptor, 0, 1024));
            Assert.Equal(error, guest.Call("sock_recv", descriptor, 0, 0, 0, 1024, 1028));
            Assert.Equal(error, guest.Call("sock_send", descriptor, 0, 0, 0, 1024));
            Assert.Equal(error, guest.Call("sock_shutdown", descriptor, 1));
        }
    }

    public void Dispose()
    {
        _guest.Dispose();
        _listener.Dispose();
        _datagrams.Dispose();
    }

    private Socket Connect()
    {
        var peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        peer.Connect(_listener.LocalEndPoint!);
        return peer;
    }

    private uint Accept()
    {
        _guest.Do("sock_accept", 3, 0, _at);
        return _guest.U32(_at);
    }

    private (Errno Error, string Text, int Flags) Receive(uint fd, uint count, uint flags = 0)
    {
        var buffer = _guest.Allocate(64);
        var error = _guest.Call("sock_recv", fd, _guest.Vectors((buffer, count)), 1, flags, _at, _at + 4);
        return error == Errno.Success ? (error, _guest.Text(buffer, _guest.U32(_at)), _guest.U16(_at + 4)) : (error, "", 0);
    }

    private Errno Send(uint fd, string text) =>
        _guest.Call("sock_send", fd, _guest.Vectors((_guest.Put(text), (uint)text.Length)), 1, 0, _at);

    private void WaitForReading(uint fd)
    {
        var subscription = _guest.Allocate(48);
        _guest.Memory.Slice((int)subscription, 48).Clear();
        _guest.Memory[(int)subscription + 8] = 1;
        _guest.Memory[(int)subscription + 16] = (byte)fd;
        _guest.Do("poll_oneoff", subscription, _guest.Allocate(32), 1, _at);
    }
}
