using System.Text;
using MpiWasm.Sandbox.Grants;
using MpiWasm.Wasi.Abi;
using Xunit;

namespace MpiWasm.Wasi.Tests.Escapes;

/// <summary>Ways out of a granted directory, with every call that takes a path, on both resolvers.</summary>
public sealed class EscapeTests : IDisposable
{
    private readonly EscapeTree _tree = new();

    public static TheoryData<PathResolution> Resolvers => [PathResolution.Kernel, PathResolution.Walker];

    [Theory]
    [MemberData(nameof(Resolvers))]
    public void Opening_outside_is_denied(PathResolution resolution)
    {
        Assert.True(Attempts.All.Count >= 100);
        foreach (var attempt in Attempts.All)
        {
            using var guest = _tree.Grant(attempt.Grant, resolution);
            var error = Open(guest, _tree.Resolve(attempt.Path), 0, Rights.FdRead);
            Assert.True(attempt.Expected == error, $"{attempt.Group}: {attempt.Name} in {attempt.Grant}: {error}");
            error = Open(guest, _tree.Resolve(attempt.Path), OpenMode.Directory, Rights.FdRead);
            Assert.True(error != Errno.Success, $"{attempt.Group}: {attempt.Name} in {attempt.Grant} as a directory");
        }
    }

    /// <summary>Whatever a call says: nothing outside may be there that was not, or have changed.</summary>
    [Theory]
    [MemberData(nameof(Resolvers))]
    public void Changing_what_is_outside_is_denied(PathResolution resolution)
    {
        foreach (var attempt in Attempts.All.Where(a => a.Grant == "HOST/inside"))
        {
            using var guest = _tree.Grant(attempt.Grant, resolution);
            var path = _tree.Resolve(attempt.Path);
            foreach (var suffix in new[] { "", "/x", "/secret", "/directory" })
                TryEverything(guest, [.. path, .. Encoding.UTF8.GetBytes(suffix)]);
            Assert.True(_tree.Before == _tree.Snapshot(), $"{attempt.Name}: {_tree.Snapshot()}");
        }
    }

    [Theory]
    [MemberData(nameof(Resolvers))]
    public void Asking_about_what_is_outside_is_denied(PathResolution resolution)
    {
        foreach (var attempt in Attempts.All)
        {
            using var guest = _tree.Grant(attempt.Grant, resolution);
            var path = _tree.Resolve(attempt.Path);
            var (at, stat) = (guest.Put(path), guest.Allocate(64));
            var error = guest.Call("path_filestat_get", 3, 1, at, (uint)path.Length, stat);
            Assert.True(attempt.Expected == error, $"{attempt.Group}: {attempt.Name} in {attempt.Grant}: {error}");
        }
    }

    [Theory]
    [MemberData(nameof(Resolvers))]
    public void A_trailing_slash_does_not_make_a_link_be_followed_out(PathResolution resolution)
    {
        using var guest = _tree.Grant("HOST/inside", resolution);
        Assert.Equal(Errno.Notdir, guest.OnPath("path_unlink_file", "absolute/"));
        Assert.Equal(Errno.Notdir, guest.OnPath("path_remove_directory", "absolute/"));
        Assert.Equal(Errno.Exist, guest.OnPath("path_create_directory", "absolute/"));
        Assert.Equal(Errno.Notdir, guest.OnPaths("path_rename", "absolute/", "moved"));
        Assert.Equal(Errno.Notdir, guest.OnPaths("path_link", "absolute/", "linked"));
        Assert.Equal(Errno.Notcapable, guest.Stat("absolute/", out _, follow: false));
        Assert.Equal(Errno.Notcapable, guest.Open("absolute/", out _, follow: false));
    }

    [Theory]
    [MemberData(nameof(Resolvers))]
    public void Links_to_the_outside_can_be_looked_at_and_removed_but_not_followed(PathResolution resolution)
    {
        using var guest = _tree.Grant("HOST/inside", resolution);
        Assert.Equal(Errno.Success, guest.Readlink("file-out", out var target));
        Assert.Equal("../outside/secret", target);
        Assert.Equal(Errno.Success, guest.Stat("file-out", out var stat, follow: false));
        Assert.Equal((byte)FileType.SymbolicLink, guest.Memory[(int)stat + 16]);
        Assert.Equal(Errno.Loop, guest.Open("file-out", out _, follow: false));
        Assert.Equal(Errno.Success, guest.OnPath("path_unlink_file", "file-out"));
        Assert.Equal(_tree.Before, _tree.Snapshot());
    }

    [Theory]
    [MemberData(nameof(Resolvers))]
    public void Hard_links_lead_nowhere_new(PathResolution resolution)
    {
        using var guest = _tree.Grant("HOST/inside", resolution);
        // A hard link to a symbolic link links the link itself.
        Assert.Equal(Errno.Success, guest.OnPaths("path_link", "file-out", "copy"));
        Assert.Equal("../outside/secret", new FileInfo(_tree["inside/copy"]).LinkTarget);
        Assert.Equal(Errno.Notcapable, guest.Open("copy", out _));
        Assert.Equal(Errno.Notcapable, guest.OnPaths("path_link", "../outside/secret", "stolen"));
        Assert.Equal(Errno.Notcapable, guest.OnPaths("path_link", "up/outside/secret", "stolen"));
        var path = guest.Put("file-outstolen");
        Assert.Equal(Errno.Inval, guest.Call("path_link", 3, 1, path, 8, 3, path + 8, 6));
        Assert.False(File.Exists(_tree["inside/stolen"]));
    }

