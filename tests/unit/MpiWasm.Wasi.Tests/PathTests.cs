using MpiWasm.Wasi.Abi;
using Xunit;

namespace MpiWasm.Wasi.Tests;

public sealed class PathTests : IDisposable
{
    private const Rights Both = Rights.FdRead | Rights.FdWrite;
    private readonly TemporaryDirectory _host = new();
    private readonly Guest _guest;

    public PathTests()
    {
        _host.Write("file", "content");
        Directory.CreateDirectory(_host["dir"]);
        _host.Write("dir/inner", "inner");
        _guest = new Guest($"{_host.Path}::.");
    }

    [Fact]
    public void Opening_creates_truncates_and_excludes_as_asked()
    {
        Assert.Equal(Errno.Noent, _guest.Open("new", out _, 0, Both));
        Assert.Equal(Errno.Success, _guest.Open("new", out _, OpenMode.Create | OpenMode.Exclusive, Both));
        Assert.True(File.Exists(_host["new"]));
        Assert.Equal(Errno.Exist, _guest.Open("new", out _, OpenMode.Create | OpenMode.Exclusive, Both));
        _guest.MustOpen("file", OpenMode.Create, Both);
        Assert.Equal("content", _host.Read("file"));
        _guest.MustOpen("file", OpenMode.Truncate, Both);
        Assert.Equal("", _host.Read("file"));
    }

    [Fact]
    public void Opening_tells_directories_from_files()
    {
        Assert.Equal(Errno.Success, _guest.Open("dir", out _, OpenMode.Directory));
        // For writing a directory is never opened, whether it was asked for or not (POSIX, open: EISDIR).
        foreach (var writing in (Rights[])[Both, Rights.FdWrite, Both | Rights.FdReadDirectory])
        {
            Assert.Equal(Errno.Isdir, _guest.Open(".", out _, OpenMode.Directory, writing));
            Assert.Equal(Errno.Isdir, _guest.Open("dir", out _, OpenMode.Directory, writing));
            Assert.Equal(Errno.Isdir, _guest.Open("dir", out _, 0, writing));
            Assert.Equal(Errno.Notdir, _guest.Open("file", out _, OpenMode.Directory, writing));
        }
        Assert.Equal(Errno.Notdir, _guest.Open("file", out _, OpenMode.Directory));
        Assert.Equal(Errno.Notdir, _guest.Open("file/x", out _));
        Assert.Equal(Errno.Notdir, _guest.Open("file/", out _));
        Assert.Equal(Errno.Isdir, _guest.Open("dir", out _, 0, Both));
        Assert.Equal(Errno.Inval, _guest.Open("d2", out _, OpenMode.Create | OpenMode.Directory));
        Assert.Equal(Errno.Inval, _guest.Open("file", out _, (OpenMode)16));
        Assert.Equal(Errno.Inval, _guest.Open("file", out _, 0, Both, (FdFlags)32));
        Assert.Equal(Errno.Badf, _guest.Open("file", out _, directory: 99));
        var file = _guest.MustOpen("file");
        Assert.Equal(Errno.Notdir, _guest.Open("x", out _, directory: file));
    }

    [Fact]
    public void Paths_are_relative_to_the_directory_given()
    {
        var dir = _guest.MustOpen("dir", OpenMode.Directory);
        var fd = _guest.MustOpen("inner", directory: dir);
        Assert.Equal(Errno.Success, _guest.Read(fd, 10, out var text));
        Assert.Equal("inner", text);
        Assert.Equal(Errno.Success, _guest.Open("dir/../dir//./inner", out _));
    }

    [Fact]
    public void Links_within_the_directory_are_followed_where_asked()
    {
        Assert.Equal(Errno.Success, _guest.OnPaths("path_symlink", "dir/inner", "link"));
        Assert.Equal("dir/inner", new FileInfo(_host["link"]).LinkTarget);
        var fd = _guest.MustOpen("link");
        Assert.Equal(Errno.Success, _guest.Read(fd, 10, out var text));
        Assert.Equal("inner", text);
        Assert.Equal(Errno.Loop, _guest.Open("link", out _, follow: false));
        Assert.Equal(Errno.Success, _guest.Stat("link", out var followed));
        Assert.Equal((ulong)FileType.RegularFile, (ulong)_guest.Memory[(int)followed + 16]);
        Assert.Equal(5ul, _guest.U64(followed + 32));
        Assert.Equal(Errno.Success, _guest.Stat("link", out var itself, follow: false));
        Assert.Equal((ulong)FileType.SymbolicLink, (ulong)_guest.Memory[(int)itself + 16]);
        Assert.Equal(9ul, _guest.U64(itself + 32));
        Assert.Equal(Errno.Success, _guest.Readlink("link", out var target));
        Assert.Equal("dir/inner", target);
        Assert.Equal(Errno.Inval, _guest.Readlink("file", out _));
        Assert.Equal(Errno.Noent, _guest.Readlink("none", out _));
        Assert.Equal(Errno.Exist, _guest.OnPaths("path_symlink", "x", "link"));
        Assert.Equal(Errno.Noent, _guest.OnPaths("path_symlink", "", "empty"));
        Assert.Equal(Errno.Noent, _guest.OnPaths("path_symlink", "x", "new/"));
    }

