using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Objects.Errors;
using MpiWasm.Mpi.Calls.Generated;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>
/// Completion where a request among those given is emulated (MPI 5.0 §3.7.3, §3.7.5): the shims serve all others. Requests are asked one
/// after the other, each by what it is.
/// </summary>
internal static class CompletionProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        WaitCall.ServedBy(call => One(call.Environment, call.Request, default, call.Status, waits: true)),
        TestCall.ServedBy(call => One(call.Environment, call.Request, call.Flag, call.Status, waits: false)),
        WaitanyCall.ServedBy(call =>
            Any(call.Environment, call.Count.NotNegative(), call.ArrayOfRequests, call.Index, default, call.Status, waits: true)),
        TestanyCall.ServedBy(call =>
            Any(call.Environment, call.Count.NotNegative(), call.ArrayOfRequests, call.Index, call.Flag, call.Status, waits: false)),
        WaitallCall.ServedBy(call =>
            Every(call.Environment, call.Count.NotNegative(), call.ArrayOfRequests, default, call.ArrayOfStatuses, waits: true)),
        TestallCall.ServedBy(call =>
            Every(call.Environment, call.Count.NotNegative(), call.ArrayOfRequests, call.Flag, call.ArrayOfStatuses, waits: false)),
        WaitsomeCall.ServedBy(call => Some(call.Environment, call.Incount.NotNegative(), call.ArrayOfRequests,
            call.Outcount, call.ArrayOfIndices, call.ArrayOfStatuses, waits: true)),
        TestsomeCall.ServedBy(call => Some(call.Environment, call.Incount.NotNegative(), call.ArrayOfRequests,
            call.Outcount, call.ArrayOfIndices, call.ArrayOfStatuses, waits: false)),
        RequestFreeCall.ServedBy(Free),
        StartCall.ServedBy(call => Start(call, call.Request.Read(), call.Request.Address)),
        StartallCall.ServedBy(StartEach),
        CancelCall.ServedBy(Cancel),
    ];

    /// <summary>The handles in an array argument, each of which is valid.</summary>
    /// <param name="requests">The argument.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="areChanged">Whether each comes once: completed twice it would end twice.</param>
    public static uint[] Handles(HandleArrayArgument requests, int count, bool areChanged = true)
    {
        var met = new HashSet<uint>();
        var handles = requests.Read(count);
        foreach (var handle in handles)
        {
            requests.Element(handle).Require();
            if (areChanged && handle >= Handle.PredefinedCount && !met.Add(handle))
                throw requests.Error(ErrorClasses.Request, handle);
        }

        return handles;
    }

    public static Span<byte> Status(Span<byte> statuses, int index) =>
        statuses.IsEmpty ? [] : statuses.Slice(index * StandardAbi.StatusSize, StandardAbi.StatusSize);

    // A wait has no flag.

    private static void One(MpiEnvironment environment, HandleVariable request, FlagResult flag, StatusArgument argument, bool waits)
    {
        var guest = request.Read().Guest;
        var status = argument.Room();
        var requests = new RequestProgress(environment);
        Progress progress;
        while ((progress = requests.Complete(ref guest)) == Progress.Pending && waits)
            Thread.Yield();
        if (!waits)
            flag.Set(progress != Progress.Pending);
        if (progress == Progress.Pending)
            return;
        request.Set(guest);
        requests.WriteStatus(status, progress);
        Call.Check(requests.Error);
    }

    private static void Any(
        MpiEnvironment environment, int count, HandleArrayArgument array, IntResult index, FlagResult flag,
        StatusArgument argument, bool waits)
    {
        var handles = Handles(array, count);
        array.Require(count);
        index.Require();
        var status = argument.Room();
        var requests = new RequestProgress(environment);
        while (true)
        {
            var pending = false;
            for (var i = 0; i < count; i++)
            {
                var progress = requests.Complete(ref handles[i]);
                pending |= progress == Progress.Pending;
                if (progress != Progress.Over)
                    continue;
                array.Set(i, handles[i]);
                index.Set(i);
                if (!waits)
                    flag.Set(true);
                requests.WriteStatus(status, progress);
                Call.Check(requests.Error);
                return;
            }

            if (!pending || !waits)
            {
                index.Set(StandardAbi.Undefined);
                if (!waits)
                    flag.Set(!pending);
                if (!pending)
                    requests.WriteStatus(status, Progress.Inactive);
                return;
            }

            Thread.Yield();
        }
    }

    private static void Every(
        MpiEnvironment environment, int count, HandleArrayArgument array, FlagResult flag, StatusArgument argument, bool waits)
    {
        var handles = Handles(array, count);
        array.Require(count);
        var statuses = argument.Room(count);
        var requests = new RequestProgress(environment);
        if (!waits)
        {
            // Nothing changes unless all are over.
            foreach (var handle in handles)
            {
                if (requests.Look(handle) == Progress.Pending)
                {
                    flag.Set(false);
                    return;
                }
            }
        }

        var errors = new int[count];
        for (var i = 0; i < count; i++)
        {
            Progress progress;
            while ((progress = requests.Complete(ref handles[i])) == Progress.Pending)
                Thread.Yield();
            array.Set(i, handles[i]);
            requests.WriteStatus(Status(statuses, i), progress);
            errors[i] = requests.Error;
        }

        if (!waits)
            flag.Set(true);
        FailInStatus(environment, statuses, errors);
    }

    private static void Some(
        MpiEnvironment environment, int count, HandleArrayArgument array, IntResult outcount, IntArrayArgument places,
        StatusArgument argument, bool waits)
    {
        var handles = Handles(array, count);
        array.Require(count);
        outcount.Require();
        var indices = places.Room(count);
        var statuses = argument.Room(count);
        var requests = new RequestProgress(environment);
        var errors = new List<int>();
        while (true)
        {
            var pending = false;
            for (var i = 0; i < count; i++)
            {
                var progress = requests.Complete(ref handles[i]);
                pending |= progress == Progress.Pending;
                if (progress != Progress.Over)
                    continue;
                array.Set(i, handles[i]);
                indices[errors.Count] = i;
                requests.WriteStatus(Status(statuses, errors.Count), progress);
                errors.Add(requests.Error);
            }

            if (errors.Count > 0 || !pending || !waits)
            {
                outcount.Set(errors.Count == 0 && !pending ? StandardAbi.Undefined : errors.Count);
                FailInStatus(environment, statuses, [.. errors]);
                return;
            }

            Thread.Yield();
        }
    }

    /// <summary>MPI_ERR_IN_STATUS, with the class of each error in its status.</summary>
    private static void FailInStatus(MpiEnvironment environment, Span<byte> statuses, int[] errors)
    {
        if (Array.TrueForAll(errors, static e => e == 0))
            return;
        for (var i = 0; i < errors.Length && !statuses.IsEmpty; i++)
            StatusTranslation.SetError(Status(statuses, i), environment.Errors.ClassOfHost(errors[i]));
        throw new ArgumentCheckException(ErrorClasses.InStatus, -1, 0);
    }

    private static void Free(RequestFreeCall call)
    {
        call.Environment.Requests.Free(call.Request.Guest);
        call.Request.Set(StandardAbi.RequestNull);
    }

    private static void StartEach(StartallCall call)
    {
        var handles = Handles(call.ArrayOfRequests, call.Count.NotNegative());
        for (var i = 0; i < handles.Length; i++)
            Start(call, call.ArrayOfRequests.Element(handles[i]), call.ArrayOfRequests.AddressOf(i));
    }

    private static unsafe void Start(Call call, HandleArgument request, ulong address)
    {
        var requests = call.Environment.Requests;
        if (requests.Emulated(request.Guest) is { } emulated)
        {
            if (!emulated.Start(call.Shims, address))
                throw request.Error(ErrorClasses.Request);
            return;
        }

        if (!requests.Has(request.Guest, RequestFlags.Persistent))
            throw request.Error(ErrorClasses.Request);
        var host = request.Host;
        call.Functions.Start(&host);
    }

    private static unsafe void Cancel(CancelCall call)
    {
        var request = call.Request.Read();
        var (guest, host) = (request.Guest, request.Host);
        if (call.Environment.Requests.Has(guest, RequestFlags.Firm))
            throw request.Error(ErrorClasses.Request);
        if (call.Environment.Requests.Emulated(guest) is { } emulated)
            emulated.Cancel();
        // A generalized request is told, also that it is complete. Of what else is inactive or complete nothing can be cancelled. Open MPI
        // 4 crashes over a receive that was never started or is cancelled already, MPICH over several.
        else if (call.Environment.Generalized.Knows(guest) || new RequestProgress(call.Environment).Look(guest) == Progress.Pending)
            call.Functions.Cancel(&host);
    }
}
