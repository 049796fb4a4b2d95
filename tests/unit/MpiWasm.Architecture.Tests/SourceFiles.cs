using System.Text.RegularExpressions;
using MpiWasm.Tests.Shared;

namespace MpiWasm.Architecture.Tests;

/// <summary>The sources in C#, by their paths below the repository.</summary>
internal static partial class SourceFiles
{
    /// <summary>All below a folder, but for what a build makes.</summary>
    public static IEnumerable<string> Below(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(Repository.Root, path));

    public static string Text(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    /// <summary>The text without lines of comments.</summary>
    public static string Code(string path) => Comment().Replace(Text(path), "");

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
