using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Calls;
using MpiWasm.Mpi.Core.Described;

namespace MpiWasm.Mpi.Communicators;

/// <summary>
/// Topologies (MPI 5.0 §8): what their descriptions do not say. Libraries keep the arrays they are given, and later divide by them or index
/// their lists of processes; few look at them before. Checks are made on the copies that the library gets.
/// </summary>
internal static unsafe class TopologyProcedures
{
    /// <summary>One bit of a word for each.</summary>
    private const int MostDimensions = 64;

    /// <summary>Over libraries with <see cref="HostDefects.FewDimensions"/>.</summary>
    private const int MostDimensionsOfSome = 16;

    /// <summary>Of graphs, over all processes: libraries count them, and twice as many, in ints.</summary>
    private const long MostEdges = 1L << 28;

    private static readonly uint Unweighted = (uint)MpiApi.Standard.Value("MPI_UNWEIGHTED");

    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Dims_create", CreateDimensions),
        ("MPI_Cart_create", Cartesian),
        ("MPI_Cart_map", Cartesian),
        ("MPI_Cart_sub", Part),
        ("MPI_Graph_create", Graph),
        ("MPI_Graph_map", Graph),
        ("MPI_Dist_graph_create", DistributedGraph),
        ("MPI_Dist_graph_create_adjacent", AdjacentGraph),
        ("MPI_Dist_graph_neighbors", DistributedNeighbors),
    ];

    /// <summary>
    /// MPICH waits for ever over no processes, and divides by the product of the dimensions that are given, whatever that is.
    /// </summary>
    private static void CreateDimensions(Call call)
    {
        if (call.Int(0) <= 0)
            throw call.Error(ErrorClasses.Arg, 0);
        _ = call.Count(1, ErrorClasses.Dims);
        GenericProcedure.Serve(call, static (call, frame) =>
        {
            var left = call.Int(0);
            foreach (var dimension in frame.Ints(2))
            {
                if (dimension < 0 || (dimension > 0 && left % dimension != 0))
                    throw new ArgumentCheckException(ErrorClasses.Dims, 2, (ulong)dimension);
                left /= Math.Max(dimension, 1);
            }
        });
    }

    /// <summary>Both libraries multiply dimensions as ints, and divide by what they get.</summary>
    private static void Cartesian(Call call)
    {
        var most = call.Environment.Host.Has(HostDefects.FewDimensions) ? MostDimensionsOfSome : MostDimensions;
        RequireIntracommunicator(call);
        if (call.Int(1) > most)
        {
            throw new RefusedException(ErrorClasses.Dims,
                $"ndims is {call.Int(1)}: Cartesian topologies over {call.Environment.Library.Title} have at most {most} dimensions");
        }

        GenericProcedure.Serve(call, static (_, frame) =>
        {
            var processes = 1L;
            foreach (var dimension in frame.Ints(2))
            {
                // Both factors are below 2^31.
                if (dimension <= 0 || (processes *= dimension) > frame.Comm->GroupSize)
                    throw new ArgumentCheckException(ErrorClasses.Dims, 2, (ulong)dimension);
            }
        });
    }

    /// <summary>
    /// All processes keep the same dimensions. Where they differ, Open MPI divides by a number of processes that is 0, and MPICH waits for
    /// those that have made a communicator of their own: so they tell each other before.
    /// </summary>
    private static void Part(Call call)
    {
        if (RequireIntracommunicator(call).Topology != MpiApi.Standard.Value("MPI_CART"))
            throw call.Error(ErrorClasses.Topology, 0);
        GenericProcedure.Serve(call, static (call, frame) =>
        {
            var kept = 0UL;
            foreach (var remains in frame.Ints(1))
                kept = (kept << 1) | (remains != 0 ? 1UL : 0);
            if (Array.Exists(new HostComm(call.Environment, call.Comm(0)).Gather(kept), k => k != kept))
                throw call.Error(ErrorClasses.Arg, 1);
        });
    }

    /// <summary>
    /// Open MPI takes each node's edges from where the index says, unseen. An edge leads to a process of the new communicator, which has as
    /// many as there are nodes.
    /// </summary>
    private static void Graph(Call call)
    {
        if (call.Int(1) > RequireIntracommunicator(call).GroupSize)
            throw call.Error(ErrorClasses.Arg, 1);
        GenericProcedure.Serve(call, static (_, frame) =>
        {
            var index = frame.Ints(2);
            var last = 0;
            foreach (var end in index)
                last = end >= last ? end : throw new ArgumentCheckException(ErrorClasses.Arg, 2, (ulong)end);
            foreach (var edge in frame.Ints(3))
            {
                if ((uint)edge >= (uint)index.Length)
                    throw new ArgumentCheckException(ErrorClasses.Rank, 3, (ulong)edge);
            }
        });
    }

    /// <summary>
    /// All processes give weights, or none does (MPI 5.0 §8.5.4). Where they differ, Open MPI takes weights for ranks: so they tell each
    /// other before. What one process has checked alone it refuses alone, as the libraries do.
    /// </summary>
    private static void DistributedGraph(Call call)
    {
        _ = RequireIntracommunicator(call);
        GenericProcedure.Serve(call, static (call, frame) =>
        {
            var own = (Edges: frame.Values[4], IsWeighted: call[5] != Unweighted);
            var all = new HostComm(call.Environment, call.Comm(0)).Gather(own);
            if (all.Sum(p => p.Edges) > MostEdges)
                throw new ArgumentCheckException(ErrorClasses.Arg, 3, (ulong)own.Edges);
            if (Array.Exists(all, p => p.IsWeighted != own.IsWeighted))
                throw call.Error(ErrorClasses.Arg, 5);
        });
    }

    private static void AdjacentGraph(Call call)
    {
        _ = RequireIntracommunicator(call);
        GenericProcedure.Serve(call);
    }

    /// <summary>MPICH copies weights also where the graph has none.</summary>
    private static void DistributedNeighbors(Call call)
    {
        if (call.Comm(0).Topology != MpiApi.Standard.Value("MPI_DIST_GRAPH"))
            throw call.Error(ErrorClasses.Topology, 0);
        var (_, _, isWeighted) = Topology.Degrees(call.Environment, call.Handle(0));
        GenericProcedure.Serve(isWeighted ? call : call.With([call[0], call[1], call[2], Unweighted, call[4], call[5], Unweighted]));
    }

    private static CommArgument RequireIntracommunicator(Call call)
    {
        call.Environment.RequireHost();
        var comm = call.Comm(0);
        return comm.RemoteSize < 0 ? comm : throw call.Error(ErrorClasses.Comm, 0);
    }
}
