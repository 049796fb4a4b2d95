using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>There is nothing to complete at MPI_PROC_NULL; Open MPI 4 looks for its part of the window, and crashes.</summary>
internal static class NoTarget
{
    public static void Emit(ShimEmitter e)
    {
        if (e.Procedure.Name is not (ProcedureNames.WinFlush or ProcedureNames.WinFlushLocal))
            return;
        var rank = ShimEmitter.Argument(e.Procedure.Parameters.First(p => p.Kind == ParameterKind.Rank).Index);
        e.SucceedIf(e.Function.Value($"icmp eq i32 {rank}, {StandardAbi.ProcNull}"));
    }
}
