using Xunit;

namespace MpiWasm.Mpi.Tests.EndToEnd;

/// <summary>The programs of <see cref="GuestTests"/> with memories of 64 bits (<c>mpiwasm-cc -m64</c>), and what only those can.</summary>
public sealed class WideTests(Programs programs) : IClassFixture<Programs>
{
    private static readonly string[] Libraries = ["openmpi", "mpich", "local"];

    public static TheoryData<string> Everywhere => GuestTests.Everywhere;

    [JobTheory("MPICH", isWide: true)]
    [MemberData(nameof(Everywhere))]
    public void A_guest_of_64_bits_prints_what_its_native_build_prints_over_each_library(string name)
    {
        foreach (var (library, ranks) in ((string, int)[])[("openmpi", 1), ("openmpi", 4), ("mpich", 2),
            ("mpich", 4), ("local", 2), ("local", 4)])
            GuestTests.Same(programs.RunNative(name, ranks), programs.RunWide(name, ranks, "--mpi", library));
    }

    [JobTheory("MPICH", isWide: true)]
    [InlineData("openmpi", 2)]
    [InlineData("mpich", 4)]
    [InlineData("local", 4)]
    public void One_sided_communication_gives_what_it_gives_natively(string library, int ranks) =>
        GuestTests.Same(programs.RunNative("windows", ranks, "mpich"), programs.RunWide("windows", ranks, "--mpi", library));

    [JobTheory("MPICH", isWide: true)]
    [InlineData("callbacks", 2, "callbacks: fine\n")]
    [InlineData("modern", 2, "modern: fine\n")]
    [InlineData("reentrant", 2, "reentrant: fine\n")]
    [InlineData("windowlimits", 3, "0 failures\n")]
    [InlineData("indices", 2, "0 failures\n")]
    [InlineData("refusals", 2, "refusals: 0 failures\n")]
    [InlineData("ownswaps", 2, "ownswaps: 0 wrong values\n")]
    [InlineData("truncated", 2, "0: 0 failures\n1: 0 failures\n")]
    public void A_guest_of_64_bits_that_checks_itself_finds_nothing_wrong(string name, int ranks, string output)
    {
        foreach (var library in Libraries)
        {
            var outcome = programs.RunWide(name, ranks, "--mpi", library);
            Assert.True(outcome.ExitCode == 0, outcome.ToString());
            Assert.Equal(output, outcome.Output);
        }
    }

    /// <summary>Every kind of pointer argument, in shims and in C#, with addresses whose sums with a length would wrap around.</summary>
    [JobTheory("MPICH", isWide: true)]
    [InlineData("openmpi", 1)]
    [InlineData("openmpi", 2)]
    [InlineData("mpich", 1)]
    [InlineData("mpich", 2)]
    [InlineData("local", 2)]
    public void No_number_of_64_bits_leads_out_of_memory(string library, int ranks)
    {
        var outcome = programs.RunWide("wideaddresses", ranks, "--mpi", library);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Equal(string.Concat(Enumerable.Repeat("wideaddresses: all refused\n", ranks)), outcome.Output);
    }

    [JobTheory("MPICH", isWide: true)]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    [InlineData("local")]
    public void A_rank_uses_16_GiB(string library)
    {
        foreach (var ranks in new[] { 1, 2 })
            GuestTests.Same(programs.RunNative("sixteen", ranks), programs.RunWide("sixteen", ranks, "--mpi", library));
    }
}
