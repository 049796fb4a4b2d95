using System.Runtime.InteropServices;
using MpiWasm.Image;
using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Memories;
using MpiWasm.Runtime.Threads;

namespace MpiWasm.Runtime.Instances;

/// <summary>
/// What <see cref="InstanceContext.Builtins"/> points at. Generated code leaves the guest state around the calls and raises PendingTrap
/// afterwards, as its import stubs do, so no trap ever crosses a managed frame.
/// </summary>
internal static unsafe class RuntimeBuiltins
{
    public static void** Table { get; } = Create();

    private static void** Create()
    {
        var targets = (void**)NativeMemory.AllocZeroed((nuint)Builtins.Count, (nuint)sizeof(void*));
        for (var i = 0; i < Builtins.Count; i++)
            targets[i] = Target((Builtin)i);
        return targets;
    }

    /// <summary>What carries a builtin out, as <see cref="Builtins.SignatureOf"/> says it is called.</summary>
    private static void* Target(Builtin builtin) => builtin switch
    {
        Builtin.MemoryGrow => (delegate* unmanaged<InstanceContext*, int, long, long>)&MemoryGrow,
        Builtin.MemoryInit => (delegate* unmanaged<InstanceContext*, int, int, ulong, uint, uint, void>)&MemoryInit,
        Builtin.DataDrop => (delegate* unmanaged<InstanceContext*, int, void>)&DataDrop,
        Builtin.TableGrow => (delegate* unmanaged<InstanceContext*, int, ulong, nint, long>)&TableGrow,
        Builtin.TableFill => (delegate* unmanaged<InstanceContext*, int, ulong, nint, ulong, void>)&TableFill,
        Builtin.TableCopy => (delegate* unmanaged<InstanceContext*, int, int, ulong, ulong, ulong, void>)&TableCopy,
        Builtin.TableInit => (delegate* unmanaged<InstanceContext*, int, int, ulong, uint, uint, void>)&TableInit,
        Builtin.ElementDrop => (delegate* unmanaged<InstanceContext*, int, void>)&ElementDrop,
        Builtin.AtomicWait32 => (delegate* unmanaged<InstanceContext*, int, ulong, int, long, int>)&AtomicWait32,
        Builtin.AtomicWait64 => (delegate* unmanaged<InstanceContext*, int, ulong, long, long, int>)&AtomicWait64,
        Builtin.AtomicNotify => (delegate* unmanaged<InstanceContext*, int, ulong, uint, int>)&AtomicNotify,
        Builtin.ExceptionSave => (delegate* unmanaged<InstanceContext*, ulong>)&ExceptionSave,
        Builtin.ExceptionRestore => (delegate* unmanaged<InstanceContext*, ulong, void>)&ExceptionRestore,
    };

    [UnmanagedCallersOnly]
    private static long MemoryGrow(InstanceContext* context, int memory, long delta)
    {
        try
        {
            return Instance.FromContext(context).Memories[memory].Grow((ulong)delta);
        }
        catch (Exception e)
        {
            GuestThread.Fail((HostContext*)context, e);
            return -1;
        }
    }

    [UnmanagedCallersOnly]
    private static void MemoryInit(InstanceContext* context, int memory, int segment, ulong destination, uint source, uint length)
    {
        try
        {
            if (!Instance.FromContext(context).InitMemory(memory, segment, destination, source, length))
                Trap(context, TrapCode.OutOfBoundsMemoryAccess);
        }
        catch (Exception e)
        {
            GuestThread.Fail((HostContext*)context, e);
        }
    }

    [UnmanagedCallersOnly]
    private static void DataDrop(InstanceContext* context, int segment) => Instance.FromContext(context).DropData(segment);

    [UnmanagedCallersOnly]
    private static long TableGrow(InstanceContext* context, int table, ulong delta, nint value)
    {
        try
        {
            return Instance.FromContext(context).Tables[table].Grow(delta, value);
        }
        catch (Exception e)
        {
            GuestThread.Fail((HostContext*)context, e);
            return -1;
        }
    }

