using MpiWasm.Tests.Shared;
using Xunit;

namespace MpiWasm.Architecture.Tests;

/// <summary>Lines of C# have at most as many columns as .editorconfig says; but what is generated, and texts in another language.</summary>
public sealed class ColumnTests
{
    private const int Most = 140;

    private static readonly string[] Folders = ["src", "tests", "tools", "bench", "examples"];

    [Fact]
    public void NoLineIsLongerThanTheEditorIsTold()
    {
        Assert.Contains(File.ReadLines(Path.Combine(Repository.Root, ".editorconfig")), line => line == $"max_line_length = {Most}");
        var files = Folders.SelectMany(folder =>
            Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path))
            .Where(path => !path.EndsWith(".g.cs", StringComparison.Ordinal) && !IsBuilt(path))
            .ToArray();
        Assert.True(files.Length > 700, $"only {files.Length} files were found");
        Assert.Empty(files.SelectMany(path =>
            TooLong(File.ReadLines(Path.Combine(Repository.Root, path))).Select(line => $"{path}:{line}")));
    }

    [Fact]
    public void ColumnsAreCountedButInTextsOfAnotherLanguage()
    {
        var letters = new string('x', Most + 1);
        Assert.Equal([2], TooLong([letters[1..], letters]));
        Assert.Equal([5], TooLong(["var c = \"\"\"", letters, letters, "\"\"\";", letters]));
        Assert.Empty(TooLong([$"var c = \"\"\"{letters}\"\"\";"]));
    }

    /// <summary>The numbers of lines that have too many columns.</summary>
    private static IEnumerable<int> TooLong(IEnumerable<string> lines)
    {
        var isText = false;
        foreach (var (index, line) in lines.Index())
        {
            var quotes = line.Split("\"\"\"").Length - 1;
            if (!isText && quotes == 0 && line.Length > Most)
                yield return index + 1;
            isText ^= quotes % 2 != 0;
        }
    }

    private static bool IsBuilt(string path) =>
        path.Contains("/obj/", StringComparison.Ordinal) || path.Contains("/bin/", StringComparison.Ordinal);
}
