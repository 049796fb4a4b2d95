using System.Runtime.InteropServices;
using MpiWasm.Runtime.Memories;
using MpiWasm.Runtime.Threads;
using MpiWasm.Wasm;

namespace MpiWasm.Runtime.Instances;

/// <summary>
/// Instances that may call each other. One thread at a time runs their code: their contexts point at its state. Disposing a store frees
/// everything its instances own; nothing of them may be used afterwards.
/// </summary>
public sealed unsafe class Store : IDisposable
{
    private readonly List<Instance> _instances = [];
    private readonly List<IDisposable> _owned = [];
    private readonly Lock _guard = new();
    private void* _results = NativeMemory.AlignedAlloc(16 * ImplementationLimits.Results, 64);
    private ExceptionRecords? _exceptions;
    private GuestThread? _thread;
    private int _depth;

    /// <param name="memory">What the memories that its instances define may have together; null for no limit.</param>
    public Store(MemoryBudget? memory = null) => Memory = memory;

    /// <summary>
    /// Whether accesses to the lowest 64 KiB of a memory trap in modules that are linked for it, by mpiwasm-cc: they
    /// export a global <c>__mpiwasm_null_page</c>.
    /// </summary>
    public bool NullPointersTrap { get; init; }

    /// <summary>Whether a thread is running guest code of the store, or a host function called by it.</summary>
    public bool IsRunning
    {
        get
        {
            lock (_guard)
                return _depth > 0;
        }
    }

    /// <summary>
    /// Where functions with two or more results leave them. All instances share it, because a tail call may end in
    /// another instance than the one that was called.
    /// </summary>
    internal void* Results => _results;

    /// <summary>What the store's exnrefs mean.</summary>
    internal ExceptionRecords Exceptions => _exceptions ??= new ExceptionRecords(_instances);

    internal MemoryBudget? Memory { get; }

    internal void Add(Instance instance)
    {
        _instances.Add(instance);
        if (_thread is { } thread)
            instance.BindTo(thread);
    }

    /// <summary>Hands an object over, to be disposed with the store.</summary>
    internal T Own<T>(T value)
        where T : IDisposable
    {
        _owned.Add(value);
        return value;
    }

    /// <summary>Makes the current thread the one that runs the store's code, until the matching <see cref="Leave"/>.</summary>
    internal GuestThread Occupy()
    {
        var thread = GuestThread.Current;
        lock (_guard)
        {
            if (_thread != thread)
            {
                if (_depth > 0)
                    throw new InvalidOperationException("another thread is running guest code of this store");
                _thread = thread;
                foreach (var instance in _instances)
                    instance.BindTo(thread);
            }
            _depth++;
        }
        return thread;
    }

    internal void Leave()
    {
        lock (_guard)
            _depth--;
    }

    public void Dispose()
    {
        foreach (var instance in _instances)
            instance.Free();
        _instances.Clear();
        foreach (var owned in _owned)
            owned.Dispose();
        _owned.Clear();
        NativeMemory.AlignedFree(_results);
        _results = null;
    }
}
