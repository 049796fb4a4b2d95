using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Collectives;
using MpiWasm.Mpi.Local.Messages;

namespace MpiWasm.Mpi.Local.Objects;

/// <summary>The ranks of a job, all of them in this process.</summary>
internal sealed class Job
{
    private readonly Dictionary<(int, int, string), (CommunicatorCore Core, int Seen)> _agreements = [];
    private readonly Dictionary<(int, int, int, int), Offer> _offers = [];
    private LocalRank[] _ranks = [];
    private int _nextContext;
    private int _sleeping;
    private int _turns;

    public Job(int size)
    {
        HasCoreForEach = size <= Environment.ProcessorCount;
        Ports = new Ports(this);
        _ = AddWorld(size);
    }

    /// <summary>All ranks, by number: those of the first world, then those that were started later.</summary>
    public LocalRank[] Ranks => Volatile.Read(ref _ranks);

    /// <summary>Makes ready what MPI_Comm_spawn is to start; the result starts a rank of it. Null where nothing can be started.</summary>
    public Func<SpawnedProgram, Action<LocalRank>>? Prepare { get; set; }

    public Ports Ports { get; }

    /// <summary>
    /// Whether waiting with the processor in use takes none from another rank; as the job began, for how ranks wait depends on it.
    /// </summary>
    public bool HasCoreForEach { get; }

    /// <summary>Ends the job, with an exit code. Does not return.</summary>
    public Action<LocalRank, int>? Abort { get; set; }

    /// <summary>Ranks that sleep in MPI.</summary>
    public int Sleeping => Volatile.Read(ref _sleeping);

    /// <summary>A number that no communicator of the job had before.</summary>
    public int NextContext() => Interlocked.Increment(ref _nextContext);

    /// <summary>More ranks, with a world of their own.</summary>
    public LocalRank[] AddWorld(int size)
    {
        lock (_agreements)
        {
            var first = _ranks.Length;
            LocalRank[] added = [.. Enumerable.Range(first, size).Select(number => new LocalRank(this, number))];
            Volatile.Write(ref _ranks, [.. _ranks, .. added]);
            var world = new CommunicatorCore(this, Group.Of(Enumerable.Range(first, size)), null);
            foreach (var rank in added)
            {
                rank.Objects.Communicators.Predefine(StandardAbi.CommWorld, new Communicator(world, 0, rank.Number - first));
                rank.Objects.Communicators.Predefine(
                    StandardAbi.CommSelf, new Communicator(new CommunicatorCore(this, Group.Of([rank.Number]), null), 0, 0));
            }

            return added;
        }
    }

    /// <summary>MPI_Finalize is collective: what others still send arrives before.</summary>
    public static void MeetAtTheEnd(LocalRank rank)
    {
        var part = new Part
        {
            Kind = CollectiveKind.Barrier,
            Communicator = rank.Objects.Communicators[StandardAbi.CommWorld],
            Request = new Request { Owner = rank },
        };
        _ = Parts.Finish(part);
    }

    /// <summary>
    /// Something that ranks make together which have no communicator of their own: the first makes it, the last forgets it.
    /// </summary>
    public CommunicatorCore Agree((int Context, int Tag, string Who) name, int ranks, Func<CommunicatorCore> make)
    {
        lock (_agreements)
        {
            var (core, seen) = _agreements.TryGetValue(name, out var known) ? known : (make(), 0);
            if (++seen == ranks)
                _ = _agreements.Remove(name);
            else
                _agreements[name] = (core, seen);
            return core;
        }
    }

    /// <summary>Two ranks exchange groups; each waits for the other.</summary>
    public Group Exchange((int Context, int Tag, int Low, int High) name, int rank, Group group)
    {
        lock (_offers)
        {
            if (_offers.Remove(name, out var first))
            {
                first.Answer = group;
                Monitor.PulseAll(_offers);
                return first.Group;
            }

            var offer = new Offer(group);
            _offers[name] = offer;
            while (offer.Answer is null)
                _ = Monitor.Wait(_offers);
            return offer.Answer;
        }
    }

    private sealed class Offer(Group group)
    {
        public Group Group { get; } = group;

        public Group? Answer { get; set; }
    }

    public void RankSleeps()
    {
        _ = Interlocked.Increment(ref _turns);
        _ = Interlocked.Increment(ref _sleeping);
    }

    public void RankWakes()
    {
        _ = Interlocked.Decrement(ref _sleeping);
        _ = Interlocked.Increment(ref _turns);
    }

    /// <summary>
    /// Whether every rank that has not ended sleeps in MPI, and nobody is about to be woken: only ranks wake ranks, so that none ever will
    /// be. To be asked where no rank has further threads of its own.
    /// </summary>
    public bool IsStuck()
    {
        var before = Volatile.Read(ref _turns);
        var ranks = Array.FindAll(Ranks, rank => !rank.HasEnded);
        // Nobody went to sleep or woke up meanwhile: all were asleep at the same time.
        return ranks.Length > 0 && Sleeping == ranks.Length && Array.TrueForAll(ranks, rank => rank.IsSoundAsleep)
            && Volatile.Read(ref _turns) == before;
    }
}
