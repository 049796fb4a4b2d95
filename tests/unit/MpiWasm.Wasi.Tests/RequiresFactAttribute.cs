using Xunit;

namespace MpiWasm.Wasi.Tests;

/// <summary>A test that needs files of the machine it runs on; without them it is reported as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresFactAttribute : FactAttribute
{
    public RequiresFactAttribute(string[] files)
    {
        Files = files;
        if (files.FirstOrDefault(f => !File.Exists(f)) is { } missing)
            Skip = $"{missing} is not there";
    }

    public IReadOnlyList<string> Files { get; }
}
