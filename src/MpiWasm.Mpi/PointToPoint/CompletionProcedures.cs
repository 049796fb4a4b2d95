using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Calls;
using MpiWasm.Mpi.Core.Errors;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>
/// Completion where a request among those given is emulated (MPI 5.0 §3.7.3, §3.7.5): the shims serve all others. Requests are asked one after the other, each by what it is.
/// </summary>
internal static class CompletionProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Wait", call => One(call, -1, waits: true)),
        ("MPI_Test", call => One(call, 1, waits: false)),
        ("MPI_Waitany", call => Any(call, -1, waits: true)),
        ("MPI_Testany", call => Any(call, 3, waits: false)),
        ("MPI_Waitall", call => Every(call, -1, waits: true)),
        ("MPI_Testall", call => Every(call, 2, waits: false)),
        ("MPI_Waitsome", call => Some(call, waits: true)),
        ("MPI_Testsome", call => Some(call, waits: false)),
        ("MPI_Request_free", Free),
        ("MPI_Start", call => Start(call, 0, Handles(call, 0, 1))),
        ("MPI_Startall", call => Start(call, 1, Handles(call, 1, call.Count(0, ErrorClasses.Arg)))),
        ("MPI_Cancel", Cancel),
    ];

    /// <summary>The handles in an array argument, each of which is valid.</summary>
    public static uint[] Handles(Call call, int argument, int count)
    {
        var isChanged = call.Procedure.Parameters[argument].Direction == ParameterDirection.InOut;
        var met = new HashSet<uint>();
        var handles = Array.ConvertAll(call.Ints(argument, count), static h => (uint)h);
        foreach (var handle in handles)
        {
            Check(call, argument, handle);
            // Completed twice it would end twice.
            if (isChanged && handle >= Handle.PredefinedCount && !met.Add(handle))
                throw new ArgumentCheckException(ErrorClasses.Request, argument, handle);
        }

        return handles;
    }

    /// <summary>Where the status of an array goes; empty where statuses are ignored.</summary>
    public static Span<byte> Statuses(Call call, int argument, int count) =>
        call[argument] == StandardAbi.StatusIgnore || count == 0 ? []
        : count <= int.MaxValue / StandardAbi.StatusSize ? call.OutBytes(argument, count * StandardAbi.StatusSize)
        : throw new ArgumentCheckException(ErrorClasses.NoMem, argument, (ulong)count * StandardAbi.StatusSize);

    public static Span<byte> Status(Span<byte> statuses, int index) =>
        statuses.IsEmpty ? [] : statuses.Slice(index * StandardAbi.StatusSize, StandardAbi.StatusSize);

    private static void One(Call call, int flagArgument, bool waits)
    {
        var at = call.OutInts(0, 1);
        var status = Statuses(call, flagArgument < 0 ? 1 : 2, 1);
        var guest = (uint)at[0];
        Check(call, 0, guest);
        var requests = new RequestProgress(call.Environment);
        Progress progress;
        while ((progress = requests.Complete(ref guest)) == Progress.Pending && waits)
            Thread.Yield();
        SetFlag(call, flagArgument, progress == Progress.Pending ? 0 : 1);
        if (progress == Progress.Pending)
            return;
        at[0] = (int)guest;
        requests.WriteStatus(status, progress);
        Call.Check(requests.Error);
    }

    private static void Any(Call call, int flagArgument, bool waits)
    {
        var count = call.Count(0, ErrorClasses.Arg);
        var handles = Handles(call, 1, count);
        var at = call.OutInts(1, count);
        var index = call.OutInts(2, 1);
        var status = Statuses(call, flagArgument < 0 ? 3 : 4, 1);
        var requests = new RequestProgress(call.Environment);
        while (true)
        {
            var pending = false;
            for (var i = 0; i < count; i++)
            {
                var progress = requests.Complete(ref handles[i]);
                pending |= progress == Progress.Pending;
                if (progress != Progress.Over)
                    continue;
                at[i] = (int)handles[i];
                index[0] = i;
                SetFlag(call, flagArgument, 1);
                requests.WriteStatus(status, progress);
                Call.Check(requests.Error);
                return;
            }

            if (!pending || !waits)
            {
                index[0] = StandardAbi.Undefined;
                SetFlag(call, flagArgument, pending ? 0 : 1);
                if (!pending)
                    requests.WriteStatus(status, Progress.Inactive);
                return;
            }

            Thread.Yield();
        }
    }

    private static void Every(Call call, int flagArgument, bool waits)
    {
        var count = call.Count(0, ErrorClasses.Arg);
        var handles = Handles(call, 1, count);
        var at = call.OutInts(1, count);
        var statuses = Statuses(call, flagArgument < 0 ? 2 : 3, count);
        var requests = new RequestProgress(call.Environment);
        if (!waits)
        {
            // Nothing changes unless all are over.
            foreach (var handle in handles)
            {
                if (requests.Look(handle) == Progress.Pending)
                {
                    SetFlag(call, flagArgument, 0);
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
            at[i] = (int)handles[i];
            requests.WriteStatus(Status(statuses, i), progress);
            errors[i] = requests.Error;
        }

        SetFlag(call, flagArgument, 1);
        FailInStatus(call, statuses, errors);
    }

    private static void Some(Call call, bool waits)
    {
        var count = call.Count(0, ErrorClasses.Arg);
        var handles = Handles(call, 1, count);
        var at = call.OutInts(1, count);
        var outcount = call.OutInts(2, 1);
        var indices = call.OutInts(3, count);
        var statuses = Statuses(call, 4, count);
        var requests = new RequestProgress(call.Environment);
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
                at[i] = (int)handles[i];
                indices[errors.Count] = i;
                requests.WriteStatus(Status(statuses, errors.Count), progress);
                errors.Add(requests.Error);
            }

            if (errors.Count > 0 || !pending || !waits)
            {
                outcount[0] = errors.Count == 0 && !pending ? StandardAbi.Undefined : errors.Count;
                FailInStatus(call, statuses, [.. errors]);
                return;
            }

            Thread.Yield();
        }
    }

    /// <summary>MPI_ERR_IN_STATUS, with the class of each error in its status.</summary>
    private static void FailInStatus(Call call, Span<byte> statuses, int[] errors)
    {
        if (Array.TrueForAll(errors, static e => e == 0))
            return;
        for (var i = 0; i < errors.Length && !statuses.IsEmpty; i++)
            StatusTranslation.SetError(Status(statuses, i), call.Environment.Errors.ClassOfHost(errors[i]));
        throw new ArgumentCheckException(ErrorClasses.InStatus, -1, 0);
    }

    /// <summary>The flag of a test; a wait has none.</summary>
    private static void SetFlag(Call call, int argument, int value)
    {
        if (argument >= 0)
            call.OutInts(argument, 1)[0] = value;
    }

    private static void Free(Call call)
    {
        var at = call.OutInts(0, 1);
        call.Environment.Requests.Free((uint)at[0]);
        at[0] = StandardAbi.RequestNull;
    }

    private static unsafe void Start(Call call, int argument, uint[] handles)
    {
        for (var i = 0; i < handles.Length; i++)
        {
            var handle = handles[i];
            if (call.Environment.Requests.Emulated(handle) is { } emulated)
            {
                if (!emulated.Start(call.Shims, call[argument] + (4 * (uint)i)))
                    throw new ArgumentCheckException(ErrorClasses.Request, argument, handle);
                continue;
            }

            if (!call.Environment.Requests.Has(handle, RequestFlags.Persistent))
                throw new ArgumentCheckException(ErrorClasses.Request, argument, handle);
            var host = call.HandleIn(argument, handle)->Host;
            Call.Check(((delegate* unmanaged<ulong*, int>)call.Host("MPI_Start"))(&host));
        }
    }

    private static unsafe void Cancel(Call call)
    {
        var guest = (uint)call.OutInts(0, 1)[0];
        var host = call.HandleIn(0, guest)->Host;
        if (call.Environment.Requests.Has(guest, RequestFlags.Firm))
            throw call.Error(ErrorClasses.Request, 0);
        if (call.Environment.Requests.Emulated(guest) is { } emulated)
            emulated.Cancel();
        // A generalized request is told, also that it is complete. Of what else is inactive or complete nothing can be cancelled. Open MPI 4 crashes over a receive that was never started or is cancelled already, MPICH over several.
        else if (call.Environment.Generalized.Knows(guest) || new RequestProgress(call.Environment).Look(guest) == Progress.Pending)
            Call.Check(((delegate* unmanaged<ulong*, int>)call.Host("MPI_Cancel"))(&host));
    }

    private static unsafe void Check(Call call, int argument, uint handle) => _ = call.HandleIn(argument, handle);
}
