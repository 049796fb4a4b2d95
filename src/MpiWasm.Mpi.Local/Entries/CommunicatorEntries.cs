using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Collectives;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Entries;

/// <summary>Communicators and their attributes (MPI 5.0, chapter 7).</summary>
internal static unsafe class CommunicatorEntries
{
    public static (string Name, nint Code)[] All { get; } =
    [
        ("MPI_Comm_rank", (nint)(delegate* unmanaged<int, int*, int>)&CommRank),
        ("MPI_Comm_size", (nint)(delegate* unmanaged<int, int*, int>)&CommSize),
        ("MPI_Comm_remote_size", (nint)(delegate* unmanaged<int, int*, int>)&CommRemoteSize),
        ("MPI_Comm_test_inter", (nint)(delegate* unmanaged<int, int*, int>)&CommTestInter),
        ("MPI_Comm_group", (nint)(delegate* unmanaged<int, int*, int>)&CommGroup),
        ("MPI_Comm_remote_group", (nint)(delegate* unmanaged<int, int*, int>)&CommRemoteGroup),
        ("MPI_Comm_compare", (nint)(delegate* unmanaged<int, int, int*, int>)&CommCompare),
        ("MPI_Comm_dup", (nint)(delegate* unmanaged<int, int*, int>)&CommDup),
        ("MPI_Comm_dup_with_info", (nint)(delegate* unmanaged<int, int, int*, int>)&CommDupWithInfo),
        ("MPI_Comm_idup", (nint)(delegate* unmanaged<int, int*, int*, int>)&CommIdup),
        ("MPI_Comm_idup_with_info", (nint)(delegate* unmanaged<int, int, int*, int*, int>)&CommIdupWithInfo),
        ("MPI_Comm_split", (nint)(delegate* unmanaged<int, int, int, int*, int>)&CommSplit),
        ("MPI_Comm_split_type", (nint)(delegate* unmanaged<int, int, int, int, int*, int>)&CommSplitType),
        ("MPI_Comm_create", (nint)(delegate* unmanaged<int, int, int*, int>)&CommCreate),
        ("MPI_Comm_free", (nint)(delegate* unmanaged<int*, int>)&CommFree),
        ("MPI_Comm_disconnect", (nint)(delegate* unmanaged<int*, int>)&CommDisconnect),
        ("MPI_Comm_set_errhandler", (nint)(delegate* unmanaged<int, int, int>)&CommSetErrhandler),
        ("MPI_Comm_set_info", (nint)(delegate* unmanaged<int, int, int>)&CommSetInfo),
        ("MPI_Comm_get_info", (nint)(delegate* unmanaged<int, int*, int>)&CommGetInfo),
        ("MPI_Comm_create_group", (nint)(delegate* unmanaged<int, int, int, int*, int>)&CommCreateGroup),
        ("MPI_Intercomm_create", (nint)(delegate* unmanaged<int, int, int, int, int, int*, int>)&IntercommCreate),
        ("MPI_Intercomm_merge", (nint)(delegate* unmanaged<int, int, int*, int>)&IntercommMerge),
        ("MPI_Comm_get_attr", (nint)(delegate* unmanaged<int, int, void**, int*, int>)&CommGetAttr),
    ];

