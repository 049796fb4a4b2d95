using MpiWasm.Sandbox.Grants;
using MpiWasm.Wasi.Abi;
using Xunit;

namespace MpiWasm.Wasi.Tests;

/// <summary>The host fails or changes under the guest: an error or a short count, and nothing is lost.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly TemporaryDirectory _host = new();

    [Fact]
    public void A_full_disk_is_an_error_of_the_write()
    {
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        using var guest = new Guest(new SandboxOptions { StandardOutput = (int)full.SafeFileHandle.DangerousGetHandle() });
        Assert.Equal(Errno.Nospc, guest.Write(1, "lost?"));
    }

    [Fact]
    public void A_file_cut_short_under_its_reader_has_ended()
    {
        _host.Write("f", "0123456789");
        using var guest = new Guest($"{_host.Path}::.");
        var fd = guest.MustOpen("f");
        Assert.Equal(Errno.Success, guest.Read(fd, 4, out var text));
        Assert.Equal("0123", text);
        _host.Write("f", "01");
        Assert.Equal(Errno.Success, guest.Read(fd, 4, out text));
        Assert.Equal("", text);
        _host.Write("f", "abcdefgh");
        Assert.Equal(Errno.Success, guest.Read(fd, 10, out text));
        Assert.Equal("efgh", text);
    }

    [Fact]
    public void A_file_removed_under_its_reader_is_still_there()
    {
        _host.Write("f", "0123456789");
        using var guest = new Guest($"{_host.Path}::.");
        var fd = guest.MustOpen("f", 0, Rights.FdRead | Rights.FdWrite);
        File.Delete(_host["f"]);
        Assert.Equal(Errno.Success, guest.Read(fd, 10, out var text));
        Assert.Equal("0123456789", text);
        Assert.Equal(Errno.Success, guest.Write(fd, "x"));
        Assert.Equal(Errno.Noent, guest.Open("f", out _));
    }

    [Fact]
    public void A_directory_removed_under_the_guest_is_an_error()
    {
        Directory.CreateDirectory(_host["d"]);
        using var guest = new Guest($"{_host["d"]}::.");
        Directory.Delete(_host["d"]);
        Assert.Equal(Errno.Noent, guest.Open("new", out _, OpenMode.Create, Rights.FdWrite));
        Assert.Equal(Errno.Noent, guest.OnPath("path_create_directory", "x"));
    }

    [Fact]
    public void More_files_than_allowed_are_an_error_and_closing_makes_room()
    {
        _host.Write("f", "");
        using var guest = new Guest(new SandboxOptions { Directories = [new(_host.Path, ".", false)], MaxOpenFiles = 6 });
        guest.MustOpen("f");
        var last = guest.MustOpen("f");
        Assert.Equal(Errno.Mfile, guest.Open("f", out _));
        guest.Do("fd_close", last);
        Assert.Equal(last, guest.MustOpen("f"));
        guest.Do("fd_renumber", last, 0);
        Assert.Equal(Errno.Success, guest.Open("f", out _));
        Assert.Equal(Errno.Mfile, guest.Open("f", out _));
    }

    [Fact]
    public void A_file_that_cannot_be_had_is_neither_made_nor_emptied()
    {
        _host.Write("f", "kept");
        using var guest = new Guest(new SandboxOptions { Directories = [new(_host.Path, ".", false)], MaxOpenFiles = 4 });
        Assert.Equal(Errno.Mfile, guest.Open("f", out _, OpenMode.Truncate, Rights.FdWrite));
        Assert.Equal(Errno.Mfile, guest.Open("new", out _, OpenMode.Create, Rights.FdWrite));
        Assert.Equal("kept", File.ReadAllText(_host["f"]));
        Assert.False(File.Exists(_host["new"]));
    }

    /// <summary>Threads of one guest share its table: whatever they do to it, a descriptor is open for one or for none.</summary>
    [Fact]
    public void Many_threads_can_open_and_close_at_once()
    {
        _host.Write("f", "x");
        using var guest = new Guest($"{_host.Path}::.");
        var before = Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(f => new FileInfo(f).LinkTarget == _host["f"]);
        var path = guest.Put("f");
        var results = Enumerable.Range(0, 4).Select(_ => guest.Allocate(64)).ToArray();
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, thread =>
        {
            var at = results[thread];
            for (var i = 0; i < 2000; i++)
            {
                guest.Do("path_open", 3, 1, path, 1, 0, (ulong)Rights.FdRead, 0, 0, at);
                guest.Do("fd_close", guest.U32(at));
            }
        });
        Assert.Equal(before, Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(f => new FileInfo(f).LinkTarget == _host["f"]));
        Assert.Equal(4u, guest.MustOpen("f"));
    }

    public void Dispose() => _host.Dispose();
}
