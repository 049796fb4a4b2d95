using System.Text;
using MpiWasm.Sandbox.Paths;
using Xunit;

namespace MpiWasm.Sandbox.Tests;

public unsafe class GuestPathTests
{
    [Theory]
    [InlineData("a", null, "a", false)]
    [InlineData("a/b", "a", "b", false)]
    [InlineData("a/b/", "a", "b", true)]
    [InlineData("a//b//", "a/", "b", true)]
    [InlineData("a/", null, "a", true)]
    [InlineData("/a", "/", "a", false)]
    [InlineData("//a", "/", "a", false)]
    [InlineData("../a", "..", "a", false)]
    [InlineData("a/...", "a", "...", false)]
    public void A_path_is_split_into_parent_and_name(string path, string? parent, string name, bool slash) =>
        Assert.Equal((true, parent, name, slash), Split(path));

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/..")]
    [InlineData("a/../")]
    [InlineData("a/.")]
    [InlineData("/")]
    [InlineData("///")]
    public void A_path_without_a_last_name_is_told(string path) => Assert.False(Split(path).IsName);

    [Fact]
    public void The_longest_path_is_one_less_than_path_max()
    {
        var buffer = stackalloc byte[GuestPath.Capacity];
        Assert.Equal(0, GuestPath.Create(new byte[4095].Select(_ => (byte)'a').ToArray(), buffer, out _));
        Assert.Equal(36, GuestPath.Create(new byte[4096].Select(_ => (byte)'a').ToArray(), buffer, out _));   // ENAMETOOLONG
    }

    private static (bool IsName, string? Parent, string Name, bool Slash) Split(string text)
    {
        var buffer = stackalloc byte[GuestPath.Capacity];
        Assert.Equal(0, GuestPath.Create(Encoding.UTF8.GetBytes(text), buffer, out var path));
        var isName = path.Split(out var parent, out var name, out var slash);
        return (isName, parent == null ? null : Text(parent), Text(name), slash);
    }

    private static string Text(byte* text) =>
        Encoding.UTF8.GetString(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
}
