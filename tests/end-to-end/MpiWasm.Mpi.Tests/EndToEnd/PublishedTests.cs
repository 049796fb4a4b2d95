using Xunit;

namespace MpiWasm.Mpi.Tests.EndToEnd;

/// <summary>
/// Modules with the ABI of the first published ones, built against our own header of that ABI. They check what the standard fixes, a
/// hundred times over.
/// </summary>
public sealed class PublishedTests(Programs programs) : IClassFixture<Programs>
{
    private const string Ring = "../published/ring";

    [JobTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_module_of_the_published_ABI_works_over_Open_MPI(int ranks) => Works(ranks, programs.RunWasm(Ring, ranks));

    [JobTheory("MPICH")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_module_of_the_published_ABI_works_over_MPICH(int ranks) =>
        Works(ranks, programs.RunWasm(Ring, ranks, "--mpi", "libmpich.so.12"));

    [JobTheory]
    [InlineData(1)]
    public void A_bad_buffer_ends_the_job_as_in_any_program(int ranks)
    {
        var outcome = programs.RunWasm(Ring, ranks, [], ["out-of-memory"]);
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains("MPI_Send: buffer buf at 0xfffff000: 100000 elements", outcome.Errors, StringComparison.Ordinal);
    }

    private static void Works(int ranks, Outcome outcome)
    {
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Equal($"{ranks} ranks, 0 failures\n", outcome.Output);
    }
}
