using System.Diagnostics;
using System.Text.Json;

namespace MpiWasm.Fuzz;

/// <summary>V8, in one long-lived Node process.</summary>
internal sealed class NodeEngine : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _script = Path.Combine(Path.GetTempPath(), $"mpiwasm-fuzz-{Environment.ProcessId}.js");
    private Process? _process;

    public NodeEngine()
    {
        using var stream = typeof(NodeEngine).Assembly.GetManifestResourceStream("v8.js")!;
        using var file = File.Create(_script);
        stream.CopyTo(file);
    }

    /// <summary>One line per call, or null when it took too long.</summary>
    public string[]? Run(FuzzCase test) => Ask(writer =>
    {
        writer.WriteBase64String("wasm", test.Wasm);
        writer.WriteNumber("fill", test.Fill);
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

    /// <summary>Which of the modules are valid, or null when it took too long.</summary>
    public bool[]? Validate(IEnumerable<byte[]> modules) => Ask(writer =>
    {
        writer.WriteStartArray("modules");
        foreach (var module in modules)
            writer.WriteBase64StringValue(module);
        writer.WriteEndArray();
    })?.Select(answer => answer == "1").ToArray();

    public void Dispose()
    {
        Stop();
        File.Delete(_script);
    }

    private static void WriteStrings(Utf8JsonWriter writer, string name, string[] values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    private string[]? Ask(Action<Utf8JsonWriter> write)
    {
        _process ??= Process.Start(new ProcessStartInfo("node", [_script]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }
        buffer.WriteByte((byte)'\n');
        var input = _process.StandardInput.BaseStream;
        input.Write(buffer.GetBuffer(), 0, (int)buffer.Length);
        input.Flush();
        var line = _process.StandardOutput.ReadLineAsync();
        if (!line.Wait(Patience) || line.Result is null)
        {
            Stop();
            return null;
        }
        using var answer = JsonDocument.Parse(line.Result);
        return [.. answer.RootElement.EnumerateArray().Select(element => element.GetString()!)];
    }

    private void Stop()
    {
        if (_process is null)
            return;
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }
}
