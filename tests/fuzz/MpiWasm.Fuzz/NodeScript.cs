using System.Diagnostics;

namespace MpiWasm.Fuzz;

/// <summary>A script of ours in a long-lived Node process: a line in, a line out.</summary>
internal sealed class NodeScript : IDisposable
{
    private readonly string _node;
    private readonly string[] _arguments;
    private readonly string _script;
    private Process? _process;

    /// <param name="node">The program.</param>
    /// <param name="resource">The script's name among this assembly's resources.</param>
    /// <param name="arguments">What the script is given.</param>
    public NodeScript(string node, string resource, string[] arguments)
    {
        _node = node;
        _arguments = arguments;
        _script = Path.Combine(Path.GetTempPath(), $"mpiwasm-fuzz-{Environment.ProcessId}-{Guid.NewGuid():N}-{resource}");
        using var stream = typeof(NodeScript).Assembly.GetManifestResourceStream(resource)!;
        using var file = File.Create(_script);
        stream.CopyTo(file);
    }

    /// <summary>
    /// The answer to a line, or null when it took too long or the process ended: then a new one is started the next time.
    /// </summary>
    public string? Ask(ReadOnlySpan<byte> question, TimeSpan patience)
    {
        _process ??= Process.Start(new ProcessStartInfo(_node, [_script, .. _arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            var input = _process.StandardInput.BaseStream;
            input.Write(question);
            input.Write("\n"u8);
            input.Flush();
        }
        catch (IOException)
        {
            Stop();
            return null;
        }
        var line = _process.StandardOutput.ReadLineAsync();
        if (line.Wait(patience) && line.Result is { } answer)
            return answer;
        Stop();
        return null;
    }

    public void Dispose()
    {
        Stop();
        File.Delete(_script);
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
