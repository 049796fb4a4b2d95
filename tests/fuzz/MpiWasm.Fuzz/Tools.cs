namespace MpiWasm.Fuzz;

/// <summary>
/// Where the tools are: Node and wasm-opt of the system, and the newer ones that scripts/install-fuzz-tools fetches from npm,
/// without which some modules are left out.
/// </summary>
internal sealed class Tools
{
    private const string Variable = "MPIWASM_FUZZ_TOOLS";

    /// <summary>Node of the system.</summary>
    public const string Node = "node";

    public Tools()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var place = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } directory
            ? directory
            : Path.Combine(cache, "mpiwasm-fuzz-tools");
        NewerNode = Existing(Path.Combine(place, "node_modules/node/bin/node"));
        NewerWasmOpt = Existing(Path.Combine(place, "node_modules/binaryen/bin/wasm-opt"));
    }

    /// <summary>A place for small files that live a moment.</summary>
    public static string Scratch { get; } = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    /// <summary>Node 24 or newer, or null.</summary>
    public string? NewerNode { get; }

    /// <summary>wasm-opt as JavaScript, or null.</summary>
    public string? NewerWasmOpt { get; }

    private static string? Existing(string path) => File.Exists(path) ? path : null;
}
