using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Collectives;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Entries;

/// <summary>Virtual topologies (MPI 5.0, chapter 8).</summary>
internal static unsafe class TopologyEntries
{
    public static (string Name, nint Code)[] All { get; } =
    [
        ("MPI_Dims_create", (nint)(delegate* unmanaged<int, int, int*, int>)&DimsCreate),
        ("MPI_Cart_create", (nint)(delegate* unmanaged<int, int, int*, int*, int, int*, int>)&CartCreate),
        ("MPI_Cart_sub", (nint)(delegate* unmanaged<int, int*, int*, int>)&CartSub),
        ("MPI_Cart_map", (nint)(delegate* unmanaged<int, int, int*, int*, int*, int>)&CartMap),
        ("MPI_Cartdim_get", (nint)(delegate* unmanaged<int, int*, int>)&CartdimGet),
        ("MPI_Cart_get", (nint)(delegate* unmanaged<int, int, int*, int*, int*, int>)&CartGet),
        ("MPI_Cart_coords", (nint)(delegate* unmanaged<int, int, int, int*, int>)&CartCoords),
        ("MPI_Cart_rank", (nint)(delegate* unmanaged<int, int*, int*, int>)&CartRank),
        ("MPI_Cart_shift", (nint)(delegate* unmanaged<int, int, int, int*, int*, int>)&CartShift),
        ("MPI_Graph_create", (nint)(delegate* unmanaged<int, int, int*, int*, int, int*, int>)&GraphCreate),
        ("MPI_Graph_map", (nint)(delegate* unmanaged<int, int, int*, int*, int*, int>)&GraphMap),
        ("MPI_Graphdims_get", (nint)(delegate* unmanaged<int, int*, int*, int>)&GraphdimsGet),
        ("MPI_Graph_get", (nint)(delegate* unmanaged<int, int, int, int*, int*, int>)&GraphGet),
        ("MPI_Graph_neighbors_count", (nint)(delegate* unmanaged<int, int, int*, int>)&GraphNeighborsCount),
        ("MPI_Graph_neighbors", (nint)(delegate* unmanaged<int, int, int, int*, int>)&GraphNeighbors),
        ("MPI_Dist_graph_create_adjacent", (nint)(delegate* unmanaged<
            int, int, int*, int*, int, int*, int*, int, int, int*, int>)&DistGraphCreateAdjacent),
        ("MPI_Dist_graph_create", (nint)(delegate* unmanaged<int, int, int*, int*, int*, int*, int, int, int*, int>)&DistGraphCreate),
        ("MPI_Dist_graph_neighbors_count", (nint)(delegate* unmanaged<int, int*, int*, int*, int>)&DistGraphNeighborsCount),
        ("MPI_Dist_graph_neighbors", (nint)(delegate* unmanaged<int, int, int*, int*, int, int*, int*, int>)&DistGraphNeighbors),
        ("MPI_Topo_test", (nint)(delegate* unmanaged<int, int*, int>)&TopoTest),
    ];

