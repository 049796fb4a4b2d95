using System.Text;
using MpiWasm.Sandbox.Grants;
using MpiWasm.Sandbox.Paths;
using MpiWasm.Unix;
using Xunit;

namespace MpiWasm.Sandbox.Tests;

/// <summary>Whole paths of the guest, resolved without WASI.</summary>
public sealed class PathsOfGuestsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("mpiwasm-test-").FullName;

    public PathsOfGuestsTests()
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            Directory.CreateDirectory(Path.Combine(_directory, name, "sub"));
            File.WriteAllText(Path.Combine(_directory, name, "f"), name);
        }
        File.WriteAllText(Path.Combine(_directory, "secret"), "secret");
        File.CreateSymbolicLink(Path.Combine(_directory, "a", "out"), "../secret");
    }

    /// <summary>What wasi-libc finds: see its __wasilibc_find_relpath.</summary>
    [Theory]
    [InlineData("/data/f", "a")]
    [InlineData("data/f", "a")]
    [InlineData("./data/f", "a")]
    [InlineData("//data//f", "a")]
    [InlineData("/data/deep/f", "b")]
    [InlineData("/data/deep/../f", null)]
    [InlineData("f", "c")]
    [InlineData("/f", "c")]
    [InlineData("./f", "c")]
    [InlineData("/database/f", null)]
    [InlineData("/data/out", null)]
    [InlineData("/data/../secret", null)]
    [InlineData("../secret", null)]
    [InlineData("", null)]
    public void The_longest_granted_name_wins(string path, string? content)
    {
        foreach (var resolution in new[] { PathResolution.Kernel, PathResolution.Walker })
        {
            using var policy = Open(resolution, "a::/data", "b::/data/deep", "c::.");
            var errno = policy.OpenFile(Encoding.UTF8.GetBytes(path), SandboxAccess.Read, out var file);
            using (file)
            {
                Assert.Equal(content is null, errno != 0);
                if (content is not null)
                    Assert.Equal(content, ReadAll(file!));
            }
        }
    }

    [Fact]
    public void A_path_no_grant_covers_does_not_exist()
    {
        using var policy = Open(PathResolution.BestAvailable, "a::/data");
        Assert.Equal(HostErrno.ENOENT, policy.OpenFile("/etc/passwd"u8, SandboxAccess.Read, out _));
        Assert.Equal(HostErrno.ENOENT, policy.Pin("/etc/passwd"u8, out _));
        Assert.Equal(HostErrno.EXDEV, policy.OpenFile("/data/out"u8, SandboxAccess.Read, out _));
        Assert.Equal(HostErrno.EXDEV, policy.Pin("/data/../x"u8, out _));
        Assert.Equal(HostErrno.EINVAL, policy.Pin("/data/sub/.."u8, out _));
        Assert.Equal(HostErrno.EINVAL, policy.Pin("/data/a\0b"u8, out _));
    }

    [Fact]
    public void A_pinned_path_has_its_directory_open_and_its_rights()
    {
        using var policy = Open(PathResolution.BestAvailable, "a::/data", "b::/fixed:ro");
        Assert.Equal(0, policy.Pin("/data/sub/new"u8, out var pinned));
        using (pinned)
        {
            Assert.Equal("new", Encoding.UTF8.GetString(pinned!.Name));
            Assert.False(pinned.IsReadOnly);
            // Renaming the directory afterwards does not matter.
            Directory.Move(Path.Combine(_directory, "a", "sub"), Path.Combine(_directory, "a", "moved"));
            Make(pinned);
            Assert.True(Directory.Exists(Path.Combine(_directory, "a", "moved", "new")));
        }
        Assert.Equal(0, policy.Pin("/fixed/new/"u8, out pinned));
        Assert.True(pinned!.IsReadOnly && pinned.WantsDirectory);
        pinned.Dispose();
    }

    [Fact]
    public void Files_are_created_and_written_only_where_the_grant_allows_it()
    {
        using var policy = Open(PathResolution.BestAvailable, "a::/data", "b::/fixed:ro");
        Assert.Equal(0, policy.OpenFile("/data/new"u8, SandboxAccess.Write | SandboxAccess.Create | SandboxAccess.Exclusive, out var file));
        file!.Dispose();
        Assert.Equal(
            HostErrno.EEXIST, policy.OpenFile("/data/new"u8, SandboxAccess.Write | SandboxAccess.Create | SandboxAccess.Exclusive, out _));
        Assert.Equal(0, policy.OpenFile("/data/f"u8, SandboxAccess.Write | SandboxAccess.Truncate, out file));
        file!.Dispose();
        Assert.Equal("", File.ReadAllText(Path.Combine(_directory, "a", "f")));
        Assert.Equal(HostErrno.EROFS, policy.OpenFile("/fixed/f"u8, SandboxAccess.Read | SandboxAccess.Write, out _));
        Assert.Equal(HostErrno.EROFS, policy.OpenFile("/fixed/new"u8, SandboxAccess.Read | SandboxAccess.Create, out _));
        Assert.Equal(0, policy.OpenFile("/fixed/f"u8, SandboxAccess.Read, out file));
        file!.Dispose();
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private SandboxPolicy Open(PathResolution resolution, params string[] directories) => SandboxPolicy.Open(new SandboxOptions
    {
        Directories = [.. directories.Select(d => DirectoryGrant.Parse($"{_directory}/{d}"))],
        PathResolution = resolution,
    });

    private static string ReadAll(Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        var bytes = new byte[16];
        return Encoding.UTF8.GetString(bytes, 0, RandomAccess.Read(file, bytes, 0));
    }

    private static unsafe void Make(PinnedPath path)
    {
        fixed (byte* name = path.Name)
        {
            Assert.Equal(0, Libc.MakeDirectoryAt(path.Parent, name, 0x1FF));
        }
    }
}
