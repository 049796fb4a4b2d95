namespace MpiWasm.Tests.Shared;

/// <summary>The source tree that the tests were built from, and what may lie beside it.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Reference data that is not part of the repository; it may be absent.</summary>
    public static string ReferenceData { get; } =
        Environment.GetEnvironmentVariable("MPIWASM_SHARED") is { Length: > 0 } given ? given : Path.Combine(Root, "..", "shared");

    /// <summary>Whether files that are made from the sources are to be written anew: make generate.</summary>
    public static bool Renew => Environment.GetEnvironmentVariable("MPIWASM_WRITE_GENERATED") == "1";

    private static string Find()
    {
        for (var at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, "mpiwasm.slnx")))
                return at;
        }

        throw new InvalidOperationException(
            $"no mpiwasm.slnx above {AppContext.BaseDirectory}: the test does not run inside the source tree");
    }
}
