using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls.Callbacks;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Generated;

namespace MpiWasm.Mpi.Objects.Operations;

/// <summary>Operations of the guest's own (MPI 5.0 §6.9.5).</summary>
internal static unsafe class OperationProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        OpCreateCall.ServedBy(Create),
        OpFreeCall.ServedBy(Free),
        OpCommutativeCall.ServedBy(IsCommutative),
    ];

    private static void Create(OpCreateCall call)
    {
        call.Environment.RequireHost();
        var function = call.UserFn.Callback(UserOperation.FunctionType);
        call.Op.Require();
        call.Op.Set(call.Environment.Operations.Create(function, call.Commute.Value != 0, call.IsLarge));
    }

    private static void Free(OpFreeCall call)
    {
        var operation = call.Op.Read().Guest;
        if (!call.Environment.Operations.Free(operation))
            throw call.Op.Error(ErrorClasses.Op, operation);
        call.Op.Set(StandardAbi.OpNull);
    }

    private static void IsCommutative(OpCommutativeCall call)
    {
        var op = call.Op.Require();
        call.Commute.Require();
        if (call.Environment.Operations.Commutes(op.Guest) is { } commutes)
        {
            call.Commute.Set(commutes);
            return;
        }

        int flag;
        call.Functions.OpCommutative(op, &flag);
        call.Commute.Set(flag != 0);
    }
}
