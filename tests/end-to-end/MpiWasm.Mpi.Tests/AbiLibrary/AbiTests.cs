using MpiWasm.Mpi.Tests.EndToEnd;
using Xunit;

namespace MpiWasm.Mpi.Tests.AbiLibrary;

/// <summary>Guests over a library with the standard ABI (one of ours, which forwards to MPICH) say what their native builds say.</summary>
public sealed class AbiTests(Programs programs) : IClassFixture<Programs>
{
    [JobTheory("MPICH")]
    [InlineData("messages", 3)]
    [InlineData("collectives", 3)]
    [InlineData("communicators", 4)]
    [InlineData("datatypes", 2)]
    public void A_guest_over_a_library_with_the_standard_ABI_prints_what_its_native_build_prints(string name, int ranks)
    {
        var native = programs.RunNative(name, ranks);
        Assert.True(native.ExitCode == 0 && native.Output.Length > 0, native.ToString());
        var wasm = programs.RunUnder("mpirun.mpich", name, ranks, "--mpi", programs.AbiLibrary());
        Assert.True(wasm.ExitCode == 0, wasm.ToString());
        Assert.Equal(native.Output, wasm.Output);
    }
}
