namespace MpiWasm.Mpi.Local.Objects;

/// <summary>Ranks in an order (§7.2.1). It never changes.</summary>
internal sealed class Group
{
    private readonly int[] _worldRanks;
    private readonly Dictionary<int, int> _positions;

    private Group(int[] worldRanks)
    {
        _worldRanks = worldRanks;
        _positions = new Dictionary<int, int>(worldRanks.Length);
        for (var i = 0; i < worldRanks.Length; i++)
            _positions[worldRanks[i]] = i;
    }

    public static Group Empty { get; } = new([]);

    public int Size => _worldRanks.Length;

    public ReadOnlySpan<int> WorldRanks => _worldRanks;

    public static Group Of(IEnumerable<int> worldRanks) => new([.. worldRanks]);

    /// <summary>The rank in the world of a member.</summary>
    public int this[int rank] => _worldRanks[rank];

    /// <summary>The rank of somebody here, or -1.</summary>
    public int RankOf(int worldRank) => _positions.GetValueOrDefault(worldRank, -1);

    /// <summary>MPI_Group_union: ours, then theirs that are not ours.</summary>
    public Group Union(Group other) => Of(_worldRanks.Concat(other._worldRanks.Where(rank => RankOf(rank) < 0)));

    public Group Intersection(Group other) => Of(_worldRanks.Where(rank => other.RankOf(rank) >= 0));

    public Group Difference(Group other) => Of(_worldRanks.Where(rank => other.RankOf(rank) < 0));

    /// <summary>Members of these ranks, in their order.</summary>
    public Group Include(ReadOnlySpan<int> ranks)
    {
        var members = new int[ranks.Length];
        for (var i = 0; i < ranks.Length; i++)
            members[i] = _worldRanks[ranks[i]];
        return new Group(members);
    }

    /// <summary>The others, in our order.</summary>
    public Group Exclude(ReadOnlySpan<int> ranks)
    {
        var gone = new HashSet<int>();
        foreach (var rank in ranks)
            _ = gone.Add(rank);
        return Of(_worldRanks.Where((_, rank) => !gone.Contains(rank)));
    }
}
