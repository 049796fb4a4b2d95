using MpiWasm.Wasi.Abi;
using MpiWasm.Wasi.Services;
using Xunit;

namespace MpiWasm.Wasi.Tests;

/// <summary>Permissions, which guests see and change (the service file-mode), and what of them they do not change.</summary>
public sealed class FileModeTests : IDisposable
{
    private const uint Granted = 3;
    private const UnixFileMode Everything = (UnixFileMode)0x1FF;

    private readonly TemporaryDirectory _outside = new();
    private readonly TemporaryDirectory _inside = new();
    private readonly uint _stat;
    private readonly Guest _guest;

    public FileModeTests()
    {
        _guest = new Guest($"{_inside.Path}::.");
        _stat = _guest.Allocate(64);
        File.WriteAllText(Inside("file"), "text");
        File.WriteAllText(Outside("file"), "text");
        _ = Directory.CreateDirectory(Inside("directory"));
        _ = File.CreateSymbolicLink(Inside("link"), "file");
        _ = File.CreateSymbolicLink(Inside("out"), Outside("file"));
    }

    [Fact]
    public void Every_permission_is_set_and_seen()
    {
        for (var mode = 0u; mode <= 0x1FF; mode++)
        {
            Assert.Equal(Errno.Success, Set("file", mode));
            Assert.Equal((UnixFileMode)mode, File.GetUnixFileMode(Inside("file")));
            Assert.Equal(mode | 0x8000, Seen("file"));
        }
        Assert.Equal(Errno.Success, Set("directory", 0x1C0));
        Assert.Equal(0x1C0u | 0x4000, Seen("directory"));
    }

    [Fact]
    public void An_open_file_and_what_a_link_leads_to_are_changed()
    {
        var fd = _guest.MustOpen("file");
        Assert.Equal(Errno.Success, FileModes.Set(_guest.State, fd, 0, 0x180, _guest.Caller, 0, 0));
        Assert.Equal(0x180u | 0x8000, Seen("file"));
        Assert.Equal(Errno.Success, Set("link", 0x1A4));
        Assert.Equal(0x1A4u | 0x8000, Seen("file"));
        Assert.Equal(Errno.Notsup, Set("link", 0x180, follow: false));
        Assert.Equal(0x1A4u | 0x8000, Seen("file"));
    }

    [Theory]
    [InlineData("out")]
    [InlineData("../file")]
    [InlineData("directory/../../file")]
    [InlineData("/etc/passwd")]
    public void Nothing_outside_is_changed(string path)
    {
        var before = File.GetUnixFileMode(Outside("file"));
        Assert.NotEqual(Errno.Success, Set(path, 0x1FF));
        Assert.NotEqual(Errno.Success, Set(path, 0x1FF, follow: false));
        Assert.Equal(before, File.GetUnixFileMode(Outside("file")));
    }

    /// <summary>Set-user-ID, set-group-ID and the sticky bit, in all combinations.</summary>
    [Fact]
    public void What_runs_a_program_as_somebody_else_is_not_set_and_such_a_program_is_not_opened_to_others()
    {
        for (var special = 0x200u; special <= 0xE00; special += 0x200)
        {
            Assert.Equal(Errno.Perm, Set("file", special | 0x1ED));
            Assert.Equal(Errno.Perm, Set("directory", special | 0x1ED));
            File.SetUnixFileMode(Inside("file"), (UnixFileMode)(special | 0x1C0));
            Assert.Equal(Errno.Perm, Set("file", 0x1ED));
            Assert.Equal((UnixFileMode)(special | 0x1C0), File.GetUnixFileMode(Inside("file")));
            File.SetUnixFileMode(Inside("file"), (UnixFileMode)0x1A4);
        }
    }

    [Fact]
    public void A_directory_keeps_what_it_hands_down()
    {
        File.SetUnixFileMode(Inside("directory"), UnixFileMode.SetGroup | Everything);
        Assert.Equal(Errno.Success, Set("directory", 0x1E8));
        Assert.Equal(UnixFileMode.SetGroup | (UnixFileMode)0x1E8, File.GetUnixFileMode(Inside("directory")));
    }

    [Fact]
    public void Below_a_directory_granted_read_only_nothing_changes()
    {
        using var reader = new Guest($"{_inside.Path}::.:ro");
        var before = File.GetUnixFileMode(Inside("file"));
        Assert.Equal(Errno.Rofs, Set(reader, "file", 0x1FF));
        Assert.Equal(Errno.Rofs, FileModes.Set(reader.State, reader.MustOpen("file"), 0, 0x1FF, reader.Caller, 0, 0));
        Assert.Equal(before, File.GetUnixFileMode(Inside("file")));
    }

    [Fact]
    public void What_is_not_the_guests_own_file_is_refused()
    {
        Assert.Equal(Errno.Perm, FileModes.Set(_guest.State, 1, 0, 0x1FF, _guest.Caller, 0, 0));
        Assert.Equal(Errno.Perm, FileModes.Set(_guest.State, Granted, 0, 0x1FF, _guest.Caller, 0, 0));
        Assert.Equal(Errno.Badf, FileModes.Set(_guest.State, 99, 0, 0x1FF, _guest.Caller, 0, 0));
        Assert.Equal(Errno.Notdir, Set("file", 0x1FF, directory: _guest.MustOpen("file")));
        Assert.Equal(Errno.Noent, Set("none", 0x1FF));
        Assert.Equal(Errno.Fault, FileModes.Set(_guest.State, Granted, 0, 0x1FF, _guest.Caller, Guest.MemorySize - 3, 4));
        Assert.Equal(Errno.Nametoolong, FileModes.Set(_guest.State, Granted, 0, 0x1FF, _guest.Caller, 0, 4096));
    }

    public void Dispose()
    {
        _guest.Dispose();
        _inside.Dispose();
        _outside.Dispose();
    }

    private string Inside(string name) => Path.Combine(_inside.Path, name);

    private string Outside(string name) => Path.Combine(_outside.Path, name);

    private Errno Set(string path, uint mode, bool follow = true, uint directory = Granted) =>
        Set(_guest, path, mode, follow, directory);

    private static Errno Set(Guest guest, string path, uint mode, bool follow = true, uint directory = Granted) =>
        FileModes.Set(guest.State, directory, follow ? 1u : 0, mode, guest.Caller, guest.Put(path), (ulong)path.Length);

    /// <summary>The mode as the guest's C library finds it: beside the type.</summary>
    private uint Seen(string path)
    {
        _guest.Do("path_filestat_get", Granted, 1, _guest.Put(path), (ulong)path.Length, _stat);
        return _guest.U16(_stat + 18);
    }
}
