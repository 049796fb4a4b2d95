namespace MpiWasm.Cli;

/// <summary>A word that is nearly a command: it is taken for a module's file name only where there is such a file.</summary>
internal static class Misspelling
{
    /// <summary>Changes of a letter that a slip makes.</summary>
    private const int Most = 2;

    /// <summary>The command that was meant, or null.</summary>
    public static string? Of(string word, IReadOnlyList<string> commands)
    {
        if (word.Length < 3 || !word.All(char.IsAsciiLetter) || commands.Contains(word) || File.Exists(word))
            return null;
        var meant = commands.MinBy(c => Distance(word, c))!;
        var distance = Distance(word, meant);
        return distance <= Most && distance < Math.Max(word.Length, meant.Length) - 1 ? meant : null;
    }

    /// <summary>Letters to insert, remove, replace or swap with their neighbours.</summary>
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1][];
        for (var i = 0; i <= a.Length; i++)
        {
            d[i] = new int[b.Length + 1];
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i][j] = i + j;
                    continue;
                }

                d[i][j] = Math.Min(Math.Min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i][j] = Math.Min(d[i][j], d[i - 2][j - 2] + 1);
            }
        }

        return d[a.Length][b.Length];
    }
}
