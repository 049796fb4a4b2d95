using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls.Described;

/// <summary>
/// The topology of a new communicator, as the host tells it. Processes that did not say the same when they made it (MPI 5.0 §8.5) have one
/// that does not fit its number of processes, by which libraries then divide, or count ranks that there are not: it is refused.
/// </summary>
internal static unsafe class Topology
{
    /// <summary>Fills in what shims must know of it; the entry's sizes are known.</summary>
    /// <exception cref="ArgumentCheckException">It does not fit the communicator (MPI_ERR_TOPOLOGY).</exception>
    public static void Describe(MpiEnvironment environment, CommEntry* entry, ulong host)
    {
        entry->CartDimensions = entry->InDegree = entry->OutDegree = 0;
        (entry->Paired, entry->Faults) = (0, NeighbourFaults.None);
        var known = environment.Library.Abi.Undefined;
        if (entry->RemoteSize < 0)
            environment.Functions.TopoTest(host, &known);
        var topology = environment.Constants.ToGuest(ParameterKind.Topology, known);
        entry->Topology = topology ?? StandardAbi.Undefined;
        if (topology == StandardAbi.Cart)
            DescribeCartesian(environment, entry, host);
        else if (topology == StandardAbi.Graph)
            DescribeGraph(environment, entry, host);
        else if (topology == StandardAbi.DistGraph)
            (entry->InDegree, entry->OutDegree, _) = Degrees(environment, host);
        Require(entry->InDegree >= 0 && entry->OutDegree >= 0);
    }

    /// <summary>How many nodes and edges a graph has, of the host's communicator.</summary>
    public static (int Nodes, int Edges) Graph(MpiEnvironment environment, ulong comm)
    {
        int nodes, edges;
        environment.Functions.GraphdimsGet(comm, &nodes, &edges);
        return (nodes, edges);
    }

    /// <summary>How many neighbours a process has in a graph.</summary>
    public static int Neighbors(MpiEnvironment environment, ulong comm, int rank)
    {
        int count;
        environment.Functions.GraphNeighborsCount(comm, rank, &count);
        return count;
    }

    /// <summary>How many neighbours this process has in a distributed graph, and whether its edges have weights.</summary>
    public static (int Sources, int Destinations, bool IsWeighted) Degrees(MpiEnvironment environment, ulong comm)
    {
        int sources, destinations, weighted;
        environment.Functions.DistGraphNeighborsCount(comm, &sources, &destinations, &weighted);
        return (sources, destinations, weighted != 0);
    }

    private static void DescribeCartesian(MpiEnvironment environment, CommEntry* entry, ulong host)
    {
        int count;
        environment.Functions.CartdimGet(host, &count);
        Require(count >= 0);
        var all = new int[3 * (count + 1)];
        fixed (int* dimensions = all)
        {
            environment.Functions.CartGet(host, count, dimensions, dimensions + count, dimensions + (2 * count));
        }

        Require(all.Take(count).Aggregate(1L, (product, d) => d > 0 && product <= entry->GroupSize ? product * d : 0) == entry->GroupSize);
        entry->CartDimensions = count;
        entry->InDegree = entry->OutDegree = 2 * count;
        for (var i = 0; i < Math.Min(count, 64); i++)
            entry->Paired |= all[count + i] != 0 && all[i] <= 2 ? 1UL << i : 0;
        entry->Faults = entry->Paired != 0 ? environment.Neighbours.Faults : NeighbourFaults.None;
    }

    private static void DescribeGraph(MpiEnvironment environment, CommEntry* entry, ulong host)
    {
        Require(Graph(environment, host).Nodes == entry->GroupSize);
        entry->InDegree = entry->OutDegree = Neighbors(environment, host, entry->Rank);
    }

    private static void Require(bool fits)
    {
        if (!fits)
            throw new ArgumentCheckException(ErrorClasses.Topology, -1, 0);
    }
}
