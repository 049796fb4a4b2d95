using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>
/// MPI_Neighbor_alltoall and its like where one process is the neighbour on both sides, over libraries that take its blocks in the order in
/// which they were sent (<see cref="NeighbourFaults"/>): the blocks to receive are given in the other order. Where all blocks have one
/// place and length that cannot be done, and the managed procedure does it.
/// </summary>
internal static class PairedNeighbours
{
    public static void Emit(ShimEmitter e)
    {
        if (Fault(e.Procedure.BaseName) is not { } fault)
            return;
        var f = e.Function;
        var faults = f.Load("i32", e.CommEntry!, CommEntry.FaultsOffset);
        var wrong = f.Value($"icmp ne i32 {f.Value($"and i32 {faults}, {(uint)fault}")}, 0");
        var isPersistent = e.Procedure.BaseName.EndsWith("_init", StringComparison.Ordinal);
        if (isPersistent || fault is NeighbourFaults.Alltoall or NeighbourFaults.Ialltoall)
        {
            e.FallBackIf(wrong);
            return;
        }

        e.When(wrong, () =>
        {
            var paired = f.Load("i64", e.CommEntry!, CommEntry.PairedOffset);
            foreach (var parameter in e.Procedure.Parameters.Where(p => p.Name is "recvcounts" or "rdispls" or "recvtypes"))
            {
                var (element, array) = e.Mapper(parameter.Index) switch
                {
                    IntArrayIn numbers => (numbers.Element, numbers.Copy),
                    DatatypeArrayIn types => (e.HandleType, types.Hosts),
                    _ => throw new ShimException(e.Procedure, $"has no array {parameter.Name}"),
                };
                f.Line($"call void @swap_pairs.{element}(ptr {array}, i64 {paired})");
            }
        }, isRare: true);
    }

    private static NeighbourFaults? Fault(string name) => name switch
    {
        ProcedureNames.NeighborAlltoall => NeighbourFaults.Alltoall,
        ProcedureNames.NeighborAlltoallv => NeighbourFaults.Alltoallv,
        ProcedureNames.NeighborAlltoallw => NeighbourFaults.Alltoallw,
        ProcedureNames.IneighborAlltoall or ProcedureNames.NeighborAlltoallInit => NeighbourFaults.Ialltoall,
        ProcedureNames.IneighborAlltoallv or ProcedureNames.NeighborAlltoallvInit => NeighbourFaults.Ialltoallv,
        ProcedureNames.IneighborAlltoallw or ProcedureNames.NeighborAlltoallwInit => NeighbourFaults.Ialltoallw,
        _ => null,
    };
}
