using Xunit;

namespace MpiWasm.Mpi.Tests.EndToEnd;

/// <summary>
/// Programs that use each offered procedure say the same as Wasm as they do natively. The native side is Open MPI's, also where the guest
/// runs over MPICH: what they print is fixed by the standard.
/// </summary>
public sealed class GuestTests(Programs programs) : IClassFixture<Programs>
{
    /// <summary>Each is a program of guests/.</summary>
    public static TheoryData<string> Everywhere { get; } =
    [
        "messages", "collectives", "datatypes", "contents", "external", "wide", "bottom", "communicators", "groups",
        "topologies", "infos", "persistent", "nonblocking", "neighbours", "useroperations", "attributes", "handlers", "grequests",
        "onlymanaged",
    ];

    [JobTheory]
    [MemberData(nameof(Everywhere))]
    [InlineData("errors")]
    public void A_guest_over_Open_MPI_prints_what_its_native_build_prints(string name)
    {
        foreach (var ranks in new[] { 1, 2, 4 })
            Same(programs.RunNative(name, ranks), programs.RunWasm(name, ranks));
    }

    [JobTheory("MPICH")]
    [MemberData(nameof(Everywhere))]
    public void The_same_file_over_MPICH_prints_that_too(string name)
    {
        foreach (var ranks in new[] { 1, 4 })
            Same(programs.RunNative(name, ranks), programs.RunWasm(name, ranks, "--mpi", "libmpich.so.12"));
    }

    [JobTheory]
    [MemberData(nameof(Everywhere))]
    public void The_same_file_over_our_own_MPI_prints_that_too(string name)
    {
        foreach (var ranks in new[] { 1, 2, 4 })
            Same(programs.RunNative(name, ranks), programs.RunWasm(name, ranks, "--mpi", "local"));
    }

    [JobTheory("MPICH")]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    public void When_there_are_no_more_communicators_a_duplicate_is_an_error(string library)
    {
        var outcome = programs.RunWasm("manycomms", 1, "--mpi", library);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Equal("an end: 1, an error: 1\nthe last is one: 0\nsums 1 1\n", outcome.Output);
    }

    /// <summary>Open MPI's own one-sided messages crash now and then natively: what is printed is MPICH's.</summary>
    [JobTheory("MPICH")]
    [InlineData("openmpi", 1)]
    [InlineData("openmpi", 2)]
    [InlineData("openmpi", 4)]
    [InlineData("mpich", 1)]
    [InlineData("mpich", 4)]
    [InlineData("local", 1)]
    [InlineData("local", 2)]
    [InlineData("local", 4)]
    public void One_sided_communication_gives_what_it_gives_natively(string library, int ranks) =>
        Same(programs.RunNative("windows", ranks, "mpich"), programs.RunWasm("windows", ranks, "--mpi", library));

    [JobTheory("MPICH")]
    [InlineData("openmpi", 3)]
    [InlineData("mpich", 3)]
    [InlineData("local", 3)]
    public void Accesses_beyond_a_window_are_refused_where_they_start(string library, int ranks)
    {
        var outcome = programs.RunWasm("windowlimits", ranks, "--mpi", library);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Equal("0 failures\n", outcome.Output);
    }

    [JobTheory("MPICH")]
    [InlineData(null)]
    [InlineData("libmpich.so.12")]
    [InlineData("local")]
    public void Large_counts_of_datatypes_are_what_they_are_natively_also_where_the_host_has_none(string? library)
    {
        foreach (var ranks in new[] { 1, 2 })
            Same(programs.RunNative("large", ranks, "mpich"), programs.RunWasm("large", ranks, library is null ? [] : ["--mpi", library]));
    }

