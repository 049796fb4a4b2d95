using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Collectives;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Messages;
using MpiWasm.Mpi.Local.Objects;
using MpiWasm.Mpi.Local.OneSided;

namespace MpiWasm.Mpi.Local.Entries;

/// <summary>One-sided communication (MPI 5.0, chapter 12).</summary>
internal static unsafe class WindowEntries
{
    public static (string Name, nint Code)[] All { get; } =
    [
        ("MPI_Win_create", (nint)(delegate* unmanaged<void*, nint, int, int, int, int*, int>)&WinCreate),
        ("MPI_Win_create_dynamic", (nint)(delegate* unmanaged<int, int, int*, int>)&WinCreateDynamic),
        ("MPI_Win_attach", (nint)(delegate* unmanaged<int, void*, nint, int>)&WinAttach),
        ("MPI_Win_detach", (nint)(delegate* unmanaged<int, void*, int>)&WinDetach),
        ("MPI_Win_free", (nint)(delegate* unmanaged<int*, int>)&WinFree),
        ("MPI_Win_get_group", (nint)(delegate* unmanaged<int, int*, int>)&WinGetGroup),
        ("MPI_Win_set_errhandler", (nint)(delegate* unmanaged<int, int, int>)&WinSetErrhandler),
        ("MPI_Win_set_info", (nint)(delegate* unmanaged<int, int, int>)&WinSetInfo),
        ("MPI_Win_get_info", (nint)(delegate* unmanaged<int, int*, int>)&WinGetInfo),
        ("MPI_Put", (nint)(delegate* unmanaged<void*, int, int, int, nint, int, int, int, int>)&Put),
        ("MPI_Get", (nint)(delegate* unmanaged<void*, int, int, int, nint, int, int, int, int>)&Get),
        ("MPI_Accumulate", (nint)(delegate* unmanaged<void*, int, int, int, nint, int, int, int, int, int>)&Accumulate),
        ("MPI_Get_accumulate", (nint)(delegate* unmanaged<
            void*, int, int, void*, int, int, int, nint, int, int, int, int, int>)&GetAccumulate),
        ("MPI_Fetch_and_op", (nint)(delegate* unmanaged<void*, void*, int, int, nint, int, int, int>)&FetchAndOp),
        ("MPI_Compare_and_swap", (nint)(delegate* unmanaged<void*, void*, void*, int, int, nint, int, int>)&CompareAndSwap),
        ("MPI_Rput", (nint)(delegate* unmanaged<void*, int, int, int, nint, int, int, int, int*, int>)&Rput),
        ("MPI_Rget", (nint)(delegate* unmanaged<void*, int, int, int, nint, int, int, int, int*, int>)&Rget),
        ("MPI_Raccumulate", (nint)(delegate* unmanaged<void*, int, int, int, nint, int, int, int, int, int*, int>)&Raccumulate),
        ("MPI_Rget_accumulate", (nint)(delegate* unmanaged<
            void*, int, int, void*, int, int, int, nint, int, int, int, int, int*, int>)&RgetAccumulate),
        ("MPI_Win_fence", (nint)(delegate* unmanaged<int, int, int>)&WinFence),
        ("MPI_Win_post", (nint)(delegate* unmanaged<int, int, int, int>)&WinPost),
        ("MPI_Win_start", (nint)(delegate* unmanaged<int, int, int, int>)&WinStart),
        ("MPI_Win_complete", (nint)(delegate* unmanaged<int, int>)&WinComplete),
        ("MPI_Win_wait", (nint)(delegate* unmanaged<int, int>)&WinWait),
        ("MPI_Win_test", (nint)(delegate* unmanaged<int, int*, int>)&WinTest),
        ("MPI_Win_lock", (nint)(delegate* unmanaged<int, int, int, int, int>)&WinLock),
        ("MPI_Win_lock_all", (nint)(delegate* unmanaged<int, int, int>)&WinLockAll),
        ("MPI_Win_unlock", (nint)(delegate* unmanaged<int, int, int>)&WinUnlock),
        ("MPI_Win_unlock_all", (nint)(delegate* unmanaged<int, int>)&WinUnlockAll),
        ("MPI_Win_flush", (nint)(delegate* unmanaged<int, int, int>)&WinFlush),
        ("MPI_Win_flush_all", (nint)(delegate* unmanaged<int, int>)&WinFlushAll),
        ("MPI_Win_flush_local", (nint)(delegate* unmanaged<int, int, int>)&WinFlushLocal),
        ("MPI_Win_flush_local_all", (nint)(delegate* unmanaged<int, int>)&WinFlushLocalAll),
        ("MPI_Win_sync", (nint)(delegate* unmanaged<int, int>)&WinSync),
    ];

