using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>
/// A pointer that was never set ends the program where it is used, as it does natively: nothing lies in the lowest
/// 64 KiB of modules that mpiwasm-cc links.
/// </summary>
[Collection("guests")]
public sealed class NullPointerTests(GuestFixture guests)
{
    [Theory]
    [InlineData("load", "0xc")]
    [InlineData("store", "0x18c")]
    [InlineData("end", "0xffff")]
    [InlineData("fill", "0x")]
    [InlineData("copy", "0x")]
    [InlineData("length", "0x0")]
    [InlineData("open", "0x64")]
    public void An_access_is_a_trap_that_says_so(string how, string address)
    {
        var outcome = Run(how);
        Assert.True(outcome.ExitCode == 134, outcome.ToString());
        Assert.Contains($"error MW0515: wasm trap: null pointer at address {address}", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("main", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("before\n", outcome.Output);
    }

    [Theory]
    [InlineData("write")]
    [InlineData("read")]
    public void System_calls_fail_with_EFAULT(string how) => Assert.Equal(new Outcome(0, "before\n-1 1\nafter\n", ""), Run(how));

    [Theory]
    [InlineData("send", "buffer")]
    [InlineData("receive", "buffer")]
    [InlineData("broadcast", "buffer")]
    [InlineData("reduce", "buffer")]
    [InlineData("gather", "buffer")]
    public void Buffers_of_MPI_are_errors(string how, string error)
    {
        foreach (var library in (string[])["openmpi", "mpich"])
            Assert.Equal(new Outcome(0, $"before\n{error}\nafter\n", ""), Run(how, "--mpi", library));
    }

    // Whatever the procedure makes of it: an error or a trap, never a crash of the host, and never silence.
    [Theory]
    [InlineData("pack")]
    [InlineData("window")]
    [InlineData("member")]
    [InlineData("array")]
    [InlineData("name")]
    public void What_else_MPI_is_given_is_an_error_or_a_trap(string how)
    {
        foreach (var library in (string[])["openmpi", "mpich"])
        {
            var outcome = Run(how, "--mpi", library);
            if (outcome.ExitCode == 0)
                Assert.Contains(
                    outcome.Output, (string[])["before\nbuffer\nafter\n", "before\nbase\nafter\n", "before\nargument\nafter\n"]);
            else
                Assert.True(outcome.ExitCode == 134 && outcome.Error.Contains("MW0515", StringComparison.Ordinal), outcome.ToString());
        }
    }

    [Theory]
    [InlineData("behind", "before\nafter\n")]
    [InlineData("nothing", "before\nsuccess\nafter\n")]
    public void What_touches_nothing_there_is_right(string how, string output) => Assert.Equal(new Outcome(0, output, ""), Run(how));

    [Fact]
    public void Null_ok_makes_it_memory_in_every_rank()
    {
        Assert.Equal(new Outcome(0, "before\nafter\n", ""), Run("load", "--null-ok"));
        var outcome = Run("store", "--quiet", "--null-ok", "-n", "2");
        Assert.True(
            outcome is { ExitCode: 0, Output: "before\nbefore\nafter\nafter\n" or "before\nafter\nbefore\nafter\n" }, outcome.ToString());
    }

    [Fact]
    public void A_module_that_is_linked_to_have_memory_there_has_it()
    {
        var module = Path.Combine(guests.Folder, "null-ok.wasm");
        var linked = Mpiwasm.RunProcess(
            Path.Combine(Mpiwasm.Bin, "mpiwasm-cc"),
            ["-O2", "--mpiwasm-null-ok", Path.Combine(Mpiwasm.Guests, "nullpointer.c"), "-o", module]);
        Assert.True(linked.ExitCode == 0, linked.ToString());
        Assert.Equal(new Outcome(0, "before\nafter\n", ""), Mpiwasm.Run(["run", module, "store"], guests.Cache));
    }

    [Fact]
    public void It_is_so_with_threads()
    {
        var outcome = Mpiwasm.Run(["run", guests.Threaded("nullpointer"), "load"], guests.Cache);
        Assert.True(outcome.ExitCode == 134, outcome.ToString());
        Assert.Contains("null pointer at address 0xc", outcome.Error, StringComparison.Ordinal);
    }

    private Outcome Run(string how, params string[] options) =>
        Mpiwasm.Run(["run", .. options, guests.Module("nullpointer"), how], guests.Cache, input: "some input\n");
}
