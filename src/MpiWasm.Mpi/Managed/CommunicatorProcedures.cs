using MpiWasm.Mpi.Native;

namespace MpiWasm.Mpi.Managed;

/// <summary>Communicators (MPI 5.0 §7.4).</summary>
internal static unsafe class CommunicatorProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Comm_dup", Dup),
        ("MPI_Comm_split", Split),
        ("MPI_Comm_split_type", SplitType),
        ("MPI_Comm_create", Create),
        ("MPI_Comm_free", Free),
        ("MPI_Comm_compare", Compare),
        ("MPI_Comm_test_inter", TestInter),
        ("MPI_Comm_group", Group),
    ];

    private static void Dup(Call call)
    {
        var comm = call.Handle(0);
        var result = call.OutInt(1);
        ulong made = 0;
        Call.Check(((delegate* unmanaged<ulong, ulong*, int>)call.Host())(comm, &made));
        *result = call.Environment.NewCommunicator(made, call[0]);
    }

    private static void Split(Call call)
    {
        var comm = call.Handle(0);
        var result = call.OutInt(3);
        var color = call.Int(1) == StandardAbi.Undefined ? call.Environment.Library.Abi.Undefined : call.Int(1);
        ulong made = 0;
        Call.Check(((delegate* unmanaged<ulong, int, int, ulong*, int>)call.Host())(comm, color, call.Int(2), &made));
        *result = call.Environment.NewCommunicator(made, call[0]);
    }

    private static void SplitType(Call call)
    {
        var comm = call.Handle(0);
        var info = call.Handle(3);
        var result = call.OutInt(4);
        var type = call.Int(1) == StandardAbi.Undefined ? call.Environment.Library.Abi.Undefined
            : call.Environment.ToHost("MPI_COMM_TYPE_", call.Int(1)) ?? throw call.Error(ErrorClasses.Arg, 1);
        ulong made = 0;
        Call.Check(((delegate* unmanaged<ulong, int, int, ulong, ulong*, int>)call.Host())(comm, type, call.Int(2), info, &made));
        *result = call.Environment.NewCommunicator(made, call[0]);
    }

    private static void Create(Call call)
    {
        var comm = call.Handle(0);
        var group = call.Handle(1);
        var result = call.OutInt(2);
        ulong made = 0;
        Call.Check(((delegate* unmanaged<ulong, ulong, ulong*, int>)call.Host())(comm, group, &made));
        *result = call.Environment.NewCommunicator(made, call[0]);
    }

    private static void Free(Call call)
    {
        var comm = call.HandleAt(0, out var guest);
        if (guest < Native.Handle.PredefinedCount)
            throw new ArgumentCheckException(ErrorClasses.Comm, 0, guest);
        Call.Check(((delegate* unmanaged<ulong*, int>)call.Host())(&comm));
        call.Environment.Table(HandleKind.Comm).Free(guest);
        call.Environment.Errors.Forget(guest);
        *call.OutInt(0) = MpiEnvironment.Api.Value("MPI_COMM_NULL");
    }

    private static void Compare(Call call)
    {
        var first = call.Handle(0);
        var second = call.Handle(1);
        var result = call.OutInt(2);
        int comparison;
        Call.Check(((delegate* unmanaged<ulong, ulong, int*, int>)call.Host())(first, second, &comparison));
        *result = call.Environment.Comparison(comparison);
    }

    private static void TestInter(Call call) => *call.OutInt(1) = call.Comm(0)->RemoteSize >= 0 ? 1 : 0;

    private static void Group(Call call)
    {
        var comm = call.Handle(0);
        var result = call.OutInt(1);
        ulong made = 0;
        Call.Check(((delegate* unmanaged<ulong, ulong*, int>)call.Host())(comm, &made));
        *result = call.Environment.NewGroup(made);
    }
}
