using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Messages;

/// <summary>
/// An operation that may be over later than its call. Whoever ends it, on whatever rank's thread, writes its result first
/// and says so last (<see cref="Complete"/>).
/// </summary>
internal sealed unsafe class Request
{
    // Of this thread, over and given back: messages take their requests from here.
    [ThreadStatic]
    private static Request? _spare;

    private int _isDone = 1;
    private bool _isReusable;

    /// <summary>The rank whose call it is.</summary>
    public required LocalRank Owner { get; init; }

    /// <summary>The buffer, its elements and their type.</summary>
    public void* Buffer;
    public long Count;
    public Datatype Type = Predefined.Byte;

    /// <summary>The rank that sends, or that of a receive the one asked for; or MPI_ANY_SOURCE.</summary>
    public int Source;
    public int Tag;

    /// <summary>The other's mailbox; null where there is no message (MPI_PROC_NULL, collectives).</summary>
    public Mailbox? Box;

    /// <summary>In a mailbox's list: neighbours, and whether it is in one.</summary>
    public Request? Next;
    public Request? Previous;
    public bool IsListed;

    /// <summary>What starts it.</summary>
    public Action<Request>? Starter;
    public SendMode Mode;

    /// <summary>Of a send: its caller waits a little for the receiver to take it, before it has it copied.</summary>
    public bool IsPatient;

    /// <summary>The rank sent to.</summary>
    public int Target;

    public Status Result;

    /// <summary>What tells its status and ends it, where the program does; else null.</summary>
    public GeneralizedFunctions? Generalized;

    /// <summary>Whether it receives.</summary>
    public bool IsReceive;

    /// <summary>Whether it is persistent.</summary>
    public bool IsKept;

    /// <summary>Whether a request is started and not yet completed by its owner.</summary>
    public bool IsActive;

    /// <summary>Whether its owner has freed it: nobody waits for it any more.</summary>
    public bool IsFreed;

    public bool IsDone => Volatile.Read(ref _isDone) != 0;

    /// <summary>Whether it is over; looks for what may have come for it.</summary>
    public bool IsOver
    {
        get
        {
            if (!IsDone && IsReceive)
                Box?.Progress(this);
            return IsDone;
        }
    }

    /// <summary>What its rank waits for, in words.</summary>
    public override string ToString()
    {
        if (Box is null)
            return "the other ranks of a collective";
        if (!IsReceive)
            return $"rank {Target} to receive a message with tag {Tag}";
        var source = Source == Abi.Native.StandardAbi.AnySource ? "any rank" : $"rank {Source}";
        return $"a message from {source} with {(Tag == Abi.Native.StandardAbi.AnyTag ? "any tag" : $"tag {Tag}")}";
    }

    /// <summary>One for a message, with no other fields set than those that all messages set.</summary>
    public static Request OfMessage(LocalRank owner)
    {
        if (_spare is not { } request || request.Owner != owner)
            return new Request { Owner = owner, _isReusable = true };
        _spare = request.Next;
        request.Next = null;
        return request;
    }

    /// <summary>
    /// Its owner needs it no more, and no other rank has it. Who completed it may still be waking the owner, for which it needs only that.
    /// </summary>
    public void GiveBack()
    {
        if (!_isReusable || IsListed || !IsDone)
            return;
        (Starter, Box, Generalized) = (null, null, null);
        (IsKept, IsActive, IsFreed, IsReceive, IsPatient) = (false, false, false, false, false);
        Result = default;
        Next = _spare;
        _spare = this;
    }

    /// <summary>Before others can see it.</summary>
    public void Prepare()
    {
        Result = default;
        _isDone = 0;
    }

    /// <summary>It is over; what its owner reads of it is written.</summary>
    public void Complete()
    {
        // A full barrier: the owner either sees this, or is seen to sleep.
        _ = Interlocked.Exchange(ref _isDone, 1);
        Owner.WakeIfAsleep();
    }
}

/// <summary>When a send is over (§3.4).</summary>
internal enum SendMode
{
    /// <summary>When the buffer can be used again.</summary>
    Standard,

    /// <summary>At once.</summary>
    Buffered,

    /// <summary>When it is received.</summary>
    Synchronous,
}
