using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Collectives;
using MpiWasm.Mpi.Local.Messages;

namespace MpiWasm.Mpi.Local.Objects;

/// <summary>The ranks of a job, all of them in this process.</summary>
internal sealed class Job
{
    private int _nextContext;
    private int _sleeping;

    public Job(int size)
    {
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
    public bool HasCoreForEach => Ranks.Length <= Environment.ProcessorCount;

    /// <summary>Ends the job, with an exit code. Does not return.</summary>
    public Action<LocalRank, int>? Abort { get; set; }

    /// <summary>Ranks that sleep in MPI.</summary>
    public int Sleeping => Volatile.Read(ref _sleeping);

    /// <summary>A number that no communicator of the job had before.</summary>
    public int NextContext() => Interlocked.Increment(ref _nextContext);

    /// <summary>MPI_Finalize is collective: what others still send arrives before.</summary>
    public void MeetAtTheEnd(LocalRank rank)
    {
        var part = new Part { Kind = CollectiveKind.Barrier, Communicator = rank.Objects.Communicators[StandardAbi.CommWorld], Request = new Request { Owner = rank } };
        _ = Parts.Finish(part);
    }

    public void RankSleeps(LocalRank rank) => _ = Interlocked.Increment(ref _sleeping);

    public void RankWakes(LocalRank rank) => _ = Interlocked.Decrement(ref _sleeping);
}
