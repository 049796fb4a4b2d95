using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>Programs with threads: whatever one of them does to end the program ends all of it, and the job.</summary>
[Collection("guests")]
public sealed class ThreadTests(GuestFixture guests)
{
    [ThreadTheory]
    [InlineData("trap", "unreachable", "act")]
    [InlineData("bounds", "out of bounds memory access at address 0xfffffff0", "act")]
    [InlineData("deep", "call stack exhausted", "deep")]
    public void A_trap_in_a_thread_ends_the_program_with_a_message_that_says_which(string fault, string cause, string function)
    {
        var outcome = Run(fault);
        Assert.Equal(134, outcome.ExitCode);
        Assert.Contains("thread 2: error MW05", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(cause, outcome.Error, StringComparison.Ordinal);
        Assert.Contains($"at {function} ", outcome.Error, StringComparison.Ordinal);
    }

    [ThreadTheory]
    [InlineData("exit", 7, "a line without its end")]
    [InlineData("return", 5, "done\n")]
    public void An_exit_in_any_thread_ends_the_program_with_its_status_and_loses_no_output(string end, int status, string output)
    {
        var outcome = Run(end);
        Assert.Equal((status, output, ""), (outcome.ExitCode, outcome.Output, outcome.Error));
    }

    [ThreadTheory]
    [InlineData("3", "3 made\n")]
    [InlineData("0", "0 made\n")]
    public void Max_threads_is_what_a_program_may_have_beside_its_first(string limit, string output) =>
        Assert.Equal(output, Mpiwasm.Run(["run", "--max-threads", limit, guests.Threaded("threads"), "create", "10"], guests.Cache).Output);

    [ThreadTheory]
    [InlineData("-1")]
    [InlineData("many")]
    public void A_limit_that_is_none_is_refused(string limit) =>
        Assert.Equal(2, Mpiwasm.Run(["run", "--max-threads", limit, guests.Threaded("threads")], guests.Cache).ExitCode);

    [ThreadTheory]
    [InlineData("--timeout", 124, "MW0821")]
    [InlineData("--cpu-limit", 152, "MW0822")]
    public void Limits_on_time_hold_while_one_thread_waits_and_another_computes(string option, int status, string code)
    {
        var outcome = Mpiwasm.Run(["run", option, "2", guests.Threaded("threads"), "wait"], guests.Cache);
        Assert.Equal(status, outcome.ExitCode);
        Assert.Contains(code, outcome.Error, StringComparison.Ordinal);
    }

    [ThreadTheory]
    [InlineData("trap", "openmpi", "unreachable")]
    [InlineData("trap", "mpich", "unreachable")]
    [InlineData("send", "openmpi", "MPI_Send")]
    [InlineData("send", "mpich", "MPI_Send")]
    public void A_fault_in_a_thread_of_one_rank_ends_the_job(string fault, string library, string cause)
    {
        var outcome = Job(fault, library);
        Assert.True(outcome.ExitCode != 0, outcome.ToString());
        Assert.Contains(cause, outcome.Error, StringComparison.Ordinal);
        Assert.Contains("rank 1: ", outcome.Error, StringComparison.Ordinal);
    }

    [ThreadTheory]
    [InlineData("abort", "openmpi", 5)]
    [InlineData("abort", "mpich", 5)]
    [InlineData("exit", "openmpi", 7)]
    [InlineData("exit", "mpich", 7)]
    public void The_status_given_by_a_thread_of_a_rank_is_the_job_s(string end, string library, int status) =>
        Assert.Equal(status, Job(end, library).ExitCode);

    private Outcome Run(string what) => Mpiwasm.Run(["run", guests.Threaded("threads"), what], guests.Cache);

    private Outcome Job(string what, string library) =>
        Mpiwasm.Run(["run", "-q", "-n", "2", "--mpi", library, guests.Threaded("threads"), what, "1"], guests.Cache);
}

/// <summary>A test with threads; skipped, visibly, where the C library for them was not made.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ThreadTheoryAttribute : TheoryAttribute
{
    public ThreadTheoryAttribute()
    {
        if (!Directory.Exists(Path.Combine(Mpiwasm.Bin, "..", "share", "mpiwasm", "sysroot", "threads")))
            Skip = "there is no C library with threads (make threads)";
    }
}
