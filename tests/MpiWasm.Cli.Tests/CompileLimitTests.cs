using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>What an operator allows the compiler.</summary>
[Collection("guests")]
public sealed class CompileLimitTests(GuestFixture guests)
{
    // One function with a million additions of loads: more than LLVM can do with the memory it is given here.
    private string Monster()
    {
        var path = Path.Combine(guests.NewFolder("monster"), "monster.c");
        File.WriteAllText(path, $$"""
            #define A(n) x += p[x & 1023] ^ (n);
            #define B(n) A(n) A(n + 1) A(n + 2) A(n + 3) A(n + 4) A(n + 5) A(n + 6) A(n + 7)
            #define C(n) B(n) B(n + 8) B(n + 16) B(n + 24) B(n + 32) B(n + 40) B(n + 48) B(n + 56)
            #define D(n) C(n) C(n + 64) C(n + 128) C(n + 192) C(n + 256) C(n + 320) C(n + 384) C(n + 448)
            #define E(n) D(n) D(n + 512) D(n + 1024) D(n + 1536) D(n + 2048) D(n + 2560) D(n + 3072) D(n + 3584)
            #define F(n) E(n) E(n + 4096) E(n + 8192) E(n + 12288) E(n + 16384) E(n + 20480) E(n + 24576) E(n + 28672)
            __attribute__((noinline, optnone)) unsigned monster(unsigned *p, unsigned x) { F(1) F(40000) F(80000) F(120000) return x; }
            unsigned data[1024];
            int main(int argc, char **argv) { return (int)monster(data, (unsigned)argc) & 1; }
            """);
        var module = Path.ChangeExtension(path, ".wasm");
        var outcome = Mpiwasm.RunProcess(Path.Combine(Mpiwasm.Bin, "mpiwasm-cc"), ["-O0", "-g0", path, "-o", module]);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        return module;
    }

    [Fact]
    public void A_function_that_takes_more_memory_than_allowed_is_an_error_with_its_name_and_the_option()
    {
        var cache = Path.Combine(guests.NewFolder("cache"), "c");
        foreach (var command in new[] { "compile", "run" })
        {
            var outcome = Mpiwasm.Run([command, "--compile-memory", "200M", Monster()], cache);
            Assert.True(outcome.ExitCode == 1, outcome.ToString());
            Assert.Contains("error MW0204", outcome.Error, StringComparison.Ordinal);
            Assert.Contains("function monster", outcome.Error, StringComparison.Ordinal);
            Assert.Contains("--compile-memory", outcome.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_compilation_that_takes_longer_than_allowed_is_an_error_with_the_option()
    {
        var cache = Path.Combine(guests.NewFolder("cache"), "c");
        var outcome = Mpiwasm.Run(["run", "--compile-timeout", "0.2", guests.Module("args")], cache);
        Assert.True(outcome.ExitCode == 1, outcome.ToString());
        Assert.Contains("error MW0203", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("took longer than 0.2 s", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("--compile-timeout", outcome.Error, StringComparison.Ordinal);
        // Nothing half-made is left, and with the time it takes it works.
        Assert.Equal(0, Mpiwasm.Run(["run", "--compile-timeout", "300", "--compile-memory", "8G", guests.Module("args")], cache).ExitCode);
    }

    [Theory]
    [InlineData("--compile-timeout", "0")]
    [InlineData("--compile-timeout", "soon")]
    [InlineData("--compile-timeout", "-1")]
    [InlineData("--compile-memory", "much")]
    public void A_limit_that_makes_no_sense_is_a_usage_error(string option, string value)
    {
        var outcome = Mpiwasm.Run(["compile", $"{option}={value}", guests.Module("args")]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains($"MW0800: {option} wants", outcome.Error, StringComparison.Ordinal);
    }
}
