using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>The limit of file sizes (<c>ulimit -f</c>) is an error to the guest, not its end and not a disk that is full.</summary>
[Collection("guests")]
public sealed class FileLimitTests(GuestFixture guests)
{
    [Theory]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    public void A_file_of_MPI_that_would_be_too_large_is_refused_and_the_program_goes_on(string library)
    {
        var folder = guests.NewFolder("filelimit");
        string[] run = ["run", "-q", "--mpi", library, "--dir", $"{folder}::.", guests.Module("filelimit")];
        // What is compiled and cached is compiled before.
        var first = Mpiwasm.RunProcess(Mpiwasm.Command, [.. run, "open"], Mpiwasm.Environment(guests.Cache));
        Assert.True(first.ExitCode == 0, first.ToString());
        string[] limited = ["-c", "ulimit -c 0; ulimit -f 16384; exec \"$@\"", "sh", Mpiwasm.Command, .. run];
        var outcome = Mpiwasm.RunProcess("/bin/sh", limited, Mpiwasm.Environment(guests.Cache));
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        string[] expected =
        [
            "open: done", "set size: no space", "preallocate: no space", "size 0",
            "write beyond: refused", "with a status: refused", "write: done", "end", "",
        ];
        Assert.Equal(string.Join('\n', expected), outcome.Output);
        Assert.Equal(1024, new FileInfo(Path.Combine(folder, "limited.dat")).Length);
    }
}
