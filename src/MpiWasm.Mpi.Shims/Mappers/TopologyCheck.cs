using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>
/// Procedures that want a topology get a communicator that has one, and a direction that it has: MPICH 4 looks into the topology there is
/// not, and before its dimensions.
/// </summary>
internal static class TopologyCheck
{
    private const int Cart = StandardAbi.Cart;

    public static void Emit(ShimEmitter e, int argument)
    {
        var isNeighbourhood = e.Procedure.IsOfNeighbours;
        var isCartesian = e.Procedure.Name is ProcedureNames.CartGet or ProcedureNames.CartCoords or ProcedureNames.CartShift
            or ProcedureNames.CartdimGet;
        if (!isNeighbourhood && !isCartesian)
            return;
        var topology = e.Function.Load("i32", e.CommEntry!, CommEntry.TopologyOffset);
        var bad = isCartesian ? $"icmp ne i32 {topology}, {Cart}" : $"icmp eq i32 {topology}, {StandardAbi.Undefined}";
        e.FailIf(e.Function.Value(bad), ErrorClasses.Topology, argument, "0");
        if (e.Procedure.Parameters.FirstOrDefault(p => p.Name == "direction") is not { } direction)
            return;
        var given = ShimEmitter.Argument(direction.Index);
        var dimensions = e.Function.Load("i32", e.CommEntry!, CommEntry.CartDimensionsOffset);
        e.FailIf(e.Function.Value($"icmp uge i32 {given}, {dimensions}"), ErrorClasses.Dims, direction.Index, e.SignedWide(given));
    }
}
