using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Callbacks;
using MpiWasm.Mpi.Objects.Caching;
using MpiWasm.Runtime.Instances;

namespace MpiWasm.Mpi.OneSided;

/// <summary>The guest's windows: entries of the handle table, their tables of targets, and what else belongs to them.</summary>
internal sealed unsafe class WindowRegistry(MpiEnvironment environment)
{
    private readonly ConcurrentDictionary<uint, Window> _windows = new();
    private readonly RestingMemory _oldTargets = new(256);

    private HandleTable Table => environment.Table(HandleKind.Win);

    public Window Of(uint guest) => _windows.TryGetValue(guest, out var window)
        ? window
        : throw new ArgumentCheckException(ErrorClasses.Win, -1, guest);

    /// <summary>Takes a slot, before the host makes a window that could not be given a handle.</summary>
    public uint Reserve() => Table.TryTake(out var slot) ? slot : throw new ArgumentCheckException(ErrorClasses.NoMem, -1, 0);

    public void Return(uint slot) => Table.Return(slot);

    /// <summary>Makes a window known to the guest.</summary>
    /// <param name="slot">From <see cref="Reserve"/>.</param>
    /// <param name="host">The host's window, whose errors come back to us from now on.</param>
    /// <param name="flavor">MPI_WIN_FLAVOR_*, the standard's value.</param>
    /// <param name="targets">The parts of all processes.</param>
    /// <param name="start">Guest address of our part.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="rank">Rank of this process.</param>
    /// <param name="window">What is kept with it.</param>
    public uint Publish(uint slot, ulong host, int flavor, WinTarget[] targets, ulong start, ulong length, int rank, Window window)
    {
        if (environment.Library.Predefined(ConstantNames.ErrorsReturn) is { } handler)
            environment.Functions.WinSetErrhandler(host, handler);
        var entry = (WinEntry*)Table.Entry(Handle.PredefinedCount + slot);
        var records = (WinTarget*)NativeMemory.Alloc((nuint)targets.Length, WinTarget.Record);
        targets.CopyTo(new Span<WinTarget>(records, targets.Length));
        entry->Targets = (ulong)records;
        entry->GroupSize = targets.Length;
        entry->Flavor = flavor;
        entry->Base = start;
        entry->Length = length;
        entry->OwnSwaps = environment.Host.Has(HostDefects.OwnSwapCrashes) ? rank + 1 : 0;
        // Before the handle answers: another thread may use it at once.
        _windows[Handle.Make(HandleKind.Win, entry->Head.Meta, slot)] = window;
        return Table.Publish(slot, host);
    }

    /// <summary>After the host has freed the window: nobody accesses it any more.</summary>
    /// <param name="guest">The window.</param>
    /// <param name="caller">Who frees it.</param>
    public void Remove(uint guest, Instance caller)
    {
        var entry = (WinEntry*)Table.Find(guest);
        if (entry is null)
            return;
        var records = entry->Targets;
        environment.Retire(HandleKind.Win, guest);
        _oldTargets.Add((nint)records);
        if (!_windows.TryRemove(guest, out var window))
            return;
        window.Regions?.Dispose();
        window.Segment?.Unmap();
        GuestHeap.Free(window.HeapOf(caller), window.Allocated);
    }

    /// <summary>What the predefined attributes of a window say; null where the handle is none.</summary>
    public WindowAttributes? Attributes(uint guest)
    {
        var entry = (WinEntry*)Table.Find(guest);
        if (entry is null || !_windows.TryGetValue(guest, out var window))
            return null;
        return new WindowAttributes(entry->Base, entry->Length, window.Unit, entry->Flavor, StandardAbi.WinUnified);
    }

    /// <summary>See <see cref="MpiContext.WindowRange"/>.</summary>
    public bool IsAttached(uint guest, int rank, ulong displacement, long count, DatatypeEntry* type)
    {
        if (!_windows.TryGetValue(guest, out var window) || window.Regions is not { } regions)
            return false;
        return type->Touched(displacement, count) is not var (low, high)
            || (low >= 0 && high <= DatatypeEntry.MostAddress && regions.Contains(rank, (ulong)low, (ulong)high));
    }
}
