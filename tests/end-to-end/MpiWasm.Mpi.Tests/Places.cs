using System.Runtime.CompilerServices;
using Xunit;

namespace MpiWasm.Mpi.Tests;

/// <summary>Where the repository and the reference material are.</summary>
internal static class Places
{
    public static string Repository { get; } = FindRepository();

    /// <summary>Reference material that is not part of the repository; null where it is absent.</summary>
    public static string? Shared { get; } = FindShared();

    public static string? Standard(string file) => Shared is null ? null : Path.Combine(Shared, "mpi-standard", file);

    private static string FindRepository([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    private static string? FindShared()
    {
        var path = Environment.GetEnvironmentVariable("MPIWASM_SHARED") ?? Path.Combine(Repository, "..", "shared");
        return Directory.Exists(path) ? path : null;
    }
}

/// <summary>A test that compares with the machine-readable standard; skipped, visibly, where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class StandardFactAttribute : FactAttribute
{
    public StandardFactAttribute()
    {
        if (Places.Standard("mpi-5.0-apis.json") is not { } path || !File.Exists(path))
            Skip = "the machine-readable MPI 5.0 standard is absent (MPIWASM_SHARED)";
    }
}

/// <summary>A test that needs a program; skipped, visibly, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(string program)
    {
        Program = program;
        if (Find(program) is null)
            Skip = $"{program} is not installed";
    }

    public string Program { get; }

    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(d => Path.Combine(d, program)).FirstOrDefault(File.Exists);
}
