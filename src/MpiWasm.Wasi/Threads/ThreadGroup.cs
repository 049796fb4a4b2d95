using MpiWasm.Runtime;
using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Images;
using MpiWasm.Runtime.Instances;
using MpiWasm.Runtime.Memories;
using MpiWasm.Runtime.Threads;
using MpiWasm.Wasi.Abi;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Wasi.Threads;

/// <summary>
/// The threads of one guest, by the convention of wasi-threads: the module imports its shared memory and <c>wasi.thread-spawn</c>, and
/// exports <c>wasi_thread_start</c>. Each thread is a thread of the host with an instance of the same module, in a store of its own, on the
/// same memory. A trap or an exit in any of them ends the guest.
/// </summary>
public sealed class ThreadGroup : IImportResolver, IDisposable
{
    private const string SpawnModule = "wasi";
    private const string SpawnName = "thread-spawn";
    private const string ExitModule = "mpiwasm";
    private const string ExitName = "thread-exit";
    private const string StartName = "wasi_thread_start";
    /// <summary>Numbers of threads lie below; the bits above are the guest's (its C library marks locks with them).</summary>
    private const int NumberLimit = 1 << 29;

    // A thread that the guest has seen the end of may have a few instructions left.
    private const int PatienceMilliseconds = 100;

    private static readonly FunctionType ExitType = new([], []);

    [ThreadStatic]
    private static int _current;

    private readonly ThreadOptions _options;
    private readonly Dictionary<(string Module, string Name), GuestMemory> _memories = [];
    private readonly HashSet<int> _numbers = [];
    private readonly FunctionType _startType;
    private readonly HostFunction _spawn;
    private readonly HostFunction _exit;
    private int _last;

    /// <summary>Creates the memories that all threads share.</summary>
    /// <param name="module">The guest.</param>
    /// <param name="options">What its threads run with.</param>
    /// <exception cref="LinkException">There is no address space, or no memory.</exception>
    public ThreadGroup(WasmModule module, ThreadOptions options)
    {
        _options = options;
        // What is passed on to a thread is an address.
        var address = module.HasWideAddresses ? ValType.I64 : ValType.I32;
        _startType = new FunctionType([ValType.I32, address], []);
        foreach (var import in module.Imports.Where(IsSharedMemory))
        {
            if (!_memories.ContainsKey((import.Module, import.Name)))
                _memories.Add(
                    (import.Module, import.Name),
                    new GuestMemory(import.Memory!, options.Memory, isChecked: !AddressSpace.HasRoomForReservation));
        }
        _spawn = HostFunction.Managed(new FunctionType([address], [ValType.I32]), Spawn);
        _exit = HostFunction.Managed(ExitType, static (_, _) => Leave());
    }

    /// <summary>The number of the guest's thread that runs on this one; 0 for its first thread, and outside of any.</summary>
    public static int Current => _current;

    /// <summary>How many threads there are besides the first.</summary>
    public int Count
    {
        get
        {
            lock (_numbers)
                return _numbers.Count;
        }
    }

    /// <summary>Whether a module can be instantiated only with a group: it is built for threads.</summary>
    public static bool IsNeededBy(WasmModule module) => module.Imports.Any(i => IsSharedMemory(i) || IsFunction(i, SpawnModule, SpawnName));

    public Extern? Resolve(Import import, FunctionType? functionType) =>
        IsFunction(import, SpawnModule, SpawnName) ? _spawn
        : IsFunction(import, ExitModule, ExitName) ? _exit
        : IsSharedMemory(import) && _memories.TryGetValue((import.Module, import.Name), out var memory) ? memory
        : null;

    /// <summary>Frees the shared memories. No thread may run the guest any more.</summary>
    public void Dispose()
    {
        foreach (var memory in _memories.Values)
            memory.Dispose();
        _memories.Clear();
    }

    private static bool IsSharedMemory(Import import) => import is { Kind: ExternalKind.Memory, Memory.IsShared: true };

    private static bool IsFunction(Import import, string module, string name) =>
        import.Kind == ExternalKind.Function && import.Module == module && import.Name == name;

    /// <summary>thread-spawn: the number of the new thread, or a negated errno.</summary>
    private void Spawn(Instance caller, Span<Slot> slots)
    {
        var argument = slots[0];
        if (!TryTakeNumber(out var number))
        {
            slots[0] = -(int)Errno.Again;
            return;
        }
        var image = caller.Image;
        var thread = new Thread(() => Run(image, number, argument), _options.StackSize)
        {
            Name = $"guest {number}",
            // The first thread's end is the end of the program.
            IsBackground = true,
        };
        try
        {
            thread.Start();
            slots[0] = number;
        }
        catch (Exception e) when (e is OutOfMemoryException or ThreadStartException)
        {
            GiveBack(number);
            slots[0] = -(int)Errno.Again;
        }
    }

    private void Run(NativeImage image, int number, Slot argument)
    {
        _current = number;
        try
        {
            Guarded(() => RunGuest(image, number, argument));
        }
        finally
        {
            GuestThread.End();
            GiveBack(number);
        }
    }

    private void RunGuest(NativeImage image, int number, Slot argument)
    {
        var imports = _options.CreateImports();
        using var store = new Store(_options.Memory);
        try
        {
            // Guarded here, while the instance lives: what an uncaught exception was stands in its memory.
            Guarded(() => Instance.Create(store, image, imports.Resolver).Invoke(StartName, _startType, number, argument));
        }
        finally
        {
            imports.Release?.Invoke();
        }
    }

    /// <summary>Passes on what ends the guest, but not the end of a thread that asked for it from within calls.</summary>
    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (ThreadExitException)
        {
        }
        catch (Exception e)
        {
            _options.Ended(e);
        }
    }

    /// <summary>
    /// thread-exit: drops the guest's frames. Those of the first thread stay: the program ends when another thread exits.
    /// </summary>
    private static void Leave()
    {
        if (_current != 0)
            throw new ThreadExitException();
        Thread.Sleep(Timeout.Infinite);
    }

    private bool TryTakeNumber(out int number)
    {
        number = 0;
        lock (_numbers)
        {
            if (_numbers.Count >= _options.Limit
                && (_options.Limit == 0 || !Monitor.Wait(_numbers, PatienceMilliseconds) || _numbers.Count >= _options.Limit))
                return false;
            do
                _last = _last + 1 < NumberLimit ? _last + 1 : 1;
            while (!_numbers.Add(_last));
            number = _last;
            return true;
        }
    }

    private void GiveBack(int number)
    {
        lock (_numbers)
        {
            _numbers.Remove(number);
            Monitor.Pulse(_numbers);
        }
    }

    /// <summary>A thread ends without ending the guest.</summary>
    private sealed class ThreadExitException : Exception;
}
