using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Messages;

/// <summary>What a rank does with its requests.</summary>
internal static unsafe class Requests
{
    /// <summary>Starts a request, or keeps it for MPI_Start; its handle.</summary>
    public static int Begin(Request request, bool isKept)
    {
        request.Starter ??= StartMessage;
        request.IsKept = isKept;
        var handle = request.Owner.Objects.Requests.Add(request);
        if (isKept)
            request.Result = Status.Empty(StandardAbi.AnySource, StandardAbi.AnyTag);
        else
            Start(request);
        return handle;
    }

    public static void Start(Request request)
    {
        if (request.IsActive)
            throw new MpiFailure(StandardAbi.ErrRequest);
        request.IsActive = true;
        request.Starter!(request);
    }

    /// <summary>Starts a message.</summary>
    public static void StartMessage(Request request)
    {
        if (request.Box is null)
        {
            request.Result = Status.Empty(StandardAbi.ProcNull, StandardAbi.AnyTag);
            return;
        }

        request.Prepare();
        if (request.IsReceive)
            request.Box.Receive(request);
        else
            request.Box.Send(request);
    }

    public static void Wait(Request request) => request.Owner.WaitUntil(request, static r => r.IsOver);

    /// <summary>The handle of a send that was over at once.</summary>
    public static int BeginDone(LocalRank rank)
    {
        var request = Request.OfMessage(rank);
        request.IsActive = true;
        return rank.Objects.Requests.Add(request);
    }

    /// <summary>Writes the status of a request that is over; its error.</summary>
    public static int Tell(Request request, Status* status)
    {
        if (status is not null)
        {
            // MPI_ERROR is not theirs to change (§3.2.5).
            var error = status->Error;
            *status = request.Result;
            status->Error = error;
        }

        return request.Result.Error;
    }

    /// <summary>Ends a request that is over: its handle becomes null, or it can be started again. Its error.</summary>
    /// <param name="rank">Whose it is.</param>
    /// <param name="handle">Its handle.</param>
    /// <param name="status">Where its status goes, with its error; null for nowhere.</param>
    public static int End(LocalRank rank, int* handle, Status* status)
    {
        if (*handle == StandardAbi.RequestNull)
        {
            if (status is not null)
                *status = Status.Empty(StandardAbi.AnySource, StandardAbi.AnyTag);
            return StandardAbi.Success;
        }

        var request = rank.Objects.Requests[*handle];
        request.Generalized?.Query(request);
        if (status is not null)
            *status = request.Result;
        var error = request.Result.Error;
        request.IsActive = false;
        if (request.IsKept)
            request.Result = Status.Empty(StandardAbi.AnySource, StandardAbi.AnyTag);
        else
        {
            // Of two threads that wait for it, which they must not, one has it.
            var isOurs = rank.Objects.Requests.TryRemove(*handle, out _);
            *handle = StandardAbi.RequestNull;
            if (request.Generalized?.Free() is { } freed and not StandardAbi.Success)
                error = freed;
            if (isOurs)
                request.GiveBack();
        }

        return error;
    }

    /// <summary>Whether the request is over, or not active.</summary>
    public static bool IsOver(LocalRank rank, int handle) => handle == StandardAbi.RequestNull || rank.Objects.Requests[handle].IsOver;

    /// <summary>Whether it is neither null nor a persistent one that is not started.</summary>
    public static bool IsActive(LocalRank rank, int handle) => handle != StandardAbi.RequestNull && rank.Objects.Requests[handle].IsActive;
}
