using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;

namespace MpiWasm.Mpi.Local.Objects;

/// <summary>Who is next to whom (MPI 5.0, chapter 8): a grid, a graph, or what each rank told of its neighbours.</summary>
internal sealed class Topology
{
    /// <summary>MPI_UNWEIGHTED.</summary>
    public const nint Unweighted = StandardAbi.Unweighted;

    private Topology(int kind) => Kind = kind;

    /// <summary>MPI_CART, MPI_GRAPH or MPI_DIST_GRAPH.</summary>
    public int Kind { get; }

    /// <summary>Ranks of a grid or graph; null where each rank tells its own.</summary>
    public int? Size { get; private init; }

    public int[] Dims { get; private init; } = [];

    public bool[] Periods { get; private init; } = [];

    /// <summary>Of a graph: where each node's edges end in <see cref="Edges"/>.</summary>
    public int[] Index { get; private init; } = [];

    public int[] Edges { get; private init; } = [];

    /// <summary>Whom the rank receives from in a collective of neighbours, in order; -1 for MPI_PROC_NULL.</summary>
    public int[] Sources { get; private init; } = [];

    /// <summary>Whom it sends to.</summary>
    public int[] Targets { get; private init; } = [];

    public int[] SourceWeights { get; private init; } = [];

    public int[] TargetWeights { get; private init; } = [];

    public bool IsWeighted { get; private init; }

    /// <summary>A grid; its last dimension is that of ranks that follow each other.</summary>
    public static Topology Grid(ReadOnlySpan<int> dims, ReadOnlySpan<int> periods)
    {
        long size = 1;
        foreach (var dim in dims)
            size *= dim > 0 && size <= int.MaxValue ? dim : throw new MpiFailure(StandardAbi.ErrDims);
        return new Topology(StandardAbi.Cart)
        {
            Size = size <= int.MaxValue ? (int)size : throw new MpiFailure(StandardAbi.ErrDims),
            Dims = [.. dims],
            Periods = [.. periods.ToArray().Select(period => period != 0)],
        };
    }

    public static Topology Graph(ReadOnlySpan<int> index, ReadOnlySpan<int> edges) => new(StandardAbi.Graph)
    {
        Size = index.Length,
        Index = [.. index],
        Edges = [.. edges],
    };

    public static Topology Adjacent(
        ReadOnlySpan<int> sources, ReadOnlySpan<int> sourceWeights, ReadOnlySpan<int> targets, ReadOnlySpan<int> targetWeights,
        bool isWeighted) =>
        new(StandardAbi.DistGraph)
        {
            Sources = [.. sources],
            SourceWeights = [.. sourceWeights],
            Targets = [.. targets],
            TargetWeights = [.. targetWeights],
            IsWeighted = isWeighted,
        };

    /// <summary>As one rank has it, with its neighbours.</summary>
    public Topology Of(int rank)
    {
        if (Kind == StandardAbi.DistGraph)
            return this;
        int[] neighbours = Kind == StandardAbi.Graph
            ? [.. NeighboursOf(rank)]
            : [.. Enumerable.Range(0, Dims.Length).SelectMany(dimension => new[] { Shift(rank, dimension, -1), Shift(rank, dimension, 1) })
                .Select(neighbour => neighbour == StandardAbi.ProcNull ? -1 : neighbour)];
        return new Topology(Kind)
        {
            Size = Size, Dims = Dims, Periods = Periods, Index = Index, Edges = Edges, Sources = neighbours, Targets = neighbours,
        };
    }

    public int[] CoordinatesOf(int rank)
    {
        if ((uint)rank >= (uint)Size!.Value)
            throw new MpiFailure(StandardAbi.ErrRank);
        var coordinates = new int[Dims.Length];
        for (var i = Dims.Length - 1; i >= 0; i--)
        {
            coordinates[i] = rank % Dims[i];
            rank /= Dims[i];
        }

        return coordinates;
    }

