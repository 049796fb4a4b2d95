using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Messages;

/// <summary>
/// Where a rank receives on a communicator: receives that wait for messages, and messages that wait for receives, each in order (§3.5).
/// Of both there is never a pair that matches. Whoever makes a pair copies the data, outside of the lock: a sender into the receiver's
/// buffer, or a receiver out of the sender's. So no rank waits for another to make progress.
/// </summary>
internal sealed unsafe class Mailbox(LocalRank owner)
{
    /// <summary>Messages up to this many bytes are copied when nobody waits for them: the sender need not wait then.</summary>
    public const long Eager = 16 << 10;

    private SpinLock _guard = new(enableThreadOwnerTracking: false);
    private Request? _firstReceive;
    private Request? _lastReceive;
    private Message? _firstMessage;
    private Message? _lastMessage;

    /// <summary>Sends elements. The request is over when <see cref="SendMode"/> says so.</summary>
    public void Send(Request send)
    {
        var bytes = send.Count * send.Type.Size;
        send.Owner.Counters.Messages++;
        send.Owner.Counters.Bytes += bytes;
        Request? receive;
        var taken = false;
        try
        {
            _guard.Enter(ref taken);
            receive = FindReceive(send.Source, send.Tag);
            if (receive is not null)
                Unlink(receive);
            else
            {
                var message = new Message(send, bytes, isCopied: send.Mode == SendMode.Buffered || (send.Mode == SendMode.Standard && bytes <= Eager));
                Link(message);
            }
        }
        finally
        {
            if (taken)
                _guard.Exit();
        }

        if (receive is null)
        {
            // A probe may wait for it.
            Interlocked.MemoryBarrier();
            owner.WakeIfAsleep();
            return;
        }

        Deliver(send.Buffer, send.Count, send.Type, bytes, send.Source, send.Tag, receive);
        send.Complete();
    }

    /// <summary>Receives into a request, which may be over at once.</summary>
    public void Receive(Request receive)
    {
        Message? message;
        var taken = false;
        try
        {
            _guard.Enter(ref taken);
            message = FindMessage(receive.Source, receive.Tag);
            if (message is not null)
                Unlink(message);
            else
                Link(receive);
        }
        finally
        {
            if (taken)
                _guard.Exit();
        }

        if (message is not null)
            Receive(message, receive);
    }

    /// <summary>Receives a message that is out of the list.</summary>
    public static void Receive(Message message, Request receive)
    {
        if (message.Copy is var copy && copy is not null)
        {
            Deliver(copy, message.Bytes, Predefined.Byte, message.Bytes, message.Source, message.Tag, receive);
            message.Free();
            return;
        }

        var send = message.Send!;
        Deliver(send.Buffer, send.Count, send.Type, message.Bytes, message.Source, message.Tag, receive);
        send.Complete();
    }

    /// <summary>The first message that matches; it stays, or is taken for MPI_Mrecv.</summary>
    public Message? Probe(int source, int tag, bool take)
    {
        var taken = false;
        try
        {
            _guard.Enter(ref taken);
            var message = FindMessage(source, tag);
            if (take && message is not null)
                Unlink(message);
            return message;
        }
        finally
        {
            if (taken)
                _guard.Exit();
        }
    }

    /// <summary>Takes a receive back that no message has reached; whether it was there.</summary>
    public bool Cancel(Request receive)
    {
        var taken = false;
        try
        {
            _guard.Enter(ref taken);
            if (!receive.IsListed)
                return false;
            Unlink(receive);
            return true;
        }
        finally
        {
            if (taken)
                _guard.Exit();
        }
    }

    /// <summary>Takes a message back that nobody has received; whether it was there.</summary>
    public bool CancelSend(Request send)
    {
        var taken = false;
        try
        {
            _guard.Enter(ref taken);
            for (var message = _firstMessage; message is not null; message = message.Next)
            {
                if (message.Send != send)
                    continue;
                Unlink(message);
                return true;
            }

            return false;
        }
        finally
        {
            if (taken)
                _guard.Exit();
        }
    }

    private static void Deliver(void* data, long count, Datatype type, long bytes, int source, int tag, Request receive)
    {
        var room = receive.Count * receive.Type.Size;
        var copied = Transfer.Copy(data, count, type, receive.Buffer, receive.Count, receive.Type);
        receive.Result = new Status
        {
            Source = source,
            Tag = tag,
            Error = bytes > room ? StandardAbi.ErrTruncate : StandardAbi.Success,
            Bytes = copied,
        };
        receive.Complete();
    }

    private Request? FindReceive(int source, int tag)
    {
        for (var receive = _firstReceive; receive is not null; receive = receive.Next)
        {
            if (Matches(receive.Source, receive.Tag, source, tag))
                return receive;
        }

        return null;
    }

    private Message? FindMessage(int source, int tag)
    {
        for (var message = _firstMessage; message is not null; message = message.Next)
        {
            if (Matches(source, tag, message.Source, message.Tag))
                return message;
        }

        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Matches(int wantedSource, int wantedTag, int source, int tag) =>
        (wantedSource == source || wantedSource == StandardAbi.AnySource) && (wantedTag == tag || wantedTag == StandardAbi.AnyTag);

    private void Link(Request receive)
    {
        receive.IsListed = true;
        (receive.Previous, receive.Next) = (_lastReceive, null);
        if (_lastReceive is null)
            _firstReceive = receive;
        else
            _lastReceive.Next = receive;
        _lastReceive = receive;
    }

    private void Unlink(Request receive)
    {
        receive.IsListed = false;
        if (receive.Previous is null)
            _firstReceive = receive.Next;
        else
            receive.Previous.Next = receive.Next;
        if (receive.Next is null)
            _lastReceive = receive.Previous;
        else
            receive.Next.Previous = receive.Previous;
        (receive.Previous, receive.Next) = (null, null);
    }

    private void Link(Message message)
    {
        message.Previous = _lastMessage;
        if (_lastMessage is null)
            _firstMessage = message;
        else
            _lastMessage.Next = message;
        _lastMessage = message;
    }

    private void Unlink(Message message)
    {
        if (message.Previous is null)
            _firstMessage = message.Next;
        else
            message.Previous.Next = message.Next;
        if (message.Next is null)
            _lastMessage = message.Previous;
        else
            message.Next.Previous = message.Previous;
        (message.Previous, message.Next) = (null, null);
    }
}

/// <summary>A message that waits for its receive: a copy of its data, or the send that waits with it.</summary>
internal sealed unsafe class Message
{
    public Message(Request send, long bytes, bool isCopied)
    {
        Source = send.Source;
        Tag = send.Tag;
        Bytes = bytes;
        if (!isCopied)
        {
            Send = send;
            return;
        }

        Copy = NativeMemory.Alloc((nuint)Math.Max(bytes, 1));
        _ = Transfer.Pack(send.Buffer, send.Count, send.Type, Copy, bytes);
        send.Complete();
    }

    public int Source { get; }

    public int Tag { get; }

    public long Bytes { get; }

    public void* Copy { get; private set; }

    /// <summary>The send, where there is no copy.</summary>
    public Request? Send { get; }

    public Message? Next { get; set; }

    public Message? Previous { get; set; }

    public void Free()
    {
        NativeMemory.Free(Copy);
        Copy = null;
    }
}
