using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Messages;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Entries;

/// <summary>Starting, testing and completing requests (§3.7.3 to §3.9).</summary>
internal static unsafe class CompletionEntries
{
    public static (string Name, nint Code)[] All { get; } =
    [
        ("MPI_Start", (nint)(delegate* unmanaged<int*, int>)&Start),
        ("MPI_Startall", (nint)(delegate* unmanaged<int, int*, int>)&Startall),
        ("MPI_Wait", (nint)(delegate* unmanaged<int*, Status*, int>)&Wait),
        ("MPI_Waitall", (nint)(delegate* unmanaged<int, int*, Status*, int>)&Waitall),
        ("MPI_Waitany", (nint)(delegate* unmanaged<int, int*, int*, Status*, int>)&Waitany),
        ("MPI_Waitsome", (nint)(delegate* unmanaged<int, int*, int*, int*, Status*, int>)&Waitsome),
        ("MPI_Test", (nint)(delegate* unmanaged<int*, int*, Status*, int>)&Test),
        ("MPI_Testall", (nint)(delegate* unmanaged<int, int*, int*, Status*, int>)&Testall),
        ("MPI_Testany", (nint)(delegate* unmanaged<int, int*, int*, int*, Status*, int>)&Testany),
        ("MPI_Testsome", (nint)(delegate* unmanaged<int, int*, int*, int*, Status*, int>)&Testsome),
        ("MPI_Request_free", (nint)(delegate* unmanaged<int*, int>)&RequestFree),
        ("MPI_Request_get_status", (nint)(delegate* unmanaged<int, int*, Status*, int>)&RequestGetStatus),
        ("MPI_Cancel", (nint)(delegate* unmanaged<int*, int>)&Cancel),
        ("MPI_Test_cancelled", (nint)(delegate* unmanaged<Status*, int*, int>)&TestCancelled),
        ("MPI_Status_set_cancelled", (nint)(delegate* unmanaged<Status*, int, int>)&StatusSetCancelled),
    ];