    public int RankOf(ReadOnlySpan<int> coordinates)
    {
        var rank = 0;
        for (var i = 0; i < Dims.Length; i++)
        {
            var at = coordinates[i];
            if (Periods[i])
                at = (int)((((long)at % Dims[i]) + Dims[i]) % Dims[i]);
            else if ((uint)at >= (uint)Dims[i])
                throw new MpiFailure(StandardAbi.ErrRank);
            rank = (rank * Dims[i]) + at;
        }

        return rank;
    }

    /// <summary>The rank so many steps away, or MPI_PROC_NULL beyond the end.</summary>
    public int Shift(int rank, int dimension, int steps)
    {
        if ((uint)dimension >= (uint)Dims.Length)
            throw new MpiFailure(StandardAbi.ErrDims);
        var coordinates = CoordinatesOf(rank);
        var to = (long)coordinates[dimension] + steps;
        if (!Periods[dimension] && (to < 0 || to >= Dims[dimension]))
            return StandardAbi.ProcNull;
        coordinates[dimension] = (int)(((to % Dims[dimension]) + Dims[dimension]) % Dims[dimension]);
        return RankOf(coordinates);
    }

    public ReadOnlySpan<int> NeighboursOf(int rank)
    {
        if ((uint)rank >= (uint)Index.Length)
            throw new MpiFailure(StandardAbi.ErrRank);
        var start = rank == 0 ? 0 : Index[rank - 1];
        return Edges.AsSpan(start, Index[rank] - start);
    }
}

/// <summary>MPI_Dims_create (§8.5.2).</summary>
internal static class Dimensions
{
    /// <summary>Fills the dimensions that are 0, as equal as can be, the largest first.</summary>
    public static void Fill(int nodes, Span<int> dims)
    {
        var left = nodes;
        var free = 0;
        foreach (var dim in dims)
        {
            if (dim < 0)
                throw new MpiFailure(StandardAbi.ErrDims);
            if (dim == 0)
                free++;
            else if (left % dim == 0)
                left /= dim;
            else
                throw new MpiFailure(StandardAbi.ErrDims);
        }

        if (free == 0)
        {
            if (left != 1)
                throw new MpiFailure(StandardAbi.ErrDims);
            return;
        }

        var best = new int[free];
        Array.Fill(best, 1);
        best[0] = left;
        Search(left, left, 0, new int[free], best);
        var next = 0;
        foreach (ref var dim in dims)
        {
            if (dim == 0)
                dim = best[next++];
        }
    }

    /// <summary>Tries every way to write a number as factors that do not grow.</summary>
    private static void Search(int left, int most, int at, int[] tried, int[] best)
    {
        if (at == tried.Length - 1)
        {
            tried[at] = left;
            if (left <= most && IsCloser(tried, best))
                tried.CopyTo(best, 0);
            return;
        }

        // The last is not more than the root of what is left.
        var root = Math.Pow(left, 1.0 / (tried.Length - at)) + 1;
        if (at > 0 && tried[0] - root > best[0] - best[^1])
            return;
        for (var factor = 1; (long)factor * factor <= left; factor++)
        {
            if (left % factor != 0)
                continue;
            Try(factor);
            if (factor != left / factor)
                Try(left / factor);
        }

        void Try(int each)
        {
            if (each > most)
                return;
            tried[at] = each;
            Search(left / each, each, at + 1, tried, best);
        }
    }

    /// <summary>
    /// Whether numbers are closer to each other: the largest to the smallest; then those whose smallest are larger.
    /// </summary>
    private static bool IsCloser(int[] a, int[] b)
    {
        var (spread, other) = (a[0] - a[^1], b[0] - b[^1]);
        if (spread != other)
            return spread < other;
        for (var i = a.Length - 1; i > 0; i--)
        {
            if (a[i] != b[i])
                return a[i] > b[i];
        }

        return false;
    }
}
