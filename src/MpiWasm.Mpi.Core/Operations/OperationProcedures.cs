using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Callbacks;
using MpiWasm.Mpi.Core.Calls;

namespace MpiWasm.Mpi.Core.Operations;

/// <summary>Operations of the guest's own (MPI 5.0 §6.9.5).</summary>
internal static unsafe class OperationProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Op_create", Create),
        ("MPI_Op_create_c", Create),
        ("MPI_Op_free", Free),
        ("MPI_Op_commutative", IsCommutative),
    ];

    private static void Create(Call call)
    {
        call.Environment.RequireHost();
        var function = GuestCallback.From(call, 0, UserOperation.FunctionType);
        _ = call.OutInt(2);
        call.WriteInt(2, (int)call.Environment.Operations.Create(function, call.Int(1) != 0, call.Procedure.IsLarge));
    }

    private static void Free(Call call)
    {
        _ = call.HandleAt(0, out var operation);
        if (!call.Environment.Operations.Free(operation))
            throw new ArgumentCheckException(ErrorClasses.Op, 0, operation);
        call.WriteInt(0, MpiApi.Standard.Value("MPI_OP_NULL"));
    }

    private static void IsCommutative(Call call)
    {
        var host = call.Handle(0);
        var result = call.OutInt(1);
        if (call.Environment.Operations.Commutes(call[0]) is { } commutes)
        {
            *result = commutes ? 1 : 0;
            return;
        }

        int flag;
        Call.Check(((delegate* unmanaged<ulong, int*, int>)call.Host())(host, &flag));
        *result = flag != 0 ? 1 : 0;
    }
}
