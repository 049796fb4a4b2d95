using MpiWasm.Wasi.Abi;
using Xunit;

namespace MpiWasm.Wasi.Tests;

/// <summary>Ways out of a granted directory, each tried with every call that takes a path.</summary>
public sealed class EscapeTests : IDisposable
{
    private readonly TemporaryDirectory _host = new();
    private readonly Guest _guest;

    public EscapeTests()
    {
        Directory.CreateDirectory(_host["inside/sub"]);
        Directory.CreateDirectory(_host["outside"]);
        _host.Write("outside/secret", "secret");
        _host.Write("inside/file", "mine");
        File.CreateSymbolicLink(_host["inside/up"], "..");
        File.CreateSymbolicLink(_host["inside/absolute"], _host["outside"]);
        File.CreateSymbolicLink(_host["inside/file-out"], "../outside/secret");
        File.CreateSymbolicLink(_host["inside/dangling-out"], "../outside/new");
        File.CreateSymbolicLink(_host["inside/chain1"], "chain2");
        File.CreateSymbolicLink(_host["inside/chain2"], "sub/chain3");
        File.CreateSymbolicLink(_host["inside/sub/chain3"], "../../outside");
        File.CreateSymbolicLink(_host["inside/loop"], "loop");
        _guest = new Guest($"{_host["inside"]}::.");
    }

    public static TheoryData<string> WaysOut =>
    [
        "../outside/secret", "..", "sub/../../outside/secret", "./../outside/secret", "/etc/passwd", "/", "up/outside/secret", "absolute/secret",
        "chain1/secret", "file-out", "sub/../up/outside/secret", "..//outside/secret",
    ];

    public static TheoryData<string> ParentsOut => ["../outside", "sub/../..", "up/outside", "absolute", "chain1", "", "/"];

    [Theory]
    [MemberData(nameof(WaysOut))]
    public void Opening_outside_is_denied(string path)
    {
        Assert.Equal(Errno.Notcapable, _guest.Open(path, out _));
        Assert.Equal(Errno.Notcapable, _guest.Open(path, out _, OpenMode.Create | OpenMode.Truncate, Rights.FdWrite));
        Assert.Equal(Errno.Notcapable, _guest.Open(path, out _, OpenMode.Directory));
        Assert.Equal("secret", _host.Read("outside/secret"));
    }

    [Theory]
    [MemberData(nameof(WaysOut))]
    public void Asking_about_what_is_outside_is_denied(string path)
    {
        Assert.Equal(Errno.Notcapable, _guest.Stat(path, out _));
        var at = _guest.Put(path);
        Assert.Equal(Errno.Notcapable, _guest.Call("path_filestat_set_times", 3, 1, at, (uint)path.Length, 0, 0, 5));
    }