    [UnmanagedCallersOnly]
    private static int WinCreate(void* address, nint size, int unit, int info, int comm, int* win)
    {
        try
        {
            return Parts.Finish(Make(comm, address, unit, win));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int WinCreateDynamic(int info, int comm, int* win)
    {
        try
        {
            return Parts.Finish(Make(comm, null, 1, win));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int WinAttach(int win, void* address, nint size)
    {
        try
        {
            _ = Of(win);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int WinDetach(int win, void* address)
    {
        try
        {
            _ = Of(win);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int WinFree(int* win)
    {
        try
        {
            var error = Meet(Of(*win));
            _ = Entry.Objects.Windows.TryRemove(*win, out _);
            *win = StandardAbi.WinNull;
            return error;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int WinGetGroup(int win, int* group)
    {
        try
        {
            *group = Entry.Objects.HandleOf(Of(win).Communicator.Group);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int WinSetErrhandler(int win, int handler)
    {
        try
        {
            _ = Of(win);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int WinSetInfo(int win, int info) => Entry.Run(() =>
    {
        if (Entry.Objects.Infos.Find(info) is { } hints)
            _ = Of(win).Communicator.Hints.AddHints(hints);
    });

    [UnmanagedCallersOnly]
    private static int WinGetInfo(int win, int* info) =>
        Entry.Run(() => *info = Entry.Objects.Infos.Add(new InfoList(Of(win).Communicator.Hints)));

    [UnmanagedCallersOnly]
    private static int Put(void* origin, int count, int type, int target, nint at, int targetCount, int targetType, int win)
    {
        try
        {
            Write(origin, count, type, target, at, targetCount, targetType, win);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Get(void* origin, int count, int type, int target, nint at, int targetCount, int targetType, int win)
    {
        try
        {
            Read(origin, count, type, target, at, targetCount, targetType, win);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Accumulate(void* origin, int count, int type, int target, nint at, int targetCount, int targetType, int op, int win)
    {
        try
        {
            Combine(origin, count, type, null, 0, type, target, at, targetCount, targetType, op, win);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int GetAccumulate(
        void* origin, int count, int type, void* result, int resultCount, int resultType, int target, nint at, int targetCount,
        int targetType, int op, int win)
    {
        try
        {
            Combine(origin, count, type, result, resultCount, resultType, target, at, targetCount, targetType, op, win);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int FetchAndOp(void* origin, void* result, int type, int target, nint at, int op, int win)
    {
        try
        {
            Combine(origin, 1, type, result, 1, type, target, at, 1, type, op, win);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CompareAndSwap(void* origin, void* compare, void* result, int type, int target, nint at, int win)
    {
        try
        {
            if (target != StandardAbi.ProcNull)
                Of(win).Of(target).Swap(origin, compare, result, at, Entry.Objects.Datatypes[type]);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Rput(void* origin, int count, int type, int target, nint at, int targetCount, int targetType, int win, int* request)
    {
        try
        {
            Write(origin, count, type, target, at, targetCount, targetType, win);
            *request = Done();
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Rget(void* origin, int count, int type, int target, nint at, int targetCount, int targetType, int win, int* request)
    {
        try
        {
            Read(origin, count, type, target, at, targetCount, targetType, win);
            *request = Done();
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Raccumulate(
        void* origin, int count, int type, int target, nint at, int targetCount, int targetType, int op, int win, int* request)
    {
        try
        {
            Combine(origin, count, type, null, 0, type, target, at, targetCount, targetType, op, win);
            *request = Done();
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int RgetAccumulate(
        void* origin, int count, int type, void* result, int resultCount, int resultType, int target, nint at, int targetCount,
        int targetType, int op, int win, int* request)
    {
        try
        {
            Combine(origin, count, type, result, resultCount, resultType, target, at, targetCount, targetType, op, win);
            *request = Done();
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int WinFence(int assert, int win)
    {
        try
        {
            return Meet(Of(win));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int WinPost(int group, int assert, int win)
    {
        try
        {
            var window = Of(win);
            window.Exposed = RanksOf(group, window);
            foreach (var origin in window.Exposed)
                _ = Interlocked.Increment(ref window.Of(window.Rank).Posted[origin]);
            window.Core.Changed();
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int WinStart(int group, int assert, int win)
    {
        try
        {
            var window = Of(win);
            window.Accessed = RanksOf(group, window);
            foreach (var target in window.Accessed)
            {
                var state = (Counts: window.Of(target).Posted, window.Rank);
                Entry.Rank.WaitUntil(state, static s => Volatile.Read(ref s.Counts[s.Rank]) > 0);
                _ = Interlocked.Decrement(ref state.Counts[window.Rank]);
            }
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int WinComplete(int win)
    {
        try
        {
            var window = Of(win);
            foreach (var target in window.Accessed)
                _ = Interlocked.Increment(ref window.Of(target).Completed[window.Rank]);
            window.Accessed = [];
            window.Core.Changed();
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int WinWait(int win)
    {
        try
        {
            var window = Of(win);
            Entry.Rank.WaitUntil(window, IsExposureOver);
            EndExposure(window);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int WinTest(int win, int* flag)
    {
        try
        {
            var window = Of(win);
            *flag = IsExposureOver(window) ? 1 : 0;
            if (*flag != 0)
                EndExposure(window);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int WinLock(int type, int target, int assert, int win)
    {
        try
        {
            Lock(Of(win), target, type == StandardAbi.LockExclusive);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int WinLockAll(int assert, int win)
    {
        try
        {
            var window = Of(win);
            for (var target = 0; target < window.Core.Ranks.Length; target++)
                Lock(window, target, isExclusive: false);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int WinUnlock(int target, int win)
    {
        try
        {
            Unlock(Of(win), target);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int WinUnlockAll(int win)
    {
        try
        {
            var window = Of(win);
            for (var target = 0; target < window.Core.Ranks.Length; target++)
                Unlock(window, target);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int WinFlush(int target, int win)
    {
        try
        {
            Interlocked.MemoryBarrier();
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int WinFlushAll(int win)
    {
        try
        {
            Interlocked.MemoryBarrier();
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int WinFlushLocal(int target, int win)
    {
        try
        {
            Interlocked.MemoryBarrier();
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int WinFlushLocalAll(int win)
    {
        try
        {
            Interlocked.MemoryBarrier();
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int WinSync(int win)
    {
        try
        {
            Interlocked.MemoryBarrier();
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    private static Window Of(int handle) => Entry.Objects.Windows[handle];

    private static Part Make(int comm, void* address, int unit, int* win)
    {
        var part = Parts.Of(CollectiveKind.Custom, comm);
        part.Value = ((nint)address, unit);
        part.Receive = new Blocks { Buffer = (byte*)win };
        part.Together = static parts =>
        {
            var old = parts[0].Communicator.Core;
            var core = new WindowCore(new CommunicatorCore(old.Job, old.Groups[0], null));
            foreach (var part in parts)
            {
                var (address, unit) = ((nint, int))part.Value!;
                var exposed = core.Ranks[part.Rank];
                exposed.Base = (byte*)address;
                exposed.Unit = unit;
                exposed.Posted = new int[parts.Length];
                exposed.Completed = new int[parts.Length];
            }

            foreach (var part in parts)
                *(int*)part.Receive.Buffer = part.Request.Owner.Objects.Windows.Add(
                    new Window(core, new Communicator(core.Communicator, 0, part.Rank)));
        };
        return part;
    }

    private static int Meet(Window window) => Parts.Finish(new Part
    {
        Kind = CollectiveKind.Barrier, Communicator = window.Communicator, Request = new Request { Owner = Entry.Rank },
    });

    private static void Write(void* origin, long count, int type, int target, long at, long targetCount, int targetType, int win)
    {
        var objects = Entry.Objects;
        if (target != StandardAbi.ProcNull)
            _ = Transfer.Copy(
                origin, count, objects.Datatypes[type], Of(win).Of(target).At(at), targetCount, objects.Datatypes[targetType]);
    }

    private static void Read(void* origin, long count, int type, int target, long at, long targetCount, int targetType, int win)
    {
        var objects = Entry.Objects;
        if (target != StandardAbi.ProcNull)
            _ = Transfer.Copy(
                Of(win).Of(target).At(at), targetCount, objects.Datatypes[targetType], origin, count, objects.Datatypes[type]);
    }

    /// <summary>Accumulates; where types differ, by way of a buffer in the target's layout.</summary>
    private static void Combine(
        void* origin, long count, int type, void* result, long resultCount, int resultType,
        int target, long at, long targetCount, int targetType, int op, int win)
    {
        if (target == StandardAbi.ProcNull)
            return;
        var objects = Entry.Objects;
        var (exposed, operation, layout) = (Of(win).Of(target), objects.Operations[op], objects.Datatypes[targetType]);
        if (!operation.IsDefinedOn(layout))
            throw new MpiFailure(StandardAbi.ErrOp);
        var isRead = op == StandardAbi.NoOp;
        using var operand = new Scratch(layout, isRead ? 0 : targetCount);
        using var fetched = new Scratch(layout, result is null ? 0 : targetCount);
        if (!isRead)
            _ = Transfer.Copy(origin, count, objects.Datatypes[type], operand.Address, targetCount, layout);
        exposed.Combine(
            isRead ? null : operand.Address, result is null ? null : fetched.Address, at, targetCount, layout, operation, targetType);
        if (result is not null)
            _ = Transfer.Copy(fetched.Address, targetCount, layout, result, resultCount, objects.Datatypes[resultType]);
    }

    private static int Done() => Entry.Objects.Requests.Add(new Request { Owner = Entry.Rank, IsActive = true });

    private static int[] RanksOf(int group, Window window)
    {
        var own = window.Communicator.Group;
        return [.. Entry.Objects.Groups[group].WorldRanks.ToArray().Select(own.RankOf)];
    }

    private static bool IsExposureOver(Window window)
    {
        var counts = window.Of(window.Rank).Completed;
        return Array.TrueForAll(window.Exposed, origin => Volatile.Read(ref counts[origin]) > 0);
    }

    private static void EndExposure(Window window)
    {
        foreach (var origin in window.Exposed)
            _ = Interlocked.Decrement(ref window.Of(window.Rank).Completed[origin]);
        window.Exposed = [];
    }

    private static void Lock(Window window, int target, bool isExclusive)
    {
        if (target == StandardAbi.ProcNull)
            return;
        var state = (Rank: window.Of(target), isExclusive);
        Entry.Rank.WaitUntil(state, static s => s.Rank.TryLock(s.isExclusive));
        _ = window.Locked.Add(target);
    }

    private static void Unlock(Window window, int target)
    {
        if (target == StandardAbi.ProcNull)
            return;
        if (!window.Locked.Remove(target))
            throw new MpiFailure(StandardAbi.ErrRmaSync);
        window.Of(target).Unlock();
        window.Core.Changed();
    }
}
