using MpiWasm.Runtime;
using MpiWasm.Wasi.Generated;
using MpiWasm.Wasi.Services;
using MpiWasm.Wasi.State;
using MpiWasm.Wasm;

namespace MpiWasm.Wasi;

/// <summary>
/// Resolves the imports of <c>wasi_snapshot_preview1</c>, and those of its forerunner <c>wasi_unstable</c>, for one instance. proc_exit
/// ends the guest with a <see cref="GuestExitException"/> that arrives where the guest was entered.
/// </summary>
public sealed unsafe class WasiImports : IImportResolver, IDisposable
{
    private const string UnstableModule = "wasi_unstable";
    private readonly WasiState _state;
    private readonly WasiContext* _context;
    private readonly WasiContext* _unstable;

    /// <param name="state">What the guest sees; instances of the same guest (one for each of its threads) share it.</param>
    public WasiImports(WasiState state)
    {
        _state = state;
        _context = state.CreateContext(null);
        _unstable = state.CreateContext(null);
        _unstable->IsUnstable = 1;
    }

    /// <summary>The functions' module name.</summary>
    public static string Module => Preview1Functions.Module;

    public Extern? Resolve(Import import, FunctionType? functionType) =>
        import.Module == HostServices.Module ? HostServices.Resolve(import, _state)
        : import.Kind == ExternalKind.Function && import.Module is Preview1Functions.Module or UnstableModule
        && Preview1Functions.TryGet(import.Name, out var signature, out var code)
            ? HostFunction.Native(TypeOf(signature), code, (nint)(import.Module == UnstableModule ? _unstable : _context))
            : null;

    /// <summary>
    /// Frees what the functions' contexts are in. The instance must not be used any more. A state frees the
    /// contexts that are left when it is disposed.
    /// </summary>
    public void Dispose()
    {
        _state.Release(_context);
        _state.Release(_unstable);
    }

    private static FunctionType TypeOf(string signature)
    {
        var arrow = signature.IndexOf('>', StringComparison.Ordinal);
        return new FunctionType([.. signature[..arrow].Select(TypeOf)], [.. signature[(arrow + 1)..].Select(TypeOf)]);
    }

    private static Wasm.ValueType TypeOf(char letter) => letter == 'I' ? Wasm.ValueType.I64 : Wasm.ValueType.I32;
}
