using System.Runtime.CompilerServices;

namespace MpiWasm.Embedding.Tests;

/// <summary>The source tree the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(ThisFile(), "..", "..", "..", ".."));

    /// <summary>Whether files derived from the sources are to be written anew.</summary>
    public static bool Renew => Environment.GetEnvironmentVariable("MPIWASM_WRITE_GENERATED") == "1";

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