    [UnmanagedCallersOnly]
    private static int Start(int* request)
    {
        try
        {
            Requests.Start(Entry.Objects.Requests[*request]);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Startall(int count, int* requests)
    {
        try
        {
            for (var i = 0; i < count; i++)
                Requests.Start(Entry.Objects.Requests[requests[i]]);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Wait(int* request, Status* status)
    {
        try
        {
            var rank = Entry.Rank;
            if (*request != StandardAbi.RequestNull)
                Requests.Wait(rank.Objects.Requests[*request]);
            return Requests.End(rank, request, status);
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Test(int* request, int* flag, Status* status)
    {
        try
        {
            var rank = Entry.Rank;
            *flag = Requests.IsOver(rank, *request) ? 1 : 0;
            return *flag != 0 ? Requests.End(rank, request, status) : StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Waitall(int count, int* requests, Status* statuses)
    {
        try
        {
            var rank = Entry.Rank;
            for (var i = 0; i < count; i++)
            {
                if (requests[i] != StandardAbi.RequestNull)
                    Requests.Wait(rank.Objects.Requests[requests[i]]);
            }

            return EndAll(rank, count, requests, statuses);
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Testall(int count, int* requests, int* flag, Status* statuses)
    {
        try
        {
            var rank = Entry.Rank;
            *flag = 1;
            for (var i = 0; i < count && *flag != 0; i++)
                *flag = Requests.IsOver(rank, requests[i]) ? 1 : 0;
            return *flag != 0 ? EndAll(rank, count, requests, statuses) : StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Waitany(int count, int* requests, int* index, Status* status)
    {
        try
        {
            var rank = Entry.Rank;
            var which = FirstOver(rank, count, requests);
            if (which == None)
            {
                var list = ((nint)requests, count, rank);
                rank.WaitUntil(list, static l => FirstOver(l.rank, l.count, (int*)l.Item1) != None);
                which = FirstOver(rank, count, requests);
            }

            return EndOne(rank, requests, which, index, status);
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Testany(int count, int* requests, int* index, int* flag, Status* status)
    {
        try
        {
            var rank = Entry.Rank;
            var which = FirstOver(rank, count, requests);
            *flag = which == None ? 0 : 1;
            *index = StandardAbi.Undefined;
            return which == None ? StandardAbi.Success : EndOne(rank, requests, which, index, status);
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Waitsome(int count, int* requests, int* ended, int* indices, Status* statuses)
    {
        try
        {
            var rank = Entry.Rank;
            var list = ((nint)requests, count, rank);
            rank.WaitUntil(list, static l => FirstOver(l.rank, l.count, (int*)l.Item1) != None);
            return EndSome(rank, count, requests, ended, indices, statuses);
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Testsome(int count, int* requests, int* ended, int* indices, Status* statuses)
    {
        try
        {
            return EndSome(Entry.Rank, count, requests, ended, indices, statuses);
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int RequestFree(int* request)
    {
        try
        {
            // The operation goes on; it ends by itself.
            if (Entry.Objects.Requests.Find(*request) is { Generalized: { } functions } generalized)
                return functions.Release(generalized, request);
            if (!Entry.Objects.Requests.TryRemove(*request, out _))
                return StandardAbi.ErrRequest;
            *request = StandardAbi.RequestNull;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int RequestGetStatus(int request, int* flag, Status* status)
    {
        try
        {
            var rank = Entry.Rank;
            *flag = Requests.IsOver(rank, request) ? 1 : 0;
            if (*flag != 0 && rank.Objects.Requests.Find(request) is { Generalized: { } functions } generalized)
                functions.Query(generalized);
            if (*flag != 0 && status is not null)
                *status = request == StandardAbi.RequestNull
                    ? Status.Empty(StandardAbi.AnySource, StandardAbi.AnyTag)
                    : rank.Objects.Requests[request].Result;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Cancel(int* handle)
    {
        try
        {
            var rank = Entry.Rank;
            var request = rank.Objects.Requests[*handle];
            if (request.Generalized is { } functions)
                return functions.Cancel(request.IsDone);
            var isBack = request.Box is { } box && (request.IsReceive ? box.Cancel(request) : box.CancelSend(request));
            if (isBack)
            {
                request.Result = new Status { Source = StandardAbi.AnySource, Tag = StandardAbi.AnyTag, IsCancelled = 1 };
                request.Complete();
            }

            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int TestCancelled(Status* status, int* flag)
    {
        *flag = status->IsCancelled;
        return StandardAbi.Success;
    }

    [UnmanagedCallersOnly]
    private static int StatusSetCancelled(Status* status, int flag)
    {
        status->IsCancelled = flag != 0 ? 1 : 0;
        return StandardAbi.Success;
    }

    /// <summary>Nothing is over, and something may be later.</summary>
    private const int None = -1;

    /// <summary>Nothing is active.</summary>
    private const int Nothing = -2;

    private static int FirstOver(LocalRank rank, int count, int* requests)
    {
        var result = Nothing;
        for (var i = 0; i < count; i++)
        {
            if (!Requests.IsActive(rank, requests[i]))
                continue;
            if (Requests.IsOver(rank, requests[i]))
                return i;
            result = None;
        }

        return result;
    }

    private static int EndOne(LocalRank rank, int* requests, int which, int* index, Status* status)
    {
        if (which != Nothing)
        {
            *index = which;
            return Requests.End(rank, requests + which, status);
        }

        *index = StandardAbi.Undefined;
        if (status is not null)
            *status = Status.Empty(StandardAbi.AnySource, StandardAbi.AnyTag);
        return StandardAbi.Success;
    }

    private static int EndAll(LocalRank rank, int count, int* requests, Status* statuses)
    {
        var result = StandardAbi.Success;
        for (var i = 0; i < count; i++)
        {
            if (Requests.End(rank, requests + i, statuses is null ? null : statuses + i) != StandardAbi.Success)
                result = StandardAbi.ErrInStatus;
        }

        return result;
    }

    private static int EndSome(LocalRank rank, int count, int* requests, int* ended, int* indices, Status* statuses)
    {
        var (result, number, isAny) = (StandardAbi.Success, 0, false);
        for (var i = 0; i < count; i++)
        {
            if (!Requests.IsActive(rank, requests[i]))
                continue;
            isAny = true;
            if (!Requests.IsOver(rank, requests[i]))
                continue;
            if (Requests.End(rank, requests + i, statuses is null ? null : statuses + number) != StandardAbi.Success)
                result = StandardAbi.ErrInStatus;
            indices[number++] = i;
        }

        *ended = isAny ? number : StandardAbi.Undefined;
        return result;
    }
}
