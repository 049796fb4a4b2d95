using MpiWasm.Embedding.Compilation;

namespace MpiWasm;

/// <summary>
/// Compiles modules for the machine this runs on, ahead of time with LLVM, and caches the results. The entry to the API; several threads
/// may use it at once. A program may have several, for example one for each <see cref="TrapMode"/>.
/// </summary>
/// <remarks>
/// Preparing the first <see cref="Store"/> or <see cref="SharedMemory"/> installs handlers for SIGSEGV and SIGBUS in the process, once and
/// for good, which make traps of faults in guest code and pass everything else on to .NET.
/// </remarks>
public sealed class Engine : IDisposable
{
    private readonly ImageSource _images;
    private bool _disposed;

    /// <summary>Creates an engine. Nothing is compiled, loaded or started yet.</summary>
    /// <param name="options">How to compile; null for the defaults.</param>
    public Engine(EngineOptions? options = null)
    {
        Options = options ?? new EngineOptions();
        _images = new ImageSource(Options);
    }

    /// <summary>How the engine compiles.</summary>
    public EngineOptions Options { get; }

    internal ImageSource Images
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _images;
        }
    }

    /// <summary>
    /// Validates a module and compiles it, or loads the image that an earlier compilation of the same bytes left in the cache.
    /// </summary>
    /// <param name="module">The module in the binary format (Wasm 3.0 §5); copied.</param>
    /// <param name="name">The module's name in messages and backtraces, by convention a file's.</param>
    /// <exception cref="WasmModuleException">
    /// MW01xx: the bytes are no module, an invalid one, or one that needs an unsupported proposal.
    /// </exception>
    /// <exception cref="MpiWasmException">MW02xx: it cannot be compiled; MW03xx: the image cannot be stored or loaded.</exception>
    public Module Compile(ReadOnlySpan<byte> module, string name = "module.wasm") => Module.FromBytes(this, module, name);

    /// <summary>Ends the use of this engine. Modules it compiled and stores made with it stay usable.</summary>
    public void Dispose() => _disposed = true;
}
