using System.Diagnostics;
using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>Jobs of several ranks: whatever goes wrong on one of them ends all, non-zero, with a message that says what.</summary>
[Collection("guests")]
public sealed class JobTests(GuestFixture guests)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_job_without_faults_ends_with_0(int ranks)
    {
        var outcome = Job(ranks, "none", 0);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Contains($"all well on {ranks} ranks", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trap", "integer divide by zero", "rank 1")]
    [InlineData("buffer", "MPI_Recv", "rank 1")]
    [InlineData("derived", "MPI_Recv", "rank 1")]
    [InlineData("handle", "MPI_Send", "rank 1")]
    [InlineData("reach", "MPI_Type_contiguous: the datatype would reach over more than 8 GiB", "rank 1")]
    public void A_fault_on_one_rank_ends_the_job_with_a_message_naming_it(string fault, string cause, string rank)
    {
        var outcome = Job(4, fault, 1);
        Assert.True(outcome.ExitCode != 0, outcome.ToString());
        Assert.Contains(cause, outcome.Error, StringComparison.Ordinal);
        Assert.Contains(rank, outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("buffer")]
    [InlineData("derived")]
    public void A_receive_beyond_the_memory_says_so(string fault)
    {
        var outcome = Job(2, fault, 0);
        Assert.True(outcome.ExitCode != 0, outcome.ToString());
        Assert.Contains("beyond the guest's memory", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("MPI_ERR_BUFFER", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abort", 7)]
    [InlineData("exit", 3)]
    public void The_status_given_by_a_rank_is_the_job_s(string fault, int status) => Assert.Equal(status, Job(4, fault, 2).ExitCode);

    [Fact]
    public void An_invalid_destination_ends_the_job() => Assert.NotEqual(0, Job(2, "rank", 1).ExitCode);

    [Fact]
    public void A_killed_rank_ends_the_job()
    {
        using var job = Mpiwasm.Start(["run", "-q", "-n", "3", guests.Module("mpifault"), "kill", "1"], guests.Cache);
        job.EndInput();
        var victim = WaitForRank(job.Id, 1);
        Assert.Equal(0, Mpiwasm.RunProcess("/bin/kill", ["-KILL", victim.ToString()]).ExitCode);
        Assert.True(job.WaitForExit(30_000), "the job goes on without rank 1");
        Assert.NotEqual(0, job.ExitCode);
    }

    [Fact]
    public void SIGTERM_ends_the_job_and_leaves_no_process()
    {
        using var job = Mpiwasm.Start(["run", "-q", "-n", "2", guests.Module("mpifault"), "kill", "1"], guests.Cache);
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
        using var process = Mpiwasm.Start(["run", guests.Module("args")], guests.Cache);
        Thread.Sleep(300);
        Assert.Equal(0, Mpiwasm.RunProcess("/bin/kill", ["-TERM", process.Id.ToString()]).ExitCode);
        Assert.True(process.WaitForExit(10_000), "SIGTERM was ignored");
        Assert.NotEqual(0, process.ExitCode);
    }

    [Fact]
    public void Without_an_MPI_library_the_message_says_what_to_do()
    {
        var outcome = Mpiwasm.Run(["run", "--mpi", "/nowhere/libmpi.so", guests.Module("mpifault"), "none", "0"], guests.Cache);
        Assert.True(outcome.ExitCode == 1, outcome.ToString());
        Assert.Contains("error MW07", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("/nowhere/libmpi.so", outcome.Error, StringComparison.Ordinal);
    }

    [RootFact]
    public void On_a_machine_without_MPI_the_message_names_the_package()
    {
        // In a mount namespace of its own, the libraries are hidden by an empty file.
        var hide = "for l in /usr/lib/*/libmpi.so* /usr/lib/*/libmpich.so* /usr/lib/*/libmpi_abi.so* /usr/lib/libmpi*.so*; do [ -e $l ] && "
            + "mount --bind /dev/null $(readlink -f $l); done; exec \"$@\"";
        var outcome = Mpiwasm.RunProcess(
            "/usr/bin/unshare",
            ["-m", "/bin/sh", "-c", hide, "sh", Mpiwasm.Command, "run", guests.Module("mpifault"), "none", "0"],
            Mpiwasm.Environment(guests.Cache));
        Assert.True(outcome.ExitCode == 1, outcome.ToString());
        Assert.Contains("error MW07", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("apt-get install", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_without_MPI_needs_no_MPI_library()
    {
        var outcome = Mpiwasm.Run(["run", "--mpi", "/nowhere/libmpi.so", guests.Module("args")], guests.Cache);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
    }

    [Fact]
    public void Started_by_the_user_s_own_mpirun_the_command_is_a_rank()
    {
        var environment = Mpiwasm.Environment(guests.Cache, new Dictionary<string, string?>
        {
            ["OMPI_ALLOW_RUN_AS_ROOT"] = "1",
            ["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1",
        });
        var outcome = Mpiwasm.RunProcess(
            "mpirun.openmpi", ["--oversubscribe", "-n", "3", Mpiwasm.Command, "run", guests.Module("mpifault"), "none", "2"], environment);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Contains("all well on 3 ranks", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_input_goes_to_rank_0()
    {
        var outcome = Mpiwasm.Run(["run", "-q", "-n", "2", guests.Module("args")], guests.Cache, input: "hello");
        Assert.Contains("read 5 bytes", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("read 0 bytes", outcome.Output, StringComparison.Ordinal);
    }

    private Outcome Job(int ranks, string fault, int rank) =>
        Mpiwasm.Run(["run", "-q", "-n", ranks.ToString(), guests.Module("mpifault"), fault, rank.ToString()], guests.Cache);

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
