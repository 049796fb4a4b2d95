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

    [Theory]
    [InlineData("run", "-n", "3")]
    [InlineData("mpirun")]
    public void A_cache_that_cannot_be_used_is_said_to_be_so_once_and_the_ranks_compile_once(params string[] how)
    {
        // Others may write to it, so nothing in it can be believed. A module of this test's own, which no stand-in has.
        var folder = guests.NewFolder("cache");
        var cache = Directory.CreateDirectory(Path.Combine(folder, "c")).FullName;
        File.SetUnixFileMode(cache, (UnixFileMode)0x1FF);
        var module = Path.Combine(folder, "own.wasm");
        var name = Guid.NewGuid().ToByteArray();
        File.WriteAllBytes(module, [.. File.ReadAllBytes(guests.Module("mpifault")), 0, 17, 0, .. name]);
        string[] program = [module, "none", "0"];
        var environment = new Dictionary<string, string?>
        {
            ["MPIWASM_CACHE"] = cache,
            ["OMPI_ALLOW_RUN_AS_ROOT"] = "1",
            ["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1",
        };
        var outcome = how[0] == "run"
            ? Mpiwasm.Run([.. how, "--mpi", "openmpi", .. program], cache)
            : Mpiwasm.RunProcess("mpirun.openmpi", ["--oversubscribe", "-n", "3", Mpiwasm.Command, "run", .. program], environment);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Single(outcome.Error.Split("the image cache cannot be used").Skip(1));
        // All of them found the one image that a rank or the launcher compiled, in a directory of the node: this start has it at once,
        // without a compiler.
        var again = Mpiwasm.Run(["run", "-q", .. program], cache, NoCompiler);
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(0, Mpiwasm.Run(["cache", "clean"], cache).ExitCode);
        Assert.True(Mpiwasm.Run(["run", "-q", .. program], cache, NoCompiler).ExitCode != 0, "cache clean left the stand-in's image");
    }

    [Theory]
    [InlineData("mkfifo")]
    [InlineData("mkdir")]
    public void What_is_no_file_in_the_cache_holds_no_start_up(string make)
    {
        var cache = Path.Combine(guests.NewFolder("cache"), "c");
        Assert.Equal(0, Mpiwasm.Run(["compile", guests.Module("args")], cache).ExitCode);
        var images = Directory.GetFiles(cache, "*.so");
        foreach (var image in images)
        {
            File.Delete(image);
            Assert.Equal(0, Mpiwasm.RunProcess(make, [image]).ExitCode);
        }

        var outcome = Mpiwasm.Run(["run", guests.Module("args")], cache);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Contains("not a regular file", outcome.Error, StringComparison.Ordinal);
        Assert.All(images, image => Assert.True(new FileInfo(image).Length > 0));
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
