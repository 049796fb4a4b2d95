using System.Diagnostics;
using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>Jobs whose ranks are processes under a launcher.</summary>
[Collection("guests")]
public sealed class LaunchedJobTests(GuestFixture guests) : JobTests(guests, "auto")
{
    [Fact]
    public void A_killed_rank_ends_the_job()
    {
        using var job = Mpiwasm.Start(["run", "-q", "-n", "3", Guests.Module("mpifault"), "kill", "1"], Guests.Cache);
        job.EndInput();
        var victim = WaitForRank(job.Id, 1);
        Assert.Equal(0, Mpiwasm.RunProcess("/bin/kill", ["-KILL", victim.ToString()]).ExitCode);
        Assert.True(job.WaitForExit(30_000), "the job goes on without rank 1");
        Assert.NotEqual(0, job.ExitCode);
    }

    [Fact]
    public void SIGTERM_ends_the_job_and_leaves_no_process()
    {
        using var job = Mpiwasm.Start(["run", "-q", "-n", "2", Guests.Module("mpifault"), "kill", "1"], Guests.Cache);
        job.EndInput();
        var rank = WaitForRank(job.Id, 1);
        Assert.Equal(0, Mpiwasm.RunProcess("/bin/kill", ["-TERM", job.Id.ToString()]).ExitCode);
        Assert.True(job.WaitForExit(30_000), "SIGTERM did not end the job");
        Assert.NotEqual(0, job.ExitCode);
        var clock = Stopwatch.StartNew();
        while (Directory.Exists($"/proc/{rank}") && clock.Elapsed.TotalSeconds < 10)
            Thread.Sleep(20);
        Assert.False(Directory.Exists($"/proc/{rank}"), "a rank is left");
    }

    [Fact]
    public void SIGTERM_ends_a_single_rank()
    {
        using var process = Mpiwasm.Start(["run", Guests.Module("args")], Guests.Cache);
        Thread.Sleep(300);
        Assert.Equal(0, Mpiwasm.RunProcess("/bin/kill", ["-TERM", process.Id.ToString()]).ExitCode);
        Assert.True(process.WaitForExit(10_000), "SIGTERM was ignored");
        Assert.NotEqual(0, process.ExitCode);
    }

    [Fact]
    public void Without_an_MPI_library_the_message_says_what_to_do()
    {
        var outcome = Mpiwasm.Run(["run", "--mpi", "/nowhere/libmpi.so", Guests.Module("mpifault"), "none", "0"], Guests.Cache);
        Assert.True(outcome.ExitCode == 1, outcome.ToString());
        Assert.Contains("error MW07", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("/nowhere/libmpi.so", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_without_MPI_needs_no_MPI_library()
    {
        var outcome = Mpiwasm.Run(["run", "--mpi", "/nowhere/libmpi.so", Guests.Module("args")], Guests.Cache);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
    }

    [Fact]
    public void Started_by_the_user_s_own_mpirun_the_command_is_a_rank()
    {
        var environment = Mpiwasm.Environment(Guests.Cache, new Dictionary<string, string?>
        {
            ["OMPI_ALLOW_RUN_AS_ROOT"] = "1",
            ["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1",
        });
        var outcome = Mpiwasm.RunProcess(
            "mpirun.openmpi", ["--oversubscribe", "-n", "3", Mpiwasm.Command, "run", Guests.Module("mpifault"), "none", "2"], environment);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Contains("all well on 3 ranks", outcome.Output, StringComparison.Ordinal);
    }

    /// <summary>Waits until the given rank of the job runs guest code, and returns its process id.</summary>
    private static int WaitForRank(int launcher, int rank)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < 60)
        {
            foreach (var child in Descendants(launcher))
            {
                try
                {
                    var environment = File.ReadAllText($"/proc/{child}/environ").Split('\0');
                    if (environment.Contains($"OMPI_COMM_WORLD_RANK={rank}")
                        && File.ReadAllText($"/proc/{child}/maps").Contains("guest-", StringComparison.Ordinal))
                    {
                        // Past MPI_Init by the time it spins; the mapping comes shortly before.
                        Thread.Sleep(1000);
                        return child;
                    }
                }
                catch (IOException)
                {
                    // It ended meanwhile.
                }
            }

            Thread.Sleep(20);
        }

        throw new TimeoutException($"rank {rank} did not start");
    }

    /// <summary>Processes and threads come and go while they are counted: one that is gone has no children.</summary>
    private static string[] Children(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static IEnumerable<int> Descendants(int process)
    {
        var tasks = $"/proc/{process}/task";
        foreach (var task in Directory.Exists(tasks) ? Directory.GetDirectories(tasks) : [])
        {
            foreach (var word in Children(task))
            {
                var child = int.Parse(word);
                yield return child;
                foreach (var below in Descendants(child))
                    yield return below;
            }
        }
    }
}
