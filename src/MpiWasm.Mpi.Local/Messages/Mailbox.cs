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
/// <remarks>
/// Small messages come through a <see cref="Channel"/> for each sender, without the lock. They are there before those that the same sender
/// brings later itself, and after those in the list: who holds the lock empties channels first.
/// </remarks>
/// <param name="owner">The rank.</param>
/// <param name="senders">How many ranks may send to it.</param>
internal sealed unsafe class Mailbox(LocalRank owner, int senders)
{
    /// <summary>Messages up to this many bytes are copied when nobody waits for them: the sender need not wait then.</summary>
    public const long Eager = 16 << 10;

    /// <summary>With more senders there are no channels: they would take more memory than they are worth.</summary>
    private const int MostChannels = 64;

    private readonly Channel?[] _channels = senders <= MostChannels ? new Channel?[senders] : [];
    private SpinLock _guard = new(enableThreadOwnerTracking: false);
    private Request? _firstReceive;
    private Request? _lastReceive;
    private Message? _firstMessage;
    private Message? _lastMessage;

    /// <summary>
    /// Where a rank puts small messages, for it to keep: what it needs to send one lies apart from what the receiver writes. Null where
    /// there are too many senders.
    /// </summary>
    public Channel? ChannelFrom(int source)
    {
        if ((uint)source >= (uint)_channels.Length)
            return null;
        if (Volatile.Read(ref _channels[source]) is { } channel)
            return channel;
        var made = new Channel(owner);
        return Interlocked.CompareExchange(ref _channels[source], made, null) ?? made;
    }

    /// <summary>Sends elements. The request is over when <see cref="SendMode"/> says so.</summary>
    public void Send(Request send)
    {
        var bytes = send.Count * send.Type.Size;
        send.Owner.Counters.Messages++;
        send.Owner.Counters.Bytes += bytes;
        Request? receive, filled = null;
        var isCopied = false;
        var taken = false;
        try
        {
            _guard.Enter(ref taken);
            if ((uint)send.Source < (uint)_channels.Length)
                Empty(send.Source, ref filled);
            receive = FindReceive(send.Source, send.Tag);
            if (receive is not null)
                Unlink(receive);
            else
            {
                isCopied = send.Mode == SendMode.Buffered || (send.Mode == SendMode.Standard && bytes <= Eager && !send.IsPatient);
                Link(new Message(send, bytes, isCopied));
            }
        }
        finally
        {
            if (taken)
                _guard.Exit(useMemoryBarrier: false);
        }

        CompleteAll(filled);
        if (isCopied)
            send.Complete();
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

    /// <summary>
    /// Receives a small message that is there already, into one piece of memory; false where that must go by <see
    /// cref="Receive(Request)"/>.
    /// </summary>
    public bool TryReceive(int source, int tag, void* buffer, long room, ref Status status)
    {
        var taken = false;
        try
        {
            _guard.Enter(ref taken);
            if (_firstReceive is not null || _firstMessage is not null)
                return false;
            if (source != StandardAbi.AnySource)
                return (uint)source < (uint)_channels.Length && TryTake(source, tag, buffer, room, ref status);
            for (var i = 0; i < _channels.Length; i++)
            {
                if (TryTake(i, tag, buffer, room, ref status))
                    return true;
            }

            return false;
        }
        finally
        {
            if (taken)
                _guard.Exit(useMemoryBarrier: false);
        }
    }

    /// <summary>Whether a message may have come from the source; without the lock, so that who waits can look often.</summary>
    public bool HasNews(int source)
    {
        if (Volatile.Read(ref _firstMessage) is not null)
            return true;
        if (source != StandardAbi.AnySource)
            return (uint)source < (uint)_channels.Length && Volatile.Read(ref _channels[source]) is { HasNews: true };
        foreach (ref var channel in _channels.AsSpan())
        {
            if (Volatile.Read(ref channel) is { HasNews: true })
                return true;
        }

        return false;
    }

    /// <summary>Receives into a request, which may be over at once.</summary>
    public void Receive(Request receive)
    {
        Message? message;
        Request? filled = null;
        var taken = false;
        try
        {
            _guard.Enter(ref taken);
            Empty(receive.Source, ref filled);
            message = FindMessage(receive.Source, receive.Tag);
            if (message is not null)
                Unlink(message);
            else
                Link(receive);
        }
        finally
        {
            if (taken)
                _guard.Exit(useMemoryBarrier: false);
        }

        CompleteAll(filled);
        if (message is not null)
            Receive(message, receive);
    }

    /// <summary>Looks whether what has come through channels completes a receive that waits.</summary>
    public void Progress(Request receive)
    {
        if (!HasNews(receive.Source))
            return;
        Request? filled = null;
        var taken = false;
        try
        {
            _guard.Enter(ref taken);
            Empty(receive.Source, ref filled);
        }
        finally
        {
            if (taken)
                _guard.Exit(useMemoryBarrier: false);
        }

        CompleteAll(filled);
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
        Message? message;
        Request? filled = null;
        var taken = false;
        try
        {
            _guard.Enter(ref taken);
            Empty(source, ref filled);
            message = FindMessage(source, tag);
            if (take && message is not null)
                Unlink(message);
        }
        finally
        {
            if (taken)
                _guard.Exit(useMemoryBarrier: false);
        }

        CompleteAll(filled);
        return message;
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
                _guard.Exit(useMemoryBarrier: false);
        }
    }

