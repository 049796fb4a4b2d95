using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>
/// What ends a guest in a callback of MPI ends the job: the library's frames are never unwound, and no rank waits for ever.
/// </summary>
[Collection("guests")]
public sealed class CallbackTests(GuestFixture guests)
{
    [Theory]
    [InlineData("local", "a reduction")]
    [InlineData("reduce", "a reduction")]
    [InlineData("query", "a generalized request")]
    [InlineData("free", "a generalized request")]
    [InlineData("cancel", "a generalized request")]
    public void A_trap_in_a_callback_of_the_library_ends_the_job_and_says_where(string where, string callback)
    {
        var outcome = Job(where, "trap");
        Ended(outcome);
        Assert.Contains($"rank 1: in a callback of {callback}", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("integer divide by zero", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("go_wrong", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("copy")]
    [InlineData("delete")]
    [InlineData("handler")]
    [InlineData("finalize")]
    public void A_trap_in_a_callback_of_ours_is_one_like_any_other(string where)
    {
        var outcome = Job(where, "trap");
        Ended(outcome);
        Assert.Contains("integer divide by zero", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("go_wrong", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reduce")]
    [InlineData("query")]
    public void An_exit_in_a_callback_of_the_library_ends_the_job_with_its_status(string where)
    {
        var outcome = Job(where, "exit");
        Ended(outcome);
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("MW0710", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("copy")]
    [InlineData("handler")]
    public void An_exit_in_a_callback_of_ours_is_one_like_any_other(string where)
    {
        var outcome = Job(where, "exit");
        Ended(outcome);
        Assert.Equal(3, outcome.ExitCode);
    }

    /// <summary>The levels are bounded, since unwinding very many takes minutes.</summary>
    [Fact]
    public void An_error_handler_that_causes_its_own_error_ends_the_job()
    {
        var outcome = Job("handler", "again");
        Ended(outcome);
        Assert.Contains("rank 1: error MW0714", outcome.Error, StringComparison.Ordinal);
    }

    private static void Ended(Outcome outcome)
    {
        Assert.True(outcome.ExitCode != 0, outcome.ToString());
        Assert.DoesNotContain("survived", outcome.Output, StringComparison.Ordinal);
    }

    private Outcome Job(string where, string how) =>
        Mpiwasm.Run(["run", "-q", "-n", "3", guests.Module("callbackfault"), where, how], guests.Cache);
}
