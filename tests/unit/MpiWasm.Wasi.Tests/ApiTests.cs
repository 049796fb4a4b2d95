using MpiWasm.Tests.Shared;
using MpiWasm.Wasi.Generated;
using Xunit;

namespace MpiWasm.Wasi.Tests;

public class ApiTests
{
    [Fact]
    public void The_generated_functions_are_what_the_api_text_says()
    {
        var path = Path.Combine(Repository.Root, FunctionsGenerator.Target);
        var expected = FunctionsGenerator.Generate(ApiText.Load());
        if (Repository.Renew)
            File.WriteAllText(path, expected);
        Assert.Equal(expected, File.ReadAllText(path));
    }

    [Fact]
    public void All_functions_of_preview_1_are_there()
    {
        var api = ApiText.Load();
        Assert.Equal("wasi_snapshot_preview1", api.Module);
        Assert.Equal(46, api.Functions.Count);
        Assert.Equal(46, api.Functions.DistinctBy(f => f.Name).Count());
        Assert.All(api.Functions, f => Assert.True(new[] { false, true }.All(
            isWide => Preview1Functions.TryGet(f.Name, isWide, out var signature, out _) && signature == f.Signature(isWide))));
    }

    /// <summary>Types as wasi-libc's objects import them (quoted from wasm-objdump of programs built with it).</summary>
    [Theory]
    [InlineData("path_open", "iiiiiIIii>i")]
    [InlineData("fd_seek", "iIii>i")]
    [InlineData("fd_pwrite", "iiiIi>i")]
    [InlineData("clock_time_get", "iIi>i")]
    [InlineData("fd_readdir", "iiiIi>i")]
    [InlineData("path_filestat_set_times", "iiiiIIi>i")]
    [InlineData("poll_oneoff", "iiii>i")]
    [InlineData("path_link", "iiiiiii>i")]
    [InlineData("fd_filestat_set_times", "iIIi>i")]
    [InlineData("proc_exit", "i>")]
    [InlineData("sched_yield", ">i")]
    [InlineData("random_get", "ii>i")]
    [InlineData("sock_recv", "iiiiii>i")]
    [InlineData("fd_fdstat_set_rights", "iII>i")]
    public void Function_types_are_those_of_wasi_libc(string name, string signature)
    {
        Assert.True(Preview1Functions.TryGet(name, isWide: false, out var ours, out _));
        Assert.Equal(signature, ours);
    }

    /// <summary>The same of a wasi-libc that was made for 64-bit memories (toolchain/wasm64).</summary>
    [Theory]
    [InlineData("path_open", "iiIIiIIiI>i")]
    [InlineData("fd_seek", "iIiI>i")]
    [InlineData("fd_write", "iIII>i")]
    [InlineData("poll_oneoff", "IIII>i")]
    [InlineData("path_link", "iiIIiII>i")]
    [InlineData("sock_recv", "iIIiII>i")]
    [InlineData("fd_close", "i>i")]
    [InlineData("proc_exit", "i>")]
    public void Function_types_for_64_bits_have_wide_pointers_and_sizes(string name, string signature)
    {
        Assert.True(Preview1Functions.TryGet(name, isWide: true, out var ours, out _));
        Assert.Equal(signature, ours);
    }

    [Fact]
    public void An_unknown_function_is_not_found() => Assert.False(Preview1Functions.TryGet("fd_dup", isWide: false, out _, out _));
}
