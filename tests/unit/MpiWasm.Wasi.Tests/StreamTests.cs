using MpiWasm.Sandbox.Grants;
using MpiWasm.Wasi.Abi;
using Xunit;

namespace MpiWasm.Wasi.Tests;

/// <summary>Reading, writing, seeking.</summary>
public sealed class StreamTests : IDisposable
{
    private const Rights Both = Rights.FdRead | Rights.FdWrite;
    private readonly TemporaryDirectory _host = new();
    private readonly Guest _guest;
    private readonly uint _result;

    public StreamTests()
    {
        _host.Write("digits", "0123456789");
        _guest = new Guest($"{_host.Path}::.");
        _result = _guest.Allocate(8);
    }

    [Fact]
    public void Several_vectors_are_written_and_read_in_order()
    {
        var fd = _guest.MustOpen("new", OpenMode.Create, Both);
        var vectors = _guest.Vectors((_guest.Put("ab"), 2), (_guest.Put("x"), 0), (_guest.Put("cde"), 3));
        _guest.Do("fd_write", fd, vectors, 3, _result);
        Assert.Equal(5u, _guest.U32(_result));
        Assert.Equal("abcde", _host.Read("new"));
        _guest.Do("fd_seek", fd, 1, 0, _result);
        var (first, second) = (_guest.Allocate(2), _guest.Allocate(8));
        _guest.Do("fd_read", fd, _guest.Vectors((first, 2), (second, 8)), 2, _result);
        Assert.Equal(4u, _guest.U32(_result));
        Assert.Equal("bc", _guest.Text(first, 2));
        Assert.Equal("de", _guest.Text(second, 2));
    }

    [Fact]
    public void More_vectors_than_the_host_takes_are_a_short_write()
    {
        var fd = _guest.MustOpen("new", OpenMode.Create, Both);
        var letter = _guest.Put("z");
        var vectors = _guest.Vectors([.. Enumerable.Repeat((letter, 1u), 1500)]);
        _guest.Do("fd_write", fd, vectors, 1500, _result);
        // IOV_MAX on Linux.
        Assert.Equal(1024u, _guest.U32(_result));
        _guest.Do("fd_write", fd, vectors + (1024 * 8), 1500 - 1024, _result);
        Assert.Equal(new string('z', 1500), _host.Read("new"));
    }

    [Fact]
    public void No_vectors_move_nothing()
    {
        var fd = _guest.MustOpen("digits");
        _guest.Do("fd_read", fd, 0, 0, _result);
        Assert.Equal(0u, _guest.U32(_result));
    }

    [Fact]
    public void The_end_of_a_file_reads_as_nothing()
    {
        var fd = _guest.MustOpen("digits");
        _guest.Do("fd_seek", fd, 0, 2, _result);
        Assert.Equal(10ul, _guest.U64(_result));
        Assert.Equal(Errno.Success, _guest.Read(fd, 4, out var text));
        Assert.Equal("", text);
    }

    [Fact]
    public void Seeking_counts_from_the_start_the_position_and_the_end()
    {
        var fd = _guest.MustOpen("digits");
        _guest.Do("fd_seek", fd, 4, 0, _result);
        Assert.Equal(4ul, _guest.U64(_result));
        _guest.Do("fd_seek", fd, unchecked((ulong)-1), 1, _result);
        Assert.Equal(3ul, _guest.U64(_result));
        _guest.Do("fd_seek", fd, unchecked((ulong)-2), 2, _result);
        _guest.Do("fd_tell", fd, _result);
        Assert.Equal(8ul, _guest.U64(_result));
        Assert.Equal(Errno.Inval, _guest.Call("fd_seek", fd, unchecked((ulong)-1), 0, _result));
        Assert.Equal(Errno.Inval, _guest.Call("fd_seek", fd, 0, 3, _result));
        Assert.Equal(Errno.Badf, _guest.Call("fd_seek", 99, 0, 0, _result));
        Assert.Equal(Errno.Badf, _guest.Call("fd_tell", 3, _result));
    }

    [Fact]
    public void Reading_and_writing_at_an_offset_leaves_the_position()
    {
        var fd = _guest.MustOpen("digits", 0, Both);
        var buffer = _guest.Allocate(3);
        _guest.Do("fd_pread", fd, _guest.Vectors((buffer, 3)), 1, 7, _result);
        Assert.Equal("789", _guest.Text(buffer, 3));
        _guest.Do("fd_pwrite", fd, _guest.Vectors((_guest.Put("AB"), 2)), 1, 1, _result);
        Assert.Equal(2u, _guest.U32(_result));
        Assert.Equal("0AB3456789", _host.Read("digits"));
        _guest.Do("fd_tell", fd, _result);
        Assert.Equal(0ul, _guest.U64(_result));
        Assert.Equal(Errno.Inval, _guest.Call("fd_pread", fd, _guest.Vectors((buffer, 3)), 1, ulong.MaxValue, _result));
    }

