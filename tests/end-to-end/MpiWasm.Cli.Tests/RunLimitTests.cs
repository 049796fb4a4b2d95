using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>Limits an operator sets, by options or in the shell.</summary>
[Collection("guests")]
public sealed class RunLimitTests(GuestFixture guests)
{
    [Fact]
    public void Memory_beyond_the_limit_is_a_null_pointer_to_the_guest()
    {
        var outcome = Mpiwasm.Run(["run", "--max-memory", "64M", guests.Module("limits"), "memory"], guests.Cache);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.InRange(Megabytes(outcome), 40, 64);
    }

    [Fact]
    public void A_module_that_starts_with_more_is_refused()
    {
        var outcome = Mpiwasm.Run(["run", "--max-memory", "1M", guests.Module("limits")], guests.Cache);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("error MW0405", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("--max-memory", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_beyond_the_limit_are_not_opened()
    {
        var folder = guests.NewFolder("granted");
        File.WriteAllText(Path.Combine(folder, "f"), "");
        // Three streams and the directory are open.
        var outcome = Mpiwasm.Run(
            ["run", "--max-open-files", "10", "--dir", $"{folder}::.", guests.Module("limits"), "files", "f"], guests.Cache);
        Assert.True(outcome.Output == "6 opened, then: No file descriptors available\n", outcome.ToString());
    }

    [Theory]
    [InlineData("spin")]
    [InlineData("sleep")]
    public void A_time_out_ends_the_guest_whatever_it_does_and_loses_no_output(string what)
    {
        var outcome = Mpiwasm.Run(["run", "--timeout", "1.5s", guests.Module("limits"), what], guests.Cache);
        Assert.True(outcome.ExitCode == 124, outcome.ToString());
        Assert.Contains("error MW0821", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(what == "sleep" ? "before" : "", outcome.Output);
    }

    [Fact]
    public void A_time_out_ends_a_job_with_its_status_and_one_message()
    {
        var outcome = Mpiwasm.Run(["run", "-n", "2", "--timeout", "2s", guests.Module("limits"), "sleep"], guests.Cache);
        Assert.True(outcome.ExitCode == 124, outcome.ToString());
        Assert.Contains("error MW0821", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("recv", "in mpi.MPI_Recv")]
    [InlineData("compute", "computing")]
    public void A_time_out_says_where_each_rank_was(string what, string place)
    {
        var outcome = Mpiwasm.Run(["run", "-n", "2", "--timeout", "4s", guests.Module("whereabouts"), what], guests.Cache);
        Assert.True(outcome.ExitCode == 124, outcome.ToString());
        Assert.Contains(
            $"rank 0: error MW0821: the time given with --timeout (4 s) is over; the program was {place}",
            outcome.Error,
            StringComparison.Ordinal);
        Assert.Contains("rank 1: was in mpi.MPI_Barrier", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(2, outcome.Error.Split("at main (whereabouts.wasm").Length - 1);
    }

    [Fact]
    public void Processor_time_ends_the_guest()
    {
        var outcome = Mpiwasm.Run(["run", "--cpu-limit", "2", guests.Module("limits"), "spin"], guests.Cache);
        Assert.True(outcome.ExitCode == 152, outcome.ToString());
        Assert.Contains("error MW0822", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_on_address_space_is_explained_before_anything_starts()
    {
        var outcome = Limited("-v 1000000", "limits", "memory");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("error MW0815", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("4194304 KiB", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void With_enough_address_space_for_ourselves_memory_is_checked_by_code()
    {
        var outcome = Limited("-v 6000000", "limits", "memory");
        Assert.True(outcome.ExitCode == 0 && Megabytes(outcome) > 100, outcome.ToString());
        // Just beyond the memory, in the guard behind the reservation, and far beyond it, where other things of the process lie.
        foreach (var address in new[] { "0x08000000", "0x7fffffff", "0xffffffff" })
        {
            outcome = Limited("-v 6000000", "limits", "beyond", address);
            Assert.True(outcome.ExitCode == 134, outcome.ToString());
            Assert.Contains("out of bounds memory access", outcome.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_limit_on_the_size_of_files_is_an_error_to_the_guest()
    {
        var folder = guests.NewFolder("granted");
        var outcome = Limited("-f 2048", "--dir", $"{folder}::.", "limits", "write", "f");
        // The unit of the shell is 512 bytes.
        Assert.True(outcome.Output == "16 blocks, then: File too large\n", outcome.ToString());
    }

    [Theory]
    [InlineData("--max-memory", "none")]
    [InlineData("--max-open-files", "0")]
    [InlineData("--timeout", "soon")]
    [InlineData("--timeout", "0")]
    [InlineData("--cpu-limit", "-1")]
    public void A_limit_that_makes_no_sense_is_a_usage_error(string option, string value)
    {
        var outcome = Mpiwasm.Run(["run", option, value, guests.Module("limits")], guests.Cache);
        Assert.True(outcome.ExitCode is 1 or 2, outcome.ToString());
        Assert.Contains("error MW0800", outcome.Error, StringComparison.Ordinal);
    }

    private static int Megabytes(Outcome outcome) => int.Parse(outcome.Output.Split(' ')[0]);

    /// <summary>Runs a guest under a limit of the shell; the word "limits" stands for the module.</summary>
    private Outcome Limited(string limit, params string[] words)
    {
        // Compiled before: the limit is for running.
        _ = Mpiwasm.Run([guests.Module("limits")], guests.Cache);
        string[] command =
        [
            "-c", $"ulimit {limit}; exec \"$@\"", "sh", Mpiwasm.Command, "run", "--quiet",
            .. words.Select(w => w == "limits" ? guests.Module("limits") : w),
        ];
        return Mpiwasm.RunProcess("/bin/sh", command, Mpiwasm.Environment(guests.Cache));
    }
}
