using System.Collections.Concurrent;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>
/// What is attached to requests, by the guest's handles: actions that run once when a request's operation is over, and requests that are
/// emulated. Shims know by a flag in the handle's entry whether there is something here; requests without cost nothing.
/// </summary>
/// <remarks>
/// A request ends when it completes; a persistent one when it is freed. One that is freed while its operation goes on (MPI_Request_free) is
/// kept here, is asked now and then, and ends when the operation is over: so what an action releases is never used any more. What is still
/// going on at MPI_Finalize never ends; its memory is left alone.
/// </remarks>
internal sealed unsafe class RequestAttachments(MpiEnvironment environment)
{
    private readonly ConcurrentDictionary<uint, Attachment> _attachments = new();
    private readonly ConcurrentDictionary<long, Orphan> _orphans = new();
    private long _nextOrphan;

    private HandleTable Table => environment.Table(HandleKind.Request);

    /// <summary>
    /// Takes a slot, before an operation is started: a full table must not lose one that runs. Follow with one of the <c>Publish</c>, or
    /// <see cref="HandleTable.Return"/>.
    /// </summary>
    public uint Reserve() => Table.TryTake(out var slot) ? slot : throw new ArgumentCheckException(ErrorClasses.NoMem, -1, 0);

    /// <summary>Gives a started operation its handle.</summary>
    /// <param name="slot">From <see cref="Reserve"/>.</param>
    /// <param name="host">The host's request.</param>
    /// <param name="action">Runs once when the operation is over; null for none.</param>
    /// <param name="flags">What completion must know of it.</param>
    public uint Publish(uint slot, ulong host, Action? action = null, RequestFlags flags = RequestFlags.None) =>
        Publish(slot, host, action is null ? null : new Attachment { Actions = [action] }, flags);

    /// <summary>Gives an emulated request its handle.</summary>
    public uint Publish(uint slot, EmulatedRequest request) =>
        Publish(slot, 0, new Attachment { Emulated = request },
            RequestFlags.Emulated | request.Flags | (request.IsPersistent ? RequestFlags.Persistent : RequestFlags.None));

    /// <summary>Takes over the host's request behind a new handle that a shim has just made; the handle ends.</summary>
    /// <param name="guest">The handle, as guest memory says by now.</param>
    /// <param name="isPersistent">Whether the shim has made a persistent one: the guest may have put another request there
    /// meanwhile.</param>
    /// <returns>The host's request; null where the handle is none, or carries more than that.</returns>
    public ulong? Take(uint guest, bool isPersistent)
    {
        var entry = Table.Find(guest);
        if (entry is null || guest < Handle.PredefinedCount
            || (entry->Meta & ~(uint)(RequestFlags.Persistent | RequestFlags.Firm) & ~Handle.GenerationMask) != 0)
            return null;
        if (Has(guest, RequestFlags.Persistent) != isPersistent)
            return null;
        var host = entry->Host;
        return Table.Free(guest) ? host : null;
    }

    /// <summary>
    /// Has an action run once when the request's operation is over; at once for a null request. Several run in the order in which they were
    /// attached.
    /// </summary>
    /// <param name="guest">The handle; of a request that nobody else completes at the same time.</param>
    /// <param name="action">Must not throw: there is nobody to tell.</param>
    public void Attach(uint guest, Action action)
    {
        if (guest < Handle.PredefinedCount)
        {
            action();
            return;
        }

        _attachments.GetOrAdd(guest, static _ => new Attachment()).Actions.Add(action);
        Interlocked.Or(ref Table.Entry(Handle.Index(guest))->Meta, (uint)RequestFlags.Attached);
    }

    /// <summary>The emulated request behind a handle, or null.</summary>
    public EmulatedRequest? Emulated(uint guest) => _attachments.TryGetValue(guest, out var attachment) ? attachment.Emulated : null;

    /// <summary>Whether the handle's entry has a flag.</summary>
    public bool Has(uint guest, RequestFlags flag) => (Table.Entry(Handle.Index(guest))->Meta & (uint)flag) != 0;

    /// <summary>Called by shims, and by <see cref="End"/>, for a request with <see cref="RequestFlags.Attached"/> that has ended.</summary>
    public void Ended(uint guest)
    {
        if (_attachments.TryRemove(guest, out var attachment))
            attachment.Run();
        AskOrphans();
    }