    /// <summary>Copies a message that nobody has received yet and that is short enough, so that its sender need not wait.</summary>
    public void CopyOut(Request send)
    {
        if (send.Count * send.Type.Size > Eager)
            return;
        var isCopied = false;
        var taken = false;
        try
        {
            _guard.Enter(ref taken);
            for (var message = _firstMessage; message is not null && !isCopied; message = message.Next)
            {
                if (message.Send == send)
                {
                    message.MakeCopy();
                    isCopied = true;
                }
            }
        }
        finally
        {
            if (taken)
                _guard.Exit(useMemoryBarrier: false);
        }

        if (isCopied)
            send.Complete();
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
                _guard.Exit(useMemoryBarrier: false);
        }
    }

    private bool TryTake(int source, int tag, void* buffer, long room, ref Status status)
    {
        if (_channels[source] is not { } channel)
            return false;
        var cell = channel.Head();
        if (cell is null || (tag != StandardAbi.AnyTag && tag != cell->Tag))
            return false;
        var (data, bytes) = channel.DataOf(cell);
        var copied = Math.Min(bytes, room);
        Buffer.MemoryCopy((void*)data, buffer, copied, copied);
        status.Source = source;
        status.Tag = cell->Tag;
        status.Error = bytes > room ? StandardAbi.ErrTruncate : StandardAbi.Success;
        status.IsCancelled = 0;
        status.Bytes = copied;
        channel.Take(cell);
        return true;
    }

    /// <summary>
    /// Takes what has come through channels out of them: into receives that wait, or into the list. Under the lock; the receives are
    /// completed when it is free again, since that may wake their rank.
    /// </summary>
    private void Empty(int source, ref Request? filled)
    {
        if (source != StandardAbi.AnySource)
        {
            if ((uint)source < (uint)_channels.Length)
                EmptyChannel(source, ref filled);
            return;
        }

        for (var i = 0; i < _channels.Length; i++)
            EmptyChannel(i, ref filled);
    }

    private void EmptyChannel(int source, ref Request? filled)
    {
        if (_channels[source] is not { } channel)
            return;
        for (var cell = channel.Head(); cell is not null; cell = channel.Head())
        {
            var tag = cell->Tag;
            var (data, bytes) = channel.DataOf(cell);
            if (FindReceive(source, tag) is { } receive)
            {
                Unlink(receive);
                Fill((void*)data, bytes, Predefined.Byte, bytes, source, tag, receive);
                receive.Next = filled;
                filled = receive;
            }
            else
                Link(new Message(source, tag, (void*)data, bytes));
            channel.Take(cell);
        }
    }

    private static void CompleteAll(Request? filled)
    {
        while (filled is not null)
        {
            var next = filled.Next;
            filled.Next = null;
            filled.Complete();
            filled = next;
        }
    }

    private static void Deliver(void* data, long count, Datatype type, long bytes, int source, int tag, Request receive)
    {
        Fill(data, count, type, bytes, source, tag, receive);
        receive.Complete();
    }

    private static void Fill(void* data, long count, Datatype type, long bytes, int source, int tag, Request receive)
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
        Send = send;
        if (isCopied)
            MakeCopy();
    }

    /// <summary>A copy of data that stands side by side.</summary>
    public Message(int source, int tag, void* data, int bytes)
    {
        (Source, Tag, Bytes) = (source, tag, bytes);
        Copy = NativeMemory.Alloc((nuint)Math.Max(bytes, 1));
        Buffer.MemoryCopy(data, Copy, bytes, bytes);
    }

    public int Source { get; }

    public int Tag { get; }

    public long Bytes { get; }

    public void* Copy { get; private set; }

    /// <summary>The send, where there is no copy.</summary>
    public Request? Send { get; private set; }

    public Message? Next { get; set; }

    public Message? Previous { get; set; }

    /// <summary>From here on it needs its send no more.</summary>
    public void MakeCopy()
    {
        var send = Send!;
        Copy = NativeMemory.Alloc((nuint)Math.Max(Bytes, 1));
        _ = Transfer.Pack(send.Buffer, send.Count, send.Type, Copy, Bytes);
        Send = null;
    }

    public void Free()
    {
        NativeMemory.Free(Copy);
        Copy = null;
    }
}