    [Fact]
    public void A_link_is_read_as_far_as_the_buffer_goes()
    {
        Assert.Equal(Errno.Success, _guest.OnPaths("path_symlink", "abcdef", "link"));
        var (path, buffer, used) = (_guest.Put("link"), _guest.Allocate(8), _guest.Allocate(4));
        _guest.Do("path_readlink", 3, path, 4, buffer, 3, used);
        Assert.Equal(3u, _guest.U32(used));
        Assert.Equal("abc\0", _guest.Text(buffer, 4));
        _guest.Do("path_readlink", 3, path, 4, buffer, 0, used);
        Assert.Equal(0u, _guest.U32(used));
    }

    [Fact]
    public void Directories_are_made_and_removed()
    {
        Assert.Equal(Errno.Success, _guest.OnPath("path_create_directory", "a"));
        Assert.Equal(Errno.Success, _guest.OnPath("path_create_directory", "a/b/"));
        Assert.True(Directory.Exists(_host["a/b"]));
        Assert.Equal(Errno.Exist, _guest.OnPath("path_create_directory", "a"));
        Assert.Equal(Errno.Exist, _guest.OnPath("path_create_directory", "file"));
        Assert.Equal(Errno.Exist, _guest.OnPath("path_create_directory", "a/.."));
        Assert.Equal(Errno.Noent, _guest.OnPath("path_create_directory", "none/x"));
        Assert.Equal(Errno.Notdir, _guest.OnPath("path_create_directory", "file/x"));
        Assert.Equal(Errno.Notempty, _guest.OnPath("path_remove_directory", "a"));
        Assert.Equal(Errno.Success, _guest.OnPath("path_remove_directory", "a/b/"));
        Assert.Equal(Errno.Success, _guest.OnPath("path_remove_directory", "a"));
        Assert.Equal(Errno.Noent, _guest.OnPath("path_remove_directory", "a"));
        Assert.Equal(Errno.Notdir, _guest.OnPath("path_remove_directory", "file"));
        Assert.Equal(Errno.Inval, _guest.OnPath("path_remove_directory", "dir/."));
        Assert.Equal(Errno.Badf, _guest.Call("path_create_directory", 99, 1024, 1));
        Assert.False(Directory.Exists(_host["a"]));
    }

    [Fact]
    public void Files_are_unlinked_directories_are_not()
    {
        Assert.Equal(Errno.Success, _guest.OnPath("path_unlink_file", "dir/inner"));
        Assert.False(File.Exists(_host["dir/inner"]));
        Assert.Equal(Errno.Noent, _guest.OnPath("path_unlink_file", "dir/inner"));
        Assert.Equal(Errno.Isdir, _guest.OnPath("path_unlink_file", "dir"));
        Assert.Equal(Errno.Isdir, _guest.OnPath("path_unlink_file", "dir/"));
        Assert.Equal(Errno.Isdir, _guest.OnPath("path_unlink_file", "."));
        Assert.Equal(Errno.Notdir, _guest.OnPath("path_unlink_file", "file/"));
        Assert.True(File.Exists(_host["file"]));
    }

    [Fact]
    public void Renaming_replaces_and_moves()
    {
        _host.Write("other", "old");
        Assert.Equal(Errno.Success, _guest.OnPaths("path_rename", "file", "other"));
        Assert.Equal("content", _host.Read("other"));
        Assert.False(File.Exists(_host["file"]));
        Assert.Equal(Errno.Success, _guest.OnPaths("path_rename", "other", "dir/moved"));
        Assert.Equal(Errno.Success, _guest.OnPaths("path_rename", "dir/", "renamed/"));
        Assert.Equal("content", _host.Read("renamed/moved"));
        Assert.Equal(Errno.Noent, _guest.OnPaths("path_rename", "none", "x"));
        Assert.Equal(Errno.Noent, _guest.OnPaths("path_rename", "none/", "x"));
        Assert.Equal(Errno.Isdir, _guest.OnPaths("path_rename", "renamed/moved", "renamed"), EqualOrNotEmpty);
        Assert.Equal(Errno.Notdir, _guest.OnPaths("path_rename", "renamed/moved", "x/"));
        Assert.Equal(Errno.Notdir, _guest.OnPaths("path_rename", "renamed", "renamed/moved"), EqualOrInvalid);
        Assert.Equal(Errno.Busy, _guest.OnPaths("path_rename", ".", "x"));
    }

    [Fact]
    public void Renaming_works_between_granted_directories()
    {
        Directory.CreateDirectory(_host["a"]);
        Directory.CreateDirectory(_host["b"]);
        _host.Write("a/f", "x");
        using var guest = new Guest($"{_host["a"]}::a", $"{_host["b"]}::b");
        Assert.Equal(Errno.Success, guest.OnPaths("path_rename", "f", "g", 3, 4));
        Assert.Equal("x", _host.Read("b/g"));
        Assert.Equal(Errno.Success, guest.OnPaths("path_link", "g", "h", 4, 3));
        Assert.Equal("x", _host.Read("a/h"));
    }