    [Fact]
    public void A_descriptor_does_only_what_it_was_opened_for()
    {
        var read = _guest.MustOpen("digits");
        // wasi-libc makes EBADF of it, as natively.
        Assert.Equal(Errno.Notcapable, _guest.Write(read, "x"));
        var write = _guest.MustOpen("digits", 0, Rights.FdWrite);
        Assert.Equal(Errno.Notcapable, _guest.Read(write, 1, out _));
        Assert.Equal(Errno.Isdir, _guest.Read(3, 1, out _));
        Assert.Equal(Errno.Badf, _guest.Read(99, 1, out _));
    }

    [Fact]
    public void Appending_writes_at_the_end_whatever_the_position()
    {
        var fd = _guest.MustOpen("digits", 0, Both, FdFlags.Append);
        _guest.Do("fd_seek", fd, 0, 0, _result);
        Assert.Equal(Errno.Success, _guest.Write(fd, "ab"));
        Assert.Equal("0123456789ab", _host.Read("digits"));
    }

    [Fact]
    public void Standard_streams_are_the_hosts_descriptors()
    {
        var path = _host["out"];
        using var output = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite);
        using var input = File.OpenHandle(_host["digits"]);
        using var guest = new Guest(new SandboxOptions
        {
            StandardInput = (int)input.DangerousGetHandle(),
            StandardOutput = (int)output.DangerousGetHandle(),
            StandardError = -1,
        });
        Assert.Equal(Errno.Success, guest.Read(0, 3, out var text));
        Assert.Equal("012", text);
        Assert.Equal(Errno.Success, guest.Write(1, "hello\n"));
        Assert.Equal("hello\n", File.ReadAllText(path));
        Assert.Equal(Errno.Badf, guest.Write(2, "x"));
        // Closing the guest's descriptor leaves the host's alone.
        guest.Do("fd_close", 1);
        Assert.Equal(Errno.Badf, guest.Write(1, "x"));
        Assert.Equal(6, RandomAccess.GetLength(output));
    }

    [Fact]
    public async Task A_pipe_that_another_made_non_blocking_is_waited_for()
    {
        using var pipe = new Pipe(nonBlocking: true);
        using var guest = new Guest(new SandboxOptions { StandardInput = pipe.Reader, StandardOutput = pipe.Writer });
        var reader = Task.Run(() =>
        {
            var error = guest.Read(0, 5, out var text);
            return (error, text);
        });
        await Task.Delay(20);
        pipe.Write("later");
        Assert.Equal((Errno.Success, "later"), await reader);
    }

    [Fact]
    public void A_guest_that_asked_for_it_is_told_to_try_again()
    {
        using var pipe = new Pipe(nonBlocking: false);
        using var guest = new Guest(new SandboxOptions { StandardInput = pipe.Reader });
        guest.Do("fd_fdstat_set_flags", 0, (ulong)FdFlags.NonBlocking);
        Assert.Equal(Errno.Again, guest.Read(0, 1, out _));
    }

    [Fact]
    public void Writing_to_a_pipe_nobody_reads_is_an_error_not_a_signal()
    {
        using var pipe = new Pipe(nonBlocking: false);
        using var guest = new Guest(new SandboxOptions { StandardOutput = pipe.Writer });
        pipe.CloseReader();
        Assert.Equal(Errno.Pipe, guest.Write(1, "x"));
        Assert.Equal(Errno.Spipe, guest.Call("fd_tell", 1, 1024));
        Assert.Equal(Errno.Spipe, guest.Call("fd_pwrite", 1, 64, 1, 0, 1024));
    }

    [Fact]
    public async Task A_descriptor_closed_while_another_thread_reads_is_not_reused_under_it()
    {
        using var pipe = new Pipe(nonBlocking: false);
        using var guest = new Guest(new SandboxOptions { StandardInput = pipe.Reader });
        Assert.Equal(Errno.Success, guest.State.Files.Acquire(0, Rights.None, out var entry));
        entry.Release();
        var reader = Task.Run(() => guest.Read(0, 4, out _));
        Assert.True(SpinWait.SpinUntil(() => entry.IsInUse, TimeSpan.FromMinutes(1)));
        guest.Do("fd_close", 0);
        Assert.Equal(Errno.Badf, guest.Call("fd_tell", 0, 1024));
        pipe.Write("data");
        Assert.Equal(Errno.Success, await reader);
    }

    public void Dispose()
    {
        _guest.Dispose();
        _host.Dispose();
    }
}
