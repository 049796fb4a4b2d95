using System.Text;

namespace MpiWasm.Tests.Shared;

/// <summary>Text of pages of docs that tests and suites write.</summary>
internal static class Wrapped
{
    private const int Columns = 118;

    /// <summary>Words in lines of at most 118 characters, as far as each word allows.</summary>
    /// <param name="words">Words, with a blank between them.</param>
    /// <param name="first">What the first line begins with.</param>
    /// <param name="others">What the others begin with.</param>
    public static string Text(string words, string first = "", string others = "")
    {
        var lines = new StringBuilder(first);
        var (column, isFirst) = (first.Length, true);
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isFirst && column + 1 + word.Length > Columns)
            {
                lines.Append('\n').Append(others);
                (column, isFirst) = (others.Length, true);
            }

            lines.Append(isFirst ? "" : " ").Append(word);
            column += word.Length + (isFirst ? 0 : 1);
            isFirst = false;
        }

        return lines.ToString();
    }

    /// <summary>An item of a list.</summary>
    public static string Item(string words) => Text(words, "- ", "  ");
}
