using System.Text.Json;
using MpiWasm.Wasm.Decoding;
using MpiWasm.Wasm.Validation;
using Xunit;
using Xunit.Abstractions;

namespace MpiWasm.Wasm.Tests;

/// <summary>The suite's scripts, converted to binary modules once for all tests.</summary>
public sealed class ConvertedSuite : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("mpiwasm-spec-").FullName;

    public ConvertedSuite()
    {
        if (Surroundings.SpecSuite is not { } suite || !Surroundings.Has("wast2json"))
            return;
        foreach (var script in Directory.GetFiles(suite, "*.wast", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(script);
            var target = Path.Combine(_directory, name + ".json");
            if (Surroundings.Run("wast2json", script, "-o", target) == 0)
                Commands.AddRange(Read(target, name));
            else
                NotConverted.Add(name);
        }
    }

    internal List<Command> Commands { get; } = [];

    public ICollection<string> NotConverted { get; } = new List<string>();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private IEnumerable<Command> Read(string json, string script)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(json));
        foreach (var command in document.RootElement.GetProperty("commands").EnumerateArray())
        {
            if (command.TryGetProperty("filename", out var file) && file.GetString()!.EndsWith(".wasm", StringComparison.Ordinal))
            {
                yield return new Command(
                    command.GetProperty("type").GetString()!,
                    $"{script}.wast:{command.GetProperty("line").GetInt32()}",
                    command.TryGetProperty("text", out var text) ? text.GetString()! : "",
                    File.ReadAllBytes(Path.Combine(_directory, file.GetString()!)));
            }
        }
    }

    internal sealed record Command(string Type, string Place, string Text, byte[] Module);
}

/// <summary>The official suite of WebAssembly 2.0: what it says of every binary module is what we say.</summary>
public sealed class SpecSuiteTests(ConvertedSuite suite, ITestOutputHelper output) : IClassFixture<ConvertedSuite>
{
    [SpecSuiteFact]
    public void Every_module_of_the_suite_decodes_and_validates() =>
        Check(["module", "assert_unlinkable", "assert_uninstantiable"], expected: null, atLeast: 1000);

    [SpecSuiteFact]
    public void Every_malformed_module_of_the_suite_is_refused_as_malformed() =>
        Check(["assert_malformed"], typeof(WasmFormatException), atLeast: 400);

    [SpecSuiteFact]
    public void Every_invalid_module_of_the_suite_is_refused_as_invalid() =>
        Check(["assert_invalid"], typeof(WasmValidationException), atLeast: 1000);

    [SpecSuiteFact]
    public void Extended_features_refuse_what_the_suite_refuses_except_for_what_they_allow()
    {
        // Extended constants (two reasons), several memories (two reasons).
        string[] allowed = ["constant expression required", "unknown global", "multiple memories", "zero byte expected"];
        var accepted = suite.Commands.Where(c => c.Type is "assert_malformed" or "assert_invalid"
            && Outcome(c, WasmFeatures.Supported) is null);
        Assert.All(accepted, c => Assert.Contains(allowed, reason => c.Text.StartsWith(reason, StringComparison.Ordinal)));
    }

    [SpecSuiteFact]
    public void The_converter_fails_only_on_the_scripts_known_to_use_newer_text()
    {
        output.WriteLine($"not converted: {string.Join(' ', suite.NotConverted)}");
        Assert.All(
            suite.NotConverted,
            name => Assert.Contains(
                name, (string[])["if", "table_get", "table_set", "table_grow", "table_size", "table_fill", "comments"]));
    }

    private void Check(string[] types, Type? expected, int atLeast)
    {
        var failures = new List<string>();
        var count = 0;
        foreach (var command in suite.Commands.Where(c => types.Contains(c.Type)))
        {
            count++;
            var outcome = Outcome(command, WasmFeatures.Wasm20);
            if (outcome?.GetType() != expected)
                failures.Add($"{command.Place} [{command.Text}]: {outcome?.GetType().Name ?? "accepted"} {outcome?.Message}");
        }
        output.WriteLine($"{string.Join(", ", types)}: {count} modules, {failures.Count} failures");
        Assert.Empty(failures);
        Assert.True(count >= atLeast, $"only {count} modules");
    }

    private static WasmModuleException? Outcome(ConvertedSuite.Command command, WasmFeatures features)
    {
        try
        {
            ModuleValidator.Validate(ModuleDecoder.Decode(command.Module, features));
            return null;
        }
        catch (WasmModuleException e)
        {
            return e;
        }
    }
}
