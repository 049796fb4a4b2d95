using MpiWasm.Embedding.Compilation;
using MpiWasm.Mpi.Dispatch;
using MpiWasm.Mpi.Published;
using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Instances;
using MpiWasm.Wasi;
using MpiWasm.Wasi.State;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Embedding.Linking;

/// <summary>
/// What one instance of a guest imports of WASI and MPI, for the command and for whoever embeds: the only place where the two are put
/// together. A system that an instance does not import costs it nothing.
/// </summary>
/// <param name="module">The guest.</param>
/// <param name="wasi">Gives what its instances share of WASI, or makes it; null where they get none.</param>
/// <param name="mpi">This process's MPI; null where they get none.</param>
internal sealed class SystemImports(WasmModule module, Func<WasiState>? wasi, MpiProcess? mpi) : IImportResolver, IDisposable
{
    private readonly bool _isPublished = mpi is not null && PublishedImports.AreUsedBy(module);
    private WasiImports? _wasi;
    private MpiImports? _mpi;
    private PublishedImports? _published;

    /// <summary>Called when the instance turns out to import MPI.</summary>
    public Action<MpiImports>? UsesMpi { get; init; }

    /// <inheritdoc/>
    public Extern? Resolve(Import import, Wasm.Model.FunctionType? functionType)
    {
        if (WasiImports.Serves(import.Module))
            return wasi is null ? null : (_wasi ??= new WasiImports(wasi())).Resolve(import, functionType);
        if (mpi is null)
            return null;
        if (import.Module == MpiImports.ModuleName)
            return Mpi(mpi).Resolve(import, functionType);
        return _isPublished ? (_published ??= new PublishedImports(Mpi(mpi))).Resolve(import, functionType) : null;
    }

    /// <summary>At the end of the thread that runs the instance, before the instance is freed.</summary>
    public void Dispose()
    {
        _mpi?.ThreadEnds();
        _mpi?.Dispose();
        _wasi?.Dispose();
    }

    private MpiImports Mpi(MpiProcess process)
    {
        if (_mpi is null)
        {
            _mpi = process.CreateImports(module);
            UsesMpi?.Invoke(_mpi);
        }

        return _mpi;
    }
}
