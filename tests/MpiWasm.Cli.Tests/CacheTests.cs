using System.Diagnostics;
using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>The cache: a second start compiles nothing and loads no LLVM; nothing in it is believed without a check.</summary>
[Collection("guests")]
public sealed class CacheTests(GuestFixture guests)
{
    private static readonly Dictionary<string, string?> NoCompiler = new()
    {
        ["MPIWASM_LLVM"] = "/nowhere/libLLVM.so",
        ["MPIWASM_LLD"] = "/nowhere/ld.lld",
    };

    [Fact]
    public void Without_LLVM_a_cold_start_says_what_to_install_and_a_warm_one_runs()
    {
        var cache = Path.Combine(guests.NewFolder("cache"), "c");
        var cold = Mpiwasm.Run(["run", guests.Module("args")], cache, NoCompiler);
        Assert.True(cold.ExitCode == 1, cold.ToString());
        Assert.Contains("error MW02", cold.Error, StringComparison.Ordinal);
        Assert.Contains("LLVM", cold.Error, StringComparison.Ordinal);

        var compiled = Mpiwasm.Run(["compile", guests.Module("args")], cache);
        Assert.True(compiled.ExitCode == 0, compiled.ToString());
        var warm = Mpiwasm.Run(["run", guests.Module("args")], cache, NoCompiler);
        Assert.True(warm.ExitCode == 0, warm.ToString());
    }

    [Fact]
    public void A_warm_start_maps_no_LLVM_and_starts_no_process()
    {
        var cache = Path.Combine(guests.NewFolder("cache"), "c");
        Assert.Equal(0, Mpiwasm.Run(["compile", guests.Module("args")], cache).ExitCode);
        // The guest waits for its input; meanwhile its mappings and children can be looked at.
        using var process = Mpiwasm.Start(["run", guests.Module("args")], cache);
        string maps;
        var clock = Stopwatch.StartNew();
        do
        {
            Thread.Sleep(20);
            maps = File.ReadAllText($"/proc/{process.Id}/maps");
        }
        while (!maps.Contains("guest-", StringComparison.Ordinal) && clock.Elapsed.TotalSeconds < 20);
        var children = File.ReadAllText($"/proc/{process.Id}/task/{process.Id}/children");
        process.EndInput();
        Assert.True(process.WaitForExit(20_000));
        Assert.Contains("guest-", maps, StringComparison.Ordinal);
        Assert.DoesNotContain("LLVM", maps, StringComparison.Ordinal);
        Assert.Equal("", children.Trim());
    }

    [Theory]
    [InlineData("corrupt")]
    [InlineData("truncated")]
    [InlineData("empty")]
    public void A_damaged_image_is_not_loaded_but_compiled_again(string damage)
    {
        var cache = Path.Combine(guests.NewFolder("cache"), "c");
        Assert.Equal(0, Mpiwasm.Run(["compile", guests.Module("args")], cache).ExitCode);
        foreach (var image in Directory.GetFiles(cache, "*.so"))
        {
            using var file = File.Open(image, FileMode.Open);
            switch (damage)
            {
                case "corrupt":
                    file.Position = file.Length / 3;
                    var b = file.ReadByte();
                    file.Position--;
                    file.WriteByte((byte)(b ^ 0x40));
                    break;
                case "truncated":
                    file.SetLength(file.Length / 2);
                    break;
                default:
                    file.SetLength(0);
                    break;
            }
        }

        var refused = Mpiwasm.Run(["run", guests.Module("args")], cache, NoCompiler);
        Assert.True(refused.ExitCode == 1, refused.ToString());
        Assert.Contains("MW03", refused.Error, StringComparison.Ordinal);
        var again = Mpiwasm.Run(["run", guests.Module("args")], cache);
        Assert.True(again.ExitCode == 0, again.ToString());
        var silent = Mpiwasm.Run(["run", guests.Module("args")], cache, NoCompiler);
        Assert.True(silent.ExitCode == 0 && silent.Error.Length == 0, silent.ToString());
    }

    [RootFact]
    public void An_image_owned_by_someone_else_is_never_loaded()
    {
        var cache = Path.Combine(guests.NewFolder("cache"), "c");
        Assert.Equal(0, Mpiwasm.Run(["compile", guests.Module("args")], cache).ExitCode);
        foreach (var image in Directory.GetFiles(cache, "*.so"))
            Assert.Equal(0, Mpiwasm.RunProcess("/bin/chown", ["65534", image]).ExitCode);
        var refused = Mpiwasm.Run(["run", guests.Module("args")], cache, NoCompiler);
        Assert.True(refused.ExitCode == 1, refused.ToString());
        Assert.Contains("MW03", refused.Error, StringComparison.Ordinal);
        Assert.Contains("belongs to user 65534", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_cold_starts_race_and_one_is_killed_yet_the_other_runs()
    {
        var cache = Path.Combine(guests.NewFolder("cache"), "c");
        using var first = Mpiwasm.Start(["run", guests.Module("args")], cache);
        using var second = Mpiwasm.Start(["run", guests.Module("args")], cache);
        first.EndInput();
        second.EndInput();
        Thread.Sleep(250);
        first.Kill();
        Assert.True(second.WaitForExit(60_000), "the survivor waits for a dead process");
        Assert.Equal(0, second.ExitCode);
        Assert.Empty(Directory.GetFiles(cache, "*.tmp*"));
    }

    [Fact]
    public void List_shows_the_images_and_clean_removes_them()
    {
        var cache = Path.Combine(guests.NewFolder("cache"), "c");
        Assert.Equal(0, Mpiwasm.Run(["compile", guests.Module("args")], cache).ExitCode);
        Assert.Contains("guest-", Mpiwasm.Run(["cache", "list"], cache).Output, StringComparison.Ordinal);
        Assert.Equal(0, Mpiwasm.Run(["cache", "clean"], cache).ExitCode);
        Assert.Empty(Directory.GetFiles(cache, "*.so"));
        Assert.DoesNotContain("guest-", Mpiwasm.Run(["cache", "list"], cache).Output, StringComparison.Ordinal);
    }
}
