using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls.Described;

/// <summary>
/// How many elements the library itself has for an array of results whose length the guest says. MPICH 4 stores them all, or reads behind
/// its own list, whatever it was told; so there is room for as many, and it is asked for no more. Procedures of shims have the same rule:
/// see <c>IntArrayOut</c> of MpiWasm.Mpi.Shims.
/// </summary>
internal static unsafe class HostLengths
{
    private const int Graph = StandardAbi.Graph;
    private const int DistributedGraph = StandardAbi.DistGraph;

    /// <summary>Whether the library's own length of the procedure's arrays is asked for.</summary>
    public static bool AreKnown(Procedure procedure) => Find(procedure) is not null;

    /// <summary>The library's number of elements for an array; null where it is what the guest says.</summary>
    public static int? Of(Call call, GenericFrame frame, Parameter parameter) =>
        parameter.Length.Kind == LengthKind.Parameter ? Find(call.Procedure)?.Invoke(call, frame, parameter) : null;

    private delegate int HostLength(Call call, GenericFrame frame, Parameter parameter);

    private static HostLength? Find(Procedure procedure) => procedure.Name switch
    {
        ProcedureNames.GraphGet => InGraph,
        ProcedureNames.GraphNeighbors => Neighbors,
        ProcedureNames.DistGraphNeighbors => DistributedNeighbors,
        _ => null,
    };

    private static int InGraph(Call call, GenericFrame frame, Parameter parameter)
    {
        Require(frame, Graph);
        var (nodes, edges) = Topology.Graph(call.Environment, frame.Arguments[0]);
        return Checked(parameter.Name == "index" ? nodes : edges);
    }

    private static int Neighbors(Call call, GenericFrame frame, Parameter parameter)
    {
        Require(frame, Graph);
        return Checked(Topology.Neighbors(call.Environment, frame.Arguments[0], (int)frame.Arguments[1]));
    }

    private static int DistributedNeighbors(Call call, GenericFrame frame, Parameter parameter)
    {
        Require(frame, DistributedGraph);
        var (sources, destinations, _) = Topology.Degrees(call.Environment, frame.Arguments[0]);
        return Checked(parameter.Name is "sources" or "sourceweights" ? sources : destinations);
    }

    private static void Require(GenericFrame frame, int topology)
    {
        if (frame.Comm->Topology != topology)
            throw new ArgumentCheckException(ErrorClasses.Topology, 0, frame.Handles[0]);
    }

    private static int Checked(int count) =>
        count >= 0 ? count : throw new ArgumentCheckException(ErrorClasses.Topology, 0, (ulong)(long)count);
}
