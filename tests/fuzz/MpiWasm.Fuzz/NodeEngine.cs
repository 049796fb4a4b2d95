using System.Text.Json;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Fuzz;

/// <summary>V8, in one long-lived Node process.</summary>
internal sealed class NodeEngine(string node) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly NodeScript _script = new(node, "v8.js", []);

    /// <summary>One line per call and one for the globals, or null when it took too long.</summary>
    public string[]? Run(FuzzCase test, WasmModule module) => Ask(writer =>
    {
        writer.WriteBase64String("wasm", test.Wasm);
        writer.WriteNumber("fill", test.Fill);
        writer.WriteStartArray("tags");
        for (var i = 0; i < module.TagTypeIndices.Length; i++)
            WriteStrings(writer, null, [.. module.TypeOfTag(i).Parameters.Select(ValueTypes.Name)]);
        writer.WriteEndArray();
        writer.WriteStartObject("globals");
        foreach (var export in Globals(module))
            writer.WriteString(export.Name, ValueTypes.Name(module.Globals[(int)export.Index].Type));
        writer.WriteEndObject();
        writer.WriteStartArray("calls");
        foreach (var call in test.Calls)
        {
            writer.WriteStartObject();
            writer.WriteString("name", call.Name);
            WriteStrings(writer, "arguments", call.Arguments);
            WriteStrings(writer, "results", call.Results);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    });

    /// <summary>The globals whose final values are compared.</summary>
    public static IEnumerable<Export> Globals(WasmModule module) =>
        module.Exports.Where(export => export.Kind == ExternalKind.Global && PlannedCall.IsNumeric(module.Globals[(int)export.Index].Type));

    /// <summary>An empty text for each of the modules that is valid, V8's objection for the others; null when it took too long.</summary>
    public string[]? Validate(IEnumerable<byte[]> modules) => Ask(writer =>
    {
        writer.WriteStartArray("modules");
        foreach (var module in modules)
            writer.WriteBase64StringValue(module);
        writer.WriteEndArray();
    });

    public void Dispose() => _script.Dispose();

    private static void WriteStrings(Utf8JsonWriter writer, string? name, string[] values)
    {
        if (name is null)
            writer.WriteStartArray();
        else
            writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    private string[]? Ask(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }
        if (_script.Ask(buffer.GetBuffer().AsSpan(0, (int)buffer.Length), Patience) is not { } line)
            return null;
        using var answer = JsonDocument.Parse(line);
        return [.. answer.RootElement.EnumerateArray().Select(element => element.GetString()!)];
    }
}
