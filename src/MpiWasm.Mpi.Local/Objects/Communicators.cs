using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Collectives;
using MpiWasm.Mpi.Local.Messages;

namespace MpiWasm.Mpi.Local.Objects;

/// <summary>Making communicators, together (MPI 5.0 §7.4 and §7.6).</summary>
internal static unsafe class Communicators
{
    /// <summary>MPI_Comm_dup.</summary>
    public static Part Duplicate(int comm, int* made) => Together(comm, made, null, static parts =>
    {
        var old = parts[0].Communicator.Core;
        var core = new CommunicatorCore(old.Job, old.Groups[0], old.IsInter ? old.Groups[1] : null);
        foreach (var part in parts)
            Give(part, new Communicator(core, part.Communicator.Side, part.Rank) { Topology = part.Communicator.Topology });
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
                same.First().Communicator.Core.Job, Group.Of(sides[0].Select(WorldRank)), isInter ? Group.Of(sides[1].Select(WorldRank)) : null);
            foreach (var side in isInter ? new[] { 0, 1 } : [0])
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