    /// <summary>Retires the handle of a request whose operation is over, with all that hangs on it.</summary>
    public void End(uint guest)
    {
        if (Detach(guest) is { } rest)
            rest.Run();
    }

    /// <summary>MPI_Request_free: the handle ends now, the operation when it is over.</summary>
    public void Free(uint guest)
    {
        var entry = Table.Find(guest);
        if (entry is null || guest < Handle.PredefinedCount)
            throw new ArgumentCheckException(ErrorClasses.Request, 0, guest);
        var (host, persistent) = (entry->Host, Has(guest, RequestFlags.Persistent));
        if (Detach(guest) is not { } rest)
            throw new ArgumentCheckException(ErrorClasses.Request, 0, guest);
        var orphan = new Orphan(host, persistent, rest);
        if (!IsOver(orphan))
            _orphans[Interlocked.Increment(ref _nextOrphan)] = orphan;
    }

    private uint Publish(uint slot, ulong host, Attachment? attachment, RequestFlags flags)
    {
        var entry = (RequestEntry*)Table.Entry(Handle.PredefinedCount + slot);
        var guest = Handle.Make(HandleKind.Request, entry->Head.Meta, slot);
        if (attachment is not null)
        {
            flags |= RequestFlags.Attached;
            _attachments[guest] = attachment;
        }

        entry->Arrays = 0;
        entry->Partitions = 0;
        entry->Head.Meta |= (uint)flags;
        return Table.Publish(slot, host);
    }

    /// <summary>Makes the handle stale and returns what hung on it; null when another thread was faster.</summary>
    private Attachment? Detach(uint guest)
    {
        var entry = (RequestEntry*)Table.Entry(Handle.Index(guest));
        // Between the two calls the entry answers to no handle and its slot is not free: nobody else looks at it.
        if (!Table.Retire(guest))
            return null;
        if (!_attachments.TryRemove(guest, out var attachment))
            attachment = new Attachment();
        attachment.Arrays = (entry->Head.Meta & (uint)RequestFlags.Arrays) != 0 ? entry->Arrays : 0;
        entry->Arrays = 0;
        Table.Recycle(guest);
        return attachment;
    }

    /// <summary>Asks for the operations that have no handle any more.</summary>
    public void AskOrphans()
    {
        foreach (var (key, orphan) in _orphans)
        {
            // Whoever takes it out of the dictionary asks: two threads must not.
            if (_orphans.TryRemove(key, out _) && !IsOver(orphan))
                _orphans[key] = orphan;
        }
    }

    /// <summary>Asks for an operation that has no handle any more; when it is over, releases everything.</summary>
    private bool IsOver(Orphan orphan)
    {
        if (orphan.Rest.Emulated is { } emulated)
        {
            if (!emulated.Advance())
                return false;
        }
        else if (!HostIsOver(orphan))
        {
            return false;
        }

        orphan.Rest.Run();
        return true;
    }

    private bool HostIsOver(Orphan orphan)
    {
        var request = orphan.Host;
        int flag;
        var ignore = (void*)environment.Library.Abi.StatusIgnore;
        if (!orphan.IsPersistent)
            return environment.Functions.Codes.Test(&request, &flag, ignore) != 0 || flag != 0;
        if (environment.Functions.Codes.RequestGetStatus(request, &flag, ignore) == 0 && flag == 0)
            return false;
        _ = environment.Functions.Codes.RequestFree(&request);
        return true;
    }

    private sealed record Orphan(ulong Host, bool IsPersistent, Attachment Rest);

    /// <summary>What hangs on one request.</summary>
    private sealed class Attachment
    {
        public List<Action> Actions { get; init; } = [];

        public EmulatedRequest? Emulated { get; init; }

        /// <summary>See <see cref="RequestEntry.Arrays"/>.</summary>
        public ulong Arrays { get; set; }

        public void Run()
        {
            for (var block = Arrays; block != 0;)
            {
                var next = *(ulong*)block;
                System.Runtime.InteropServices.NativeMemory.Free((void*)block);
                block = next;
            }

            Arrays = 0;
            Emulated?.Release();
            foreach (var action in Actions)
                action();
        }
    }
}
