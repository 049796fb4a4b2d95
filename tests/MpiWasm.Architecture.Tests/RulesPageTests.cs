using System.Text.RegularExpressions;
using Xunit;

namespace MpiWasm.Architecture.Tests;

/// <summary>docs/rules.md names files and tests; it must not name what is gone.</summary>
public sealed partial class RulesPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "rules.md"));

    [Fact]
    public void EveryFileItNamesExists()
    {
        var targets = Link().Matches(Page).Select(link => link.Groups[1].Value).Distinct().ToArray();
        Assert.NotEmpty(targets);
        Assert.All(targets, target => Assert.True(File.Exists(Path.Combine(Repository.Root, "docs", target)), target));
    }

    [Fact]
    public void EveryTestItNamesExists()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText).ToArray();
        var tests = TestName().Matches(Page).Select(match => (Class: match.Groups[1].Value, Method: match.Groups[2].Value)).Distinct().ToArray();
        Assert.NotEmpty(tests);
        Assert.All(tests, test => Assert.True(
            sources.Any(text => Regex.IsMatch(text, $@"\bclass {test.Class}\b") && Regex.IsMatch(text, $@"\b(void|Task) {test.Method}\(")), $"{test.Class}.{test.Method}"));
    }

    [Fact]
    public void EverySentenceOfTheWrappersTestsExists()
    {
        var script = File.ReadAllText(Path.Combine(Repository.Root, "tests", "toolchain", "run"));
        var sentences = Sentence().Matches(Page).Select(match => match.Groups[2].Value).Distinct().ToArray();
        Assert.NotEmpty(sentences);
        Assert.All(sentences, sentence => Assert.Contains(sentence, script, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryRowHasATestOrSaysWhyNot()
    {
        var rows = Page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| rule |", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.True(TestName().IsMatch(row) || Sentence().IsMatch(row) || row.Contains("| by construction |", StringComparison.Ordinal), row));
    }

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(\w+)\.(\w+)`(?=[,;]| \|)")]
    private static partial Regex TestName();

    [GeneratedRegex(@"(?<=[|;,] )(['""])([^|]+?)\1(?=[;,]| \|)")]
    private static partial Regex Sentence();
}
