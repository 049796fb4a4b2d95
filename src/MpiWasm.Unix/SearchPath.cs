namespace MpiWasm.Unix;

/// <summary>Where the system looks for programs.</summary>
public static class SearchPath
{
    /// <summary>The directories of <c>$PATH</c>, first come first; where it is not set, those that a shell then takes.</summary>
    public static IReadOnlyList<string> Directories =>
        (Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/bin:/usr/bin:/bin").Split(':', StringSplitOptions.RemoveEmptyEntries);
}
