namespace MpiWasm.Architecture.Tests;

/// <summary>The source tree this test was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, "mpiwasm.slnx")))
                return at;
        }
        throw new InvalidOperationException("the test does not run inside the source tree");
    }
}
