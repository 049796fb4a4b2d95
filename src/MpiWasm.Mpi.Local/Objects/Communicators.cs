using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Collectives;
using MpiWasm.Mpi.Local.Datatypes;

namespace MpiWasm.Mpi.Local.Objects;

/// <summary>Making communicators, together (MPI 5.0 §7.4 and §7.6).</summary>
internal static unsafe class Communicators
{
    /// <summary>MPI_Comm_dup, with hints of its own or those of the old one.</summary>
    public static Part Duplicate(int comm, int* made, InfoList? hints = null) => Together(comm, made, hints, static parts =>
    {
        var old = parts[0].Communicator.Core;
        var core = new CommunicatorCore(old.Job, old.Groups[0], old.IsInter ? old.Groups[1] : null);
        foreach (var part in parts)
        {
            Give(part, new Communicator(core, part.Communicator.Side, part.Rank)
            {
                Topology = part.Communicator.Topology,
                Hints = (InfoList?)part.Value ?? new InfoList(part.Communicator.Hints),
            });
        }
    });

    /// <summary>MPI_Comm_split: a new communicator for each color, in the order of keys.</summary>
    public static Part Split(int comm, int color, int key, int* made) => Together(comm, made, (color, key), static parts =>
    {
        foreach (var same in parts.Where(part => ((int Color, int Key))part.Value! is var (c, _) && c != StandardAbi.Undefined)
            .GroupBy(part => (((int Color, int Key))part.Value!).Color))
        {
            var sides = new[] { Side(same, 0), Side(same, 1) };
            var isInter = same.First().Communicator.Core.IsInter;
            // Of an intercommunicator a color needs ranks of both sides.
            if (isInter && (sides[0].Length == 0 || sides[1].Length == 0))
                continue;
            var core = new CommunicatorCore(
                same.First().Communicator.Core.Job, Group.Of(sides[0].Select(WorldRank)),
                isInter ? Group.Of(sides[1].Select(WorldRank)) : null);
            for (var side = 0; side < core.Groups.Length; side++)
            {
                for (var rank = 0; rank < sides[side].Length; rank++)
                    Give(sides[side][rank], new Communicator(core, side, rank));
            }
        }

        static Part[] Side(IEnumerable<Part> parts, int side) => [.. parts.Where(part => part.Communicator.Side == side)
            .OrderBy(part => (((int Color, int Key))part.Value!).Key).ThenBy(part => part.Rank)];
    });

    /// <summary>MPI_Comm_create: of the ranks of a group; the others get MPI_COMM_NULL.</summary>
    public static Part Create(int comm, int group, int* made) =>
        Together(comm, made, LocalRank.Current.Objects.Groups[group], static parts =>
        {
            if (parts[0].Communicator.Core.IsInter)
            {
                CreateBetween(parts);
                return;
            }

            // Groups may differ, where they have no rank in common.
            var cores = new Dictionary<string, CommunicatorCore>(StringComparer.Ordinal);
            foreach (var part in parts)
            {
                var group = (Group)part.Value!;
                var rank = group.RankOf(WorldRank(part));
                if (rank < 0)
                    continue;
                var name = string.Join(',', group.WorldRanks.ToArray());
                if (!cores.TryGetValue(name, out var core))
                    cores[name] = core = new CommunicatorCore(part.Communicator.Core.Job, group, null);
                Give(part, new Communicator(core, 0, rank));
            }
        });

    /// <summary>Of each side those of a group; where one has none, there is nothing between them.</summary>
    private static void CreateBetween(Part[] parts)
    {
        Group[] groups = [.. Enumerable.Range(0, 2).Select(side => (Group)parts.First(part => part.Communicator.Side == side).Value!)];
        if (Array.Exists(groups, group => group.Size == 0))
            return;
        var core = new CommunicatorCore(parts[0].Communicator.Core.Job, groups[0], groups[1]);
        foreach (var part in parts)
        {
            var side = part.Communicator.Side;
            if (groups[side].RankOf(WorldRank(part)) is var rank && rank >= 0)
                Give(part, new Communicator(core, side, rank));
        }
    }

    /// <summary>The same ranks with a topology; those beyond a grid or graph get MPI_COMM_NULL.</summary>
    public static Part CreateWith(int comm, Topology topology, int* made) => Together(comm, made, topology, static parts =>
    {
        var first = (Topology)parts[0].Value!;
        var members = first.Size is { } size ? parts.Where(part => part.Rank < size).ToArray() : parts;
        if (first.Size > parts.Length)
            throw new MpiFailure(StandardAbi.ErrArg);
        var core = new CommunicatorCore(parts[0].Communicator.Core.Job, Group.Of(members.Select(WorldRank)), null);
        foreach (var part in members)
            Give(part, new Communicator(core, 0, part.Rank) { Topology = ((Topology)part.Value!).Of(part.Rank) });
    });

    /// <summary>MPI_Dist_graph_create: each rank tells some edges.</summary>
    public static Part CreateOfEdges(int comm, List<(int Source, int Target, int Weight)> edges, bool isWeighted, int* made) =>
        Together(comm, made, (edges, isWeighted), static parts =>
        {
            var all = parts.SelectMany(part => (((List<(int Source, int Target, int Weight)> Edges, bool))part.Value!).Edges).ToArray();
            var isWeighted = ((List<(int, int, int)>, bool IsWeighted))parts[0].Value! is var (_, weighted) && weighted;
            var old = parts[0].Communicator.Core;
            var core = new CommunicatorCore(old.Job, old.Groups[0], null);
            foreach (var part in parts)
            {
                var (into, outOf) = (all.Where(e => e.Target == part.Rank).ToArray(), all.Where(e => e.Source == part.Rank).ToArray());
                Give(part, new Communicator(core, 0, part.Rank)
                {
                    Topology = Topology.Adjacent(
                        [.. into.Select(e => e.Source)], [.. into.Select(e => e.Weight)],
                        [.. outOf.Select(e => e.Target)], [.. outOf.Select(e => e.Weight)], isWeighted),
                });
            }
        });

