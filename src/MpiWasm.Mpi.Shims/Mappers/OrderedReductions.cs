using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>
/// Reduce-scatter with an operation of the guest's that does not commute and a datatype with gaps is a managed procedure where
/// the library cannot do it, as the operation's entry says (<see cref="DatatypeEntry.MisplacedInOrder"/>). On
/// intercommunicators libraries go another way.
/// </summary>
internal static class OrderedReductions
{
    public static void Emit(ShimEmitter e)
    {
        if (e.Procedure.BaseName is not (ProcedureNames.ReduceScatter or ProcedureNames.ReduceScatterBlock or ProcedureNames.IreduceScatter
            or ProcedureNames.IreduceScatterBlock))
            return;
        var f = e.Function;
        var parameters = e.Procedure.Parameters;
        var operation = e.Mapper<HandleIn>(parameters.First(p => p.Kind == ParameterKind.Op).Index).Entry;
        var type = e.Mapper<DatatypeIn>(parameters.First(p => p.Kind == ParameterKind.Datatype).Index).Entry;
        var ordered = f.Value(
            $"icmp ne i32 {f.Value($"and i32 {f.Load("i32", operation, HandleEntry.MetaOffset)}, {DatatypeEntry.MisplacedInOrder}")}, 0");
        var hull = f.Value(
            $"sub i64 {f.Load("i64", type, DatatypeEntry.HullHighOffset)}, {f.Load("i64", type, DatatypeEntry.HullLowOffset)}");
        var gaps = f.Value($"icmp ne i64 {hull}, {f.Load("i64", type, DatatypeEntry.ExtentOffset)}");
        var intra = f.Value($"icmp slt i32 {f.Load("i32", e.CommEntry!, CommEntry.RemoteSizeOffset)}, 0");
        e.FallBackIf(f.Value($"and i1 {ordered}, {f.Value($"and i1 {gaps}, {intra}")}"));
    }
}
