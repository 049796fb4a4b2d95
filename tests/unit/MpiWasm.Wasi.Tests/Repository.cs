using System.Runtime.CompilerServices;

namespace MpiWasm.Wasi.Tests;

/// <summary>The source tree the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(ThisFile(), "..", "..", "..", ".."));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
