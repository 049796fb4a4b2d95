using MpiWasm.Tests.Shared;
using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>What an operator allows the compiler.</summary>
[Collection("guests")]
[Trait("Speed", "Slow")]
public sealed class CompileLimitTests(GuestFixture guests)
{
    [Fact]
    public void A_function_that_takes_more_memory_than_allowed_is_an_error_with_the_option()
    {
        var module = Path.Combine(guests.NewFolder("monster"), "monster.wasm");
        File.WriteAllBytes(module, MonsterModule.Bytes());
        var outcome = Mpiwasm.Run(["compile", "--compile-memory", "400M", module], Path.Combine(guests.NewFolder("cache"), "c"));
        Assert.True(outcome.ExitCode == 1, outcome.ToString());
        Assert.Contains("error MW0204: the compiler reached its limit of memory", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("--compile-memory", outcome.Error, StringComparison.Ordinal);
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

    [Fact]
    public void Each_level_of_optimisation_has_its_own_image()
    {
        var cache = Path.Combine(guests.NewFolder("cache"), "c");
        var module = guests.Module("args");
        foreach (var level in (string[])["0", "1", "3"])
        {
            var outcome = Mpiwasm.Run(["compile", "--optimize", level, module], cache);
            Assert.Contains("compiled for this machine in", outcome.Output, StringComparison.Ordinal);
            Assert.Equal(0, Mpiwasm.Run(["run", "--optimize", level, module], cache).ExitCode);
        }

        // The default is 3.
        Assert.Contains("already compiled", Mpiwasm.Run(["compile", module], cache).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void There_are_four_levels_of_optimisation()
    {
        var outcome = Mpiwasm.Run(["run", "--optimize", "4", guests.Module("args")], Path.Combine(guests.NewFolder("cache"), "c"));
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains("--optimize wants a number from 0 to 3, not 4", outcome.Error, StringComparison.Ordinal);
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
