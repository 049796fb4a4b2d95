using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Messages;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Entries;

/// <summary>Point-to-point communication (MPI 5.0, chapter 3).</summary>
internal static unsafe class MessageEntries
{
    /// <summary>How often a sender looks whether its message is taken where it stands, before it is copied: some microseconds.</summary>
    private const int Patience = 500;

    public static (string Name, nint Code)[] All { get; } =
    [
        ("MPI_Send", (nint)(delegate* unmanaged<void*, int, int, int, int, int, int>)&Send),
        ("MPI_Rsend", (nint)(delegate* unmanaged<void*, int, int, int, int, int, int>)&Send),
        ("MPI_Ssend", (nint)(delegate* unmanaged<void*, int, int, int, int, int, int>)&Ssend),
        ("MPI_Bsend", (nint)(delegate* unmanaged<void*, int, int, int, int, int, int>)&Bsend),
        ("MPI_Recv", (nint)(delegate* unmanaged<void*, int, int, int, int, int, Status*, int>)&Recv),
        ("MPI_Isend", (nint)(delegate* unmanaged<void*, int, int, int, int, int, int*, int>)&Isend),
        ("MPI_Irsend", (nint)(delegate* unmanaged<void*, int, int, int, int, int, int*, int>)&Isend),
        ("MPI_Issend", (nint)(delegate* unmanaged<void*, int, int, int, int, int, int*, int>)&Issend),
        ("MPI_Ibsend", (nint)(delegate* unmanaged<void*, int, int, int, int, int, int*, int>)&Ibsend),
        ("MPI_Irecv", (nint)(delegate* unmanaged<void*, int, int, int, int, int, int*, int>)&Irecv),
        ("MPI_Send_init", (nint)(delegate* unmanaged<void*, int, int, int, int, int, int*, int>)&SendInit),
        ("MPI_Rsend_init", (nint)(delegate* unmanaged<void*, int, int, int, int, int, int*, int>)&SendInit),
        ("MPI_Ssend_init", (nint)(delegate* unmanaged<void*, int, int, int, int, int, int*, int>)&SsendInit),
        ("MPI_Bsend_init", (nint)(delegate* unmanaged<void*, int, int, int, int, int, int*, int>)&BsendInit),
        ("MPI_Recv_init", (nint)(delegate* unmanaged<void*, int, int, int, int, int, int*, int>)&RecvInit),
        ("MPI_Sendrecv", (nint)(delegate* unmanaged<void*, int, int, int, int, void*, int, int, int, int, int, Status*, int>)&Sendrecv),
        ("MPI_Sendrecv_replace", (nint)(delegate* unmanaged<void*, int, int, int, int, int, int, int, Status*, int>)&SendrecvReplace),
        ("MPI_Probe", (nint)(delegate* unmanaged<int, int, int, Status*, int>)&Probe),
        ("MPI_Iprobe", (nint)(delegate* unmanaged<int, int, int, int*, Status*, int>)&Iprobe),
        ("MPI_Mprobe", (nint)(delegate* unmanaged<int, int, int, int*, Status*, int>)&Mprobe),
        ("MPI_Improbe", (nint)(delegate* unmanaged<int, int, int, int*, int*, Status*, int>)&Improbe),
        ("MPI_Mrecv", (nint)(delegate* unmanaged<void*, int, int, int*, Status*, int>)&Mrecv),
        ("MPI_Imrecv", (nint)(delegate* unmanaged<void*, int, int, int*, int*, int>)&Imrecv),
        ("MPI_Buffer_attach", (nint)(delegate* unmanaged<void*, int, int>)&BufferAttach),
        ("MPI_Buffer_detach", (nint)(delegate* unmanaged<void*, int*, int>)&BufferDetach),
    ];

