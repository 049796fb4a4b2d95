using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>What reaches the guest, and what comes back.</summary>
[Collection("guests")]
public sealed class RunTests(GuestFixture guests)
{
    [Fact]
    public void Arguments_after_the_module_reach_the_guest_dashes_and_all()
    {
        var outcome = Mpiwasm.Run(["run", "--quiet", guests.Module("args"), "0", "-n", "4", "--dir", "--", "--help"], guests.Cache);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.StartsWith(
            "arg 1: 0\narg 2: -n\narg 3: 4\narg 4: --dir\narg 5: --\narg 6: --help\n", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(42)]
    [InlineData(255)]
    public void The_exit_status_of_the_guest_passes_through(int status)
    {
        var outcome = Mpiwasm.Run([guests.Module("args"), status.ToString()], guests.Cache);
        Assert.Equal(status, outcome.ExitCode);
    }

    [Fact]
    public void Standard_input_reaches_the_guest()
    {
        var outcome = Mpiwasm.Run(["run", guests.Module("args")], guests.Cache, input: "hello");
        Assert.Contains("read 5 bytes", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_guest_sees_only_variables_it_was_given()
    {
        var host = new Dictionary<string, string?> { ["MW_TEST"] = "from the host" };
        Assert.Contains(
            "MW_TEST=(unset)\nHOME=(unset)",
            Mpiwasm.Run(["run", guests.Module("args")], guests.Cache, host).Output,
            StringComparison.Ordinal);
        Assert.Contains(
            "MW_TEST=given",
            Mpiwasm.Run(["run", "--env", "MW_TEST=given", guests.Module("args")], guests.Cache, host).Output,
            StringComparison.Ordinal);
        Assert.Contains(
            "MW_TEST=from the host",
            Mpiwasm.Run(["run", "--env", "MW_TEST", guests.Module("args")], guests.Cache, host).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_below_a_granted_directory_can_be_written_and_read()
    {
        var folder = guests.NewFolder("granted");
        var write = Mpiwasm.Run(["run", "--dir", $"{folder}::/data", guests.Module("files"), "write", "/data/note.txt"], guests.Cache);
        Assert.True(write.ExitCode == 0, write.ToString());
        Assert.Equal("written by the guest\n", File.ReadAllText(Path.Combine(folder, "note.txt")));
        var read = Mpiwasm.Run(["run", "--dir", $"{folder}::/data", guests.Module("files"), "read", "/data/note.txt"], guests.Cache);
        Assert.Equal("written by the guest\n", read.Output);
    }

    [Fact]
    public void A_file_outside_the_granted_directories_is_out_of_reach()
    {
        var folder = guests.NewFolder("granted");
        var secret = Path.Combine(guests.NewFolder("secret"), "secret.txt");
        File.WriteAllText(secret, "secret");
        File.CreateSymbolicLink(Path.Combine(folder, "link"), secret);
        foreach (var path in new[] { secret, "/etc/passwd", "/data/../../etc/passwd", "/data/link", "../etc/passwd" })
        {
            var outcome = Mpiwasm.Run(["run", "--dir", $"{folder}::/data", guests.Module("files"), "read", path], guests.Cache);
            Assert.True(outcome.ExitCode == 1, $"{path}: {outcome}");
            Assert.StartsWith("cannot open", outcome.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("secret\n", outcome.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_directory_that_does_not_exist_is_refused_before_the_guest_starts()
    {
        var outcome = Mpiwasm.Run(["run", "--dir", "/nowhere::/data", guests.Module("args")], guests.Cache);
        Assert.True(outcome.ExitCode == 1, outcome.ToString());
        Assert.Contains("error MW06", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("/nowhere", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("", outcome.Output);
    }

    [Fact]
    public void Help_puts_the_options_before_the_module_where_they_count()
    {
        var outcome = Mpiwasm.Run("run", "--help");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("mpiwasm run [options] <app.wasm> [arguments of the guest]", outcome.Output, StringComparison.Ordinal);
        Assert.StartsWith("mpiwasm 0.", Mpiwasm.Run("--version").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run", "--nonsense", "x.wasm")]
    [InlineData("run", "-n", "0", "x.wasm")]
    [InlineData("run", "-n", "many", "x.wasm")]
    [InlineData("run", "--stack-size", "tiny", "x.wasm")]
    [InlineData("cache", "explode")]
    public void A_wrong_command_line_is_a_usage_error(params string[] arguments)
    {
        var outcome = Mpiwasm.Run(arguments);
        Assert.True(outcome.ExitCode is 1 or 2, outcome.ToString());
        Assert.Contains("error MW08", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("--help", outcome.Error, StringComparison.Ordinal);
    }
}
