using MpiWasm.Tests.Shared;
using Xunit;

namespace MpiWasm.Mpi.Tests;

/// <summary>Where the reference material is.</summary>
internal static class Places
{
    /// <summary>A file of the machine-readable standard, which may be absent.</summary>
    public static string Standard(string file) => Path.Combine(Repository.ReferenceData, "mpi-standard", file);
}

/// <summary>A test that compares with the machine-readable standard; skipped, visibly, where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class StandardFactAttribute : FactAttribute
{
    public StandardFactAttribute()
    {
        if (!File.Exists(Places.Standard("mpi-5.0-apis.json")))
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
