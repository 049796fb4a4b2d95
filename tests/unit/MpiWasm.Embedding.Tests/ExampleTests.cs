using System.Diagnostics;
using System.Text.RegularExpressions;
using MpiWasm.Tests.Shared;
using Xunit;

namespace MpiWasm.Embedding.Tests;

/// <summary>The example of docs/embedding.md: built with the tests, started as a user would.</summary>
public sealed partial class ExampleTests : IDisposable
{
    private readonly string _directory = Guest.NewDirectory();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void The_example_compiles_its_module_by_itself_and_prints_what_it_should()
    {
        var plugin = Path.Combine(_directory, "plugin.wasm");
        var source = Path.Combine(Repository.Root, "examples", "embedding", "plugin.c");
        Run("clang-22", ["--target=wasm32", "-O2", "-nostdlib", "--no-wasm-opt", "-Wl,--no-entry", source, "-o", plugin]);
        // Alone in a directory: no mpiwasm beside it, none on PATH. A notice would tell that it compiled in its own process.
        var program = Path.Combine(_directory, "program");
        Directory.CreateDirectory(program);
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory)
            .Where(f => Path.GetFileName(f) is var n && !n.StartsWith("mpiwasm", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(program, Path.GetFileName(file)));
        Assert.Equal(
            "guest: midpoint rule\nhost: the integral is 3.141593\nhost: the guest trapped (Unreachable) in integrate\n",
            Run(Path.Combine(program, "embedding"), [plugin]));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(_directory, "cache"), "guest-*.so"));
    }

    [Fact]
    public void The_code_in_the_documentation_is_that_of_the_example()
    {
        var example = Squeeze(File.ReadAllText(Path.Combine(Repository.Root, "examples", "embedding", "Program.cs")));
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "embedding.md"));
        var blocks = CodeBlock().Matches(page).Select(m => Squeeze(m.Groups[1].Value)).ToList();
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(block, example, StringComparison.Ordinal));
    }

    private static string Squeeze(string code) => string.Join('\n', code.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    private string Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MPIWASM_CACHE"] = Path.Combine(_directory, "cache");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {output}{errors.Result}");
        return output;
    }
}