    /// <summary>MPI_Cart_sub: a grid for each place in the dimensions that go.</summary>
    public static Part SplitGrid(int comm, ReadOnlySpan<int> remains, int* made)
    {
        var communicator = LocalRank.Current.Objects.Communicators[comm];
        var grid = communicator.Topology!;
        var own = grid.CoordinatesOf(communicator.Rank);
        var (color, key) = (0, 0);
        var (dims, periods) = (new List<int>(), new List<int>());
        for (var i = 0; i < own.Length; i++)
        {
            if (remains[i] != 0)
            {
                key = (key * grid.Dims[i]) + own[i];
                dims.Add(grid.Dims[i]);
                periods.Add(grid.Periods[i] ? 1 : 0);
            }
            else
                color = (color * grid.Dims[i]) + own[i];
        }

        var part = Split(comm, color, key, made);
        var sub = Topology.Grid([.. dims], [.. periods]);
        var split = part.Together!;
        part.Together = parts =>
        {
            split(parts);
            foreach (var each in parts)
            {
                var made = each.Request.Owner.Objects.Communicators[*(int*)each.Receive.Buffer];
                made.Topology = sub.Of(made.Rank);
            }
        };
        return part;
    }

    /// <summary>MPI_Comm_create_group: only the ranks of the group call it; it goes by messages among them.</summary>
    public static void CreateOfGroup(int comm, int group, int tag, int* made)
    {
        var rank = LocalRank.Current;
        var communicator = rank.Objects.Communicators[comm];
        var members = rank.Objects.Groups[group];
        *made = StandardAbi.CommNull;
        var own = members.RankOf(rank.Number);
        if (own < 0)
            return;
        var core = rank.Job.Agree((communicator.Core.Context, tag, string.Join(',', members.WorldRanks.ToArray())), members.Size, () =>
            new CommunicatorCore(rank.Job, members, null));
        *made = rank.Objects.Communicators.Add(new Communicator(core, 0, own));
    }

    /// <summary>MPI_Intercomm_create: the leaders meet, and tell their groups.</summary>
    public static Part CreateInter(int local, int localLeader, int peer, int remoteLeader, int tag, int* made)
    {
        var rank = LocalRank.Current;
        return CreateWithRoot(local, localLeader, made, group =>
        {
            var bridge = rank.Objects.Communicators[peer];
            var other = bridge.Remote[remoteLeader];
            var (low, high) = (Math.Min(other, rank.Number), Math.Max(other, rank.Number));
            var groups = rank.Job.Exchange((bridge.Core.Context, tag, low, high), rank.Number, group);
            var side = rank.Number == low ? 0 : 1;
            var core = rank.Job.Agree(
                (bridge.Core.Context, tag, $"inter {low} {high}"), 2,
                () => new CommunicatorCore(rank.Job, side == 0 ? group : groups, side == 0 ? groups : group));
            return (core, side);
        });
    }

    /// <summary>An intercommunicator that the root gets from elsewhere, with the side on which its group is; all get what it got.</summary>
    public static Part CreateWithRoot(int comm, int root, int* made, Func<Group, (CommunicatorCore Core, int Side)> get)
    {
        var mine = LocalRank.Current.Objects.Communicators[comm];
        var part = Together(comm, made, null, static parts =>
        {
            if (Array.Find(parts, part => part.Value is MpiFailure) is { Value: MpiFailure failure })
                throw new MpiFailure(failure.ErrorClass);
            var (core, side) = parts.Select(part => part.Value).OfType<(CommunicatorCore Core, int Side)>().Single();
            foreach (var part in parts)
                Give(part, new Communicator(core, side, part.Rank));
        });
        if (mine.Rank != root)
            return part;
        try
        {
            part.Value = get(mine.Group);
        }
        catch (MpiFailure failure)
        {
            // The others wait for the root, whatever became of it.
            part.Value = failure;
        }

        return part;
    }

    /// <summary>MPI_Intercomm_merge.</summary>
    public static Part Merge(int comm, bool isHigh, int* made) => Together(comm, made, isHigh, static parts =>
    {
        var (first, second) = (parts.Where(part => part.Communicator.Side == 0), parts.Where(part => part.Communicator.Side == 1));
        var order = (bool)first.First().Value! && !(bool)second.First().Value! ? second.Concat(first) : first.Concat(second);
        Part[] all = [.. order];
        var core = new CommunicatorCore(all[0].Communicator.Core.Job, Group.Of(all.Select(WorldRank)), null);
        for (var rank = 0; rank < all.Length; rank++)
            Give(all[rank], new Communicator(core, 0, rank));
    });

    private static int WorldRank(Part part) => part.Communicator.Group[part.Rank];

    /// <summary>What is made is known to its rank before it is told that it is done.</summary>
    private static void Give(Part part, Communicator made) =>
        *(int*)part.Receive.Buffer = part.Request.Owner.Objects.Communicators.Add(made);

    private static Part Together(int comm, int* made, object? value, Action<Part[]> together)
    {
        *made = StandardAbi.CommNull;
        var part = Parts.Of(CollectiveKind.Custom, comm);
        part.Value = value;
        part.Together = together;
        part.Receive = new Blocks { Buffer = (byte*)made };
        return part;
    }
}
