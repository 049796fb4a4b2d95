using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>What a guest makes MPI allocate outside of its memory is bounded.</summary>
[Collection("guests")]
public sealed class HostMemoryTests(GuestFixture guests)
{
    [Theory]
    [InlineData("openmpi", "infos")]
    [InlineData("openmpi", "datatypes")]
    [InlineData("openmpi", "duplicates")]
    [InlineData("openmpi", "texts")]
    [InlineData("openmpi", "attributes")]
    [InlineData("mpich", "infos")]
    [InlineData("mpich", "datatypes")]
    [InlineData("mpich", "duplicates")]
    public void At_the_limit_making_objects_is_refused_until_some_are_freed(string library, string what)
    {
        var outcome = Run(library, what);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Equal($"{what}: refused at some time\nmade again\n", outcome.Output);
    }

    [Theory]
    [InlineData("openmpi", "messages")]
    [InlineData("openmpi", "long")]
    [InlineData("mpich", "messages")]
    [InlineData("mpich", "long")]
    public void So_is_starting_sends_that_nobody_receives(string library, string what)
    {
        var outcome = Run(library, what);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Equal($"{what}: refused at some time\n", outcome.Output);
    }

    /// <summary>
    /// Where the library takes memory that no call asks for, it is the rank that ends. (MPICH waits for the receiver of a message to
    /// oneself.)
    /// </summary>
    [Fact]
    public void Messages_that_pile_up_end_the_rank()
    {
        var outcome = Run("openmpi", "sends");
        Assert.True(outcome.ExitCode == 1, outcome.ToString());
        Assert.Contains("MW0717", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("--max-host-memory", outcome.Error, StringComparison.Ordinal);
    }

    private Outcome Run(string library, string what) =>
        Mpiwasm.Run(
            ["run", "-q", "--mpi", library, "--max-memory", "64M", "--timeout", "60", guests.Module("hostmemory"), what], guests.Cache);
}
