using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Dispatch;

namespace MpiWasm;

/// <summary>
/// What instances live in: they, their memories, tables and globals exist until the store is disposed, and those of
/// one store can be linked with each other.
/// </summary>
/// <remarks>
/// One thread at a time runs the code of a store, any thread; a call while another thread is inside throws
/// <see cref="InvalidOperationException"/>. All other members of the store's objects are for that thread too. Different stores
/// run on different threads at once; what they share is modules and <see cref="SharedMemory"/>. Guest code runs on the stack of
/// the thread that calls: give a <see cref="Thread"/> a large one where guests recurse deeply. A store that is not disposed
/// keeps its memory until the process ends.
/// </remarks>
public sealed class Store : IDisposable
{
    private readonly Runtime.Instances.Store _native;
    private readonly List<IDisposable> _owned = [];
    private readonly List<MpiImports> _mpiImports = [];
    private MpiEnvironment? _mpi;
    private bool _disposed;

    /// <summary>Creates an empty store.</summary>
    /// <param name="engine">Prepares the process for guest code, if this is the first store.</param>
    /// <exception cref="MpiWasmException">MW02xx, MW03xx: the native helpers cannot be compiled or loaded.</exception>
    public Store(Engine engine)
    {
        engine.Images.Install();
        _native = new Runtime.Instances.Store();
    }

    internal Runtime.Instances.Store Native
    {
        get
        {
            Check();
            return _native;
        }
    }

    /// <exception cref="ObjectDisposedException">The store is disposed, and all that was in it.</exception>
    internal void Check() => ObjectDisposedException.ThrowIf(_disposed, this);

    /// <summary>Hands an object over, to be disposed after the instances.</summary>
    internal T Own<T>(T resource)
        where T : IDisposable
    {
        _owned.Add(resource);
        return resource;
    }

    internal void Uses(MpiEnvironment mpi, MpiImports imports)
    {
        _mpi = mpi;
        _mpiImports.Add(imports);
    }

    /// <summary>
    /// Frees the instances and all that belongs to them. Spans over their memory must not be used any more; all else
    /// throws <see cref="ObjectDisposedException"/>.
    /// </summary>
    /// <remarks>
    /// After a guest has called MPI_Init and not MPI_Finalize, its memory stays mapped until the process ends: the
    /// MPI library may still write messages to it.
    /// </remarks>
    /// <exception cref="InvalidOperationException">Code of the store is running.</exception>
    public void Dispose()
    {
        if (_disposed)
            return;
        if (_native.IsRunning)
            throw new InvalidOperationException("the store's guest code is running: a host function cannot dispose it");
        _disposed = true;
        if (_mpi is { IsRunning: true })
            return;
        foreach (var imports in _mpiImports)
            imports.Dispose();
        _native.Dispose();
        for (var i = _owned.Count - 1; i >= 0; i--)
            _owned[i].Dispose();
        _owned.Clear();
    }
}