    [UnmanagedCallersOnly]
    private static int DimsCreate(int nodes, int count, int* dims)
    {
        try
        {
            Dimensions.Fill(nodes, new Span<int>(dims, count));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CartCreate(int comm, int count, int* dims, int* periods, int reorder, int* made)
    {
        try
        {
            var grid = Topology.Grid(new ReadOnlySpan<int>(dims, count), new ReadOnlySpan<int>(periods, count));
            return Parts.Finish(Communicators.CreateWith(comm, grid, made));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CartSub(int comm, int* remains, int* made)
    {
        try
        {
            return Parts.Finish(Communicators.SplitGrid(comm, new ReadOnlySpan<int>(remains, Of(comm).Dims.Length), made));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CartMap(int comm, int count, int* dims, int* periods, int* rank)
    {
        try
        {
            var size = 1;
            for (var i = 0; i < count; i++)
                size *= dims[i];
            var own = Entry.Objects.Communicators[comm].Rank;
            *rank = own < size ? own : StandardAbi.Undefined;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CartdimGet(int comm, int* count)
    {
        try
        {
            *count = Of(comm).Dims.Length;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CartGet(int comm, int most, int* dims, int* periods, int* coords)
    {
        try
        {
            var grid = Of(comm);
            var own = grid.CoordinatesOf(Entry.Objects.Communicators[comm].Rank);
            for (var i = 0; i < Math.Min(most, own.Length); i++)
            {
                dims[i] = grid.Dims[i];
                periods[i] = grid.Periods[i] ? 1 : 0;
                coords[i] = own[i];
            }
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CartCoords(int comm, int rank, int most, int* coords)
    {
        try
        {
            Of(comm).CoordinatesOf(rank).AsSpan(0, Math.Min(most, Of(comm).Dims.Length)).CopyTo(new Span<int>(coords, most));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CartRank(int comm, int* coords, int* rank)
    {
        try
        {
            *rank = Of(comm).RankOf(new ReadOnlySpan<int>(coords, Of(comm).Dims.Length));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CartShift(int comm, int direction, int steps, int* source, int* target)
    {
        try
        {
            var (grid, own) = (Of(comm), Entry.Objects.Communicators[comm].Rank);
            *source = grid.Shift(own, direction, -steps);
            *target = grid.Shift(own, direction, steps);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int GraphCreate(int comm, int nodes, int* index, int* edges, int reorder, int* made)
    {
        try
        {
            var ends = new ReadOnlySpan<int>(edges, nodes == 0 ? 0 : index[nodes - 1]);
            return Parts.Finish(Communicators.CreateWith(comm, Topology.Graph(new ReadOnlySpan<int>(index, nodes), ends), made));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int GraphMap(int comm, int nodes, int* index, int* edges, int* rank)
    {
        try
        {
            var own = Entry.Objects.Communicators[comm].Rank;
            *rank = own < nodes ? own : StandardAbi.Undefined;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int GraphdimsGet(int comm, int* nodes, int* edges)
    {
        try
        {
            (*nodes, *edges) = (Of(comm).Index.Length, Of(comm).Edges.Length);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int GraphGet(int comm, int mostNodes, int mostEdges, int* index, int* edges)
    {
        try
        {
            Of(comm).Index.AsSpan(0, Math.Min(mostNodes, Of(comm).Index.Length)).CopyTo(new Span<int>(index, mostNodes));
            Of(comm).Edges.AsSpan(0, Math.Min(mostEdges, Of(comm).Edges.Length)).CopyTo(new Span<int>(edges, mostEdges));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int GraphNeighborsCount(int comm, int rank, int* count)
    {
        try
        {
            *count = Of(comm).NeighboursOf(rank).Length;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int GraphNeighbors(int comm, int rank, int most, int* neighbours)
    {
        try
        {
            Of(comm).NeighboursOf(rank)[..Math.Min(most, Of(comm).NeighboursOf(rank).Length)].CopyTo(new Span<int>(neighbours, most));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int DistGraphCreateAdjacent(
        int comm, int inCount, int* sources, int* inWeights, int outCount, int* targets, int* outWeights, int info, int reorder,
        int* made)
    {
        try
        {
            var isWeighted = (nint)inWeights != Topology.Unweighted;
            return Parts.Finish(Communicators.CreateWith(comm, Topology.Adjacent(
                new ReadOnlySpan<int>(sources, inCount), isWeighted ? new ReadOnlySpan<int>(inWeights, inCount) : [],
                new ReadOnlySpan<int>(targets, outCount),
                isWeighted ? new ReadOnlySpan<int>(outWeights, outCount) : [], isWeighted), made));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int DistGraphCreate(
        int comm, int count, int* sources, int* degrees, int* targets, int* weights, int info, int reorder, int* made)
    {
        try
        {
            var edges = new List<(int Source, int Target, int Weight)>();
            var isWeighted = (nint)weights != Topology.Unweighted;
            for (int i = 0, at = 0; i < count; i++)
            {
                for (var j = 0; j < degrees[i]; j++, at++)
                    edges.Add((sources[i], targets[at], isWeighted ? weights[at] : 0));
            }
            return Parts.Finish(Communicators.CreateOfEdges(comm, edges, isWeighted, made));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int DistGraphNeighborsCount(int comm, int* inCount, int* outCount, int* isWeighted)
    {
        try
        {
            (*inCount, *outCount, *isWeighted) = (Of(comm).Sources.Length, Of(comm).Targets.Length, Of(comm).IsWeighted ? 1 : 0);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int DistGraphNeighbors(int comm, int mostIn, int* sources, int* inWeights, int mostOut, int* targets, int* outWeights)
    {
        try
        {
            var graph = Of(comm);
            Write(graph.Sources, mostIn, sources);
            Write(graph.Targets, mostOut, targets);
            if (graph.IsWeighted)
            {
                Write(graph.SourceWeights, mostIn, inWeights);
                Write(graph.TargetWeights, mostOut, outWeights);
            }
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int TopoTest(int comm, int* status)
    {
        try
        {
            *status = Entry.Objects.Communicators[comm].Topology?.Kind ?? StandardAbi.Undefined;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    private static Topology Of(int comm) => Entry.Objects.Communicators[comm].Topology ?? throw new MpiFailure(StandardAbi.ErrTopology);

    private static void Write(int[] values, int most, int* to)
    {
        // The layer above passes MPI_UNWEIGHTED and MPI_WEIGHTS_EMPTY on where weights are not wanted.
        if ((nint)to is not (0 or Topology.Unweighted or StandardAbi.WeightsEmpty))
            Put(values, most, to);
    }

    private static void Put(int[] values, int most, int* to) =>
        values.AsSpan(0, Math.Min(most, values.Length)).CopyTo(new Span<int>(to, most));
}