    [UnmanagedCallersOnly]
    private static int Send(void* buffer, int count, int type, int target, int tag, int comm)
    {
        try
        {
            return TrySend(LocalRank.Current, buffer, count, type, target, tag, comm)
                ? StandardAbi.Success
                : SendNow(buffer, count, type, target, tag, comm, SendMode.Standard);
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Ssend(void* buffer, int count, int type, int target, int tag, int comm) =>
        SendNow(buffer, count, type, target, tag, comm, SendMode.Synchronous);

    [UnmanagedCallersOnly]
    private static int Bsend(void* buffer, int count, int type, int target, int tag, int comm) =>
        SendNow(buffer, count, type, target, tag, comm, SendMode.Buffered);

    [UnmanagedCallersOnly]
    private static int Recv(void* buffer, int count, int type, int source, int tag, int comm, Status* status)
    {
        try
        {
            if (TryReceive(buffer, count, type, source, tag, comm, status, out var error))
                return error;
            var request = Receiving(buffer, count, type, source, tag, comm);
            Requests.StartMessage(request);
            return Finish(request, status);
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Isend(void* buffer, int count, int type, int target, int tag, int comm, int* request) =>
        BeginSend(buffer, count, type, target, tag, comm, SendMode.Standard, request, isKept: false);

    [UnmanagedCallersOnly]
    private static int Issend(void* buffer, int count, int type, int target, int tag, int comm, int* request) =>
        BeginSend(buffer, count, type, target, tag, comm, SendMode.Synchronous, request, isKept: false);

    [UnmanagedCallersOnly]
    private static int Ibsend(void* buffer, int count, int type, int target, int tag, int comm, int* request) =>
        BeginSend(buffer, count, type, target, tag, comm, SendMode.Buffered, request, isKept: false);

    [UnmanagedCallersOnly]
    private static int Irecv(void* buffer, int count, int type, int source, int tag, int comm, int* request) =>
        BeginReceive(buffer, count, type, source, tag, comm, request, isKept: false);

    [UnmanagedCallersOnly]
    private static int SendInit(void* buffer, int count, int type, int target, int tag, int comm, int* request) =>
        BeginSend(buffer, count, type, target, tag, comm, SendMode.Standard, request, isKept: true);

    [UnmanagedCallersOnly]
    private static int SsendInit(void* buffer, int count, int type, int target, int tag, int comm, int* request) =>
        BeginSend(buffer, count, type, target, tag, comm, SendMode.Synchronous, request, isKept: true);

    [UnmanagedCallersOnly]
    private static int BsendInit(void* buffer, int count, int type, int target, int tag, int comm, int* request) =>
        BeginSend(buffer, count, type, target, tag, comm, SendMode.Buffered, request, isKept: true);

    [UnmanagedCallersOnly]
    private static int RecvInit(void* buffer, int count, int type, int source, int tag, int comm, int* request) =>
        BeginReceive(buffer, count, type, source, tag, comm, request, isKept: true);

    [UnmanagedCallersOnly]
    private static int Sendrecv(
        void* sent, int sentCount, int sentType, int target, int sentTag,
        void* received, int count, int type, int source, int tag, int comm, Status* status)
    {
        try
        {
            var receive = Receiving(received, count, type, source, tag, comm);
            var send = Sending(sent, sentCount, sentType, target, sentTag, comm, SendMode.Standard);
            Requests.StartMessage(receive);
            Requests.StartMessage(send);
            var error = Finish(send, null);
            var second = Finish(receive, status);
            return error != StandardAbi.Success ? error : second;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int SendrecvReplace(
        void* buffer, int count, int type, int target, int sentTag, int source, int tag, int comm, Status* status)
    {
        try
        {
            // Buffered, it is out of the buffer before anything comes in.
            Requests.StartMessage(Sending(buffer, count, type, target, sentTag, comm, SendMode.Buffered));
            var receive = Receiving(buffer, count, type, source, tag, comm);
            Requests.StartMessage(receive);
            Requests.Wait(receive);
            return Requests.Tell(receive, status);
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Probe(int source, int tag, int comm, Status* status)
    {
        try
        {
            _ = Look(source, tag, comm, wait: true, take: false, out _, status);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Iprobe(int source, int tag, int comm, int* flag, Status* status)
    {
        try
        {
            _ = Look(source, tag, comm, wait: false, take: false, out var found, status);
            *flag = found ? 1 : 0;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Mprobe(int source, int tag, int comm, int* message, Status* status)
    {
        try
        {
            *message = HandleOf(Look(source, tag, comm, wait: true, take: true, out _, status));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Improbe(int source, int tag, int comm, int* flag, int* message, Status* status)
    {
        try
        {
            var taken = Look(source, tag, comm, wait: false, take: true, out var found, status);
            *flag = found ? 1 : 0;
            *message = found ? HandleOf(taken) : StandardAbi.MessageNull;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Mrecv(void* buffer, int count, int type, int* message, Status* status)
    {
        try
        {
            var request = Matched(buffer, count, type, message);
            return Requests.Tell(request, status);
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Imrecv(void* buffer, int count, int type, int* message, int* request)
    {
        try
        {
            *request = Entry.Objects.Requests.Add(Matched(buffer, count, type, message));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    // Buffered messages are copied into memory of ours, so that there is nothing to attach and nothing to wait for.
    [UnmanagedCallersOnly]
    private static int BufferAttach(void* buffer, int size) => StandardAbi.Success;

    [UnmanagedCallersOnly]
    private static int BufferDetach(void* address, int* size) => StandardAbi.Success;

    /// <summary>Waits for a message of a call that returns when it is over; its error.</summary>
    private static int Finish(Request request, Status* status)
    {
        Requests.Wait(request);
        var error = Requests.Tell(request, status);
        request.GiveBack();
        return error;
    }

    /// <summary>Sends a small message that stands in one piece; false where it must go the long way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TrySend(LocalRank rank, void* buffer, long count, int type, int target, int tag, int comm)
    {
        // Threads of one rank may send at the same time.
        if (rank.ThreadLevel == StandardAbi.ThreadMultiple)
            return false;
        var communicator = rank.Objects.Communicators[comm];
        var datatype = rank.Objects.Datatypes[type];
        var bytes = count * datatype.Size;
        if (!datatype.IsContiguous || communicator.ChannelTo(target) is not { } channel || !channel.TrySend(tag, buffer, bytes))
            return false;
        rank.Counters.Messages++;
        rank.Counters.Bytes += bytes;
        return true;
    }

    /// <summary>Receives a small message where it comes soon; false where the receive must be posted.</summary>
    private static bool TryReceive(void* buffer, long count, int type, int source, int tag, int comm, Status* status, out int error)
    {
        error = StandardAbi.Success;
        var rank = LocalRank.Current;
        var communicator = rank.Objects.Communicators[comm];
        var datatype = rank.Objects.Datatypes[type];
        if (!datatype.IsContiguous || source is < 0 and not StandardAbi.AnySource)
            return false;
        var box = communicator.Own;
        var looks = rank.Job.HasCoreForEach ? LocalRank.Spins : 1;
        Status result = default;
        for (var look = 0; look < looks; look++)
        {
            if (!box.HasNews(source))
            {
                LocalRank.Pause(look);
                continue;
            }

            if (!box.TryReceive(source, tag, buffer, count * datatype.Size, ref result))
                return false;
            error = result.Error;
            if (status is not null)
            {
                // MPI_ERROR is not theirs to change (§3.2.5).
                result.Error = status->Error;
                *status = result;
            }

            return true;
        }

        return false;
    }

    private static int SendNow(void* buffer, int count, int type, int target, int tag, int comm, SendMode mode)
    {
        try
        {
            var request = Sending(buffer, count, type, target, tag, comm, mode);
            request.IsPatient = mode == SendMode.Standard && request.Owner.Job.HasCoreForEach;
            Requests.StartMessage(request);
            if (request.IsPatient && !LocalRank.Spin(request, static r => r.IsDone, Patience))
                request.Box?.CopyOut(request);
            return Finish(request, null);
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    private static int BeginSend(
        void* buffer, long count, int type, int target, int tag, int comm, SendMode mode, int* handle, bool isKept)
    {
        try
        {
            var rank = LocalRank.Current;
            *handle = !isKept && mode == SendMode.Standard && TrySend(rank, buffer, count, type, target, tag, comm)
                ? Requests.BeginDone(rank)
                : Requests.Begin(Sending(buffer, count, type, target, tag, comm, mode), isKept);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    private static int BeginReceive(void* buffer, long count, int type, int source, int tag, int comm, int* handle, bool isKept)
    {
        try
        {
            *handle = Requests.Begin(Receiving(buffer, count, type, source, tag, comm), isKept);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Request Sending(void* buffer, long count, int type, int target, int tag, int comm, SendMode mode)
    {
        var rank = Entry.Rank;
        var communicator = rank.Objects.Communicators[comm];
        var request = Request.OfMessage(rank);
        request.Buffer = buffer;
        request.Count = count;
        request.Type = rank.Objects.Datatypes[type];
        request.Source = communicator.Rank;
        request.Target = target;
        request.Tag = tag;
        request.Mode = mode;
        request.Box = target == StandardAbi.ProcNull ? null : PeerOf(communicator, target);
        return request;
    }

    private static Request Receiving(void* buffer, long count, int type, int source, int tag, int comm)
    {
        var rank = Entry.Rank;
        var communicator = rank.Objects.Communicators[comm];
        if (source >= communicator.Peers.Length)
            throw new MpiFailure(StandardAbi.ErrRank);
        var request = Request.OfMessage(rank);
        request.Buffer = buffer;
        request.Count = count;
        request.Type = rank.Objects.Datatypes[type];
        request.Source = source;
        request.Tag = tag;
        request.IsReceive = true;
        request.Box = source == StandardAbi.ProcNull ? null : communicator.Own;
        return request;
    }

    private static Mailbox PeerOf(Communicator communicator, int rank) =>
        (uint)rank < (uint)communicator.Peers.Length ? communicator.Peers[rank] : throw new MpiFailure(StandardAbi.ErrRank);

    /// <summary>The message that a probe finds; null with <paramref name="found"/> for MPI_PROC_NULL.</summary>
    private static Message? Look(int source, int tag, int comm, bool wait, bool take, out bool found, Status* status)
    {
        var rank = Entry.Rank;
        var communicator = rank.Objects.Communicators[comm];
        if (source == StandardAbi.ProcNull)
        {
            found = true;
            if (status is not null)
                *status = Status.Empty(StandardAbi.ProcNull, StandardAbi.AnyTag);
            return null;
        }

        var box = communicator.Own;
        var message = box.Probe(source, tag, take);
        if (message is null && wait)
        {
            var search = (box, source, tag, take);
            rank.WaitUntil(search, state => (message = state.box.Probe(state.source, state.tag, state.take)) is not null);
        }

        found = message is not null;
        if (message is not null && status is not null)
            *status = new Status { Source = message.Source, Tag = message.Tag, Bytes = message.Bytes };
        return message;
    }

    private static int HandleOf(Message? message) => message is null ? StandardAbi.MessageNoProc : Entry.Objects.Messages.Add(message);

    private static Request Matched(void* buffer, long count, int type, int* handle)
    {
        var rank = Entry.Rank;
        var request = new Request { Owner = rank, Buffer = buffer, Count = count, Type = rank.Objects.Datatypes[type], IsReceive = true };
        if (*handle == StandardAbi.MessageNoProc)
            request.Result = Status.Empty(StandardAbi.ProcNull, StandardAbi.AnyTag);
        else if (rank.Objects.Messages.TryRemove(*handle, out var message))
        {
            request.Prepare();
            Mailbox.Receive(message, request);
        }
        else
            throw new MpiFailure(StandardAbi.ErrRequest);
        *handle = StandardAbi.MessageNull;
        return request;
    }
}
