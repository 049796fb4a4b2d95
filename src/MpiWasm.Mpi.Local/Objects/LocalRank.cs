using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Unix;

namespace MpiWasm.Mpi.Local.Objects;

/// <summary>
/// One rank: its handles, and how its threads wait. Threads of a guest that call MPI belong to their rank (<see cref="Current"/>).
/// </summary>
internal sealed unsafe class LocalRank
{
    /// <summary>Looks at a condition this often before it sleeps, where every rank has a core: about a millisecond.</summary>
    public const int Spins = 20_000;

    // The first looks have no pause between them.
    private const int EagerSpins = 200;

    [ThreadStatic]
    private static LocalRank? _current;

    // Native memory stays where it is; ranks live as long as the process.
    private readonly int* _bell = (int*)NativeMemory.AllocZeroed(sizeof(int));
    private int _asleep;
    private int _sleepsOn;
    private int _mainThread;

    public LocalRank(Job job, int number)
    {
        Job = job;
        Number = number;
    }

    /// <summary>The rank of this thread. In a process that starts no ranks all threads are those of one.</summary>
    public static LocalRank Current => _current ?? Only.Rank;

    public Job Job { get; }

    /// <summary>Its number in the world.</summary>
    public int Number { get; }

    public RankObjects Objects { get; } = new();

    /// <summary>What it has done.</summary>
    public RankCounters Counters { get; } = new();

    /// <summary>The handle of the communicator with those that started it (MPI_Comm_spawn).</summary>
    public int Parents { get; set; } = StandardAbi.CommNull;

    public RankState State { get; set; }

    /// <summary>MPI_THREAD_*, as its initialisation gave it.</summary>
    public int ThreadLevel { get; private set; }

    /// <summary>Whether this thread is the one that initialised MPI.</summary>
    public bool IsMainThread => _mainThread == Environment.CurrentManagedThreadId;

    /// <summary>MPI_Init and its like.</summary>
    public void Start(int threadLevel)
    {
        ThreadLevel = threadLevel;
        _mainThread = Environment.CurrentManagedThreadId;
        State = RankState.Running;
    }

    /// <summary>This thread's MPI calls are those of this rank.</summary>
    public void Enter() => _current = this;

    private static class Only
    {
        public static readonly LocalRank Rank = new Job(1).Ranks[0];
    }

    /// <summary>Waits until a condition holds that another rank's <see cref="WakeIfAsleep"/> follows.</summary>
    public void WaitUntil<T>(T subject, Func<T, bool> holds)
    {
        if (Job.HasCoreForEach && Spin(subject, holds))
            return;
        _ = Interlocked.Increment(ref _asleep);
        // Who changes the condition from here on sees the announcement, also without a barrier of its own (Job.HasCoreForEach).
        if (Job.HasCoreForEach)
            Interlocked.MemoryBarrierProcessWide();
        while (true)
        {
            var seen = Volatile.Read(ref *_bell);
            if (holds(subject))
                break;
            WaitsFor = subject;
            _sleepsOn = seen;
            Job.RankSleeps();
            Counters.Sleeps++;
            Futex.Wait(_bell, seen);
            Job.RankWakes();
        }

        _ = Interlocked.Decrement(ref _asleep);
    }

    /// <summary>What it sleeps for, where it does.</summary>
    public object? WaitsFor { get; private set; }

    /// <summary>Its guest has ended.</summary>
    public bool HasEnded { get; set; }

    /// <summary>Whether one of its threads sleeps, and nobody has woken it.</summary>
    public bool IsSoundAsleep => Volatile.Read(ref _asleep) != 0 && Volatile.Read(ref *_bell) == Volatile.Read(ref _sleepsOn);

    /// <summary>Called after a change that the rank may wait for, with a full barrier between both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WakeIfAsleep()
    {
        if (Volatile.Read(ref _asleep) != 0)
            Wake();
    }

    /// <summary>The same after a plain change: what the barrier costs, who sleeps pays where that is rare.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WakeIfAsleepWithoutBarrier()
    {
        if (!Job.HasCoreForEach)
            Interlocked.MemoryBarrier();
        WakeIfAsleep();
    }

    /// <summary>Looks for a while, with the processor in use.</summary>
    public static bool Spin<T>(T subject, Func<T, bool> holds, int looks = Spins)
    {
        for (var i = 0; i < looks; i++)
        {
            if (holds(subject))
                return true;
            Pause(i);
        }

        return false;
    }

    /// <summary>Between two looks: what is awaited comes within some hundred nanoseconds mostly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pause(int look)
    {
        if (look < EagerSpins)
            return;
        if (X86Base.IsSupported)
            X86Base.Pause();
        else
            Thread.SpinWait(1);
    }

    private void Wake()
    {
        _ = Interlocked.Increment(ref *_bell);
        Futex.WakeAll(_bell);
    }
}

/// <summary>Whether a rank has called MPI_Init and MPI_Finalize.</summary>
internal enum RankState
{
    Before,
    Running,
    After,
}
