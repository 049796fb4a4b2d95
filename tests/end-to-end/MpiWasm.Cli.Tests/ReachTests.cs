using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>A program that looks for a file where no grant reaches ends with a note that names the option.</summary>
[Collection("guests")]
public sealed class ReachTests(GuestFixture guests)
{
    [Theory]
    [InlineData("input.dat", "--dir . ")]
    [InlineData("data/input.dat", "--dir . ")]
    [InlineData("/data/run 7/input.dat", "--dir '/data/run 7' ")]
    [InlineData("/input.dat", "--dir / ")]
    public void Without_a_grant_the_option_is_named(string path, string option)
    {
        var outcome = Mpiwasm.Run(["run", guests.Module("opens"), path], guests.Cache);
        Assert.True(outcome.ExitCode == 3, outcome.ToString());
        Assert.Contains("cannot open", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(
            $"note: the program looked for '{path}', and no directory is granted to it", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(option, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_no_grant_covers_is_named_too()
    {
        var folder = guests.NewFolder("granted");
        var outcome = Mpiwasm.Run(["run", "--dir", $"{folder}::/work", guests.Module("opens"), "/etc/passwd"], guests.Cache);
        Assert.True(outcome.ExitCode == 3, outcome.ToString());
        Assert.Contains("none of the directories granted to it has that", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("--dir /etc ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_merely_missing_is_no_matter_of_grants()
    {
        var folder = guests.NewFolder("granted");
        var outcome = Mpiwasm.Run(["run", "--dir", $"{folder}::/", guests.Module("opens"), "input.dat"], guests.Cache);
        Assert.True(outcome.ExitCode == 3, outcome.ToString());
        Assert.DoesNotContain("note: the program looked for", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_note_comes_once_however_often_it_is_tried()
    {
        var outcome = Mpiwasm.Run(["run", guests.Module("opens"), "a", "b", "c"], guests.Cache);
        Assert.Single(outcome.Error.Split('\n'), line => line.Contains("note: the program looked for 'a'", StringComparison.Ordinal));
        Assert.Single(outcome.Error.Split('\n'), line => line.Contains("note: the program looked for", StringComparison.Ordinal));
    }

    [Fact]
    public void Quiet_means_quiet()
    {
        var outcome = Mpiwasm.Run(["run", "--quiet", guests.Module("opens"), "input.dat"], guests.Cache);
        Assert.DoesNotContain("note:", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_job_it_comes_before_MPI_Abort_ends_it()
    {
        var outcome = Mpiwasm.Run(["run", "-n", "2", guests.Module("opens"), "abort", "input.dat"], guests.Cache);
        Assert.True(outcome.ExitCode != 0, outcome.ToString());
        Assert.Contains("note: the program looked for 'input.dat'", outcome.Error, StringComparison.Ordinal);
    }
}
