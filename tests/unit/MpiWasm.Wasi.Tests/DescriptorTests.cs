using System.Runtime.InteropServices;
using MpiWasm.Sandbox.Grants;
using MpiWasm.Wasi.Abi;
using Xunit;

namespace MpiWasm.Wasi.Tests;

/// <summary>The descriptor table, and what is known and set about open descriptors.</summary>
public sealed class DescriptorTests : IDisposable
{
    private const Rights Both = Rights.FdRead | Rights.FdWrite;
    private readonly TemporaryDirectory _host = new();
    private readonly Guest _guest;
    private readonly uint _stat;

    public DescriptorTests()
    {
        _host.Write("file", "12345");
        Directory.CreateDirectory(_host["second"]);
        _guest = new Guest($"{_host.Path}::/data", $"{_host["second"]}::other");
        _stat = _guest.Allocate(64);
    }

    [Fact]
    public void Granted_directories_are_found_from_3_on_in_the_order_given()
    {
        var name = _guest.Allocate(16);
        _guest.Do("fd_prestat_get", 3, _stat);
        Assert.Equal(0u, _guest.U32(_stat));
        Assert.Equal(5u, _guest.U32(_stat + 4));
        _guest.Do("fd_prestat_dir_name", 3, name, 5);
        Assert.Equal("/data", _guest.Text(name, 5));
        _guest.Do("fd_prestat_dir_name", 4, name, 5);
        Assert.Equal("other", _guest.Text(name, 5));
        Assert.Equal(Errno.Nametoolong, _guest.Call("fd_prestat_dir_name", 3, name, 4));
        Assert.Equal(Errno.Badf, _guest.Call("fd_prestat_get", 5, _stat));
        Assert.Equal(Errno.Badf, _guest.Call("fd_prestat_get", 1, _stat));
        var opened = _guest.MustOpen("file");
        Assert.Equal(Errno.Badf, _guest.Call("fd_prestat_get", opened, _stat));
    }

    [Fact]
    public void The_lowest_free_descriptor_is_used()
    {
        var first = _guest.MustOpen("file");
        var second = _guest.MustOpen("file");
        Assert.Equal((5u, 6u), (first, second));
        _guest.Do("fd_close", first);
        Assert.Equal(5u, _guest.MustOpen("file"));
        _guest.Do("fd_close", 0);
        Assert.Equal(0u, _guest.MustOpen("file"));
    }

    [Fact]
    public void Many_descriptors_can_be_open()
    {
        var opened = Enumerable.Range(0, 200).Select(_ => _guest.MustOpen("file")).ToList();
        Assert.Equal(Enumerable.Range(5, 200).Select(i => (uint)i), opened);
        Assert.All(opened, fd => _guest.Do("fd_close", fd));
    }

    [Fact]
    public void Closing_twice_is_an_error()
    {
        var fd = _guest.MustOpen("file");
        _guest.Do("fd_close", fd);
        Assert.Equal(Errno.Badf, _guest.Call("fd_close", fd));
        Assert.Equal(Errno.Badf, _guest.Call("fd_close", 0xFFFF_FFFF));
    }

    [Fact]
    public void Renumbering_moves_a_descriptor_over_an_open_one()
    {
        var file = _guest.MustOpen("file");
        _host.Write("target", "abc");
        var target = _guest.MustOpen("target");
        _guest.Do("fd_renumber", file, target);
        Assert.Equal(Errno.Success, _guest.Read(target, 5, out var text));
        Assert.Equal("12345", text);
        Assert.Equal(Errno.Badf, _guest.Read(file, 5, out _));
        Assert.Equal(Errno.Badf, _guest.Call("fd_renumber", target, 77));
        Assert.Equal(Errno.Badf, _guest.Call("fd_renumber", 77, target));
        _guest.Do("fd_renumber", target, target);
        // As freopen() and shells do: standard output becomes a file.
        var output = _guest.MustOpen("out", OpenMode.Create, Rights.FdWrite);
        _guest.Do("fd_renumber", output, 1);
        Assert.Equal(Errno.Success, _guest.Write(1, "to the file"));
        Assert.Equal("to the file", _host.Read("out"));
    }

    [Fact]
    public void Descriptors_of_the_host_do_not_leak_to_child_processes_or_stay_open()
    {
        var fd = _guest.MustOpen("file");
        var host = HostDescriptor(_host["file"]);
        var flags = File.ReadLines($"/proc/self/fdinfo/{host}")
            .Single(l => l.StartsWith("flags:", StringComparison.Ordinal))
            .Split('\t')[1];
        Assert.NotEqual(0, Convert.ToInt64(flags, 8) & Convert.ToInt64("2000000", 8));
        _guest.Do("fd_close", fd);
        Assert.Null(HostDescriptor(_host["file"]));
        _guest.MustOpen("file");
        _guest.State.Dispose();
        Assert.Null(HostDescriptor(_host["file"]));
    }