    [Theory]
    [MemberData(nameof(Resolvers))]
    public void Links_the_guest_makes_lead_nowhere_outside(PathResolution resolution)
    {
        using var guest = _tree.Grant("HOST/inside", resolution);
        Assert.Equal(Errno.Notcapable, guest.OnPaths("path_symlink", "/etc/passwd", "passwd"));
        Assert.False(Path.Exists(_tree["inside/passwd"]));
        Assert.Equal(Errno.Success, guest.OnPaths("path_symlink", "../outside/secret", "sneaky"));
        Assert.Equal(Errno.Notcapable, guest.Open("sneaky", out _));
        Assert.Equal(Errno.Success, guest.OnPaths("path_symlink", "sub", "fine"));
        Assert.Equal(Errno.Success, guest.Open("fine/../file", out _));
        // A link moved up means something else there.
        Assert.Equal(Errno.Success, guest.OnPaths("path_symlink", "../file", "sub/down"));
        Assert.Equal(Errno.Success, guest.Open("sub/down", out _));
        Assert.Equal(Errno.Success, guest.OnPaths("path_rename", "sub/down", "down"));
        Assert.Equal(Errno.Notcapable, guest.Open("down", out _));
    }

    [Theory]
    [MemberData(nameof(Resolvers))]
    public void A_directory_the_guest_opened_has_no_way_up_even_after_it_was_moved(PathResolution resolution)
    {
        using var guest = _tree.Grant("HOST/inside", resolution);
        var deep = guest.MustOpen("sub/deep", OpenMode.Directory);
        Assert.Equal(Errno.Notcapable, guest.Open("../../file", out _, directory: deep));
        Assert.Equal(Errno.Success, guest.OnPaths("path_rename", "sub/deep", "moved"));
        Assert.Equal(Errno.Notcapable, guest.Open("..", out _, directory: deep));
        Assert.Equal(Errno.Notcapable, guest.Open("../../outside/secret", out _, directory: deep));
    }

    [Theory]
    [MemberData(nameof(Resolvers))]
    public void A_directory_granted_through_a_link_is_the_one_it_points_to(PathResolution resolution)
    {
        File.CreateSymbolicLink(_tree["alias"], _tree.Inside);
        using var guest = _tree.Grant("HOST/alias", resolution);
        var fd = guest.MustOpen("file");
        Assert.Equal(Errno.Success, guest.Read(fd, 10, out var text));
        Assert.Equal("mine", text);
        // Another target afterwards changes nothing: the directory is open.
        File.Delete(_tree["alias"]);
        File.CreateSymbolicLink(_tree["alias"], _tree.Outside);
        Assert.Equal(Errno.Noent, guest.Open("secret", out _));
    }

    [Fact]
    public void A_standard_stream_that_is_a_directory_grants_no_paths()
    {
        using var handle = new Microsoft.Win32.SafeHandles.SafeFileHandle(OpenDirectory(_tree.Outside), ownsHandle: true);
        using var guest = new Guest(new SandboxOptions { StandardInput = (int)handle.DangerousGetHandle() });
        Assert.Equal(Errno.Notdir, guest.Open("secret", out _, directory: 0));
    }

    public void Dispose() => _tree.Dispose();

    private static Errno Open(Guest guest, byte[] path, OpenMode mode, Rights rights)
    {
        var (at, result) = (guest.Put(path), guest.Allocate(4));
        return guest.Call("path_open", 3, 1, at, (uint)path.Length, (ulong)mode, (ulong)rights, 0, 0, result);
    }

    private static void TryEverything(Guest guest, byte[] path)
    {
        var (at, length, buffer) = (guest.Put(path), (uint)path.Length, guest.Allocate(512));
        var (file, name) = (guest.Put("file"), guest.Put("new"));
        foreach (var flags in new[] { 0ul, 1ul })
        {
            guest.Call(
                "path_open", 3, flags, at, length, (ulong)(OpenMode.Create | OpenMode.Truncate), (ulong)Rights.FdWrite, 0, 0, buffer);
            guest.Call(
                "path_open", 3, flags, at, length, (ulong)(OpenMode.Create | OpenMode.Exclusive), (ulong)Rights.FdWrite, 0, 0, buffer);
            guest.Call("path_open", 3, flags, at, length, (ulong)OpenMode.Directory, (ulong)Rights.All, (ulong)Rights.All, 0, buffer);
            guest.Call("path_filestat_set_times", 3, flags, at, length, 5, 5, 5);
            guest.Call("path_link", 3, flags, at, length, 3, name, 3);
        }
        guest.Call("path_create_directory", 3, at, length);
        guest.Call("path_symlink", file, 4, 3, at, length);
        guest.Call("path_link", 3, 0, file, 4, 3, at, length);
        guest.Call("path_rename", 3, at, length, 3, name, 3);
        guest.Call("path_rename", 3, name, 3, 3, at, length);
        guest.Call("path_rename", 3, file, 4, 3, at, length);
        guest.Call("path_readlink", 3, at, length, buffer, 512, buffer);
        guest.Call("path_unlink_file", 3, at, length);
        guest.Call("path_remove_directory", 3, at, length);
    }

    private static unsafe nint OpenDirectory(string path)
    {
        fixed (byte* p = Encoding.UTF8.GetBytes(path + "\0"))
            return MpiWasm.Unix.Libc.Open(
                p, MpiWasm.Unix.OpenFlags.Directory | MpiWasm.Unix.OpenFlags.CloseOnExec, 0);
    }
}
