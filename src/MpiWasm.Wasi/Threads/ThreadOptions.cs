using MpiWasm.Runtime.Instances;
using MpiWasm.Runtime.Memories;
using MpiWasm.Runtime.Threads;

namespace MpiWasm.Wasi.Threads;

/// <summary>What the threads of a guest run with.</summary>
public sealed record ThreadOptions
{
    /// <summary>How many threads a guest may have at a time besides its first, unless somebody says otherwise.</summary>
    public const int DefaultLimit = 1024;

    /// <summary>How many threads the guest may have at a time besides its first; beyond it thread-spawn fails.</summary>
    public int Limit { get; init; } = DefaultLimit;

    /// <summary>
    /// Bytes of each thread's stack, for guest and host frames together. What the guest keeps on a stack in its memory it allocates itself.
    /// </summary>
    public int StackSize { get; init; } = GuestThread.DefaultStackSize;

    /// <summary>What the guest's memories may have together; null for no limit.</summary>
    public MemoryBudget? Memory { get; init; }

    /// <summary>Imports for one more instance of the guest, which a new thread runs; called on that thread.</summary>
    public required Func<ThreadImports> CreateImports { get; init; }

    /// <summary>
    /// Called on a thread that ends the guest: it trapped, exited (<see cref="GuestExitException"/>) or could not be started. The other
    /// threads go on until the process ends, so this does not return where the guest is all that the process is for.
    /// </summary>
    public required Action<Exception> Ended { get; init; }
}

/// <summary>The imports of one thread's instance.</summary>
/// <param name="Resolver">Where they come from.</param>
/// <param name="Release">Frees what belongs to them; called when the thread has ended and before its instance is freed.</param>
public sealed record ThreadImports(IImportResolver Resolver, Action? Release = null);
