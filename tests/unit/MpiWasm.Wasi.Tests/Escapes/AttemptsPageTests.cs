using System.Globalization;
using System.Text;
using MpiWasm.Tests.Shared;
using Xunit;

namespace MpiWasm.Wasi.Tests.Escapes;

/// <summary>The list in docs/security.md is the list the tests try.</summary>
public class AttemptsPageTests
{
    private const string Begin = "<!-- escape attempts: begin -->\n";
    private const string End = "<!-- escape attempts: end -->";

    [Fact]
    public void The_page_shows_the_attempts_and_what_came_of_them()
    {
        var path = Path.Combine(Repository.Root, "docs", "security.md");
        var page = File.ReadAllText(path);
        var start = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = page.IndexOf(End, StringComparison.Ordinal);
        var expected = Table();
        if (Repository.Renew)
            File.WriteAllText(path, page[..start] + expected + page[end..]);
        Assert.Equal(expected, File.ReadAllText(path)[start..^(page.Length - end)], ignoreLineEndingDifferences: true);
    }

    private static string Table()
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{Attempts.All.Count} paths, each with the same result on both resolvers; the result of a group of "
                + $"paths below a granted directory:\n\n");
        foreach (var row in Attempts.All.GroupBy(a => (a.Group, a.Grant, a.Expected)))
        {
            var paths = string.Join(", ", row.Select(a => Code(a.Name)));
            var result = row.Key.Expected.ToString().ToLowerInvariant();
            text.Append(Wrapped.Item($"{row.Key.Group} below {Code(row.Key.Grant)}, {row.Count()} paths, *{result}*: {paths}"))
                .Append('\n');
        }
        return text.ToString();
    }

    private static string Code(string text)
    {
        var shown = string.Concat(text.Select(c => c < ' ' || c is '\u200b' or '\u0301' ? $"\\u{(int)c:x4}" : c.ToString()));
        return $"`{shown}`";
    }
}
