using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Calls;
using MpiWasm.Mpi.Core.Datatypes;
using MpiWasm.Mpi.PointToPoint;

namespace MpiWasm.Mpi.Collectives;

/// <summary>Reduce-scatter where the library's own is wrong: see <see cref="OrderedReduceScatter"/>. The shims have checked the arguments.</summary>
internal static unsafe class ReduceScatterProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        .. DatatypeProcedures.Both("MPI_Reduce_scatter", Run),
        .. DatatypeProcedures.Both("MPI_Reduce_scatter_block", Run),
        .. DatatypeProcedures.Both("MPI_Ireduce_scatter", Start),
        .. DatatypeProcedures.Both("MPI_Ireduce_scatter_block", Start),
    ];

    private static void Run(Call call)
    {
        var operation = new OrderedReduceScatter(call, Counts(call), 3);
        try
        {
            operation.Run();
        }
        finally
        {
            operation.Free();
        }
    }

    private static void Start(Call call)
    {
        const int Request = 6;
        _ = call.OutInt(Request);
        var requests = call.Environment.Requests;
        var slot = requests.Reserve();
        OrderedReduceScatter? operation = null;
        try
        {
            operation = new OrderedReduceScatter(call, Counts(call), 3);
            operation.Start();
        }
        catch
        {
            operation?.Free();
            call.Environment.Table(HandleKind.Request).Return(slot);
            throw;
        }

        call.WriteInt(Request, (int)requests.Publish(slot, operation));
    }

    /// <summary>One for each process, or the same for all.</summary>
    private static int[] Counts(Call call)
    {
        var size = call.Comm(5).GroupSize;
        var counts = call.Procedure.Parameters[2].IsArray ? call.LengthsIn(2, size) : Enumerable.Repeat(call.NumberOf(2), size);
        return [.. counts.Select(c => c <= int.MaxValue ? (int)c : throw new ArgumentCheckException(ErrorClasses.ValueTooLarge, 2, (ulong)c))];
    }
}
