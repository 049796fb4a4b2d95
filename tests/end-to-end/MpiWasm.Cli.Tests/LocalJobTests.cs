using System.Diagnostics;
using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>Jobs whose ranks are threads of one process.</summary>
[Collection("guests")]
public sealed class LocalJobTests(GuestFixture guests) : JobTests(guests, "local")
{
    [RootFact]
    public void Without_an_MPI_library_on_the_machine_it_is_the_default()
    {
        // In a mount namespace of its own, the libraries are hidden by an empty file.
        var hide = "for l in /usr/lib/*/libmpi.so* /usr/lib/*/libmpich.so* /usr/lib/*/libmpi_abi.so* /usr/lib/libmpi*.so*; do [ -e $l ] && "
            + "mount --bind /dev/null $(readlink -f $l); done; exec \"$@\"";
        foreach (var ranks in new[] { 1, 3 })
        {
            string[] command = ["-m", "/bin/sh", "-c", hide, "sh", Mpiwasm.Command, "run", Guests.Module("mpifault"), "none", "0"];
            if (ranks > 1)
                command = [.. command[..7], "-n", $"{ranks}", .. command[7..]];
            var outcome = Mpiwasm.RunProcess("/usr/bin/unshare", command, Mpiwasm.Environment(Guests.Cache));
            Assert.True(outcome.ExitCode == 0, outcome.ToString());
            Assert.Contains($"all well on {ranks} ranks", outcome.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_rank_that_ends_without_MPI_Finalize_ends_the_job_and_says_so()
    {
        var outcome = Job(3, "exit", 1);
        Assert.Contains("rank 1: error MW0823", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("status 3", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void MPI_Abort_is_told_with_its_rank() =>
        Assert.Contains("rank 2: called MPI_Abort with code 7", Job(4, "abort", 2).Error, StringComparison.Ordinal);

    [Fact]
    public void SIGTERM_ends_the_job()
    {
        using var job = Mpiwasm.Start(["run", "-q", "--mpi", "local", "-n", "2", Guests.Module("mpifault"), "kill", "1"], Guests.Cache);
        job.EndInput();
        WaitForThreads(job.Id);
        Assert.Equal(0, Mpiwasm.RunProcess("/bin/kill", ["-TERM", $"{job.Id}"]).ExitCode);
        Assert.True(job.WaitForExit(30_000), "SIGTERM did not end the job");
        Assert.NotEqual(0, job.ExitCode);
    }

    [Fact]
    public void A_time_out_says_where_each_rank_was()
    {
        var outcome = Mpiwasm.Run(
            ["run", "--mpi", "local", "-n", "3", "--timeout", "3s", Guests.Module("whereabouts"), "compute"], Guests.Cache);
        Assert.True(outcome.ExitCode == 124, outcome.ToString());
        Assert.Contains("error MW0821", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("rank 0: computing\n", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("rank 1: in mpi.MPI_Barrier\n", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(3, outcome.Error.Split("at main (whereabouts.wasm").Length - 1);
    }

    [Fact]
    public void Each_rank_has_an_output_file_of_its_own()
    {
        var folder = Guests.NewFolder("output");
        var outcome = Mpiwasm.Run(["run", "--mpi", "local", "-n", "3", "--output-dir", folder, Guests.Module("args"), "0"], Guests.Cache);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        for (var rank = 0; rank < 3; rank++)
            Assert.Contains("arg 1: 0", File.ReadAllText(Path.Combine(folder, $"rank-{rank}.out")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trap", 134)]
    [InlineData("exit", 7)]
    [InlineData("abort", 5)]
    public void A_thread_of_a_rank_ends_the_job(string how, int status)
    {
        var outcome = Mpiwasm.Run(["run", "--mpi", "local", "-n", "3", Guests.Threaded("threads"), how], Guests.Cache);
        Assert.True(outcome.ExitCode == status, outcome.ToString());
        Assert.Equal(how == "trap", outcome.Error.Contains(": thread 2: error MW0501", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("recv", "rank 0 waits for a message from rank 0 with tag 7, in mpi.MPI_Recv\n  at", 2)]
    [InlineData("recv", "rank 1 waits for the other ranks of a collective, in mpi.MPI_Barrier", 3)]
    public void A_deadlock_is_found_and_told_with_what_each_rank_waits_for(string how, string what, int ranks)
    {
        var outcome = Mpiwasm.Run(["run", "--mpi", "local", "-n", $"{ranks}", Guests.Module("whereabouts"), how], Guests.Cache);
        Assert.True(outcome.ExitCode == 1, outcome.ToString());
        Assert.Contains("error MW0824: all ranks", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(what, outcome.Error, StringComparison.Ordinal);
        Assert.Equal(ranks, outcome.Error.Split("at main (whereabouts.wasm").Length - 1);
    }

    [Fact]
    public void More_ranks_than_a_process_can_hold_are_an_error_before_anything_starts()
    {
        var outcome = Mpiwasm.Run(["run", "--mpi", "local", "-n", "1000000", Guests.Module("mpifault"), "none", "0"], Guests.Cache);
        Assert.True(outcome.ExitCode == 1, outcome.ToString());
        Assert.StartsWith("mpiwasm: error MW0825: -n 1000000: one process can hold ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("vm.max_map_count", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_ranks_meet()
    {
        var outcome = Job(100, "none", 0);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Contains("all well on 100 ranks", outcome.Output, StringComparison.Ordinal);
    }

    private static void WaitForThreads(int process)
    {
        var clock = Stopwatch.StartNew();
        while (!Directory.EnumerateDirectories($"/proc/{process}/task").Any(IsRank))
        {
            Assert.True(clock.Elapsed.TotalSeconds < 60, "no rank has started");
            Thread.Sleep(20);
        }

        static bool IsRank(string task) => File.ReadAllText(Path.Combine(task, "comm")).StartsWith("rank 1", StringComparison.Ordinal);
    }
}