    [Fact]
    public void Type_flags_and_rights_are_reported()
    {
        _guest.Do("fd_fdstat_get", 3, _stat);
        Assert.Equal((byte)FileType.Directory, _guest.Memory[(int)_stat]);
        Assert.Equal((ulong)Rights.PathOpen, _guest.U64(_stat + 8) & (ulong)Rights.PathOpen);
        // wasi-libc asks for no more than a directory's inheriting rights.
        Assert.Equal((ulong)Rights.All, _guest.U64(_stat + 16));

        var fd = _guest.MustOpen("file", 0, Both, FdFlags.Append | FdFlags.NonBlocking);
        _guest.Do("fd_fdstat_get", fd, _stat);
        Assert.Equal((byte)FileType.RegularFile, _guest.Memory[(int)_stat]);
        Assert.Equal((ushort)(FdFlags.Append | FdFlags.NonBlocking), _guest.U16(_stat + 2));
        Assert.Equal((ulong)(Both | Rights.FdSeek | Rights.FdTell), _guest.U64(_stat + 8) & (ulong)(Both | Rights.FdSeek | Rights.FdTell));

        var reading = _guest.MustOpen("file");
        _guest.Do("fd_fdstat_get", reading, _stat);
        Assert.Equal((ulong)Rights.FdRead, _guest.U64(_stat + 8) & (ulong)Both);
        Assert.Equal(Errno.Badf, _guest.Call("fd_fdstat_get", 99, _stat));
    }

    [Fact]
    public void Append_and_non_blocking_can_be_switched_the_synchronising_flags_cannot()
    {
        var fd = _guest.MustOpen("file", 0, Both, FdFlags.DataSync);
        _guest.Do("fd_fdstat_set_flags", fd, (ulong)(FdFlags.Append | FdFlags.DataSync));
        _guest.Do("fd_fdstat_get", fd, _stat);
        Assert.Equal((ushort)(FdFlags.Append | FdFlags.DataSync), _guest.U16(_stat + 2));
        Assert.Equal(Errno.Success, _guest.Write(fd, "6"));
        Assert.Equal("123456", _host.Read("file"));
        Assert.Equal(Errno.Inval, _guest.Call("fd_fdstat_set_flags", fd, (ulong)FdFlags.Append));
        Assert.Equal(Errno.Inval, _guest.Call("fd_fdstat_set_flags", fd, 32));
        Assert.Equal(Errno.Badf, _guest.Call("fd_fdstat_set_flags", 99, 0));
    }

    [Fact]
    public void Rights_can_be_given_up_and_not_regained()
    {
        var fd = _guest.MustOpen("file", 0, Both);
        _guest.Do("fd_fdstat_set_rights", fd, (ulong)(Rights.FdRead | Rights.FdFilestatGet), 0);
        Assert.Equal(Errno.Notcapable, _guest.Write(fd, "x"));
        Assert.Equal(Errno.Notcapable, _guest.Call("fd_seek", fd, 0, 0, _stat));
        Assert.Equal(Errno.Success, _guest.Read(fd, 1, out _));
        Assert.Equal(Errno.Notcapable, _guest.Call("fd_fdstat_set_rights", fd, (ulong)Both, 0));
        _guest.Do("fd_fdstat_set_rights", 3, (ulong)Rights.PathOpen, (ulong)Rights.FdRead);
        Assert.Equal(Errno.Notcapable, _guest.OnPath("path_unlink_file", "file"));
        var child = _guest.MustOpen("file", 0, Both);
        Assert.Equal(Errno.Notcapable, _guest.Write(child, "x"));
        Assert.Equal("12345", _host.Read("file"));
    }

    [Fact]
    public void The_status_of_a_file_is_the_hosts()
    {
        var time = new DateTime(2020, 2, 3, 4, 5, 6, DateTimeKind.Utc).AddTicks(1234567);
        File.SetLastWriteTimeUtc(_host["file"], time);
        var fd = _guest.MustOpen("file");
        _guest.Do("fd_filestat_get", fd, _stat);
        Assert.Equal((ulong)FileType.RegularFile, (ulong)_guest.Memory[(int)_stat + 16]);
        Assert.Equal(1ul, _guest.U64(_stat + 24));
        Assert.Equal(5ul, _guest.U64(_stat + 32));
        Assert.Equal((ulong)(time - DateTime.UnixEpoch).Ticks * 100, _guest.U64(_stat + 48));
        Assert.Equal(Errno.Success, _guest.Stat("file", out var byPath));
        Assert.True(_guest.Memory.Slice((int)_stat, 64).SequenceEqual(_guest.Memory.Slice((int)byPath, 64)));
        Assert.Equal(Errno.Badf, _guest.Call("fd_filestat_get", 99, _stat));
    }

