using System.Text.RegularExpressions;

namespace MpiWasm.MpichSuite;

/// <summary>Finds the line that says why, in what compilers and jobs print.</summary>
internal static partial class Reason
{
    private const int Longest = 160;

    public static string FromOutput(IReadOnlyList<string> lines)
    {
        var line = lines.FirstOrDefault(l => l.StartsWith("mpiwasm:", StringComparison.Ordinal))
            ?? lines.FirstOrDefault(l => Trouble().IsMatch(l)) ?? lines[0];
        return Shorten(Rank().Replace(line, ""));
    }

    public static string FromBuild(string log)
    {
        var missing = Undefined().Matches(log).Select(m => m.Groups[1].Value).Distinct().ToList();
        if (missing.Count > 0)
            return Shorten($"does not link: undefined {string.Join(", ", missing)}");
        var unknown = Undeclared().Matches(log).Select(m => m.Groups[1].Value).Distinct().ToList();
        if (unknown.Count > 0)
            return Shorten($"does not compile: undeclared {string.Join(", ", unknown)}");
        var error = Error().Match(log);
        return Shorten(error.Success ? $"does not compile: {error.Groups[1].Value}" : "does not build");
    }

    private static string Shorten(string line)
    {
        line = Address().Replace(Blanks().Replace(line, " ").Trim(), "0x…");
        return line.Length <= Longest ? line : line[..Longest] + "…";
    }

    [GeneratedRegex("MPI_ERR|[Ee]rror|[Aa]bort|[Aa]ssert|signal", RegexOptions.None)]
    private static partial Regex Trouble();

    [GeneratedRegex(@"(?:undefined symbol: |undefined reference to `)(\w+)")]
    private static partial Regex Undefined();

    [GeneratedRegex(
        @"error: (?:use of undeclared identifier|unknown type name|‘|call to undeclared function) ?['‘]?(\w+)['’](?: undeclared)?")]
    private static partial Regex Undeclared();

    [GeneratedRegex(@"error: (.*)")]
    private static partial Regex Error();

    /// <summary>Which rank spoke first is chance.</summary>
    [GeneratedRegex(@"^mpiwasm: (rank \d+: )?")]
    private static partial Regex Rank();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("0x[0-9a-fA-F]{6,}")]
    private static partial Regex Address();
}
