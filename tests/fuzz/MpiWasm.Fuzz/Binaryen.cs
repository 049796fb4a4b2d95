using System.Diagnostics;
using System.Text.Json;

namespace MpiWasm.Fuzz;

/// <summary>binaryen's <c>wasm-opt</c>: the installed one, and npm's, which is newer and runs in one long-lived Node process.</summary>
internal sealed class Binaryen(Tools tools) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _place = Path.Combine(Tools.Scratch, $"mpiwasm-fuzz-{Environment.ProcessId}");
    private NodeScript? _newer;

    public bool HasNewer => tools.NewerNode is not null && tools.NewerWasmOpt is not null;

    /// <summary>What wasm-opt makes of the input, or null when it failed.</summary>
    public byte[]? Run(byte[] input, IEnumerable<string> options, bool newer)
    {
        string from = _place + ".in", to = _place + ".wasm";
        string[] arguments = [.. options, from, "-o", to];
        try
        {
            File.WriteAllBytes(from, input);
            return (newer ? RunNewer(arguments) : RunInstalled(arguments)) ? File.ReadAllBytes(to) : null;
        }
        finally
        {
            File.Delete(from);
            File.Delete(to);
        }
    }

    public void Dispose() => _newer?.Dispose();

    private static bool RunInstalled(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("wasm-opt", arguments) { RedirectStandardError = true })!;
        _ = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private bool RunNewer(string[] arguments)
    {
        _newer ??= new NodeScript(tools.NewerNode!, "binaryen.js", [tools.NewerWasmOpt!]);
        return _newer.Ask(JsonSerializer.SerializeToUtf8Bytes(arguments), Patience) == "0";
    }
}
