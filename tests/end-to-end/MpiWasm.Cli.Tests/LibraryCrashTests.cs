using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>A crash in the MPI library says what the guest was doing, and ends the process as crashes do.</summary>
[Collection("guests")]
public sealed class LibraryCrashTests(GuestFixture guests)
{
    [Theory]
    [InlineData("fault", "MPI_Barrier", "segmentation fault", 139)]
    [InlineData("memset", "MPI_Iprobe", "segmentation fault", 139)]
    [InlineData("abort", "MPI_Send", "abort", 134)]
    [InlineData("divide", "MPI_Comm_compare", "arithmetic exception", 136)]
    public void A_crash_in_the_library_names_the_procedure_and_the_function_that_called_it(
        string how, string procedure, string cause, int status)
    {
        string[] words = ["-c", "ulimit -c 0; exec \"$@\"", "sh", Mpiwasm.Command, .. Arguments(how)];
        var outcome = Mpiwasm.RunProcess("/bin/sh", words, Environment);
        Assert.True(outcome.ExitCode == status, outcome.ToString());
        Said(outcome, procedure, cause);
    }

    [Theory]
    [InlineData("fault", "MPI_Barrier", "segmentation fault")]
    [InlineData("abort", "MPI_Send", "abort")]
    public void It_ends_the_job(string how, string procedure, string cause)
    {
        var outcome = Mpiwasm.RunProcess(Mpiwasm.Command, Arguments(how, "-n", "2"), Environment);
        Assert.True(outcome.ExitCode != 0, outcome.ToString());
        Said(outcome, procedure, cause);
        Assert.Contains("rank 1: error MW0716", outcome.Error, StringComparison.Ordinal);
    }

    private Dictionary<string, string?> Environment => Mpiwasm.Environment(guests.Cache);

    private static void Said(Outcome outcome, string procedure, string cause)
    {
        foreach (var part in new[] { "MW0716", procedure, cause, "libcrashing.so", "at step_into", "at main", "Open MPI" })
            Assert.Contains(part, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("survived", outcome.Output, StringComparison.Ordinal);
    }

    private string[] Arguments(string how, params string[] options) =>
        ["run", "-q", .. options, "--mpi", Library(), guests.Module("crash"), how];

    private string Library()
    {
        var library = Path.Combine(guests.Folder, "libcrashing.so");
        if (File.Exists(library))
            return library;
        var source = Path.Combine(Mpiwasm.Guests, "crashing.c");
        string[] options = ["-shared", "-fPIC", "-O1", source, "-o", library, "-Wl,--no-as-needed", "-l:libmpi.so.40"];
        var outcome = Mpiwasm.RunProcess("gcc", options);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        return library;
    }
}
