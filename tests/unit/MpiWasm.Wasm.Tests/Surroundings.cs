using System.Diagnostics;
using MpiWasm.Tests.Shared;
using Xunit;

namespace MpiWasm.Wasm.Tests;

/// <summary>Tools and reference data that a test needs and a machine may lack.</summary>
internal static class Surroundings
{
    /// <summary>The official suite of WebAssembly 2.0, or null where it is absent.</summary>
    public static string? SpecSuite { get; } = Existing(Path.Combine(Repository.ReferenceData, "wasm-spec", "2.0"));

    public static bool Has(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(directory => File.Exists(Path.Combine(directory, tool)));

    /// <summary>Runs a tool to its end; the exit code.</summary>
    public static int Run(string tool, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEnd();
        _ = error.GetAwaiter().GetResult();
        process.WaitForExit();
        return process.ExitCode;
    }

    private static string? Existing(string directory) => Directory.Exists(directory) ? directory : null;
}

/// <summary>A test that needs the official suite and wabt.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SpecSuiteFactAttribute : FactAttribute
{
    public SpecSuiteFactAttribute()
    {
        if (Surroundings.SpecSuite is null)
            Skip = "the official suite is absent: set MPIWASM_SHARED";
        else if (!Surroundings.Has("wast2json"))
            Skip = "wast2json (wabt) is not installed";
    }
}

/// <summary>A test that needs tools.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(params string[] tools)
    {
        Tools = tools;
        if (Array.Find(tools, tool => !Surroundings.Has(tool)) is { } missing)
            Skip = $"{missing} is not installed";
    }

    public string[] Tools { get; }
}
