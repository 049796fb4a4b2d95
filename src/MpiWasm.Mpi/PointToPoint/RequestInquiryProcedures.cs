using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Calls;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>MPI_Request_get_status and its forms for several requests (MPI 5.0 §3.7.6), which hosts older than MPI 4.1 lack.</summary>
internal static class RequestInquiryProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Request_get_status", One),
        ("MPI_Request_get_status_all", Every),
        ("MPI_Request_get_status_any", Any),
        ("MPI_Request_get_status_some", Some),
    ];

    private static unsafe void One(Call call)
    {
        _ = call.HandleIn(0, call[0]);
        var flag = call.OutInts(1, 1);
        var status = CompletionProcedures.Statuses(call, 2, 1);
        var requests = new RequestProgress(call.Environment);
        var progress = requests.Look(call[0]);
        flag[0] = progress == Progress.Pending ? 0 : 1;
        if (progress != Progress.Pending)
            requests.WriteStatus(status, progress);
    }

    private static void Every(Call call)
    {
        var count = call.Count(0, ErrorClasses.Arg);
        var handles = CompletionProcedures.Handles(call, 1, count);
        var flag = call.OutInts(2, 1);
        var statuses = CompletionProcedures.Statuses(call, 3, count);
        var requests = new RequestProgress(call.Environment);
        // All are asked, so that each makes progress.
        var over = true;
        foreach (var handle in handles)
            over &= requests.Look(handle) != Progress.Pending;
        flag[0] = over ? 1 : 0;
        for (var i = 0; over && i < count; i++)
            requests.WriteStatus(CompletionProcedures.Status(statuses, i), requests.Look(handles[i]));
    }

    private static void Any(Call call)
    {
        var handles = CompletionProcedures.Handles(call, 1, call.Count(0, ErrorClasses.Arg));
        var index = call.OutInts(2, 1);
        var flag = call.OutInts(3, 1);
        var status = CompletionProcedures.Statuses(call, 4, 1);
        var requests = new RequestProgress(call.Environment);
        var pending = false;
        for (var i = 0; i < handles.Length; i++)
        {
            var progress = requests.Look(handles[i]);
            pending |= progress == Progress.Pending;
            if (progress != Progress.Over)
                continue;
            (index[0], flag[0]) = (i, 1);
            requests.WriteStatus(status, progress);
            return;
        }

        (index[0], flag[0]) = (StandardAbi.Undefined, pending ? 0 : 1);
        if (!pending)
            requests.WriteStatus(status, Progress.Inactive);
    }

    private static void Some(Call call)
    {
        var count = call.Count(0, ErrorClasses.Arg);
        var handles = CompletionProcedures.Handles(call, 1, count);
        var outcount = call.OutInts(2, 1);
        var indices = call.OutInts(3, count);
        var statuses = CompletionProcedures.Statuses(call, 4, count);
        var requests = new RequestProgress(call.Environment);
        var (found, pending) = (0, false);
        for (var i = 0; i < count; i++)
        {
            var progress = requests.Look(handles[i]);
            pending |= progress == Progress.Pending;
            if (progress != Progress.Over)
                continue;
            indices[found] = i;
            requests.WriteStatus(CompletionProcedures.Status(statuses, found++), progress);
        }

        outcount[0] = found == 0 && !pending ? StandardAbi.Undefined : found;
    }
}
