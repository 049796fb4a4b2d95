using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MpiWasm.Image;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Communicators;
using MpiWasm.Mpi.Core.Caching;
using MpiWasm.Mpi.Core.Callbacks;
using MpiWasm.Mpi.Core.Calls;
using MpiWasm.Mpi.Core.Datatypes;

namespace MpiWasm.Mpi.OneSided;

/// <summary>
/// Windows (MPI 5.0 §12.2) and memory for them (§9.2). Each process tells the others how large its part is: accesses are checked where they start (<see cref="WinEntry"/>). Whatever the flavour, the host's
/// window is made over guest memory.
/// </summary>
internal static unsafe class WindowProcedures
{
    private const ulong Page = 4096;

    /// <summary>
    /// What malloc gives, and no more: a window that began earlier than the guest's could overlap its neighbour's end, and MPICH over UCX takes the data of windows that overlap to the wrong
    /// place (natively, too).
    /// </summary>
    private const uint WindowAlignment = 16;

    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Alloc_mem", AllocateMemory),
        ("MPI_Free_mem", FreeMemory),
        ("MPI_Win_create", Create),
        ("MPI_Win_create_c", Create),
        ("MPI_Win_allocate", Allocate),
        ("MPI_Win_allocate_c", Allocate),
        ("MPI_Win_allocate_shared", AllocateShared),
        ("MPI_Win_allocate_shared_c", AllocateShared),
        ("MPI_Win_create_dynamic", CreateDynamic),
        ("MPI_Win_attach", Attach),
        ("MPI_Win_detach", Detach),
        ("MPI_Win_shared_query", Query),
        ("MPI_Win_shared_query_c", Query),
        ("MPI_Win_free", Free),
        ("MPI_Compare_and_swap", SwapOwn),
    ];

    [StructLayout(LayoutKind.Sequential)]
    private struct Part
    {
        public ulong Size;
        public int Unit;
        public ulong Base;
    }

    private static void AllocateMemory(Call call)
    {
        var size = Size(call, 0);
        _ = call.Handle(1);
        _ = call.OutInt(2);
        call.WriteInt(2, (int)GuestHeap.Allocate(call.Instance, size));
    }

    private static void FreeMemory(Call call)
    {
        if (!call.IsMemory(call[0], 1))
            throw new ArgumentCheckException(ErrorClasses.Base, 0, call[0]);
        GuestHeap.Free(call.Instance, call[0]);
    }

    private static void Create(Call call)
    {
        var size = Size(call, 1);
        var unit = Unit(call, 2);
        var info = call.Handle(3);
        var comm = Comm(call, 4);
        _ = call.OutInt(5);
        if (size > 0 && !call.IsMemory(call[0], (long)size))
            throw (int)size < 0 ? call.Error(ErrorClasses.Size, 1) : new ArgumentCheckException(call[0] == 0 ? ErrorClasses.Base : ErrorClasses.Arg, 0, call[0], call[0] + size);
        Make(call, 5, comm, info, StandardAbi.WinFlavorCreate, call[0], size, unit, new Window { Guest = call.Instance, Unit = unit });
    }

    private static void Allocate(Call call)
    {
        var (size, unit, comm) = Allocation(call);
        var start = GuestHeap.Allocate(call.Instance, size);
        var window = new Window { Guest = call.Instance, Unit = unit, Allocated = start };
        Make(call, 5, comm, call.Handle(2), StandardAbi.WinFlavorAllocate, start, size, unit, window);
        call.WriteInt(4, (int)start);
    }

    /// <summary>The arguments of the procedures that allocate; where address and window go is checked.</summary>
    private static (ulong Size, int Unit, HostComm Comm) Allocation(Call call)
    {
        var arguments = (Size(call, 0), Unit(call, 1), Comm(call, 3));
        _ = call.Handle(2);
        _ = call.OutInt(4);
        _ = call.OutInt(5);
        return arguments;
    }

    private static void Make(
        Call call, int result, HostComm comm, HandleArgument info, int flavor, uint start, ulong size, int unit, Window window)
    {
        var windows = call.Environment.Windows;
        var slot = windows.Reserve();
        ulong host = 0;
        try
        {
            host = HostWindow(call, comm, info, start, size);
        }
        catch
        {
            windows.Return(slot);
            GuestHeap.Free(window.Guest, window.Allocated);
            throw;
        }

        var parts = comm.Gather(new Part { Size = size, Unit = unit, Base = (ulong)Shift(start) });
        call.WriteInt(result, (int)windows.Publish(slot, host, flavor, Targets(parts), start, size, comm.Rank, window));
    }

    /// <summary>The host's window is addressed in bytes, from an aligned address: see <see cref="WinEntry"/>.</summary>
    private static ulong HostWindow(Call call, HostComm comm, HandleArgument info, uint start, ulong size)
    {
        ulong host = 0;
        var shift = Shift(start);
        Call.Check(((delegate* unmanaged<void*, long, int, ulong, ulong, ulong*, int>)call.Host("MPI_Win_create"))(
            call.MemoryBase + start - shift, (long)size + shift, 1, info, comm.Handle, &host));
        return host;
    }

    private static long Shift(uint start) => start % WindowAlignment;

    private static WinTarget[] Targets(Part[] parts) => Array.ConvertAll(parts, p => new WinTarget { Size = p.Size, DispUnit = p.Unit, Shift = (long)p.Base });

    /// <summary>
    /// The parts lie one behind the other in a piece of memory that all share (MPI 5.0 §12.2.3), or each on pages of its own where the info object allows gaps: both are the same to us, so it is always
    /// the former.
    /// </summary>
    private static void AllocateShared(Call call)
    {
        var (size, unit, comm) = Allocation(call);
        if (!comm.IsOneNode())
            throw new ArgumentCheckException(ErrorClasses.RmaShared, 3, call[3]);
        var parts = comm.Gather(new Part { Size = size, Unit = unit });
        // Windows without a byte have a page all the same: nothing else can be shared.
        var total = Align(Math.Max(1, parts.Aggregate(0UL, (sum, p) => sum + p.Size)));

        // Errors of one process must not leave the others waiting: each step's outcome is exchanged.
        var guest = call.Instance;
        var block = Try(() => GuestHeap.Allocate(guest, total + Page), out var failure);
        var start = (uint)Align(block);
        var name = new byte[SharedSegment.NameLength];
        var file = -1;
        WorkDirectory? place = null;
        if (comm.Rank == 0 && failure == 0)
            file = Try(() => SharedSegment.Create(total, name, out place), out failure);
        var created = Agree(comm, failure);
        if (created == 0)
        {
            comm.Broadcast(name);
            if (comm.Rank != 0)
                file = Try(() => SharedSegment.Join(name), out failure);
            created = Agree(comm, failure);
        }

        place?.Dispose();

        if (created != 0)
        {
            GuestHeap.Free(call.Instance, block);
            throw new ArgumentCheckException(created, 0, total);
        }

        var segment = SharedSegment.MapOver(call.MemoryBase + start, total, file);
        var addresses = new uint[parts.Length];
        var next = start;
        for (var i = 0; i < parts.Length; i++)
        {
            addresses[i] = next;
            next += (uint)parts[i].Size;
        }

        var window = new Window { Guest = call.Instance, Unit = unit, Allocated = block, Segment = segment, Parts = addresses };
        Make(call, 5, comm, call.Handle(2), StandardAbi.WinFlavorShared, addresses[comm.Rank], size, unit, window);
        call.WriteInt(4, (int)addresses[comm.Rank]);
    }

    private static void CreateDynamic(Call call)
    {
        var info = call.Handle(0);
        var comm = Comm(call, 1);
        _ = call.OutInt(2);
        var windows = call.Environment.Windows;
        var slot = windows.Reserve();
        ulong host = 0;
        try
        {
            Call.Check(((delegate* unmanaged<ulong, ulong, ulong*, int>)call.Host())(info, comm.Handle, &host));
        }
        catch
        {
            windows.Return(slot);
            throw;
        }

        var parts = comm.Gather(new Part { Base = (ulong)call.MemoryBase });
        var targets = Array.ConvertAll(parts, p => new WinTarget { Shift = (long)p.Base, DispUnit = 1 });
        var window = new Window { Guest = call.Instance, Regions = new DynamicRegions(call.Environment, comm, call.Environment.Library.Predefined("MPI_INFO_NULL")!.Value) };
        call.WriteInt(2, (int)windows.Publish(slot, host, StandardAbi.WinFlavorDynamic, targets, 0, 0, comm.Rank, window));
    }

    private static void Attach(Call call)
    {
        var host = call.Handle(0);
        var size = Size(call, 2);
        if (call.Environment.Windows.Of(call[0]).Regions is not { } regions)
            throw new ArgumentCheckException(ErrorClasses.RmaFlavor, 0, call[0]);
        if (size > 0 && !call.IsMemory(call[1], (long)size))
            throw new ArgumentCheckException(ErrorClasses.Arg, 1, call[1], call[1] + size);
        Call.Check(((delegate* unmanaged<ulong, void*, long, int>)call.Host())(host, call.MemoryBase + call[1], (long)size));
        try
        {
            regions.Attach(call[1], size);
        }
        catch
        {
            _ = ((delegate* unmanaged<ulong, void*, int>)call.Host("MPI_Win_detach"))(host, call.MemoryBase + call[1]);
            throw;
        }
    }

    private static void Detach(Call call)
    {
        var host = call.Handle(0);
        if (call.Environment.Windows.Of(call[0]).Regions is not { } regions)
            throw new ArgumentCheckException(ErrorClasses.RmaFlavor, 0, call[0]);
        if (!regions.Detach(call[1]))
            throw new ArgumentCheckException(ErrorClasses.RmaAttach, 1, call[1]);
        Call.Check(((delegate* unmanaged<ulong, void*, int>)call.Host())(host, call.MemoryBase + call[1]));
    }

    private static void Query(Call call)
    {
        var entry = (WinEntry*)call.HandleIn(0, call[0]);
        var rank = call.Int(1);
        foreach (var result in (ReadOnlySpan<int>)[2, 3, 4])
            _ = call.OutInt(result);
        var window = call.Environment.Windows.Of(call[0]);
        if (entry->Flavor != StandardAbi.WinFlavorShared)
            throw new ArgumentCheckException(ErrorClasses.RmaFlavor, 0, call[0]);
        var targets = (WinTarget*)entry->Targets;
        // MPI_PROC_NULL: the lowest rank whose part is not empty.
        if (rank == StandardAbi.ProcNull)
        {
            rank = 0;
            while (rank < entry->GroupSize - 1 && targets[rank].Size == 0)
                rank++;
        }

        if (rank < 0 || rank >= entry->GroupSize)
            throw call.Error(ErrorClasses.Rank, 1);
        call.WriteInt(2, (int)targets[rank].Size);
        call.WriteInt(3, targets[rank].DispUnit);
        // Where others have some, no memory has no address, as on both libraries.
        call.WriteInt(4, targets[rank].Size == 0 && HasBytes(targets, entry->GroupSize) ? 0 : (int)window.Parts[rank]);
    }

    private static bool HasBytes(WinTarget* targets, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (targets[i].Size != 0)
                return true;
        }

        return false;
    }

    /// <summary>
    /// On the process itself, over a library that crashes: the processor's own instruction, as the library's for others, which it carries out in the target's process. Before, an operation that changes
    /// nothing lets the library see whether there is an epoch, and wait for its beginning. The shim has checked the arguments.
    /// </summary>
    private static void SwapOwn(Call call)
    {
        var entry = (WinEntry*)call.HandleIn(6, call[6]);
        var target = ((WinTarget*)entry->Targets)[call.Int(4)];
        if (DatatypeProcedures.Datatype(call, 3).Shadow.Basic is not { Scalars.Length: 1 })
            throw call.Error(ErrorClasses.Type, 3);
        var distance = (ulong)call[5] * (uint)target.DispUnit;
        var place = call.MemoryBase + entry->Base + distance;
        if ((nuint)place % sizeof(long) != 0 && RuntimeInformation.ProcessArchitecture != Architecture.X64)
            throw call.Error(ErrorClasses.Disp, 5);
        var library = call.Environment.Library;
        Call.Check(((delegate* unmanaged<void*, void*, ulong, int, long, ulong, ulong, int>)call.Host("MPI_Fetch_and_op"))(
            Unused, Unused, library.Predefined("MPI_LONG_LONG")!.Value, call.Int(4), (long)distance + target.Shift, library.Predefined("MPI_NO_OP")!.Value, entry->Head.Host));
        var (origin, compare) = (Unsafe.ReadUnaligned<long>(call.MemoryBase + call[0]), Unsafe.ReadUnaligned<long>(call.MemoryBase + call[1]));
        Unsafe.WriteUnaligned(call.MemoryBase + call[2], Interlocked.CompareExchange(ref *(long*)place, origin, compare));
    }

    /// <summary>What an operation that changes nothing may write whenever it likes.</summary>
    private static readonly byte* Unused = (byte*)NativeMemory.AlignedAlloc(sizeof(long), sizeof(long));

    private static void Free(Call call)
    {
        var window = call.HandleAt(0, out var guest);
        // First: their callbacks may still use the window, and may forbid it to go.
        call.Environment.Attributes.DeleteAll(guest);
        ulong host = window;
        Call.Check(((delegate* unmanaged<ulong*, int>)call.Host())(&host));
        call.Environment.Windows.Remove(guest, call.Instance);
        call.WriteInt(0, MpiApi.Standard.Value("MPI_WIN_NULL"));
    }

    /// <summary>MPI_Aint has 32 bits here: the upper half of the address space is a size like any other.</summary>
    private static ulong Size(Call call, int argument) => call[argument];

    private static int Unit(Call call, int argument) => call.Int(argument) is var unit and > 0 ? unit : throw call.Error(ErrorClasses.Disp, argument);

    private static HostComm Comm(Call call, int argument)
    {
        var entry = call.Comm(argument);
        if (entry.RemoteSize >= 0)
            throw call.Error(ErrorClasses.Comm, argument);
        return new HostComm(call.Environment, entry);
    }

    private static ulong Align(ulong value) => (value + Page - 1) & ~(Page - 1);

    private static T? Try<T>(Func<T> step, out int failure)
    {
        try
        {
            failure = 0;
            return step();
        }
        catch (ArgumentCheckException e)
        {
            failure = e.ErrorClass;
        }
        catch (Win32Exception)
        {
            failure = ErrorClasses.NoMem;
        }

        return default;
    }

    /// <summary>The first failure of any process, 0 if there was none.</summary>
    private static int Agree(HostComm comm, int failure) => comm.Gather(failure).FirstOrDefault(f => f != 0);
}
