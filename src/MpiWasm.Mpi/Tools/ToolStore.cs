using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Tools;

/// <summary>What a handle of the tool information interface stands for.</summary>
internal enum ToolKind
{
    Enum,
    Cvar,
    Session,
    Pvar,
}

/// <summary>An object of the tool information interface.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Host">The host's handle, a pointer with every library.</param>
/// <param name="Session">The guest's session of a performance variable's handle.</param>
/// <param name="Bytes">Length of the values that are read and written through it.</param>
/// <param name="IsText">Whether the value is a string.</param>
/// <param name="Object">The host's handle of the object it is bound to, in memory that lives as long as it; or 0.</param>
internal sealed record ToolObject(ToolKind Kind, nint Host, uint Session = 0, long Bytes = 0, bool IsText = false, nint Object = 0);

/// <summary>Handles of the tool information interface (MPI 5.0 §15.3). There are few, and no shim needs them: a dictionary.</summary>
internal sealed unsafe class ToolStore
{
    /// <summary>Nothing of the interface may be called before MPI_T_init_thread or after MPI_T_finalize.</summary>
    public bool Forbids(Procedure procedure) =>
        ToolErrors.Concern(procedure) && procedure != Procedures.TInitThread && !IsInitialized;

    /// <summary>Above the values that mean something: null, and MPI_T_PVAR_ALL_HANDLES.</summary>
    private const uint First = 0x100;

    private readonly ConcurrentDictionary<uint, ToolObject> _objects = new();
    private readonly ConcurrentDictionary<nint, uint> _enums = new();
    private uint _last = First;
    private int _initializations;

    /// <summary>Whether MPI_T_init_thread has been called more often than MPI_T_finalize.</summary>
    public bool IsInitialized => Volatile.Read(ref _initializations) > 0;

    /// <summary>Whether the host's interface is initialized.</summary>
    public bool WasInitialized { get; private set; }

    /// <summary>The level of thread support it was given.</summary>
    public int ThreadLevel { get; private set; }

    public void Initialize(int level)
    {
        (WasInitialized, ThreadLevel) = (true, level);
        Interlocked.Increment(ref _initializations);
    }

    /// <summary>Handles end with the last initialization.</summary>
    public void End()
    {
        if (Interlocked.Decrement(ref _initializations) > 0)
            return;
        foreach (var handle in _objects.Keys)
            Remove(handle);
        _enums.Clear();
    }

    public uint Add(ToolObject tool)
    {
        var handle = Interlocked.Increment(ref _last);
        _objects[handle] = tool;
        return handle;
    }

    /// <summary>The handle of an enumeration, the same each time; 0 for none.</summary>
    public uint Enum(nint host) => host == 0 ? 0 : _enums.GetOrAdd(host, h => Add(new ToolObject(ToolKind.Enum, h)));

    /// <summary>Null where the handle is not valid.</summary>
    public ToolObject? Find(uint handle, ToolKind kind) => _objects.TryGetValue(handle, out var tool) && tool.Kind == kind ? tool : null;

    public void Remove(uint handle)
    {
        if (_objects.TryRemove(handle, out var tool))
            NativeMemory.Free((void*)tool.Object);
    }

    /// <summary>A session that ends takes its handles along.</summary>
    public void RemoveOf(uint session)
    {
        foreach (var (handle, tool) in _objects)
        {
            if (tool.Kind == ToolKind.Pvar && tool.Session == session)
                Remove(handle);
        }
    }
}
