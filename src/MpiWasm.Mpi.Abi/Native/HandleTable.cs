using System.ComponentModel;
using MpiWasm.Unix;

namespace MpiWasm.Mpi.Abi.Native;

/// <summary>
/// A table of one handle kind: reserved at its maximum once (untouched pages cost nothing), never moved, never shrunk; so shims and C#
/// threads read it without a lock. Only the slots within the limit can be written, and so count where the system commits no more memory
/// than it has (vm.overcommit_memory=2). Slots are taken and given back lock-free, by this class and by shims with the same algorithm (a
/// tagged Treiber stack, see <see cref="HandleTableHeader"/>).
/// </summary>
public sealed unsafe class HandleTable : IDisposable
{
    /// <summary>In <see cref="HandleEntry.Guest"/> of index 0: no guest handle equals it, as kind 15 does not exist.</summary>
    public const uint Nobody = 0xFFFF_FFFF;

    /// <summary>
    /// A handle as a guest passed it, in a word as wide as its pointers: what has more than 32 bits is none, and stays none.
    /// </summary>
    public static uint FromWord(ulong word) => word <= uint.MaxValue ? (uint)word : Nobody;

    private readonly byte* _mapping;
    private readonly byte* _base;
    private readonly nuint _length;
    private bool _disposed;