    [JobTheory("MPICH")]
    [InlineData("operations", null)]
    [InlineData("operations", "libmpich.so.12")]
    [InlineData("operations", "local")]
    [InlineData("limits", null)]
    [InlineData("limits", "libmpich.so.12")]
    [InlineData("limits", "local")]
    [InlineData("freedtypes", null)]
    [InlineData("freedtypes", "libmpich.so.12")]
    [InlineData("freedtypes", "local")]
    public void A_guest_that_checks_itself_finds_nothing_wrong(string name, string? library)
    {
        foreach (var ranks in new[] { 1, 2 })
        {
            var outcome = programs.RunWasm(name, ranks, library is null ? [] : ["--mpi", library]);
            Assert.True(outcome.ExitCode == 0, outcome.ToString());
            Assert.All(outcome.Output.TrimEnd().Split('\n'), line => Assert.Matches("^[01]: [1-9][0-9]+ checks, 0 failed$", line));
            Assert.Equal(ranks, outcome.Output.TrimEnd().Split('\n').Length);
        }
    }

    /// <summary>What the native libraries lack or do wrong: the guests check it themselves, against the standard.</summary>
    [JobTheory("MPICH")]
    [InlineData("modern", 1, "modern: fine\n")]
    [InlineData("modern", 2, "modern: fine\n")]
    [InlineData("modern", 4, "modern: fine\n")]
    [InlineData("callbacks", 1, "callbacks: fine\n")]
    [InlineData("callbacks", 4, "callbacks: fine\n")]
    [InlineData("reentrant", 1, "reentrant: fine\n")]
    [InlineData("reentrant", 2, "reentrant: fine\n")]
    [InlineData("reentrant", 4, "reentrant: fine\n")]
    [InlineData("opensession", 2, "0: open\n1: open\n")]
    [InlineData("session", 1, "first: sum right\nsecond: sum right\ninitialized 0 finalized 0\n")]
    [InlineData("session", 4, "first: sum right\nsecond: sum right\ninitialized 0 finalized 0\n")]
    [InlineData(
        "tools", 1, "0: cvars 1 read 1 texts 1 errors 0\n0: no such 1\n0: beyond 1\n0: pvars 1 errors 0\n0: categories 1 errors 0\n")]
    public void What_hosts_lack_is_provided_over_each(string name, int ranks, string output)
    {
        foreach (var library in (string[])["libmpi.so.40", "libmpich.so.12", "local"])
        {
            var outcome = programs.RunWasm(name, ranks, "--mpi", library);
            Assert.True(outcome.ExitCode == 0, outcome.ToString());
            Assert.Equal(output, outcome.Output);
        }
    }

    /// <summary>Each calls what one of the libraries does wrong natively (docs/mpi.md), and checks it against the standard.</summary>
    [JobTheory("MPICH")]
    [InlineData(
        "waiterrors", 1,
        "0 in status 1 truncated 1 got 7\n1 in status 1 truncated 1 got 0\n2 in status 1 got 7\n3 in status 1 got 0\n")]
    [InlineData("pairs", 1, "pairs: 0 wrong elements\n")]
    [InlineData("pairs", 2, "pairs: 0 wrong elements\n")]
    [InlineData("pairs", 4, "pairs: 0 wrong elements\n")]
    [InlineData("orderedscatter", 1, "orderedscatter: 0 wrong elements\n")]
    [InlineData("orderedscatter", 2, "orderedscatter: 0 wrong elements\n")]
    [InlineData("orderedscatter", 4, "orderedscatter: 0 wrong elements\n")]
    [InlineData("ownswaps", 1, "ownswaps: 0 wrong values\n")]
    [InlineData("ownswaps", 2, "ownswaps: 0 wrong values\n")]
    [InlineData("ownswaps", 4, "ownswaps: 0 wrong values\n")]
    [InlineData("truncated", 1, "0: 0 failures\n")]
    [InlineData("lockedrequests", 1, "0: 0 calls wrong, enough: 1\n")]
    [InlineData("refusals", 1, "refusals: 0 failures\n")]
    [InlineData("refusals", 2, "refusals: 0 failures\n")]
    public void What_libraries_do_wrong_is_right_over_each(string name, int ranks, string output)
    {
        foreach (var library in (string[])["openmpi", "mpich", "local"])
        {
            var outcome = programs.RunWasm(name, ranks, "--mpi", library);
            Assert.True(outcome.ExitCode == 0, outcome.ToString());
            Assert.Equal(output, outcome.Output);
        }
    }