    [UnmanagedCallersOnly]
    private static void TableFill(InstanceContext* context, int table, ulong start, nint value, ulong length)
    {
        var target = Instance.FromContext(context).Tables[table];
        if (target.Contains(start, length))
            target.Elements(start, length).Fill(value);
        else
            Trap(context, TrapCode.OutOfBoundsTableAccess);
    }

    [UnmanagedCallersOnly]
    private static void TableCopy(
        InstanceContext* context, int destinationTable, int sourceTable, ulong destination, ulong source, ulong length)
    {
        var instance = Instance.FromContext(context);
        var to = instance.Tables[destinationTable];
        var from = instance.Tables[sourceTable];
        if (to.Contains(destination, length) && from.Contains(source, length))
            from.Elements(source, length).CopyTo(to.Elements(destination, length));
        else
            Trap(context, TrapCode.OutOfBoundsTableAccess);
    }

    [UnmanagedCallersOnly]
    private static void TableInit(InstanceContext* context, int table, int segment, ulong destination, uint source, uint length)
    {
        try
        {
            if (!Instance.FromContext(context).InitTable(table, segment, destination, source, length))
                Trap(context, TrapCode.OutOfBoundsTableAccess);
        }
        catch (Exception e)
        {
            GuestThread.Fail((HostContext*)context, e);
        }
    }

    [UnmanagedCallersOnly]
    private static void ElementDrop(InstanceContext* context, int segment) => Instance.FromContext(context).DropElements(segment);

    [UnmanagedCallersOnly]
    private static int AtomicWait32(InstanceContext* context, int memory, ulong address, int expected, long timeout) =>
        AtomicWait(context, memory, address, 4, (uint)expected, timeout);

    [UnmanagedCallersOnly]
    private static int AtomicWait64(InstanceContext* context, int memory, ulong address, long expected, long timeout) =>
        AtomicWait(context, memory, address, 8, (ulong)expected, timeout);

    /// <summary>Nobody can wait on an unshared memory, so nobody is woken.</summary>
    [UnmanagedCallersOnly]
    private static int AtomicNotify(InstanceContext* context, int memory, ulong address, uint count)
    {
        try
        {
            var target = Instance.FromContext(context).Memories[memory];
            return CheckAtomic(context, target, address, 4) && target.Type.IsShared
                ? (int)AtomicWaiters.Notify(target.Base + address, count)
                : 0;
        }
        catch (Exception e)
        {
            GuestThread.Fail((HostContext*)context, e);
            return 0;
        }
    }

    [UnmanagedCallersOnly]
    private static ulong ExceptionSave(InstanceContext* context)
    {
        try
        {
            return Instance.FromContext(context).Store.Exceptions.Save(context->Thread);
        }
        catch (Exception e)
        {
            GuestThread.Fail((HostContext*)context, e);
            return 0;
        }
    }

    [UnmanagedCallersOnly]
    private static void ExceptionRestore(InstanceContext* context, ulong reference)
    {
        try
        {
            if (!Instance.FromContext(context).Store.Exceptions.Restore(reference, context->Thread))
                Trap(context, TrapCode.NullReference);
        }
        catch (Exception e)
        {
            GuestThread.Fail((HostContext*)context, e);
        }
    }

    private static int AtomicWait(InstanceContext* context, int memory, ulong address, int size, ulong expected, long timeout)
    {
        try
        {
            var target = Instance.FromContext(context).Memories[memory];
            if (!CheckAtomic(context, target, address, (uint)size))
                return 0;
            if (target.Type.IsShared)
                return AtomicWaiters.Wait(target.Base + address, size, expected, timeout);
            // A wait on an unshared memory would never end.
            Trap(context, TrapCode.ExpectedSharedMemory);
            return 0;
        }
        catch (Exception e)
        {
            GuestThread.Fail((HostContext*)context, e);
            return 0;
        }
    }

    private static bool CheckAtomic(InstanceContext* context, GuestMemory memory, ulong address, uint size)
    {
        var inside = memory.Contains(address, size);
        var aligned = address % size == 0;
        if (!aligned)
            Trap(context, TrapCode.UnalignedAtomic);
        else if (!inside)
            Trap(context, TrapCode.OutOfBoundsMemoryAccess);
        return inside && aligned;
    }

    private static void Trap(InstanceContext* context, TrapCode code) => context->Thread->PendingTrap = (int)code;
}
