using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>A guest that goes wrong ends with one clear message, a backtrace of its own functions and a non-zero status.</summary>
[Collection("guests")]
public sealed class TrapTests(GuestFixture guests)
{
    [Theory]
    [InlineData("load", "out of bounds memory access", "load_far")]
    [InlineData("fill", "out of bounds memory access", "fill_off_the_end")]
    [InlineData("copy", "out of bounds memory access", "copy_off_the_end")]
    [InlineData("recursion", "call stack exhausted", "recurse")]
    [InlineData("division", "integer divide by zero", "divide")]
    [InlineData("signature", "indirect call type mismatch", "main")]
    [InlineData("unreachable", "unreachable", "main")]
    public void A_trap_names_its_kind_and_the_function_and_ends_with_134(string fault, string kind, string function)
    {
        var outcome = Mpiwasm.Run(["run", guests.Module("fault"), fault], guests.Cache);
        Assert.True(outcome.ExitCode == 134, outcome.ToString());
        Assert.Contains(kind, outcome.Error, StringComparison.Ordinal);
        Assert.Contains(function, outcome.Error, StringComparison.Ordinal);
        Assert.Contains("error MW05", outcome.Error, StringComparison.Ordinal);
        // What the guest printed before is not lost, what comes after does not happen.
        Assert.Equal("before\n", outcome.Output);
    }

    [Fact]
    public void An_exhausted_linear_stack_is_explained()
    {
        var outcome = Mpiwasm.Run(["run", guests.Module("fault"), "recursion-with-array"], guests.Cache);
        Assert.True(outcome.ExitCode == 134, outcome.ToString());
        Assert.Contains("recurse_with_array", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("stack-size", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("null pointer", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_fault_the_same_module_runs_to_its_end()
    {
        var outcome = Mpiwasm.Run(["run", guests.Module("fault")], guests.Cache);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Equal("before\nafter\n", outcome.Output);
        Assert.Equal("", outcome.Error);
    }

    [Fact]
    public void Abort_in_the_guest_ends_with_134()
    {
        var outcome = Mpiwasm.Run(["run", guests.Module("fault"), "abort"], guests.Cache);
        Assert.True(outcome.ExitCode == 134, outcome.ToString());
    }
}
