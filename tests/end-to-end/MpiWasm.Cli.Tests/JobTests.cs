using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>
/// Jobs of several ranks, whoever starts them: whatever goes wrong on one of them ends all, non-zero, with a message that says what.
/// </summary>
public abstract class JobTests(GuestFixture guests, string mpi)
{
    protected GuestFixture Guests { get; } = guests;

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
    public void Standard_input_goes_to_rank_0()
    {
        var outcome = Mpiwasm.Run(["run", "-q", "--mpi", mpi, "-n", "2", Guests.Module("args")], Guests.Cache, input: "hello");
        Assert.Contains("read 5 bytes", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("read 0 bytes", outcome.Output, StringComparison.Ordinal);
    }

    protected Outcome Job(int ranks, string fault, int rank) =>
        Mpiwasm.Run(["run", "-q", "--mpi", mpi, "-n", $"{ranks}", Guests.Module("mpifault"), fault, $"{rank}"], Guests.Cache);
}
