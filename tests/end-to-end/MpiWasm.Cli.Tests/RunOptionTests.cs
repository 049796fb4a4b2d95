using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>What a user gives to `mpiwasm run -n` is what each rank is given.</summary>
[Collection("guests")]
public sealed partial class RunOptionTests(GuestFixture guests)
{
    /// <summary>A value that is not the default for every option, and the word that a rank shall get. The launcher takes -n.</summary>
    private static readonly Dictionary<string, (string? Given, string Word)> Options = new()
    {
        ["--allow-mpi-t-write"] = (null, "--allow-mpi-t-write"),
        ["--allow-ports"] = (null, "--allow-ports"),
        ["--allow-spawn"] = (null, "--allow-spawn"),
        ["--compile-memory"] = ("3G", "--compile-memory=3221225472"),
        ["--compile-timeout"] = ("77.5", "--compile-timeout=77.5"),
        ["--cpu-limit"] = ("2m", "--cpu-limit=120"),
        ["--dir"] = ("/tmp::/data:ro", "--dir=/tmp::/data:ro"),
        ["--env"] = ("MW_TEST=-x y", "--env=MW_TEST=-x y"),
        ["--env-inherit"] = ("MW_*", "--env-inherit=MW_*"),
        ["--max-host-memory"] = ("65M", "--max-host-memory=68157440"),
        ["--max-memory"] = ("64M", "--max-memory=67108864"),
        ["--max-open-files"] = ("9", "--max-open-files=9"),
        ["--max-threads"] = ("0", "--max-threads=0"),
        ["--null-ok"] = (null, "--null-ok"),
        ["--optimize"] = ("1", "--optimize=1"),
        ["--output-dir"] = ("-out", "--output-dir=-out"),
        ["--quiet"] = (null, "--quiet"),
        ["--stack-size"] = ("16M", "--stack-size=16777216"),
        ["--timeout"] = ("1.5h", "--timeout=5400"),
        ["--traps"] = ("precise", "--traps=precise"),
        ["--tty-raw"] = (null, "--tty-raw"),
        ["--wall"] = ("full", "--wall=full"),
    };

    [Fact]
    public void Every_option_that_help_shows_reaches_the_ranks()
    {
        // The command that starts ranks says what it would start.
        var prefix = guests.NewFolder("options");
        Directory.CreateDirectory(Path.Combine(prefix, "lib"));
        Directory.CreateDirectory(Path.Combine(prefix, "bin"));
        var library = Path.Combine(prefix, "lib", "libmpi.so.40");
        File.CreateSymbolicLink(library, Library());
        var launcher = Path.Combine(prefix, "bin", "mpirun");
        File.WriteAllText(launcher, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        File.SetUnixFileMode(launcher, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var help = Mpiwasm.Run("run", "--help").Output;
        string[] shown = [.. Option().Matches(help[help.IndexOf("Options:", StringComparison.Ordinal)..])
            .Select(match => match.Groups[1].Value)
            .Where(option => option is not ("-np" or "--help" or "--mpi"))
            .Order(StringComparer.Ordinal)];
        Assert.Equal(Options.Keys.Order(StringComparer.Ordinal), shown);

        IEnumerable<string> given = Options.SelectMany(option => option.Value.Given is { } value
            ? (string[])[$"{option.Key}={value}"]
            : [option.Key]);
        var outcome = Mpiwasm.Run(["run", "-n", "2", "--mpi", library, .. given, guests.Module("args"), "-n", "last"], guests.Cache);
        var words = outcome.Output.TrimEnd('\n').Split('\n');
        Assert.All(Options.Values, option => Assert.Contains(option.Word, words));
        Assert.Contains($"--mpi={library}", words);
        Assert.Equal(["--", guests.Module("args"), "-n", "last"], words[^4..]);
        // What a rank makes of them is what would be passed on again.
        var own = words[(Array.IndexOf(words, "run") + 1)..^4];
        var again = Mpiwasm.Run(["run", "-n", "2", .. own, guests.Module("args"), "-n", "last"], guests.Cache);
        Assert.Equal(outcome.Output, again.Output);
    }

    private static string Library()
    {
        var machine = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? "x86_64" : "aarch64";
        return Directory.GetFiles($"/usr/lib/{machine}-linux-gnu", "libmpi.so.40*")[0];
    }

    [GeneratedRegex(@"^ {2}(?:-[\w?]+, )*(--?[a-z][a-z-]*)", RegexOptions.Multiline)]
    private static partial Regex Option();
}