    [Theory]
    [MemberData(nameof(ParentsOut))]
    public void Changing_what_is_outside_is_denied(string parent)
    {
        var path = $"{parent}/x";
        Directory.CreateDirectory(_host["outside/d"]);
        Assert.Equal(Errno.Notcapable, _guest.OnPath("path_create_directory", path));
        Assert.Equal(Errno.Notcapable, _guest.OnPath("path_unlink_file", $"{parent}/secret"));
        Assert.Equal(Errno.Notcapable, _guest.OnPath("path_remove_directory", $"{parent}/d"));
        Assert.Equal(Errno.Notcapable, _guest.OnPaths("path_rename", "file", path));
        Assert.Equal(Errno.Notcapable, _guest.OnPaths("path_rename", $"{parent}/secret", "stolen"));
        Assert.Equal(Errno.Notcapable, _guest.OnPaths("path_link", "file", path));
        Assert.Equal(Errno.Notcapable, _guest.OnPaths("path_link", $"{parent}/secret", "stolen"));
        Assert.Equal(Errno.Notcapable, _guest.OnPaths("path_symlink", "file", path));
        Assert.Equal(Errno.Notcapable, _guest.Readlink(path, out _));
        Assert.Equal(["d", "secret"], Directory.EnumerateFileSystemEntries(_host["outside"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Creating_through_a_dangling_link_to_the_outside_is_denied()
    {
        Assert.Equal(Errno.Notcapable, _guest.Open("dangling-out", out _, OpenMode.Create, Rights.FdWrite));
        Assert.False(File.Exists(_host["outside/new"]));
    }

    [Fact]
    public void A_trailing_slash_does_not_make_a_link_be_followed_out()
    {
        Assert.Equal(Errno.Notdir, _guest.OnPath("path_unlink_file", "absolute/"));
        Assert.Equal(Errno.Notdir, _guest.OnPath("path_remove_directory", "absolute/"));
        Assert.Equal(Errno.Exist, _guest.OnPath("path_create_directory", "absolute/"));
        Assert.Equal(Errno.Notdir, _guest.OnPaths("path_rename", "absolute/", "moved"));
        Assert.Equal(Errno.Notdir, _guest.OnPaths("path_link", "absolute/", "linked"));
        Assert.Equal(Errno.Notcapable, _guest.Stat("absolute/", out _, follow: false));
        Assert.Equal(Errno.Notcapable, _guest.Open("absolute/", out _, follow: false));
    }

    [Fact]
    public void Links_to_the_outside_can_be_looked_at_and_removed_but_not_followed()
    {
        Assert.Equal(Errno.Success, _guest.Readlink("file-out", out var target));
        Assert.Equal("../outside/secret", target);
        Assert.Equal(Errno.Success, _guest.Stat("file-out", out var stat, follow: false));
        Assert.Equal((byte)FileType.SymbolicLink, _guest.Memory[(int)stat + 16]);
        Assert.Equal(Errno.Success, _guest.OnPath("path_unlink_file", "file-out"));
        Assert.Equal("secret", _host.Read("outside/secret"));
    }

    [Fact]
    public void A_hard_link_to_a_symbolic_link_links_the_link_itself()
    {
        Assert.Equal(Errno.Success, _guest.OnPaths("path_link", "file-out", "copy"));
        Assert.Equal("../outside/secret", new FileInfo(_host["inside/copy"]).LinkTarget);
        Assert.Equal(Errno.Notcapable, _guest.Open("copy", out _));
    }

    [Fact]
    public void A_guest_cannot_make_absolute_links()
    {
        Assert.Equal(Errno.Notcapable, _guest.OnPaths("path_symlink", "/etc/passwd", "passwd"));
        Assert.False(File.Exists(_host["inside/passwd"]));
    }

    [Fact]
    public void A_link_the_guest_makes_leads_nowhere_outside()
    {
        Assert.Equal(Errno.Success, _guest.OnPaths("path_symlink", "../outside/secret", "sneaky"));
        Assert.Equal(Errno.Notcapable, _guest.Open("sneaky", out _));
    }

    [Fact]
    public void A_directory_the_guest_opened_has_no_way_up()
    {
        var sub = _guest.MustOpen("sub", OpenMode.Directory);
        Assert.Equal(Errno.Notcapable, _guest.Open("../file", out _, directory: sub));
        Assert.Equal(Errno.Notcapable, _guest.Open("..", out _, directory: sub));
    }

    [Fact]
    public void Endless_links_are_an_error() => Assert.Equal(Errno.Loop, _guest.Open("loop", out _));

    [Fact]
    public void Magic_links_of_proc_are_not_followed()
    {
        using var guest = new Guest("/proc/self::.");
        Assert.Equal(Errno.Loop, guest.Open("fd/0", out _));
        Assert.Equal(Errno.Loop, guest.Open("root/etc/passwd", out _));
        Assert.Equal(Errno.Loop, guest.Open("cwd", out _));
        Assert.Equal(Errno.Loop, guest.Stat("exe", out _));
    }

    [Fact]
    public void A_directory_granted_through_a_link_is_the_one_it_points_to()
    {
        File.CreateSymbolicLink(_host["alias"], _host["inside"]);
        using var guest = new Guest($"{_host["alias"]}::.");
        var fd = guest.MustOpen("file");
        Assert.Equal(Errno.Success, guest.Read(fd, 10, out var text));
        Assert.Equal("mine", text);
        Assert.Equal(Errno.Notcapable, guest.Open("../outside/secret", out _));
        // Another target afterwards changes nothing: the directory is open.
        File.Delete(_host["alias"]);
        File.CreateSymbolicLink(_host["alias"], _host["outside"]);
        Assert.Equal(Errno.Noent, guest.Open("secret", out _));
    }

    [Fact]
    public void A_standard_stream_that_is_a_directory_grants_no_paths()
    {
        using var handle = new Microsoft.Win32.SafeHandles.SafeFileHandle(OpenDirectory(_host["outside"]), ownsHandle: true);
        using var guest = new Guest(new MpiWasm.Sandbox.SandboxOptions { StandardInput = (int)handle.DangerousGetHandle() });
        Assert.Equal(Errno.Notdir, guest.Open("secret", out _, directory: 0));
        Assert.Equal(Errno.Notdir, guest.Call("fd_readdir", 0, 1024, 100, 0, 2048));
    }

    [Fact]
    public void Without_a_grant_there_is_no_directory()
    {
        using var guest = new Guest();
        Assert.Equal(Errno.Badf, guest.Call("fd_prestat_get", 3, 1024));
        Assert.Equal(Errno.Badf, guest.Open("/etc/passwd", out _));
        Assert.Equal(Errno.Notdir, guest.Open("/etc/passwd", out _, directory: 1));
    }

    [Fact]
    public void A_path_with_a_nul_byte_is_invalid()
    {
        Assert.Equal(Errno.Inval, _guest.Open("file\0", out _));
        Assert.Equal(Errno.Inval, _guest.OnPath("path_unlink_file", "file\0x"));
        Assert.True(File.Exists(_host["inside/file"]));
    }

    [Fact]
    public void Empty_and_endless_paths_are_errors()
    {
        Assert.Equal(Errno.Noent, _guest.Open("", out _));
        Assert.Equal(Errno.Noent, _guest.OnPath("path_create_directory", ""));
        Assert.Equal(Errno.Nametoolong, _guest.Open(new string('a', 256), out _));
        Assert.Equal(Errno.Nametoolong, _guest.Open(string.Concat(Enumerable.Repeat("./", 2048)), out _));
    }

    public void Dispose()
    {
        _guest.Dispose();
        _host.Dispose();
    }

    private static unsafe nint OpenDirectory(string path)
    {
        fixed (byte* p = System.Text.Encoding.UTF8.GetBytes(path + "\0"))
            return MpiWasm.Sandbox.Host.LibC.Open(p, MpiWasm.Sandbox.Host.OpenFlags.Directory | MpiWasm.Sandbox.Host.OpenFlags.CloseOnExec, 0);
    }
}
