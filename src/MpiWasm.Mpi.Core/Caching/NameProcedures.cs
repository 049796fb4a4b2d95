using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Calls;

namespace MpiWasm.Mpi.Core.Caching;

/// <summary>Names of objects (MPI 5.0 §7.8). Null handles have names too, and no other procedure may take them.</summary>
internal static class NameProcedures
{
    private static readonly int Room = MpiApi.Standard.Value("MPI_MAX_OBJECT_NAME");

    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Comm_get_name", Get),
        ("MPI_Comm_set_name", Set),
        ("MPI_Type_get_name", Get),
        ("MPI_Type_set_name", Set),
        ("MPI_Win_get_name", Get),
        ("MPI_Win_set_name", Set),
    ];

    private static unsafe void Get(Call call)
    {
        var kind = HandleKinds.Of(call.Procedure.Parameters[0].Kind);
        if (call[0] != (uint)MpiApi.Standard.Value(HandleKinds.NullOf(kind)))
            _ = call.Handle(0);
        call.WriteString(1, 2, call.Environment.Names.Find(call[0]), Room);
    }

    private static unsafe void Set(Call call)
    {
        _ = call.Handle(0);
        var name = call.Text(1);
        call.Environment.Names.Set(call[0], name.Length < Room ? name : name[..(Room - 1)]);
    }
}
