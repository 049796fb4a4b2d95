using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Generated;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>MPI_Request_get_status and its forms for several requests (MPI 5.0 §3.7.6), which hosts older than MPI 4.1 lack.</summary>
internal static class RequestInquiryProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        RequestGetStatusCall.ServedBy(One),
        RequestGetStatusAllCall.ServedBy(Every),
        RequestGetStatusAnyCall.ServedBy(Any),
        RequestGetStatusSomeCall.ServedBy(Some),
    ];

    private static void One(RequestGetStatusCall call)
    {
        var request = call.Request.Require().Guest;
        call.Flag.Require();
        var status = call.Status.Room();
        var requests = new RequestProgress(call.Environment);
        var progress = requests.Look(request);
        call.Flag.Set(progress != Progress.Pending);
        if (progress != Progress.Pending)
            requests.WriteStatus(status, progress);
    }

    private static void Every(RequestGetStatusAllCall call)
    {
        var count = call.Count.NotNegative();
        var handles = CompletionProcedures.Handles(call.ArrayOfRequests, count, areChanged: false);
        call.Flag.Require();
        var statuses = call.ArrayOfStatuses.Room(count);
        var requests = new RequestProgress(call.Environment);
        // All are asked, so that each makes progress.
        var over = true;
        foreach (var handle in handles)
            over &= requests.Look(handle) != Progress.Pending;
        call.Flag.Set(over);
        for (var i = 0; over && i < count; i++)
            requests.WriteStatus(CompletionProcedures.Status(statuses, i), requests.Look(handles[i]));
    }

    private static void Any(RequestGetStatusAnyCall call)
    {
        var handles = CompletionProcedures.Handles(call.ArrayOfRequests, call.Count.NotNegative(), areChanged: false);
        call.Index.Require();
        call.Flag.Require();
        var status = call.Status.Room();
        var requests = new RequestProgress(call.Environment);
        var pending = false;
        for (var i = 0; i < handles.Length; i++)
        {
            var progress = requests.Look(handles[i]);
            pending |= progress == Progress.Pending;
            if (progress != Progress.Over)
                continue;
            call.Index.Set(i);
            call.Flag.Set(true);
            requests.WriteStatus(status, progress);
            return;
        }

        call.Index.Set(StandardAbi.Undefined);
        call.Flag.Set(!pending);
        if (!pending)
            requests.WriteStatus(status, Progress.Inactive);
    }

    private static void Some(RequestGetStatusSomeCall call)
    {
        var count = call.Incount.NotNegative();
        var handles = CompletionProcedures.Handles(call.ArrayOfRequests, count, areChanged: false);
        call.Outcount.Require();
        var indices = call.ArrayOfIndices.Room(count);
        var statuses = call.ArrayOfStatuses.Room(count);
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

        call.Outcount.Set(found == 0 && !pending ? StandardAbi.Undefined : found);
    }
}