    /// <param name="kind">Kind of the handles.</param>
    /// <param name="limit">
    /// How many dynamic handles may live at a time; at most <see cref="Handle.SlotCount"/>. By default <see cref="UsualLimit"/>.
    /// </param>
    public HandleTable(HandleKind kind, int? limit = null)
    {
        var slots = limit ?? UsualLimit(kind);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slots, Handle.SlotCount);
        Kind = kind;
        EntrySize = EntrySizeOf(kind);
        _length = (nuint)(PageSize + ((long)EntrySize * Handle.TableEntries));
        var used = (nuint)(PageSize + ((long)EntrySize * (Handle.PredefinedCount + slots)));
        var map = Libc.Map(0, _length, Libc.ProtectRead, Libc.MapPrivate | Libc.MapAnonymous | Libc.MapNoReserve, -1, 0);
        if (map == -1 || Libc.Protect(map, used, Libc.ProtectReadWrite) != 0)
            throw new Win32Exception(Libc.Errno, $"cannot reserve {_length} bytes for MPI handles");
        _mapping = (byte*)map;
        _base = _mapping + PageSize;
        Header->Limit = (uint)slots;
        Entry(0)->Guest = Nobody;
    }

    public HandleKind Kind { get; }

    public int EntrySize { get; }

    /// <summary>Entry 0: what goes into <see cref="MpiContext.Tables"/>.</summary>
    public void* Base => _base;

    private HandleTableHeader* Header => (HandleTableHeader*)(_base - HandleTableHeader.Size);

    /// <summary>How many dynamic handles of a kind may live at a time: of requests a million, of others 65,536.</summary>
    public static int UsualLimit(HandleKind kind) => kind == HandleKind.Request ? Handle.SlotCount : Handle.SlotCount / 16;

    public static int EntrySizeOf(HandleKind kind) => kind switch
    {
        HandleKind.Comm => CommEntry.Size,
        HandleKind.Datatype => DatatypeEntry.Size,
        HandleKind.Request => RequestEntry.Size,
        HandleKind.Win => WinEntry.Size,
        _ => HandleEntry.Size,
    };

    /// <summary>Lowers the number of dynamic handles that may live at a time. Before any is made.</summary>
    public void Restrict(int limit) => Header->Limit = Math.Min(Header->Limit, (uint)limit);

    public HandleEntry* Entry(uint index) => (HandleEntry*)(_base + ((long)EntrySize * index));

    /// <summary>The entry that answers to the handle; null for a forged, stale or wrong-kind one.</summary>
    public HandleEntry* Find(uint handle)
    {
        var entry = Entry(Handle.Index(handle));
        return Volatile.Read(ref entry->Guest) == handle ? entry : null;
    }

    /// <summary>Makes a predefined handle known.</summary>
    public HandleEntry* SetPredefined(uint handle, ulong host)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(handle, (uint)Handle.PredefinedCount);
        ArgumentOutOfRangeException.ThrowIfZero(handle);
        var entry = Entry(handle);
        entry->Host = host;
        Volatile.Write(ref entry->Guest, handle);
        return entry;
    }

    /// <summary>
    /// Takes a slot. It answers to no handle until <see cref="Publish"/>: fill the entry in between. False when the table is full.
    /// </summary>
    public bool TryTake(out uint slot)
    {
        var head = Volatile.Read(ref Header->FreeHead);
        while ((uint)head != 0)
        {
            slot = (uint)head - 1;
            // Another thread may take the slot and overwrite Host before the exchange below: then the tag
            // differs and the value read is dropped.
            var next = (uint)Volatile.Read(ref Entry(Handle.PredefinedCount + slot)->Host);
            var seen = Interlocked.CompareExchange(ref Header->FreeHead, NextTag(head) | next, head);
            if (seen == head) return true;
            head = seen;
        }

        slot = Interlocked.Increment(ref Header->Fresh) - 1;
        if (slot < Header->Limit) return true;
        Interlocked.Decrement(ref Header->Fresh);
        return false;
    }

    /// <summary>Gives a taken slot its handle.</summary>
    public uint Publish(uint slot, ulong host)
    {
        var entry = Entry(Handle.PredefinedCount + slot);
        var handle = Handle.Make(Kind, entry->Meta, slot);
        entry->Host = host;
        Volatile.Write(ref entry->Guest, handle);
        return handle;
    }

    /// <summary>Gives back a slot that was taken and not published.</summary>
    public void Return(uint slot)
    {
        var entry = Entry(Handle.PredefinedCount + slot);
        var head = Volatile.Read(ref Header->FreeHead);
        while (true)
        {
            Volatile.Write(ref entry->Host, (uint)head);
            var seen = Interlocked.CompareExchange(ref Header->FreeHead, NextTag(head) | (slot + 1), head);
            if (seen == head) return;
            head = seen;
        }
    }

    /// <summary>
    /// Retires a dynamic handle; from now on it is stale. False if it was not valid (also when another thread was faster).
    /// </summary>
    public bool Free(uint handle)
    {
        if (!Retire(handle)) return false;
        Recycle(handle);
        return true;
    }

    /// <summary>
    /// The first half of <see cref="Free"/>: the entry answers to no handle any more and is the caller's alone until <see cref="Recycle"/>.
    /// </summary>
    public bool Retire(uint handle) =>
        handle >= Handle.PredefinedCount && Find(handle) is not null
            && Interlocked.CompareExchange(ref Entry(Handle.Index(handle))->Guest, 0, handle) == handle;

    /// <summary>The second half: the slot may be used again.</summary>
    public void Recycle(uint handle)
    {
        var entry = Entry(Handle.Index(handle));
        // Generation + 1 for the next use; the owner's flags go.
        entry->Meta = (entry->Meta + 1) & Handle.GenerationMask;
        Return(handle & Handle.SlotMask);
    }

    /// <summary>Calls the visitor for each live dynamic handle (for the clean-up at the end).</summary>
    public void ForEachLive(Action<uint, ulong> visit)
    {
        var used = Math.Min(Volatile.Read(ref Header->Fresh), Header->Limit);
        for (uint slot = 0; slot < used; slot++)
        {
            var entry = Entry(Handle.PredefinedCount + slot);
            var guest = Volatile.Read(ref entry->Guest);
            if (guest != 0) visit(guest, entry->Host);
        }
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _ = Libc.Unmap((nint)_mapping, _length);
    }

    private static ulong NextTag(ulong head) => ((head >> 32) + 1) << 32;

    private const int PageSize = 65536;
}
