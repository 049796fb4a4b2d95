using System.Text.RegularExpressions;
using MpiWasm.Tests.Shared;
using Xunit;

namespace MpiWasm.Architecture.Tests;

/// <summary>What every page keeps: links lead somewhere, lines and sentences are short, the index has all.</summary>
public sealed partial class PagesTests
{
    private const int LongestLine = 120;
    private const double MostWordsASentence = 25;

    public static IEnumerable<object[]> Pages() => Page.All.Select(page => new object[] { page });

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryLinkLeadsSomewhere(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        var text = File.ReadAllText(Path.Combine(Repository.Root, page));
        foreach (var link in Link().Matches(Page.WithoutCode(text)).Select(match => match.Groups[1].Value).Distinct())
        {
            if (link.Contains("://", StringComparison.Ordinal))
                continue;
            var (file, anchor) = link.IndexOf('#', StringComparison.Ordinal) is var at and >= 0
                ? (link[..at], link[(at + 1)..])
                : (link, null);
            var path = file.Length == 0 ? Path.Combine(Repository.Root, page) : Path.Combine(folder, file);
            Assert.True(Path.Exists(path), $"{page} links to {link}, which is not there");
            if (anchor is not null)
                Assert.True(Page.Anchors(File.ReadAllText(path)).Contains(anchor), $"{page} links to {link}: no such heading");
        }
    }

    /// <summary>A word that is longer than a line, as the name of a test, stands on one of its own.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void NoLineIsTooLong(string page)
    {
        var lines = File.ReadLines(Path.Combine(Repository.Root, page))
            .Where(line => line.Length > LongestLine && line.Trim().Contains(' ', StringComparison.Ordinal));
        Assert.Equal([], lines);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void SentencesAreShortOnAverage(string page)
    {
        var words = Page.Prose(File.ReadAllText(Path.Combine(Repository.Root, page)))
            .SelectMany(paragraph => SentenceEnd().Split(Quoted().Replace(paragraph, "x"))).Select(sentence => Word().Count(
                sentence)).Where(count => count > 0)
            .DefaultIfEmpty().Average();
        Assert.True(words <= MostWordsASentence, $"{page}: {words:F1} words a sentence");
    }

    [Fact]
    public void TheIndexHasEveryPage()
    {
        var index = Page.Read("README.md");
        var pages = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md")
            .Select(Path.GetFileName)
            .Where(name => name != "README.md");
        Assert.All(pages, name => Assert.Contains($"({name})", index, StringComparison.Ordinal));
    }

    /// <summary>The map of folders has them all: those of the repository, and each project of src.</summary>
    [Fact]
    public void TheOverviewHasEveryFolder()
    {
        var rows = Page.Read("overview.md").Split('\n').Where(line => line.StartsWith("| [", StringComparison.Ordinal));
        var linked = rows.SelectMany(row => Link().Matches(row).Select(match => match.Groups[1].Value)).ToHashSet();
        var folders = Directory.EnumerateDirectories(Repository.Root)
            .Concat(Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")))
            .Select(path => Path.GetRelativePath(Path.Combine(Repository.Root, "docs"), path))
            .Where(path => !Path.GetFileName(path).StartsWith('.') && Path.GetFileName(path) is not ("src" or "out" or "bin" or "obj"));
        Assert.DoesNotContain(folders, folder => !linked.Contains(folder));
    }

    /// <summary>A kind of tests is a folder, and all that is in it has a row under its heading.</summary>
    [Fact]
    public void EveryFolderOfTestsIsAmongOneKind()
    {
        var tests = Path.Combine(Repository.Root, "tests");
        var kind = "";
        var rows = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(tests, "README.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                kind = line[3..line.IndexOf(':', StringComparison.Ordinal)];
            else if (line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| folder", StringComparison.Ordinal))
                rows.Add($"{kind}/{line.Split('|', StringSplitOptions.TrimEntries)[1]}");
        }

        var folders = Directory.EnumerateFiles(tests, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(tests, path).Split('/'))
            .Where(parts => parts.Length > 2 && parts[2] is not ("bin" or "obj"))
            .Select(parts => $"{parts[0]}/{parts[1]}")
            .Distinct();
        Assert.Equal(folders.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`[^`]*`|\]\([^)]*\)")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<=[.?!])\s+")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\S+")]
    private static partial Regex Word();
}
