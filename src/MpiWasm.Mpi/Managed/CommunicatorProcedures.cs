using MpiWasm.Mpi.Native;

namespace MpiWasm.Mpi.Managed;

/// <summary>Groups and communicators (MPI 5.0 §7): what their descriptions do not say.</summary>
internal static unsafe class CommunicatorProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Comm_test_inter", call => *call.OutInt(1) = call.Comm(0)->RemoteSize >= 0 ? 1 : 0),
        ("MPI_Group_free", FreeGroup),
    ];

    /// <summary>MPI_GROUP_EMPTY may have come from any constructor, so it may be freed: it stays.</summary>
    private static void FreeGroup(Call call)
    {
        var group = call.HandleAt(0, out var guest);
        if (guest >= Native.Handle.PredefinedCount)
        {
            Call.Check(((delegate* unmanaged<ulong*, int>)call.Host())(&group));
            call.Environment.Retire(HandleKind.Group, guest);
        }

        call.WriteInt(0, MpiEnvironment.Api.Value("MPI_GROUP_NULL"));
    }
}
