using System.Text.RegularExpressions;
using MpiWasm.Tests.Shared;
using Xunit;

namespace MpiWasm.Architecture.Tests;

/// <summary>Pages of docs name tests; they must not name what is gone, and each rule and promise names one.</summary>
public sealed partial class RulesPageTests
{
    [Theory]
    [InlineData("rules.md")]
    [InlineData("security.md")]
    [InlineData("conformance.md")]
    public void EveryTestItNamesExists(string page)
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText).ToArray();
        var tests = TestName().Matches(Page.Read(page)).Select(match => (Class: match.Groups[1].Value,
            Method: match.Groups[2].Value)).Distinct()
            .ToArray();
        Assert.NotEmpty(tests);
        Assert.All(tests, test => Assert.True(sources.Any(text => Defines(text, test.Class, test.Method)), $"{test.Class}.{test.Method}"));
    }

    [Fact]
    public void EverySentenceOfTheWrappersTestsExists()
    {
        var script = string.Concat(new[] { "toolchain", "cxx" }.Select(suite => File.ReadAllText(Path.Combine(
            Repository.Root, "tests", "end-to-end", suite, "run"))));
        var sentences = Entries("rules.md").SelectMany(entry => Sentence().Matches(Tests(entry))
            .Select(match => match.Groups[1].Value)).Distinct()
            .ToArray();
        Assert.NotEmpty(sentences);
        Assert.All(sentences, sentence => Assert.Contains(sentence, script, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("rules.md")]
    [InlineData("security.md")]
    public void EveryEntryHasATestOrSaysWhyNot(string page)
    {
        var entries = Entries(page).ToArray();
        Assert.NotEmpty(entries);
        Assert.All(entries, entry => Assert.True(TestName().IsMatch(Tests(entry)) || Sentence().IsMatch(Tests(entry))
            || Tests(entry) is "by construction" or "the same", entry));
    }

    private static bool Defines(string text, string type, string method) =>
        Regex.IsMatch(text, $@"\bclass {type}\b") && Regex.IsMatch(text, $@"\b(void|Task) {method}\(");

    /// <summary>The items, each on one line, of the sections in which one says where its tests are.</summary>
    private static IEnumerable<string> Entries(string page) => Page.Sections(Page.Read(page))
        .Where(section => section.Contains("*Tests:*", StringComparison.Ordinal))
        .SelectMany(section => Item().Matches(section).Select(item => Space().Replace(item.Value, " ").Trim()));

    private static string Tests(string entry) =>
        entry.IndexOf("*Tests:*", StringComparison.Ordinal) is var at and >= 0 ? entry[(at + "*Tests:*".Length)..].Trim() : "";

    [GeneratedRegex(@"(?<=\n)- .*(?:\n  .*)*")]
    private static partial Regex Item();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"`(\w+(?:Tests|Report))\.(\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"""([^""]+)""")]
    private static partial Regex Sentence();
}
