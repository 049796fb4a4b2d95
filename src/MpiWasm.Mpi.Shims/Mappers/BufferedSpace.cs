using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>
/// A buffered send wants a buffer that could hold the message. Open MPI 4 refuses it later, when it has counted the message: no later
/// one to that process is then ever received.
/// </summary>
internal static class BufferedSpace
{
    public static void Emit(ShimEmitter e)
    {
        if (e.Procedure.BaseName is not (ProcedureNames.Bsend or ProcedureNames.Ibsend or ProcedureNames.BsendInit))
            return;
        var f = e.Function;
        var buffer = e.Procedure.Parameters.First(p => p.Buffer is not null);
        var size = f.Load("i64", e.Mapper<DatatypeIn>(buffer.Buffer!.Datatype).Entry, DatatypeEntry.DataSizeOffset);
        var bytes = f.Value($"call i64 @times(i64 {size}, i64 {e.Mapper<CountIn>(buffer.Buffer.Count).Wide})");
        var largest = f.Value($"load volatile i64, ptr {f.Load("ptr", "%ctx", MpiContext.LargestBufferedOffset)}");
        var tooLarge = f.Value($"icmp sgt i64 {bytes}, {largest}");
        var rank = e.Procedure.Parameters.First(p => p.Kind == ParameterKind.Rank);
        var isSent = f.Value($"icmp ne i32 {ShimEmitter.Argument(rank.Index)}, {StandardAbi.ProcNull}");
        e.FailIf(f.Value($"and i1 {tooLarge}, {isSent}"), ErrorClasses.Buffer, -1, bytes, largest);
    }
}
