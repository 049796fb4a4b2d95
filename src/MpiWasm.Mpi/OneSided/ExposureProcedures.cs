using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Communicators;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Described;
using MpiWasm.Mpi.Calls.Generated;

namespace MpiWasm.Mpi.OneSided;

/// <summary>
/// MPI_Win_post and MPI_Win_start (MPI 5.0 §12.5.2): their group is one of the window's processes. Both libraries translate its ranks, and
/// index their lists with what comes out, be it MPI_UNDEFINED.
/// </summary>
internal static unsafe class ExposureProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        WinPostCall.ServedBy(call => Begin(call, call.Group, call.Win)),
        WinStartCall.ServedBy(call => Begin(call, call.Group, call.Win)),
    ];

    private static void Begin(Call call, HandleArgument group, HandleArgument win)
    {
        var (groupArgument, winArgument) = (group.Index, win.Index);
        GenericProcedure.Serve(call, (call, frame) =>
        {
            var functions = call.Functions;
            var group = frame.Arguments[groupArgument];
            ulong all = 0;
            functions.WinGetGroup(frame.Arguments[winArgument], &all);
            try
            {
                var ranks = Enumerable.Range(0, GroupProcedures.SizeOf(functions, group)).ToArray();
                if (GroupProcedures.Translate(functions, group, ranks, all).Contains(call.Environment.Library.Abi.Undefined))
                    throw call.Error(ErrorClasses.Group, groupArgument);
            }
            finally
            {
                _ = functions.Codes.GroupFree(&all);
            }
        });
    }
}
