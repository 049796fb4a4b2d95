using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Instances;
using MpiWasm.Wasi.Generated;
using MpiWasm.Wasi.Services;
using MpiWasm.Wasi.State;
using MpiWasm.Wasm.Model;

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

    /// <summary>Whether imports of a module of that name are served here.</summary>
    public static bool Serves(string module) => module == Module || module is UnstableModule or HostServices.Module;

    public Extern? Resolve(Import import, FunctionType? functionType) =>
        import.Module == HostServices.Module ? HostServices.Resolve(import, functionType, _state)
        : import.Kind == ExternalKind.Function && Serves(import.Module)
            ? Find(import, functionType)
            : null;

    /// <summary>A function has two types: with pointers and sizes of 32 bits, or of 64. The one that is imported is given.</summary>
    private HostFunction? Find(Import import, FunctionType? wanted)
    {
        if (!Preview1Functions.TryGet(import.Name, isWide: false, out var signature, out var code))
            return null;
        var type = TypeOf(signature);
        if (wanted is not null && !type.Equals(wanted)
            && Preview1Functions.TryGet(import.Name, isWide: true, out var wide, out var wideCode)
            && TypeOf(wide).Equals(wanted))
        {
            (type, code) = (wanted, wideCode);
        }
        return HostFunction.Native(type, code, (nint)(import.Module == UnstableModule ? _unstable : _context));
    }

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

    private static ValType TypeOf(char letter) => letter == 'I' ? ValType.I64 : ValType.I32;
}
