using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>What <c>-g</c> is for: a trap, gdb and perf speak of the guest's source.</summary>
[Collection("guests")]
public sealed class SourceLineTests(GuestFixture guests)
{
    [Theory]
    [InlineData("-O2")]
    [InlineData("-O1")]
    [InlineData("-O2", "-gdwarf-5")]
    public void A_trap_names_file_and_line_of_every_function_and_of_those_that_were_inlined(params string[] options)
    {
        var (outcome, lines, _) = Run(options);
        Assert.True(outcome.ExitCode == 134, outcome.ToString());
        // Innermost first.
        Assert.Matches(
            $@"at element \({Place("element")}(, [^)]*)?\).*\n *at sum \({Place("sum")}(, [^)]*)?\).*\n *at main \({Place("main")}",
            outcome.Error);

        string Place(string function) => $@"[^ ]*guests/lines\.c:{lines[function]}:\d+";
    }

    [Fact]
    public void Without_debug_information_the_functions_are_named()
    {
        var outcome = Mpiwasm.Run(["run", guests.Module("lines")], guests.Cache);
        Assert.True(outcome.ExitCode == 134, outcome.ToString());
        Assert.Matches(@"at sum \(lines\.wasm\+0x[0-9a-f]+\)", outcome.Error);
        Assert.DoesNotContain("lines.c", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_debugger_finds_functions_and_lines_in_the_image()
    {
        var (_, lines, cache) = Run(["-O1"]);
        var image = Assert.Single(Directory.GetFiles(cache, "guest-*.so"));
        var names = Mpiwasm.RunProcess("nm", [image]).Output;
        var address = Regex.Match(names, "([0-9a-f]{16}) t g.sum\n", RegexOptions.IgnoreCase).Groups[1].Value;
        var first = ulong.Parse(address, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var addresses = Enumerable.Range(0, 256).Select(i => $"0x{(first + (ulong)i).ToString("x", CultureInfo.InvariantCulture)}");
        var places = Mpiwasm.RunProcess("addr2line", ["-f", "-e", image, .. addresses]).Output;
        Assert.StartsWith("sum\n", places, StringComparison.Ordinal);
        Assert.Contains($"{Mpiwasm.Guests}/lines.c:{lines["element"]}\n", places, StringComparison.Ordinal);
        // Sections that are not loaded were written anew: whatever reads the file must still find it whole.
        Assert.Equal("", Mpiwasm.RunProcess("readelf", ["-W", "--debug-dump=info,decodedline", "--symbols", "--sections", image]).Error);
    }

    /// <summary>The run, the lines that the guest says its functions stand in, and the cache that holds its image.</summary>
    private (Outcome Outcome, Dictionary<string, string> Lines, string Cache) Run(string[] options)
    {
        var folder = guests.NewFolder("lines");
        var module = Path.Combine(folder, "lines.wasm");
        var source = Path.Combine(Mpiwasm.Guests, "lines.c");
        var built = Mpiwasm.RunProcess(Path.Combine(Mpiwasm.Bin, "mpiwasm-cc"), ["-g", .. options, source, "-o", module]);
        Assert.True(built.ExitCode == 0, built.ToString());
        var cache = Path.Combine(folder, "cache");
        var outcome = Mpiwasm.Run(["run", module], cache);
        var lines = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')).ToDictionary(words => words[0], words => words[1]);
        return (outcome, lines, cache);
    }
}
