using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Collectives;
using MpiWasm.Mpi.Local.Messages;

namespace MpiWasm.Mpi.Local.Objects;

/// <summary>The ranks of a job, all of them in this process.</summary>
internal sealed class Job
{
    private readonly Dictionary<(int, int, string), (CommunicatorCore Core, int Seen)> _agreements = [];
    private readonly Dictionary<(int, int, int, int), Offer> _offers = [];
    private int _nextContext;
    private int _sleeping;

    public Job(int size)
    {
        HasCoreForEach = size <= Environment.ProcessorCount;
        Ranks = [.. Enumerable.Range(0, size).Select(number => new LocalRank(this, number))];
        World = new CommunicatorCore(this, Group.Of(Enumerable.Range(0, size)), null);
        foreach (var rank in Ranks)
        {
            rank.Objects.Communicators.Predefine(StandardAbi.CommWorld, new Communicator(World, 0, rank.Number));
            rank.Objects.Communicators.Predefine(
                StandardAbi.CommSelf, new Communicator(new CommunicatorCore(this, Group.Of([rank.Number]), null), 0, 0));
        }
    }

    public LocalRank[] Ranks { get; }

    /// <summary>What MPI_COMM_WORLD is to all.</summary>
    public CommunicatorCore World { get; }

    /// <summary>Whether waiting with the processor in use takes none from another rank.</summary>
    public bool HasCoreForEach { get; }

    /// <summary>Ends the job, with an exit code. Does not return.</summary>
    public Action<LocalRank, int>? Abort { get; set; }

    /// <summary>Ranks that sleep in MPI.</summary>
    public int Sleeping => Volatile.Read(ref _sleeping);

    /// <summary>A number that no communicator of the job had before.</summary>
    public int NextContext() => Interlocked.Increment(ref _nextContext);

    /// <summary>MPI_Finalize is collective: what others still send arrives before.</summary>
    public static void MeetAtTheEnd(LocalRank rank)
    {
        var part = new Part { Kind = CollectiveKind.Barrier, Communicator = rank.Objects.Communicators[StandardAbi.CommWorld], Request = new Request { Owner = rank } };
        _ = Parts.Finish(part);
    }

    /// <summary>Something that ranks make together which have no communicator of their own: the first makes it, the last forgets it.</summary>
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

    public void RankSleeps(LocalRank rank) => _ = Interlocked.Increment(ref _sleeping);

    public void RankWakes(LocalRank rank) => _ = Interlocked.Decrement(ref _sleeping);
}
