using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MpiWasm.Image.Cache;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Callbacks;
using MpiWasm.Mpi.Calls.Generated;
using MpiWasm.Mpi.Communicators;
using MpiWasm.Mpi.Objects.Caching;
using MpiWasm.Mpi.Objects.Datatypes;

namespace MpiWasm.Mpi.OneSided;

/// <summary>
/// Windows (MPI 5.0 §12.2) and memory for them (§9.2). Each process tells the others how large its part is: accesses are checked where they
/// start (<see cref="WinEntry"/>). Whatever the flavour, the host's window is made over guest memory.
/// </summary>
internal static unsafe class WindowProcedures
{
    private const ulong Page = 4096;

    /// <summary>
    /// What malloc gives, and no more: a window that began earlier than the guest's could overlap its neighbour's end, and MPICH over UCX
    /// takes the data of windows that overlap to the wrong place (natively, too).
    /// </summary>
    private const uint WindowAlignment = 16;

    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        AllocMemCall.ServedBy(AllocateMemory),
        FreeMemCall.ServedBy(FreeMemory),
        WinCreateCall.ServedBy(Create),
        WinAllocateCall.ServedBy(Allocate),
        WinAllocateSharedCall.ServedBy(AllocateShared),
        WinCreateDynamicCall.ServedBy(CreateDynamic),
        WinAttachCall.ServedBy(Attach),
        WinDetachCall.ServedBy(Detach),
        WinSharedQueryCall.ServedBy(Query),
        WinFreeCall.ServedBy(Free),
        CompareAndSwapCall.ServedBy(SwapOwn),
    ];

    [StructLayout(LayoutKind.Sequential)]
    private struct Part
    {
        public ulong Size;
        public int Unit;
        public ulong Base;
    }

    private static void AllocateMemory(AllocMemCall call)
    {
        call.Info.Require();
        call.Baseptr.Require();
        call.Baseptr.Set(GuestHeap.Allocate(call.Call.Instance, call.Size.Bytes));
    }

    private static void FreeMemory(FreeMemCall call)
    {
        if (!call.Base.HasBytes(1))
            throw call.Base.Error(ErrorClasses.Base);
        GuestHeap.Free(call.Call.Instance, call.Base.Address);
    }

    private static void Create(WinCreateCall call)
    {
        var size = call.Size.Bytes;
        var unit = Unit(call.DispUnit);
        call.Info.Require();
        var comm = Comm(call.Environment, call.Comm);
        call.Win.Require();
        var start = call.Base.Address;
        if (size > 0 && !call.Base.HasBytes((long)size))
            throw call.Environment.GuestAbi.Signed(size) < 0
                ? call.Size.Error(ErrorClasses.Size)
                : call.Base.Error(start == 0 ? ErrorClasses.Base : ErrorClasses.Arg, start + size);
        var window = new Window { Guest = call.Call.Instance, Unit = unit };
        call.Win.Set(Make(call, comm, call.Info, StandardAbi.WinFlavorCreate, start, size, window));
    }

    private static void Allocate(WinAllocateCall call)
    {
        var size = call.Size.Bytes;
        var unit = Unit(call.DispUnit);
        var comm = Comm(call.Environment, call.Comm);
        call.Info.Require();
        call.Baseptr.Require();
        call.Win.Require();
        var start = GuestHeap.Allocate(call.Call.Instance, size);
        var window = new Window { Guest = call.Call.Instance, Unit = unit, Allocated = start };
        call.Win.Set(Make(call, comm, call.Info, StandardAbi.WinFlavorAllocate, start, size, window));
        call.Baseptr.Set(start);
    }

    /// <summary>Makes the window on all processes.</summary>
    /// <returns>The guest's handle.</returns>
    private static uint Make(Call call, HostComm comm, HandleArgument info, int flavor, ulong start, ulong size, Window window)
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

        var parts = comm.Gather(new Part { Size = size, Unit = window.Unit, Base = (ulong)Shift(start) });
        return windows.Publish(slot, host, flavor, Targets(parts), start, size, comm.Rank, window);
    }

    /// <summary>The host's window is addressed in bytes, from an aligned address: see <see cref="WinEntry"/>.</summary>
    private static ulong HostWindow(Call call, HostComm comm, HandleArgument info, ulong start, ulong size)
    {
        ulong host = 0;
        var shift = Shift(start);
        // Of a part without bytes the address may be anything.
        call.Functions.WinCreate(call.Place(start) - shift, (long)size + shift, 1, info, comm.Handle, &host);
        return host;
    }

    private static long Shift(ulong start) => (long)(start % WindowAlignment);

    private static WinTarget[] Targets(Part[] parts) =>
        Array.ConvertAll(parts, p => new WinTarget { Size = p.Size, DispUnit = p.Unit, Shift = (long)p.Base });

    /// <summary>
    /// The parts lie one behind the other in a piece of memory that all share (MPI 5.0 §12.2.3), or each on pages of its own where the info
    /// object allows gaps: both are the same to us, so it is always the former.
    /// </summary>
    private static void AllocateShared(WinAllocateSharedCall call)
    {
        var size = call.Size.Bytes;
        var unit = Unit(call.DispUnit);
        var comm = Comm(call.Environment, call.Comm);
        call.Info.Require();
        call.Baseptr.Require();
        call.Win.Require();
        if (!comm.IsOneNode())
            throw call.Comm.Error(ErrorClasses.RmaShared);
        var parts = comm.Gather(new Part { Size = size, Unit = unit });
        // Windows without a byte have a page all the same: nothing else can be shared.
        var total = Align(Math.Max(1, Together(parts)));

        // Errors of one process must not leave the others waiting: each step's outcome is exchanged.
        var guest = call.Call.Instance;
        var block = Try(() => GuestHeap.Allocate(guest, total + Page), out var failure);
        var start = Align(block);
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
            GuestHeap.Free(call.Call.Instance, block);
            throw call.Size.Error(created);
        }

        var segment = SharedSegment.MapOver(call.Call.MemoryBase + start, total, file);
        var addresses = new ulong[parts.Length];
        var next = start;
        for (var i = 0; i < parts.Length; i++)
        {
            addresses[i] = next;
            next += parts[i].Size;
        }

        var window = new Window { Guest = call.Call.Instance, Unit = unit, Allocated = block, Segment = segment, Parts = addresses };
        call.Win.Set(Make(call, comm, call.Info, StandardAbi.WinFlavorShared, addresses[comm.Rank], size, window));
        call.Baseptr.Set(addresses[comm.Rank]);
    }

    /// <summary>
    /// The bytes of all parts: where they are more than any memory has, so many that no memory is found, whatever the sum would be.
    /// </summary>
    private static ulong Together(Part[] parts)
    {
        var sum = 0UL;
        foreach (var part in parts)
            sum = Math.Min(sum + Math.Min(part.Size, DatatypeEntry.MostAddress), DatatypeEntry.MostAddress);
        return sum;
    }

    private static void CreateDynamic(WinCreateDynamicCall call)
    {
        call.Info.Require();
        var comm = Comm(call.Environment, call.Comm);
        call.Win.Require();
        var windows = call.Environment.Windows;
        var slot = windows.Reserve();
        ulong host = 0;
        try
        {
            call.Functions.WinCreateDynamic(call.Info, comm.Handle, &host);
        }
        catch
        {
            windows.Return(slot);
            throw;
        }

        var parts = comm.Gather(new Part { Base = (ulong)call.Call.MemoryBase });
        var targets = Array.ConvertAll(parts, p => new WinTarget { Shift = (long)p.Base, DispUnit = 1 });
        var window = new Window
        {
            Guest = call.Call.Instance,
            Regions = new DynamicRegions(call.Environment, comm, call.Environment.Host.InfoNull)
        };
        call.Win.Set(windows.Publish(slot, host, StandardAbi.WinFlavorDynamic, targets, 0, 0, comm.Rank, window));
    }

    private static void Attach(WinAttachCall call)
    {
        var host = call.Win.Host;
        var size = call.Size.Bytes;
        var regions = Regions(call.Environment, call.Win);
        if (size > 0 && !call.Base.HasBytes((long)size))
            throw call.Base.Error(ErrorClasses.Arg, call.Base.Address + size);
        call.Functions.WinAttach(host, call.Base.Unchecked, (long)size);
        try
        {
            regions.Attach(call.Base.Address, size);
        }
        catch
        {
            _ = call.Functions.Codes.WinDetach(host, call.Base.Unchecked);
            throw;
        }
    }

    private static void Detach(WinDetachCall call)
    {
        var host = call.Win.Host;
        if (!Regions(call.Environment, call.Win).Detach(call.Base.Address))
            throw call.Base.Error(ErrorClasses.RmaAttach);
        call.Functions.WinDetach(host, call.Base.Unchecked);
    }

    private static DynamicRegions Regions(MpiEnvironment environment, HandleArgument win) =>
        environment.Windows.Of(win.Guest).Regions ?? throw win.Error(ErrorClasses.RmaFlavor);

    private static void Query(WinSharedQueryCall call)
    {
        var entry = (WinEntry*)call.Win.Entry;
        var rank = call.Rank.Value;
        call.Size.Require();
        call.DispUnit.Require();
        call.Baseptr.Require();
        var window = call.Environment.Windows.Of(call.Win.Guest);
        if (entry->Flavor != StandardAbi.WinFlavorShared)
            throw call.Win.Error(ErrorClasses.RmaFlavor);
        var targets = (WinTarget*)entry->Targets;
        // MPI_PROC_NULL: the lowest rank whose part is not empty.
        if (rank == StandardAbi.ProcNull)
        {
            rank = 0;
            while (rank < entry->GroupSize - 1 && targets[rank].Size == 0)
                rank++;
        }

        if (rank < 0 || rank >= entry->GroupSize)
            throw call.Rank.Error(ErrorClasses.Rank);
        call.Size.Set(call.Environment.GuestAbi.Signed(targets[rank].Size));
        call.DispUnit.Set(targets[rank].DispUnit);
        // Where others have some, no memory has no address, as on both libraries.
        call.Baseptr.Set(targets[rank].Size == 0 && HasBytes(targets, entry->GroupSize) ? 0 : window.Parts[rank]);
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
    /// On the process itself, over a library that crashes: the processor's own instruction, as the library's for others, which it carries
    /// out in the target's process. Before, an operation that changes nothing lets the library see whether there is an epoch, and wait for
    /// its beginning. The shim has checked the arguments.
    /// </summary>
    private static void SwapOwn(CompareAndSwapCall call)
    {
        var entry = (WinEntry*)call.Win.Entry;
        var target = ((WinTarget*)entry->Targets)[call.TargetRank];
        if (call.Datatype.Hosted().Shadow.Basic is not { Scalars.Length: 1 })
            throw call.Datatype.Error(ErrorClasses.Type);
        var distance = call.TargetDisp.Bytes * (uint)target.DispUnit;
        var place = call.Call.MemoryBase + entry->Base + distance;
        if ((nuint)place % sizeof(long) != 0 && RuntimeInformation.ProcessArchitecture != Architecture.X64)
            throw call.TargetDisp.Error(ErrorClasses.Disp);
        var host = call.Environment.Host;
        call.Functions.FetchAndOp(Unused, Unused, host.Predefined(ConstantNames.LongLong), call.TargetRank, (long)distance + target.Shift,
            host.Predefined(ConstantNames.NoOp), entry->Head.Host);
        var origin = Unsafe.ReadUnaligned<long>(call.OriginAddr.Unchecked);
        var compare = Unsafe.ReadUnaligned<long>(call.CompareAddr.Unchecked);
        Unsafe.WriteUnaligned(call.ResultAddr.Unchecked, Interlocked.CompareExchange(ref *(long*)place, origin, compare));
    }

    /// <summary>What an operation that changes nothing may write whenever it likes.</summary>
    private static readonly byte* Unused = (byte*)NativeMemory.AlignedAlloc(sizeof(long), sizeof(long));

    private static void Free(WinFreeCall call)
    {
        var win = call.Win.Read();
        // First: their callbacks may still use the window, and may forbid it to go.
        call.Environment.Attributes.DeleteAll(win.Guest);
        var host = win.Host;
        call.Functions.WinFree(&host);
        call.Environment.Windows.Remove(win.Guest, call.Call.Instance);
        call.Win.Set(StandardAbi.WinNull);
    }

    private static int Unit(LongArgument unit) => unit > 0 ? (int)unit : throw unit.Error(ErrorClasses.Disp);

    private static HostComm Comm(MpiEnvironment environment, CommArgument comm) => new(environment, comm.RequireIntracommunicator());

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
