using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Generated;
using MpiWasm.Mpi.PointToPoint;

namespace MpiWasm.Mpi.Collectives;

/// <summary>
/// Reduce-scatter where the library's own is wrong: see <see cref="OrderedReduceScatter"/>. The shims have checked the arguments.
/// </summary>
internal static unsafe class ReduceScatterProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        ReduceScatterCall.ServedBy(call => Run(call.Environment, Arguments(call), Counts(call.Recvcounts, call.Comm))),
        ReduceScatterBlockCall.ServedBy(call => Run(call.Environment, Arguments(call), Counts(call.Recvcount, call.Comm))),
        IreduceScatterCall.ServedBy(call => Start(call.Environment, Arguments(call), Counts(call.Recvcounts, call.Comm), call.Request)),
        IreduceScatterBlockCall.ServedBy(call => Start(call.Environment, Arguments(call), Counts(call.Recvcount, call.Comm), call.Request)),
    ];

    private static void Run(MpiEnvironment environment, ReductionArguments arguments, int[] counts)
    {
        var operation = new OrderedReduceScatter(environment, arguments, counts);
        try
        {
            operation.Run();
        }
        finally
        {
            operation.Free();
        }
    }

    private static void Start(MpiEnvironment environment, ReductionArguments arguments, int[] counts, HandleResult request)
    {
        request.Require();
        var slot = environment.Requests.Reserve();
        OrderedReduceScatter? operation = null;
        try
        {
            operation = new OrderedReduceScatter(environment, arguments, counts);
            operation.Start();
        }
        catch
        {
            operation?.Free();
            environment.Table(HandleKind.Request).Return(slot);
            throw;
        }

        request.Set(environment.Requests.Publish(slot, operation));
    }

    /// <summary>One for each process.</summary>
    private static int[] Counts(LongArrayArgument counts, CommArgument comm)
    {
        var all = counts.ReadLengths(comm.GroupSize);
        foreach (var count in all)
        {
            if (count > int.MaxValue)
                throw counts.Error(ErrorClasses.ValueTooLarge, count);
        }

        return Array.ConvertAll(all, static count => (int)count);
    }

    /// <summary>The same for all.</summary>
    private static int[] Counts(LongArgument count, CommArgument comm)
    {
        var all = new int[comm.GroupSize];
        Array.Fill(all, count.NotNegative() <= int.MaxValue ? (int)count : throw count.Error(ErrorClasses.ValueTooLarge));
        return all;
    }

    private static ReductionArguments Arguments(ReduceScatterCall call) => new()
    {
        Send = call.Sendbuf, Receive = call.Recvbuf, Datatype = call.Datatype, Operation = call.Op, Comm = call.Comm,
    };

    private static ReductionArguments Arguments(ReduceScatterBlockCall call) => new()
    {
        Send = call.Sendbuf, Receive = call.Recvbuf, Datatype = call.Datatype, Operation = call.Op, Comm = call.Comm,
    };

    private static ReductionArguments Arguments(IreduceScatterCall call) => new()
    {
        Send = call.Sendbuf, Receive = call.Recvbuf, Datatype = call.Datatype, Operation = call.Op, Comm = call.Comm,
    };

    private static ReductionArguments Arguments(IreduceScatterBlockCall call) => new()
    {
        Send = call.Sendbuf, Receive = call.Recvbuf, Datatype = call.Datatype, Operation = call.Op, Comm = call.Comm,
    };
}
