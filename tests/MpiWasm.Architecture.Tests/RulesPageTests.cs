using System.Text.RegularExpressions;
using Xunit;

namespace MpiWasm.Architecture.Tests;

/// <summary>Pages of docs name files and tests; they must not name what is gone.</summary>
public sealed partial class RulesPageTests
{
    private static string Page(string name) => File.ReadAllText(Path.Combine(Repository.Root, "docs", name));

    [Theory]
    [InlineData("rules.md")]
    [InlineData("security.md")]
    [InlineData("conformance.md")]
    public void EveryFileItNamesExists(string page)
    {
        var targets = Link().Matches(Page(page)).Select(link => link.Groups[1].Value).Distinct().ToArray();
        Assert.NotEmpty(targets);
        Assert.All(targets, target => Assert.True(Path.Exists(Path.Combine(Repository.Root, "docs", target)), target));
    }

    [Theory]
    [InlineData("rules.md")]
    [InlineData("security.md")]
    [InlineData("conformance.md")]
    public void EveryTestItNamesExists(string page)
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText).ToArray();
        var tests = TestName().Matches(Page(page)).Select(match => (Class: match.Groups[1].Value, Method: match.Groups[2].Value)).Distinct().ToArray();
        Assert.NotEmpty(tests);
        Assert.All(tests, test => Assert.True(
            sources.Any(text => Regex.IsMatch(text, $@"\bclass {test.Class}\b") && Regex.IsMatch(text, $@"\b(void|Task) {test.Method}\(")), $"{test.Class}.{test.Method}"));
    }

    [Fact]
    public void EverySentenceOfTheWrappersTestsExists()
    {
        var script = string.Concat(new[] { "toolchain", "cxx" }.Select(suite => File.ReadAllText(Path.Combine(Repository.Root, "tests", suite, "run"))));
        var sentences = Sentence().Matches(Page("rules.md")).Select(match => match.Groups[2].Value).Distinct().ToArray();
        Assert.NotEmpty(sentences);
        Assert.All(sentences, sentence => Assert.Contains(sentence, script, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("rules.md", "rule")]
    [InlineData("security.md", "promise")]
    public void EveryRowHasATestOrSaysWhyNot(string page, string subject)
    {
        // The rows of the tables about the subject; other tables of the page have none.
        var rows = Page(page).Split("\n\n").Where(part => part.StartsWith($"| {subject} |", StringComparison.Ordinal)).SelectMany(table => table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2)).ToArray();
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
