using MpiWasm.Wasi.Abi;
using Xunit;

namespace MpiWasm.Wasi.Tests;

/// <summary>Addresses a guest may pass: whatever lies outside its memory is a fault, never a crash.</summary>
public sealed class MemoryTests : IDisposable
{
    private readonly TemporaryDirectory _host = new();
    private readonly Guest _guest;

    public MemoryTests()
    {
        _host.Write("f", "0123456789");
        _guest = new Guest($"{_host.Path}::.");
    }

    /// <summary>Calls in which every argument but the address named by "BAD" is right.</summary>
    public static TheoryData<string, string> Calls => new()
    {
        { "args_get", "BAD 0" }, { "args_get", "0 BAD" }, { "args_sizes_get", "BAD 0" }, { "args_sizes_get", "0 BAD" },
        { "environ_get", "BAD 0" }, { "environ_get", "0 BAD" }, { "environ_sizes_get", "BAD 0" }, { "environ_sizes_get", "0 BAD" },
        { "clock_res_get", "0 BAD" }, { "clock_time_get", "0 0 BAD" },
        { "fd_fdstat_get", "3 BAD" }, { "fd_filestat_get", "3 BAD" }, { "fd_prestat_get", "3 BAD" }, { "fd_prestat_dir_name", "3 BAD 8" },
        { "fd_read", "4 BAD 1 0" }, { "fd_read", "4 64 1 BAD" }, { "fd_read", "4 IOV 1 0" },
        { "fd_write", "4 BAD 1 0" }, { "fd_write", "4 64 1 BAD" }, { "fd_write", "4 IOV 1 0" },
        { "fd_pread", "4 BAD 1 0 0" }, { "fd_pread", "4 64 1 0 BAD" }, { "fd_pread", "4 IOV 1 0 0" },
        { "fd_pwrite", "4 BAD 1 0 0" }, { "fd_pwrite", "4 64 1 0 BAD" }, { "fd_pwrite", "4 IOV 1 0 0" },
        { "fd_readdir", "3 BAD 8 0 0" }, { "fd_readdir", "3 0 8 0 BAD" },
        { "fd_seek", "4 0 0 BAD" }, { "fd_tell", "4 BAD" },
        { "path_create_directory", "3 BAD 8" }, { "path_filestat_get", "3 0 BAD 8 0" }, { "path_filestat_get", "3 0 PATH 1 BAD" },
        { "path_filestat_set_times", "3 0 BAD 8 0 0 0" }, { "path_link", "3 0 BAD 8 3 PATH 1" }, { "path_link", "3 0 PATH 1 3 BAD 8" },
        { "path_open", "3 0 BAD 8 0 2 2 0 0" }, { "path_open", "3 0 PATH 1 0 2 2 0 BAD" },
        { "path_readlink", "3 BAD 8 0 8 0" }, { "path_readlink", "3 PATH 1 BAD 8 0" }, { "path_readlink", "3 PATH 1 0 8 BAD" },
        { "path_remove_directory", "3 BAD 8" }, { "path_rename", "3 BAD 8 3 PATH 1" }, { "path_rename", "3 PATH 1 3 BAD 8" },
        { "path_symlink", "BAD 8 3 PATH 1" }, { "path_symlink", "PATH 1 3 BAD 8" }, { "path_unlink_file", "3 BAD 8" },
        { "poll_oneoff", "BAD 0 1 0" }, { "poll_oneoff", "0 BAD 1 0" }, { "poll_oneoff", "0 0 1 BAD" }, { "random_get", "BAD 8" },
        { "sock_accept", "0 0 BAD" }, { "sock_recv", "0 BAD 1 0 0 8" }, { "sock_recv", "0 0 1 0 BAD 8" }, { "sock_recv", "0 0 1 0 0 BAD" },
        { "sock_send", "0 BAD 1 0 0" }, { "sock_send", "0 0 1 0 BAD" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void An_address_outside_the_memory_is_a_fault(string function, string arguments)
    {
        using var guest = new Guest(new MpiWasm.Sandbox.Grants.SandboxOptions
        {
            Arguments = ["a"],
            Environment = [new("A", "1")],
            Directories = [new(_host.Path, ".", false)],
        });
        Assert.Equal(4u, guest.MustOpen("f", 0, Rights.FdRead | Rights.FdWrite));
        var path = guest.Put("f");
        // Just beyond; the last address; and 2^31, where a signed sum would wrap.
        foreach (var bad in new[] { Guest.MemorySize, Guest.MemorySize - 1, 0xFFFF_FFF8u, 0x8000_0000u })
        {
            // A one-byte buffer that lies in the last byte is right.
            if (bad == Guest.MemorySize - 1 && arguments.EndsWith("BAD 1", StringComparison.Ordinal))
                continue;
            var vector = guest.Vectors((bad, 8));
            var values = arguments.Split(' ')
                .Select(a => a switch { "BAD" => bad, "PATH" => path, "IOV" => vector, _ => ulong.Parse(a) })
                .ToArray();
            Assert.Equal(Errno.Fault, guest.Call(function, values));
        }
        Assert.Equal("0123456789", _host.Read("f"));
    }

    /// <summary>The same with pointers and sizes of 64 bits: any number, and sums with a length that would wrap around.</summary>
    [Theory]
    [MemberData(nameof(Calls))]
    public void An_address_of_64_bits_outside_the_memory_is_a_fault(string function, string arguments)
    {
        using var guest = new Guest(new MpiWasm.Sandbox.Grants.SandboxOptions
        {
            Arguments = ["a"],
            Environment = [new("A", "1")],
            Directories = [new(_host.Path, ".", false)],
        });
        Assert.Equal(4u, guest.MustOpen("f", 0, Rights.FdRead | Rights.FdWrite));
        guest.IsWide = true;
        var path = guest.Put("f");
        foreach (var bad in new ulong[]
        {
            Guest.MemorySize, 1UL << 32, (1UL << 32) + 64, 1UL << 47, 1UL << 63, ulong.MaxValue - 15, ulong.MaxValue - 7, ulong.MaxValue,
        })
        {
            var vector = guest.Put([.. BitConverter.GetBytes(bad), .. BitConverter.GetBytes(8UL)]);
            var values = arguments.Split(' ')
                .Select(a => a switch { "BAD" => bad, "PATH" => path, "IOV" => vector, _ => ulong.Parse(a) })
                .ToArray();
            Assert.Equal(Errno.Fault, guest.Call(function, values));
        }
        Assert.Equal("0123456789", _host.Read("f"));
    }

    [Fact]
    public void Lengths_of_64_bits_that_would_wrap_around_are_faults()
    {
        var fd = _guest.MustOpen("f");
        _guest.IsWide = true;
        foreach (var length in new ulong[] { 1UL << 32, 1UL << 60, (1UL << 60) + 1, 1UL << 63, ulong.MaxValue - 15, ulong.MaxValue })
        {
            Assert.Equal(Errno.Fault, _guest.Call("random_get", 16, length));
            Assert.Equal(Errno.Fault, _guest.Call("fd_read", fd, 1024, length, 0));
            var vector = _guest.Put([.. BitConverter.GetBytes(16UL), .. BitConverter.GetBytes(length)]);
            Assert.Equal(Errno.Fault, _guest.Call("fd_read", fd, vector, 1, 0));
            Assert.Equal(Errno.Fault, _guest.Call("fd_readdir", 3, 64, length, 0, 0));
            Assert.NotEqual(Errno.Success, _guest.Call("poll_oneoff", 0, 0, length, 0));
        }
    }

    [Fact]
    public void Lengths_that_would_wrap_around_are_faults()
    {
        Assert.Equal(Errno.Fault, _guest.Call("random_get", 16, 0xFFFF_FFFF));
        Assert.Equal(Errno.Fault, _guest.Call("random_get", 0xFFFF_FFFF, 0xFFFF_FFFF));
        var fd = _guest.MustOpen("f");
        Assert.Equal(Errno.Fault, _guest.Call("fd_read", fd, 1024, 0xFFFF_FFFF, 0));
        Assert.Equal(Errno.Fault, _guest.Call("fd_read", fd, _guest.Vectors((16, 0xFFFF_FFFF)), 1, 0));
        Assert.Equal(Errno.Fault, _guest.Call("poll_oneoff", 0, 0, 65536, 0));
    }

    [Fact]
    public void The_very_last_bytes_of_the_memory_can_be_used()
    {
        Assert.Equal(Errno.Success, _guest.Call("random_get", Guest.MemorySize - 8, 8));
        Assert.Equal(Errno.Success, _guest.Call("clock_time_get", 0, 0, Guest.MemorySize - 8));
        Assert.Equal(Errno.Success, _guest.Call("random_get", Guest.MemorySize, 0));
    }

    public void Dispose()
    {
        _guest.Dispose();
        _host.Dispose();
    }
}
