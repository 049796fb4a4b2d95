using System.Text;
using MpiWasm.Fortran.Linking;
using Xunit;

namespace MpiWasm.Fortran.Tests;

/// <summary>COMMON blocks of the files of a link.</summary>
public sealed class CommonBlockTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("fortran-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_block_is_as_large_as_the_largest_file_has_it()
    {
        var one = Write("one.o", Object("a_ 40 16\nb_ 8 16\n"));
        var other = Write("other.o", Object("a_ 80 16\nb_ 4 32\n"));
        var text = CommonBlockScan.Define([one, other]);
        Assert.Contains("a_:\n    .skip 80", text, StringComparison.Ordinal);
        Assert.Contains("b_:\n    .skip 8", text, StringComparison.Ordinal);
        Assert.Contains(".weak b_\n    .p2align 5", text, StringComparison.Ordinal);
        Assert.DoesNotContain(".skip 40", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_of_archives_count()
    {
        var members = new[] { Object("a_ 24 16\n"), Object("c_ 3 16\n") };
        var archive = new List<byte>(Encoding.ASCII.GetBytes("!<arch>\n"));
        foreach (var member in members)
        {
            archive.AddRange(Encoding.ASCII.GetBytes($"{"m.o/",-16}{0,-12}{0,-6}{0,-6}{"644",-8}{member.Length,-10}`\n"));
            archive.AddRange(member);
            if (member.Length % 2 == 1)
                archive.Add((byte)'\n');
        }
        var text = CommonBlockScan.Define([Write("lib.a", [.. archive])]);
        Assert.Contains("a_:\n    .skip 24", text, StringComparison.Ordinal);
        Assert.Contains("c_:\n    .skip 3", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_without_blocks_give_nothing() =>
        Assert.Equal("", CommonBlockScan.Define([Write("empty.o", "\0asm\u0001\0\0\0"u8.ToArray()), Write("text", "hello"u8.ToArray())]));

    [Fact]
    public void A_damaged_list_is_an_error() => Assert.Equal(
        FortranException.NoLibrary, Assert.Throws<FortranException>(() => CommonBlockScan.Define([Write("bad.o", Object("a_ x\n"))])).Code);

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>A module of one custom section.</summary>
    private static byte[] Object(string lines)
    {
        byte[] name = [(byte)CommonBlock.Section.Length, .. Encoding.ASCII.GetBytes(CommonBlock.Section)];
        byte[] text = Encoding.ASCII.GetBytes(lines);
        return [.. "\0asm\u0001\0\0\0"u8, 0, (byte)(name.Length + text.Length), .. name, .. text];
    }
}
