using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>
/// MPI_Compare_and_swap of 8 bytes on the process itself is a managed procedure where the library crashes over
/// it: see <see cref="WinEntry.OwnSwaps"/>.
/// </summary>
internal static class OwnSwap
{
    public static void Emit(ShimEmitter e)
    {
        if (e.Procedure.Name != ProcedureNames.CompareAndSwap)
            return;
        var f = e.Function;
        var parameters = e.Procedure.Parameters;
        var rank = ShimEmitter.Argument(parameters.First(p => p.Kind == ParameterKind.Rank).Index);
        var type = e.Mapper<DatatypeIn>(parameters.First(p => p.Kind == ParameterKind.Datatype).Index).Entry;
        var isOwn = f.Value($"icmp eq i32 {f.Value($"add i32 {rank}, 1")}, {f.Load("i32", e.WinEntry!, WinEntry.OwnSwapsOffset)}");
        var some = f.Value($"icmp sge i32 {rank}, 0");
        var isWide = f.Value($"icmp eq i64 {f.Load("i64", type, DatatypeEntry.DataSizeOffset)}, 8");
        e.FallBackIf(f.Value($"and i1 {some}, {f.Value($"and i1 {isOwn}, {isWide}")}"));
    }
}
