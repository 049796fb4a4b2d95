using Xunit;

namespace MpiWasm.Mpi.Tests.EndToEnd;

/// <summary>
/// Programs that use each offered procedure say the same as Wasm as they do natively. The native side is Open MPI's, also where the guest runs over MPICH: what they print
/// is fixed by the standard.
/// </summary>
public sealed class GuestTests(Programs programs) : IClassFixture<Programs>
{
    [JobTheory]
    [InlineData("messages")]
    [InlineData("collectives")]
    [InlineData("datatypes")]
    [InlineData("communicators")]
    [InlineData("errors")]
    [InlineData("persistent")]
    [InlineData("nonblocking")]
    [InlineData("neighbours")]
    public void A_guest_over_Open_MPI_prints_what_its_native_build_prints(string name)
    {
        foreach (var ranks in new[] { 1, 2, 4 })
            Same(programs.RunNative(name, ranks), programs.RunWasm(name, ranks));
    }

    [JobTheory("MPICH")]
    [InlineData("messages")]
    [InlineData("collectives")]
    [InlineData("datatypes")]
    [InlineData("communicators")]
    [InlineData("persistent")]
    [InlineData("nonblocking")]
    [InlineData("neighbours")]
    public void The_same_file_over_MPICH_prints_that_too(string name)
    {
        foreach (var ranks in new[] { 1, 4 })
            Same(programs.RunNative(name, ranks), programs.RunWasm(name, ranks, "--mpi", "libmpich.so.12"));
    }

    /// <summary>What Open MPI 4 has no prototypes for is compared with MPICH's native build, over both libraries.</summary>
    [JobTheory("MPICH")]
    [InlineData("newer", "libmpich.so.12")]
    [InlineData("newer", "libmpi.so.40")]
    public void What_MPI_4_has_works_over_a_library_with_and_one_without_it(string name, string library)
    {
        foreach (var ranks in new[] { 1, 2, 4 })
            Same(programs.RunNative(name, ranks, "mpich"), programs.RunWasm(name, ranks, "--mpi", library));
    }

    private static void Same(Outcome native, Outcome wasm)
    {
        Assert.True(native.ExitCode == 0 && native.Output.Length > 0, native.ToString());
        Assert.True(wasm.ExitCode == 0, wasm.ToString());
        Assert.Equal(native.Output, wasm.Output);
    }
}