    /// <summary>Among them what crashes a library natively (docs/mpi.md).</summary>
    [JobTheory("MPICH")]
    [InlineData("libmpi.so.40")]
    [InlineData("libmpich.so.12")]
    [InlineData("local")]
    public void Wrong_arguments_come_back_as_errors(string library)
    {
        var folder = Directory.CreateTempSubdirectory("mpiwasm-hostile-");
        try
        {
            var outcome = programs.RunWasm("hostile", 1, "--mpi", library, "--dir", $"{folder.FullName}::.");
            Assert.True(outcome.ExitCode == 0, outcome.ToString());
            Assert.Equal("hostile: 139 calls refused\n", outcome.Output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>
    /// What makes the libraries write or read beside the arrays they were given, or index their own lists by numbers that are none of
    /// theirs (docs/security.md).
    /// </summary>
    [JobTheory("MPICH")]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    [InlineData("local")]
    public void Lengths_and_indices_of_the_guest_never_lead_a_library_beside_its_arrays(string library)
    {
        foreach (var ranks in new[] { 1, 2, 4 })
        {
            var outcome = programs.RunWasm("indices", ranks, "--mpi", library);
            Assert.True(outcome.ExitCode == 0, outcome.ToString());
            Assert.Equal("0 failures\n", outcome.Output);
        }
    }

    [JobTheory("MPICH")]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    [InlineData("local")]
    public void What_was_checked_of_an_array_is_what_the_library_gets_whatever_another_thread_writes_there(string library)
    {
        var outcome = programs.RunWasm("racing", 1, "--mpi", library);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Equal("0 other\n", outcome.Output);
    }

    [JobTheory("MPICH")]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    [InlineData("local")]
    public void Numbers_alone_take_no_memory_of_the_host(string library)
    {
        var folder = Directory.CreateTempSubdirectory("mpiwasm-budgets-");
        try
        {
            var outcome = programs.RunWasm("budgets", 1, "--mpi", library, "--dir", $"{folder.FullName}::.");
            Assert.True(outcome.ExitCode == 0, outcome.ToString());
            Assert.Equal("0 failures\n", outcome.Output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What Open MPI 4 has no prototypes for is compared with MPICH's native build, over both libraries.</summary>
    [JobTheory("MPICH")]
    [InlineData("newer", "libmpich.so.12")]
    [InlineData("newer", "libmpi.so.40")]
    [InlineData("newer", "local")]
    public void What_MPI_4_has_works_over_a_library_with_and_one_without_it(string name, string library)
    {
        foreach (var ranks in new[] { 1, 2, 4 })
            Same(programs.RunNative(name, ranks, "mpich"), programs.RunWasm(name, ranks, "--mpi", library));
    }

    /// <summary>Threads that call MPI as their level allows it.</summary>
    [JobTheory("MPICH")]
    [InlineData("openmpi", "multiple")]
    [InlineData("openmpi", "serialized")]
    [InlineData("openmpi", "funneled")]
    [InlineData("mpich", "multiple")]
    [InlineData("mpich", "serialized")]
    [InlineData("mpich", "funneled")]
    [InlineData("local", "multiple")]
    [InlineData("local", "serialized")]
    [InlineData("local", "funneled")]
    public void Threads_use_MPI_up_to_the_level_that_the_library_provides(string library, string level)
    {
        var native = library == "local" ? "mpich" : library;
        foreach (var ranks in new[] { 1, 2 })
            Same(programs.RunNative("threads", ranks, native, level), programs.RunWasm("threads", ranks, ["--mpi", library], [level]));
    }

    internal static void Same(Outcome native, Outcome wasm)
    {
        Assert.True(native.ExitCode == 0 && native.Output.Length > 0, native.ToString());
        Assert.True(wasm.ExitCode == 0, wasm.ToString());
        Assert.Equal(native.Output, wasm.Output);
    }
}
