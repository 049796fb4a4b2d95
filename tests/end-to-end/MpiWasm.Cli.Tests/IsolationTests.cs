using System.Text.RegularExpressions;
using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>What of the host reaches the guest, and where its output goes.</summary>
[Collection("guests")]
public sealed partial class IsolationTests(GuestFixture guests)
{
    [Theory]
    [InlineData("OMP_NUM_THREADS", "3")]
    [InlineData("MWTEST", "(unset)")]
    [InlineData("MWTEST", "yes", "--env-inherit", "MW*")]
    [InlineData("OMP_NUM_THREADS", "(unset)", "--env-inherit", "MW*")]
    [InlineData("OMP_NUM_THREADS", "(unset)", "--env-inherit", "")]
    [InlineData("OMP_NUM_THREADS", "5", "--env", "OMP_NUM_THREADS=5")]
    public void Variables_are_inherited_by_pattern(string name, string value, params string[] options)
    {
        var host = new Dictionary<string, string?> { ["OMP_NUM_THREADS"] = "3", ["MWTEST"] = "yes" };
        var outcome = Mpiwasm.Run(["run", .. options, guests.Module("limits"), "variable", name], guests.Cache, host);
        Assert.True(outcome.Output == value + "\n", outcome.ToString());
    }

    [Fact]
    public void Each_rank_has_an_output_file()
    {
        var folder = Path.Combine(guests.NewFolder("output"), "new");
        var outcome = Mpiwasm.Run(
            ["run", "--quiet", "-n", "2", "--output-dir", folder, "--env-inherit", "*_RANK", guests.Module("limits"), "lines", "3"],
            guests.Cache);
        Assert.True(outcome is { ExitCode: 0, Output: "" }, outcome.ToString());
        Assert.Equal(["rank-0.out", "rank-1.out"], Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order());
        Assert.StartsWith(
            "<1 line 0  end 1>\n<1 line 1 abcdefg end 1>\n",
            File.ReadAllText(Path.Combine(folder, "rank-1.out")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_directory_that_cannot_be_written_is_an_error()
    {
        var outcome = Mpiwasm.Run(["run", "--output-dir", "/proc/none", guests.Module("limits")], guests.Cache);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("error MW0609", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_64_ranks_do_not_mix()
    {
        const int Ranks = 64, Lines = 200;
        var outcome = Mpiwasm.Run(
            ["run", "--quiet", "-n", $"{Ranks}", "--env-inherit", "*_RANK", guests.Module("limits"), "lines", $"{Lines}"], guests.Cache);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        var lines = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Ranks * Lines, lines.Length);
        Assert.All(
            lines,
            line => Assert.True(
                Line().Match(line) is { Success: true } m && m.Groups[2].Length == int.Parse(m.Groups[1].Value) * 7 % 90, line));
    }

    [Fact]
    public void Both_resolvers_can_be_chosen_and_a_third_is_an_error()
    {
        var folder = guests.NewFolder("granted");
        File.WriteAllText(Path.Combine(folder, "f"), "inside");
        File.CreateSymbolicLink(Path.Combine(folder, "out"), "/etc/passwd");
        foreach (var resolver in new[] { "openat2", "walk" })
        {
            var host = new Dictionary<string, string?> { ["MPIWASM_PATHS"] = resolver };
            Assert.Equal(
                "inside",
                Mpiwasm.Run(["run", "--dir", $"{folder}::/data", guests.Module("files"), "read", "/data/f"], guests.Cache, host).Output);
            Assert.StartsWith(
                "cannot open",
                Mpiwasm.Run(["run", "--dir", $"{folder}::/data", guests.Module("files"), "read", "/data/out"], guests.Cache, host).Output,
                StringComparison.Ordinal);
        }
        var wrong = Mpiwasm.Run(
            ["run", guests.Module("files")], guests.Cache, new Dictionary<string, string?> { ["MPIWASM_PATHS"] = "guess" });
        Assert.Contains("error MW0800", wrong.Error, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^<(?<rank>\d+) line (\d+) ([a-z]*) end \k<rank>>$")]
    private static partial Regex Line();
}
