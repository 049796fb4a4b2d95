using System.Text.RegularExpressions;
using MpiWasm.Tests.Shared;

namespace MpiWasm.Architecture.Tests;

/// <summary>The pages of docs, that of tests, and those at the root, as text.</summary>
internal static partial class Page
{
    /// <summary>The paths of all of them, relative to the root.</summary>
    public static IEnumerable<string> All => Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md")
        .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
        .Append(Path.Combine(Repository.Root, "tests", "README.md"))
        .Select(path => Path.GetRelativePath(Repository.Root, path)).Order();

    /// <summary>A page of docs.</summary>
    public static string Read(string name) => File.ReadAllText(Path.Combine(Repository.Root, "docs", name));

    /// <summary>What stands below each heading.</summary>
    public static string[] Sections(string page) => Heading().Split(page);

    /// <summary>The anchors that the site which shows a page makes of its headings.</summary>
    public static HashSet<string> Anchors(string page) => Heading().Matches(WithoutCode(page))
        .Select(heading => NotInAnchors().Replace(heading.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-')).ToHashSet();

    public static string WithoutCode(string page) => Fence().Replace(page, "");

    /// <summary>Paragraphs and items of lists, each on one line; no tables, code and headings.</summary>
    public static IEnumerable<string> Prose(string page)
    {
        var paragraph = "";
        foreach (var line in WithoutCode(page).Split('\n').Append(""))
        {
            var isText = line.Trim().Length > 0 && !line.TrimStart().StartsWith('|') && !line.StartsWith('#') && !line.StartsWith('<');
            if (paragraph.Length > 0 && (!isText || Bullet().IsMatch(line)))
            {
                yield return paragraph;
                paragraph = "";
            }

            if (isText)
                paragraph = paragraph.Length == 0 ? Bullet().Replace(line, "").Trim() : $"{paragraph} {line.Trim()}";
        }
    }

    [GeneratedRegex(@"^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();

    [GeneratedRegex(@"^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\s*(?:[-*]|\d+\.) ")]
    private static partial Regex Bullet();
}
