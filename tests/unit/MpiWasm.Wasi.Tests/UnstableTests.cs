using MpiWasm.Wasi.Abi;
using MpiWasm.Wasm.Model;
using Xunit;

namespace MpiWasm.Wasi.Tests;

/// <summary>
/// The first snapshot, wasi_unstable: other numbers for seeking, another status of files, another
/// subscription; all as its witx definition has them.
/// </summary>
public sealed class UnstableTests : IDisposable
{
    private readonly TemporaryDirectory _host = new();
    private readonly Guest _guest;
    private readonly uint _at;

    public UnstableTests()
    {
        _host.Write("file", "0123456789");
        _guest = new Guest($"{_host.Path}::.");
        _at = _guest.Allocate(256);
    }

    [Fact]
    public void Every_function_is_there_by_the_old_name()
    {
        var imports = new WasiImports(_guest.State);
        Assert.All(ApiText.Load().Functions, f => Assert.NotNull(imports.Resolve(Function("wasi_unstable", f.Name), null)));
        Assert.Null(imports.Resolve(Function("wasi_unstable", "fd_dup"), null));
        Assert.Null(imports.Resolve(Function("wasi", "fd_read"), null));
    }

    [Fact]
    public void Seeking_counts_from_here_the_end_the_start()
    {
        var fd = _guest.MustOpen("file");
        _guest.IsUnstable = true;
        _guest.Do("fd_seek", fd, 4, 2, _at);
        Assert.Equal(4ul, _guest.U64(_at));
        _guest.Do("fd_seek", fd, 3, 0, _at);
        Assert.Equal(7ul, _guest.U64(_at));
        _guest.Do("fd_seek", fd, unchecked((ulong)-1), 1, _at);
        Assert.Equal(9ul, _guest.U64(_at));
        Assert.Equal(Errno.Inval, _guest.Call("fd_seek", fd, 0, 3, _at));
    }

    [Fact]
    public void The_status_of_a_file_has_56_bytes()
    {
        var fd = _guest.MustOpen("file");
        _guest.Do("fd_filestat_get", fd, _at);
        var (inode, type, links, size, times) = (_guest.U64(_at + 8), _guest.Memory[(int)_at + 16], _guest.U64(_at + 24),
            _guest.U64(_at + 32), _guest.Memory.Slice((int)_at + 40, 24).ToArray());
        _guest.Memory.Slice((int)_at, 256).Fill(0xEE);
        _guest.IsUnstable = true;
        _guest.Do("fd_filestat_get", fd, _at);
        Assert.Equal(inode, _guest.U64(_at + 8));
        Assert.Equal(type, _guest.Memory[(int)_at + 16]);
        Assert.Equal(links, _guest.U32(_at + 20));
        Assert.Equal(size, _guest.U64(_at + 24));
        Assert.Equal(times, _guest.Memory.Slice((int)_at + 32, 24).ToArray());
        Assert.Equal(0xEE, _guest.Memory[(int)_at + 56]);
        Assert.Equal(Errno.Success, _guest.Stat("file", out var byPath));
        Assert.Equal(size, _guest.U64(byPath + 24));
    }

    [Fact]
    public void A_subscription_to_a_clock_has_an_identifier_in_front()
    {
        _guest.IsUnstable = true;
        var subscription = _guest.Allocate(56);
        _guest.Memory.Slice((int)subscription, 56).Clear();
        _guest.Memory[(int)subscription] = 77;
        _guest.Memory[(int)subscription + 16] = 99;     // the identifier
        _guest.Memory[(int)subscription + 24] = 1;      // the monotonic clock
        _guest.Memory[(int)subscription + 32] = 1;      // a nanosecond
        _guest.Do("poll_oneoff", subscription, _at, 1, _at + 64);
        Assert.Equal((1u, 77ul, (ushort)0), (_guest.U32(_at + 64), _guest.U64(_at), _guest.U16(_at + 8)));
    }

    public void Dispose()
    {
        _guest.Dispose();
        _host.Dispose();
    }

    private static Import Function(string module, string name) => new(module, name, ExternalKind.Function);
}
