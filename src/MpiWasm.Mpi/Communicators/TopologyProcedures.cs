using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Described;
using MpiWasm.Mpi.Calls.Generated;

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

    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        DimsCreateCall.ServedBy(CreateDimensions),
        CartCreateCall.ServedBy(call => Cartesian(call, call.CommOld, call.Ndims, call.Dims)),
        CartMapCall.ServedBy(call => Cartesian(call, call.Comm, call.Ndims, call.Dims)),
        CartSubCall.ServedBy(Part),
        GraphCreateCall.ServedBy(call => Graph(call, call.CommOld, call.Nnodes, call.Index, call.Edges)),
        GraphMapCall.ServedBy(call => Graph(call, call.Comm, call.Nnodes, call.Index, call.Edges)),
        DistGraphCreateCall.ServedBy(DistributedGraph),
        DistGraphCreateAdjacentCall.ServedBy(AdjacentGraph),
        DistGraphNeighborsCall.ServedBy(DistributedNeighbors),
    ];

    /// <summary>
    /// MPICH waits for ever over no processes, and divides by the product of the dimensions that are given, whatever that is.
    /// </summary>
    private static void CreateDimensions(DimsCreateCall call)
    {
        if (call.Nnodes <= 0)
            throw call.Nnodes.Error(ErrorClasses.Arg);
        if (call.Ndims < 0)
            throw call.Ndims.Error(ErrorClasses.Dims);
        GenericProcedure.Serve(call, static (untyped, frame) =>
        {
            var call = new DimsCreateCall(untyped);
            var left = call.Nnodes.Value;
            foreach (var dimension in frame.Ints(call.Dims.Index))
            {
                if (dimension < 0 || (dimension > 0 && left % dimension != 0))
                    throw call.Dims.Error(ErrorClasses.Dims, dimension);
                left /= Math.Max(dimension, 1);
            }
        });
    }

    /// <summary>Both libraries multiply dimensions as ints, and divide by what they get.</summary>
    private static void Cartesian(Call call, CommArgument comm, IntArgument count, IntArrayArgument sizes)
    {
        var most = call.Environment.Host.Has(HostDefects.FewDimensions) ? MostDimensionsOfSome : MostDimensions;
        call.Environment.RequireHost();
        comm.RequireIntracommunicator();
        if (count > most)
        {
            throw new RefusedException(ErrorClasses.Dims,
                $"ndims is {count.Value}: Cartesian topologies over {call.Environment.Library.Title} have at most {most} dimensions");
        }

        var argument = sizes.Index;
        GenericProcedure.Serve(call, (_, frame) =>
        {
            var processes = 1L;
            foreach (var dimension in frame.Ints(argument))
            {
                // Both factors are below 2^31.
                if (dimension <= 0 || (processes *= dimension) > frame.Comm->GroupSize)
                    throw new ArgumentCheckException(ErrorClasses.Dims, argument, (ulong)dimension);
            }
        });
    }

    /// <summary>
    /// All processes keep the same dimensions. Where they differ, Open MPI divides by a number of processes that is 0, and MPICH waits for
    /// those that have made a communicator of their own: so they tell each other before.
    /// </summary>
    private static void Part(CartSubCall call)
    {
        call.Environment.RequireHost();
        if (call.Comm.RequireIntracommunicator().Topology != StandardAbi.Cart)
            throw call.Comm.Error(ErrorClasses.Topology);
        GenericProcedure.Serve(call, static (untyped, frame) =>
        {
            var call = new CartSubCall(untyped);
            var kept = 0UL;
            foreach (var remains in frame.Ints(call.RemainDims.Index))
                kept = (kept << 1) | (remains != 0 ? 1UL : 0);
            if (Array.Exists(new HostComm(call.Environment, call.Comm).Gather(kept), k => k != kept))
                throw call.RemainDims.Error(ErrorClasses.Arg, (long)call.RemainDims.Address);
        });
    }

    /// <summary>
    /// Open MPI takes each node's edges from where the index says, unseen. An edge leads to a process of the new communicator, which has as
    /// many as there are nodes.
    /// </summary>
    private static void Graph(Call call, CommArgument comm, IntArgument nodes, IntArrayArgument index, IntArrayArgument edges)
    {
        call.Environment.RequireHost();
        if (nodes > comm.RequireIntracommunicator().GroupSize)
            throw nodes.Error(ErrorClasses.Arg);
        var (indexArgument, edgeArgument) = (index.Index, edges.Index);
        GenericProcedure.Serve(call, (_, frame) =>
        {
            var ends = frame.Ints(indexArgument);
            var last = 0;
            foreach (var end in ends)
                last = end >= last ? end : throw new ArgumentCheckException(ErrorClasses.Arg, indexArgument, (ulong)end);
            foreach (var edge in frame.Ints(edgeArgument))
            {
                if ((uint)edge >= (uint)ends.Length)
                    throw new ArgumentCheckException(ErrorClasses.Rank, edgeArgument, (ulong)edge);
            }
        });
    }

    /// <summary>
    /// All processes give weights, or none does (MPI 5.0 §8.5.4). Where they differ, Open MPI takes weights for ranks: so they tell each
    /// other before. What one process has checked alone it refuses alone, as the libraries do.
    /// </summary>
    private static void DistributedGraph(DistGraphCreateCall call)
    {
        call.Environment.RequireHost();
        call.CommOld.RequireIntracommunicator();
        GenericProcedure.Serve(call, static (untyped, frame) =>
        {
            var call = new DistGraphCreateCall(untyped);
            var own = (Edges: frame.Values[call.Destinations.Index], IsWeighted: call.Weights.Address != StandardAbi.Unweighted);
            var all = new HostComm(call.Environment, call.CommOld).Gather(own);
            if (all.Sum(p => p.Edges) > MostEdges)
                throw call.Degrees.Error(ErrorClasses.Arg, own.Edges);
            if (Array.Exists(all, p => p.IsWeighted != own.IsWeighted))
                throw call.Weights.Error(ErrorClasses.Arg, (long)call.Weights.Address);
        });
    }

    private static void AdjacentGraph(DistGraphCreateAdjacentCall call)
    {
        call.Environment.RequireHost();
        call.CommOld.RequireIntracommunicator();
        GenericProcedure.Serve(call);
    }

    /// <summary>MPICH copies weights also where the graph has none.</summary>
    private static void DistributedNeighbors(DistGraphNeighborsCall call)
    {
        if (call.Comm.Topology != StandardAbi.DistGraph)
            throw call.Comm.Error(ErrorClasses.Topology);
        var (_, _, isWeighted) = Topology.Degrees(call.Environment, call.Comm);
        var given = call.Copy(stackalloc ulong[Call.MostArguments]);
        if (!isWeighted)
        {
            given.Call.Replace(given.Sourceweights.Index, StandardAbi.Unweighted);
            given.Call.Replace(given.Destweights.Index, StandardAbi.Unweighted);
        }

        GenericProcedure.Serve(given);
    }
}
