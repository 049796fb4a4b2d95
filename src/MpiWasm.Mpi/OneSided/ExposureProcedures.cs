using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Communicators;
using MpiWasm.Mpi.Core.Calls;
using MpiWasm.Mpi.Core.Described;

namespace MpiWasm.Mpi.OneSided;

/// <summary>
/// MPI_Win_post and MPI_Win_start (MPI 5.0 §12.5.2): their group is one of the window's processes. Both libraries translate its ranks, and
/// index their lists with what comes out, be it MPI_UNDEFINED.
/// </summary>
internal static unsafe class ExposureProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Win_post", Begin),
        ("MPI_Win_start", Begin),
    ];

    private static void Begin(Call call) => GenericProcedure.Serve(call, static (call, frame) =>
    {
        var (group, win) = (frame.Arguments[0], frame.Arguments[2]);
        ulong all = 0;
        Call.Check(((delegate* unmanaged<ulong, ulong*, int>)call.Host("MPI_Win_get_group"))(win, &all));
        try
        {
            var ranks = Enumerable.Range(0, GroupProcedures.SizeOf(call, group)).ToArray();
            if (GroupProcedures.Translate(call, group, ranks, all).Contains(call.Environment.Library.Abi.Undefined))
                throw call.Error(ErrorClasses.Group, 0);
        }
        finally
        {
            _ = ((delegate* unmanaged<ulong*, int>)call.Host("MPI_Group_free"))(&all);
        }
    });
}
