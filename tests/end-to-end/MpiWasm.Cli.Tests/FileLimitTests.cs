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

    /// <summary>
    /// Open MPI says success, the loss is found by us; MPICH's own error says less, and its last write is lost in both processes.
    /// </summary>
    [Theory]
    [InlineData("openmpi", "no space", "done no space")]
    [InlineData("mpich", "i/o", "i/o i/o")]
    public void What_a_collective_write_has_lost_is_an_error_to_whoever_lost_it(string library, string lost, string interleaved)
    {
        var folder = guests.NewFolder("filelosses");
        string[] run = ["run", "-q", "-n", "2", "--mpi", library, "--dir", $"{folder}::.", guests.Module("filelosses"), "blocks.dat"];
        var first = Mpiwasm.RunProcess(Mpiwasm.Command, run, Mpiwasm.Environment(guests.Cache));
        string[] kept =
        [
            "open: done done", "write_at_all: done done", "write_all: done done", "write_at_all_begin: done done", "first block there",
            "interleaved: done done", "",
        ];
        Assert.Equal(string.Join('\n', kept), first.Output);
        string[] limited = ["-c", "ulimit -c 0; ulimit -f 24576; exec \"$@\"", "sh", Mpiwasm.Command, .. run, $"{8 << 20}"];
        var outcome = Mpiwasm.RunProcess("/bin/sh", limited, Mpiwasm.Environment(guests.Cache));
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        string[] expected =
        [
            "open: done done", $"write_at_all: done {lost}", $"write_all: done {lost}", $"write_at_all_begin: done {lost}",
            "first block there", $"interleaved: {interleaved}", "",
        ];
        Assert.Equal(string.Join('\n', expected), outcome.Output);
    }
}
