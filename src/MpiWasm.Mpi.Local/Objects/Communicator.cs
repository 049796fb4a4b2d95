using MpiWasm.Mpi.Local.Collectives;
using MpiWasm.Mpi.Local.Messages;
using MpiWasm.Mpi.Local.Partitioned;

namespace MpiWasm.Mpi.Local.Objects;

/// <summary>A communicator as all its ranks share it.</summary>
internal sealed class CommunicatorCore
{
    private readonly Dictionary<long, (MeetingPlace Place, int Seen)> _kept = [];

    /// <param name="job">Whose it is.</param>
    /// <param name="group">Its ranks; of an intercommunicator those of the first side.</param>
    /// <param name="remote">Of an intercommunicator those of the other side.</param>
    public CommunicatorCore(Job job, Group group, Group? remote)
    {
        Job = job;
        Context = job.NextContext();
        Groups = remote is null ? [group] : [group, remote];
        Boxes = [.. Groups.Select(side => Enumerable.Range(0, side.Size).Select(rank =>
            new Mailbox(job.Ranks[side[rank]], (remote is null || side == remote ? group : remote).Size)).ToArray())];
        Board = remote is null ? Board.Of(job, group) : null;
        Meetings = new MeetingPlace(Seats);
    }

    public Job Job { get; }

    /// <summary>Partitioned messages whose other side is not made yet.</summary>
    public PartitionedMatches Partitioned { get; } = new();

    /// <summary>Its number; of no other.</summary>
    public int Context { get; }

    /// <summary>The ranks of its one side, or of both.</summary>
    public Group[] Groups { get; }

    /// <summary>Where each rank of a side receives.</summary>
    public Mailbox[][] Boxes { get; }

    /// <summary>Where they meet that have a core each; null where that does not serve.</summary>
    public Board? Board { get; }

    /// <summary>Where its collectives meet.</summary>
    public MeetingPlace Meetings { get; }

    public bool IsInter => Groups.Length == 2;

    /// <summary>All its ranks.</summary>
    private int Seats => Groups[0].Size + (IsInter ? Groups[1].Size : 0);

    /// <summary>Where the persistent collective of a number meets: the last rank that makes it forgets it here.</summary>
    public MeetingPlace PlaceOf(long kept)
    {
        lock (_kept)
        {
            var (place, seen) = _kept.TryGetValue(kept, out var known) ? known : (new MeetingPlace(Seats), 0);
            if (++seen == Seats)
                _ = _kept.Remove(kept);
            else
                _kept[kept] = (place, seen);
            return place;
        }
    }
}

/// <summary>A communicator as one of its ranks has it.</summary>
/// <param name="core">What all share.</param>
/// <param name="side">The side the rank is on.</param>
/// <param name="rank">Its rank there.</param>
internal sealed class Communicator(CommunicatorCore core, int side, int rank)
{
    public CommunicatorCore Core { get; } = core;

    public int Side { get; } = side;

    public int Rank { get; } = rank;

    public Group Group => Core.Groups[Side];

    /// <summary>Whom messages go to.</summary>
    public Group Remote => Core.Groups[Core.IsInter ? 1 - Side : 0];

    /// <summary>Where the ranks that messages go to receive.</summary>
    public Mailbox[] Peers { get; } = core.Boxes[core.IsInter ? 1 - side : 0];

    // Those of Peers that small messages have gone to.
    private readonly Channel?[] _channels = new Channel?[core.Groups[core.IsInter ? 1 - side : 0].Size];

    /// <summary>Where small messages go to; null where there is no such rank, or none goes that way.</summary>
    public Channel? ChannelTo(int rank) =>
        (uint)rank >= (uint)_channels.Length ? null : _channels[rank] ?? (_channels[rank] = Peers[rank].ChannelFrom(Rank));

    /// <summary>Where this rank receives.</summary>
    public Mailbox Own { get; } = core.Boxes[side][rank];

    /// <summary>Its place in a meeting: those of the first side come first.</summary>
    public int Seat => Side == 0 ? Rank : Core.Groups[0].Size + Rank;

    /// <summary>Who its neighbours are; null without a topology.</summary>
    public Topology? Topology { get; set; }

    /// <summary>Hints of the program; none changes anything here.</summary>
    public InfoList Hints { get; init; } = new();

    /// <summary>Collectives that this rank has called on it.</summary>
    public long Calls;

    /// <summary>Persistent ones that it has made.</summary>
    public long Kept;

    /// <summary>Meetings on the board that this rank has come to, and the last that all others are known to have left.</summary>
    public long BoardMeetings;
    public long AllLeft;
}
