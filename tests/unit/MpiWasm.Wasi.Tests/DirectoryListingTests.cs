using System.Globalization;
using MpiWasm.Wasi.Abi;
using Xunit;

namespace MpiWasm.Wasi.Tests;

public sealed class DirectoryListingTests : IDisposable
{
    private readonly TemporaryDirectory _host = new();
    private readonly Guest _guest;

    public DirectoryListingTests() => _guest = new Guest($"{_host.Path}::.");

    [Fact]
    public void Entries_have_name_type_and_number()
    {
        _host.Write("file", "");
        Directory.CreateDirectory(_host["dir"]);
        File.CreateSymbolicLink(_host["link"], "file");
        var entries = List(bufferSize: 4096).ToDictionary(e => e.Name);
        Assert.Equal([".", "..", "dir", "file", "link"], entries.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(FileType.RegularFile, entries["file"].Type);
        Assert.Equal(FileType.Directory, entries["dir"].Type);
        Assert.Equal(FileType.SymbolicLink, entries["link"].Type);
        Assert.Equal(Errno.Success, _guest.Stat("file", out var stat));
        Assert.Equal(_guest.U64(stat + 8), entries["file"].Inode);
        // The directory above is not the guest's: its number is not told.
        Assert.Equal(entries["."].Inode, entries[".."].Inode);
    }

    /// <summary>The sizes cut entries in their head, their name, and between.</summary>
    [Theory]
    [InlineData(60)]
    [InlineData(61)]
    [InlineData(100)]
    [InlineData(1000)]
    [InlineData(4096)]
    [InlineData(100_000)]
    public void Every_entry_is_listed_once_whatever_the_buffer(uint bufferSize)
    {
        var expected = Enumerable.Range(0, 700).Select(i => "entry-" + i.ToString("D5", CultureInfo.InvariantCulture)).ToList();
        foreach (var name in expected)
            _host.Write(name, "");
        Assert.Equal(
            expected.Append(".").Append("..").Order(StringComparer.Ordinal),
            List(bufferSize).Select(e => e.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_cookie_continues_after_its_entry_and_zero_starts_again()
    {
        foreach (var name in new[] { "a", "b", "c", "d" })
            _host.Write(name, "");
        var all = List(4096);
        Assert.Equal(all.Skip(3).Select(e => e.Name), List(4096, all[2].Cookie).Select(e => e.Name));
        Assert.Equal(all.Select(e => e.Name), List(4096).Select(e => e.Name));
    }

    [Fact]
    public void Only_directories_are_listed()
    {
        _host.Write("file", "");
        var fd = _guest.MustOpen("file");
        Assert.Equal(Errno.Notdir, _guest.Call("fd_readdir", fd, 1024, 64, 0, 2048));
        Assert.Equal(Errno.Badf, _guest.Call("fd_readdir", 99, 1024, 64, 0, 2048));
    }

    public void Dispose()
    {
        _guest.Dispose();
        _host.Dispose();
    }

    /// <summary>Lists as wasi-libc does: an entry that was cut off is asked for again; a buffer not filled means the end.</summary>
    private List<(string Name, FileType Type, ulong Inode, ulong Cookie)> List(uint bufferSize, ulong cookie = 0)
    {
        var buffer = _guest.Allocate(bufferSize);
        var used = _guest.Allocate(4);
        var entries = new List<(string, FileType, ulong, ulong)>();
        while (true)
        {
            _guest.Do("fd_readdir", 3, buffer, bufferSize, cookie, used);
            var end = buffer + _guest.U32(used);
            var at = buffer;
            while (at + 24 <= end && at + 24 + _guest.U32(at + 16) <= end)
            {
                cookie = _guest.U64(at);
                var length = _guest.U32(at + 16);
                entries.Add((_guest.Text(at + 24, length), (FileType)_guest.Memory[(int)at + 20], _guest.U64(at + 8), cookie));
                at += 24 + length;
            }
            if (_guest.U32(used) < bufferSize)
                return entries;
            Assert.True(entries.Count < 10_000, "the listing does not end");
        }
    }
}