    [UnmanagedCallersOnly]
    private static int CommRank(int comm, int* rank)
    {
        try
        {
            *rank = Of(comm).Rank;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CommSize(int comm, int* size)
    {
        try
        {
            *size = Of(comm).Group.Size;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CommRemoteSize(int comm, int* size)
    {
        try
        {
            *size = Of(comm).Remote.Size;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CommTestInter(int comm, int* flag)
    {
        try
        {
            *flag = Of(comm).Core.IsInter ? 1 : 0;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CommGroup(int comm, int* group)
    {
        try
        {
            *group = Entry.Objects.HandleOf(Of(comm).Group);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CommRemoteGroup(int comm, int* group)
    {
        try
        {
            *group = Entry.Objects.HandleOf(Of(comm).Remote);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CommCompare(int comm, int other, int* result)
    {
        try
        {
            var (a, b) = (Of(comm), Of(other));
            *result = a.Core == b.Core ? StandardAbi.Ident : a.Core.IsInter != b.Core.IsInter ? StandardAbi.Unequal
                : Math.Max(Compare(a.Group, b.Group), Compare(a.Remote, b.Remote));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CommDup(int comm, int* made)
    {
        try
        {
            return Parts.Finish(Communicators.Duplicate(comm, made));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CommDupWithInfo(int comm, int info, int* made)
    {
        try
        {
            return Parts.Finish(Communicators.Duplicate(comm, made, HintsOf(info)));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CommIdup(int comm, int* made, int* request)
    {
        try
        {
            return Parts.Begin(Communicators.Duplicate(comm, made), request);
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CommIdupWithInfo(int comm, int info, int* made, int* request)
    {
        try
        {
            return Parts.Begin(Communicators.Duplicate(comm, made, HintsOf(info)), request);
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CommSplit(int comm, int color, int key, int* made)
    {
        try
        {
            return Parts.Finish(Communicators.Split(comm, color, key, made));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CommSplitType(int comm, int type, int key, int info, int* made)
    {
        try
        {
            // All ranks are of one node, and share its memory.
            return Parts.Finish(Communicators.Split(comm, type == StandardAbi.Undefined ? type : 0, key, made));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CommCreate(int comm, int group, int* made)
    {
        try
        {
            return Parts.Finish(Communicators.Create(comm, group, made));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CommFree(int* comm)
    {
        try
        {
            return Remove(comm);
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CommDisconnect(int* comm)
    {
        try
        {
            return Remove(comm);
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CommSetErrhandler(int comm, int handler)
    {
        try
        {
            _ = Of(comm);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CommSetInfo(int comm, int info) => Entry.Run(() =>
    {
        if (Entry.Objects.Infos.Find(info) is { } hints)
            _ = Of(comm).Hints.AddHints(hints);
    });

    [UnmanagedCallersOnly]
    private static int CommGetInfo(int comm, int* info) => Entry.Run(() => *info = Entry.Objects.Infos.Add(new InfoList(Of(comm).Hints)));

    [UnmanagedCallersOnly]
    private static int CommCreateGroup(int comm, int group, int tag, int* made)
    {
        try
        {
            Communicators.CreateOfGroup(comm, group, tag, made);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int IntercommCreate(int local, int localLeader, int peer, int remoteLeader, int tag, int* made)
    {
        try
        {
            return Parts.Finish(Communicators.CreateInter(local, localLeader, peer, remoteLeader, tag, made));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int IntercommMerge(int comm, int isHigh, int* made)
    {
        try
        {
            return Parts.Finish(Communicators.Merge(comm, isHigh != 0, made));
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int CommGetAttr(int comm, int key, void** value, int* flag)
    {
        try
        {
            _ = Of(comm);
            *flag = Attributes.Find(key) is var address && address is not null ? 1 : 0;
            *value = address;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    private static InfoList HintsOf(int info) =>
        Entry.Objects.Infos.Find(info) is { } hints ? new InfoList().AddHints(hints) : new InfoList();

    private static Communicator Of(int handle) => Entry.Objects.Communicators[handle];

    private static int Compare(Group a, Group b) =>
        a.WorldRanks.SequenceEqual(b.WorldRanks) ? StandardAbi.Congruent
        : a.Size == b.Size && a.Difference(b).Size == 0 ? StandardAbi.Similar : StandardAbi.Unequal;

    private static int Remove(int* comm)
    {
        if (!Entry.Objects.Communicators.TryRemove(*comm, out _))
            return StandardAbi.ErrComm;
        *comm = StandardAbi.CommNull;
        return StandardAbi.Success;
    }
}
