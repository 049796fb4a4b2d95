namespace MpiWasm.Mpi.Local.Objects;

/// <summary>
/// One rank: its handles, and how its threads wait. Threads of a guest that call MPI belong to their rank (<see cref="Current"/>).
/// </summary>
internal sealed class LocalRank
{
    /// <summary>Looks at a condition this often before it sleeps, where every rank has a core.</summary>
    private const int PatientSpins = 4000;

    [ThreadStatic]
    private static LocalRank? _current;

    private readonly object _sleepers = new();
    private int _asleep;
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
        var spins = Job.HasCoreForEach ? PatientSpins : 0;
        for (var i = 0; i < spins; i++)
        {
            if (holds(subject))
                return;
            Thread.SpinWait(8);
        }

        if (holds(subject))
            return;
        lock (_sleepers)
        {
            _asleep++;
            // A full barrier between the announcement and the look: who changes the condition after the look sees the announcement.
            Interlocked.MemoryBarrier();
            try
            {
                while (!holds(subject))
                {
                    Job.RankSleeps(this);
                    Counters.Sleeps++;
                    _ = Monitor.Wait(_sleepers);
                    Job.RankWakes(this);
                }
            }
            finally
            {
                _asleep--;
            }
        }
    }

    /// <summary>Called after a change that the rank may wait for, with a full barrier between both.</summary>
    public void WakeIfAsleep()
    {
        if (Volatile.Read(ref _asleep) == 0)
            return;
        lock (_sleepers)
            Monitor.PulseAll(_sleepers);
    }
}

/// <summary>Whether a rank has called MPI_Init and MPI_Finalize.</summary>
internal enum RankState
{
    Before,
    Running,
    After,
}