    [Fact]
    public void Hard_links_share_the_file()
    {
        Assert.Equal(Errno.Success, _guest.OnPaths("path_link", "file", "dir/copy"));
        Assert.Equal(Errno.Success, _guest.Stat("file", out var stat));
        Assert.Equal(2ul, _guest.U64(stat + 24));
        Assert.Equal(Errno.Exist, _guest.OnPaths("path_link", "file", "dir/copy"));
        Assert.Equal(Errno.Noent, _guest.OnPaths("path_link", "none", "x"));
        Assert.Equal(Errno.Perm, _guest.OnPaths("path_link", "dir", "x"));
        Assert.Equal(Errno.Noent, _guest.OnPaths("path_link", "file", "x/"));
        var path = _guest.Put("filex");
        Assert.Equal(Errno.Inval, _guest.Call("path_link", 3, 1, path, 4, 3, path + 4, 1));
    }

    [Fact]
    public void Times_of_a_path_are_set_with_and_without_following()
    {
        File.CreateSymbolicLink(_host["link"], "file");
        var path = _guest.Put("link");
        _guest.Do("path_filestat_set_times", 3, 1, path, 4, 0, 5_000_000_000, 4);
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(5), File.GetLastWriteTimeUtc(_host["file"]));
        _guest.Do("path_filestat_set_times", 3, 0, path, 4, 0, 9_000_000_000, 4);
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(5), File.GetLastWriteTimeUtc(_host["file"]));
        Assert.Equal(Errno.Success, _guest.Stat("link", out var stat, follow: false));
        Assert.Equal(9_000_000_000ul, _guest.U64(stat + 48));
        Assert.Equal(Errno.Inval, _guest.Call("path_filestat_set_times", 3, 1, path, 4, 0, 0, 3));
    }

    [Fact]
    public void Names_that_are_not_ascii_are_the_hosts_bytes()
    {
        _guest.MustOpen("Ölprüfung-日本", OpenMode.Create, Both);
        Assert.True(File.Exists(_host["Ölprüfung-日本"]));
    }

    [Fact]
    public void Below_a_read_only_directory_nothing_changes()
    {
        using var guest = new Guest($"{_host.Path}::.:ro", $"{_host["dir"]}::rw");
        var fd = guest.MustOpen("file", OpenMode.Create);
        Assert.Equal(Errno.Success, guest.Read(fd, 10, out var text));
        Assert.Equal("content", text);
        Assert.Equal(Errno.Rofs, guest.Open("file", out _, 0, Rights.FdWrite));
        Assert.Equal(Errno.Rofs, guest.Open("file", out _, OpenMode.Truncate));
        Assert.Equal(Errno.Rofs, guest.Open("new", out _, OpenMode.Create));
        Assert.Equal(Errno.Exist, guest.Open("file", out _, OpenMode.Create | OpenMode.Exclusive));
        Assert.Equal(Errno.Rofs, guest.OnPath("path_create_directory", "x"));
        Assert.Equal(Errno.Rofs, guest.OnPath("path_unlink_file", "file"));
        Assert.Equal(Errno.Rofs, guest.OnPath("path_remove_directory", "dir"));
        Assert.Equal(Errno.Rofs, guest.OnPaths("path_rename", "file", "x"));
        Assert.Equal(Errno.Rofs, guest.OnPaths("path_rename", "file", "x", 3, 4));
        Assert.Equal(Errno.Rofs, guest.OnPaths("path_rename", "inner", "x", 4, 3));
        Assert.Equal(Errno.Rofs, guest.OnPaths("path_link", "file", "x", 3, 4));
        Assert.Equal(Errno.Rofs, guest.OnPaths("path_symlink", "file", "x"));
        Assert.Equal(Errno.Rofs, guest.Call("fd_filestat_set_times", fd, 0, 0, 5));
        Assert.Equal(Errno.Rofs, guest.Call("fd_filestat_set_size", fd, 0));
        Assert.Equal(Errno.Rofs, guest.Call("fd_allocate", fd, 0, 100));
        Assert.Equal(Errno.Rofs, guest.Call("path_filestat_set_times", 3, 1, guest.Put("file"), 4, 0, 0, 5));
        var sub = guest.MustOpen("dir", OpenMode.Directory);
        Assert.Equal(Errno.Rofs, guest.Open("inner", out _, 0, Rights.FdWrite, directory: sub));
        Assert.Equal(["dir", "file"], Directory.EnumerateFileSystemEntries(_host.Path).Select(Path.GetFileName).Order());
        Assert.Equal("content", _host.Read("file"));
    }

    public void Dispose()
    {
        _guest.Dispose();
        _host.Dispose();
    }

    // File systems differ in which of two errors they find first.
    private static bool EqualOrNotEmpty(Errno expected, Errno actual) => actual == expected || actual == Errno.Notempty;

    private static bool EqualOrInvalid(Errno expected, Errno actual) => actual == expected || actual == Errno.Inval;
}