    [Fact]
    public void A_file_can_be_cut_extended_and_allocated()
    {
        var fd = _guest.MustOpen("file", 0, Both);
        _guest.Do("fd_filestat_set_size", fd, 3);
        Assert.Equal("123", _host.Read("file"));
        _guest.Do("fd_filestat_set_size", fd, 5);
        Assert.Equal("123\0\0", _host.Read("file"));
        _guest.Do("fd_allocate", fd, 0, 100);
        Assert.Equal(100, new FileInfo(_host["file"]).Length);
        _guest.Do("fd_allocate", fd, 10, 10);
        Assert.Equal(100, new FileInfo(_host["file"]).Length);
        Assert.Equal(Errno.Inval, _guest.Call("fd_allocate", fd, 0, 0));
        Assert.Equal(Errno.Inval, _guest.Call("fd_filestat_set_size", fd, ulong.MaxValue));
        Assert.Equal(Errno.Isdir, _guest.Call("fd_filestat_set_size", 3, 0));
        Assert.Equal(Errno.Isdir, _guest.Call("fd_allocate", 3, 0, 1));
        Assert.Equal(Errno.Badf, _guest.Call("fd_allocate", 99, 0, 1));
    }

    [Fact]
    public void Times_are_set_omitted_or_now()
    {
        File.SetLastAccessTimeUtc(_host["file"], DateTime.UnixEpoch.AddSeconds(100));
        var fd = _guest.MustOpen("file", 0, Both);
        _guest.Do("fd_filestat_set_times", fd, 7, 1_000_000_000_500, 4);
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(1000).AddTicks(5), File.GetLastWriteTimeUtc(_host["file"]));
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(100), File.GetLastAccessTimeUtc(_host["file"]));
        var before = DateTime.UtcNow.AddSeconds(-1);
        _guest.Do("fd_filestat_set_times", fd, 2_000_000_000, 0, 1 | 8);
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(2), File.GetLastAccessTimeUtc(_host["file"]));
        Assert.InRange(File.GetLastWriteTimeUtc(_host["file"]), before, DateTime.UtcNow.AddSeconds(1));
        Assert.Equal(Errno.Inval, _guest.Call("fd_filestat_set_times", fd, 0, 0, 3));
        Assert.Equal(Errno.Inval, _guest.Call("fd_filestat_set_times", fd, 0, 0, 12));
        Assert.Equal(Errno.Inval, _guest.Call("fd_filestat_set_times", fd, 0, 0, 16));
        Assert.Equal(Errno.Badf, _guest.Call("fd_filestat_set_times", 99, 0, 0, 0));
    }

    [Fact]
    public void Files_can_be_synchronised_and_advised_about()
    {
        var fd = _guest.MustOpen("file", 0, Both);
        _guest.Do("fd_sync", fd);
        _guest.Do("fd_datasync", fd);
        for (var advice = 0u; advice < 6; advice++)
            _guest.Do("fd_advise", fd, 0, 100, advice);
        Assert.Equal(Errno.Inval, _guest.Call("fd_advise", fd, 0, 0, 6));
        Assert.Equal(Errno.Inval, _guest.Call("fd_advise", fd, 0, unchecked((ulong)-1), 0));
        foreach (var function in new[] { "fd_sync", "fd_datasync" })
            Assert.Equal(Errno.Badf, _guest.Call(function, 99));
        Assert.Equal(Errno.Badf, _guest.Call("fd_advise", 99, 0, 0, 0));
        using var pipe = new Pipe(nonBlocking: false);
        using var guest = new Guest(new SandboxOptions { StandardInput = pipe.Reader });
        Assert.Equal(Errno.Inval, guest.Call("fd_sync", 0));
        Assert.Equal(Errno.Spipe, guest.Call("fd_advise", 0, 0, 0, 0));
    }

    /// <summary>
    /// The handle of the state is given back once: by the second time it may be another object's, and that
    /// one's code would find a stranger.
    /// </summary>
    [Fact]
    public void A_state_that_is_disposed_twice_takes_nobody_else_s_handle()
    {
        _guest.State.Dispose();
        var others = Enumerable.Range(0, 64).Select(i => GCHandle.Alloc($"first {i}")).ToArray();
        _guest.State.Dispose();
        var later = Enumerable.Range(0, 64).Select(i => GCHandle.Alloc($"later {i}")).ToArray();
        Assert.Equal(Enumerable.Range(0, 64).Select(i => $"first {i}"), others.Select(h => h.Target));
        foreach (var handle in others.Concat(later))
            handle.Free();
    }

    public void Dispose()
    {
        _guest.Dispose();
        _host.Dispose();
    }

    private static string? HostDescriptor(string path) => Directory.EnumerateFileSystemEntries("/proc/self/fd")
        .Where(f => new FileInfo(f).LinkTarget == path).Select(Path.GetFileName).SingleOrDefault();
}
