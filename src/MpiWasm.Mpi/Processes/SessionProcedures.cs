using System.Text;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Communicators;
using MpiWasm.Mpi.Core.Calls;
using MpiWasm.Mpi.Core.Errors;
using MpiWasm.Mpi.Core.Info;

namespace MpiWasm.Mpi.Processes;

/// <summary>Sessions and communicators without a parent (MPI 5.0 §7.4, §7.6, §11.3).</summary>
internal static unsafe class SessionProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Session_init", Init),
        ("MPI_Session_finalize", Finalize),
        ("MPI_Session_get_info", GetInfo),
        ("MPI_Session_get_num_psets", CountSets),
        ("MPI_Session_get_nth_pset", NameSet),
        ("MPI_Session_get_pset_info", DescribeSet),
        ("MPI_Group_from_session_pset", GroupOfSet),
        ("MPI_Comm_create_from_group", FromGroup),
        ("MPI_Intercomm_create_from_groups", FromGroups),
    ];

    private static void Init(Call call)
    {
        _ = call.Handle(0);
        _ = call.Handle(1);
        _ = call.OutInt(2);
        var used = new InfoObject();
        if (call.Environment.Infos.Find(call[0])?.Find("thread_level"u8) is { } level
            && MpiApi.Standard.FindConstant(Encoding.UTF8.GetString(level)) is { } constant
            && call.Environment.Constants.ToHost(ParameterKind.ThreadLevel, constant.Value) is { } required)
        {
            Lifetime.EnsureHost(call.Environment, required);
        }
        else
        {
            Lifetime.EnsureHost(call.Environment, call.Environment.Constants.ToHost(ParameterKind.ThreadLevel, 0) ?? 0);
        }

        if (Lifetime.ProvidedThreadLevel(call.Environment) is { } provided)
            used.Set("thread_level", provided);
        var session = call.Environment.Sessions.Open(used);
        call.Environment.Errors.SetHandler(session, call[1]);
        call.WriteInt(2, (int)session);
    }

    private static void Finalize(Call call)
    {
        _ = call.HandleAt(0, out var session);
        call.Environment.Sessions.Close(session);
        call.WriteInt(0, MpiApi.Standard.Value("MPI_SESSION_NULL"));
    }

    private static void GetInfo(Call call)
    {
        _ = call.Handle(0);
        var copy = new InfoObject();
        foreach (var (key, value) in call.Environment.Sessions.Info(call[0]).Pairs)
            copy.Set(key, value);
        InfoProcedures.New(call, 1, copy);
    }

    private static void CountSets(Call call)
    {
        _ = call.Handle(0);
        _ = call.Handle(1);
        call.WriteInt(2, ProcessSets.All.Count);
    }

    private static void NameSet(Call call)
    {
        _ = call.Handle(0);
        _ = call.Handle(1);
        var n = call.Int(2);
        if (n < 0 || n >= ProcessSets.All.Count)
            throw call.Error(ErrorClasses.Arg, 2);
        var name = Encoding.UTF8.GetBytes(ProcessSets.All[n]);
        var room = *call.OutInt(3);
        if (room < 0)
            throw new ArgumentCheckException(ErrorClasses.Arg, 3, (uint)room);
        call.WriteText(4, name, room);
        call.WriteInt(3, name.Length + 1);
    }

    private static void DescribeSet(Call call)
    {
        _ = call.Handle(0);
        InfoProcedures.New(call, 2, call.Environment.Sessions.Describe(Set(call, 1)));
    }

    private static void GroupOfSet(Call call)
    {
        _ = call.Handle(0);
        var set = Set(call, 1);
        _ = call.OutInt(2);
        ulong made = 0;
        Call.Check(((delegate* unmanaged<ulong, ulong*, int>)call.Host("MPI_Comm_group"))(Predefined(call, set == 0 ? "MPI_COMM_WORLD" : "MPI_COMM_SELF"), &made));
        call.WriteInt(2, call.Environment.Communicators.NewGroup(made));
    }

    /// <summary>The group's processes are the world's, so that the world can stand in for the parent there is none of.</summary>
    private static void FromGroup(Call call)
    {
        call.Environment.RequireHost();
        var group = call.Handle(0);
        var tag = Tag(call.Text(1));
        _ = call.Handle(2);
        _ = call.Handle(3);
        _ = call.OutInt(4);
        call.WriteInt(4, Register(call, Create(call, group, tag), 3));
    }

    private static void FromGroups(Call call)
    {
        call.Environment.RequireHost();
        var local = call.Handle(0);
        var remote = call.Handle(2);
        var (localLeader, remoteLeader) = (call.Int(1), call.Int(3));
        var tag = Tag(call.Text(4));
        _ = call.Handle(5);
        _ = call.Handle(6);
        _ = call.OutInt(7);
        if (localLeader < 0 || localLeader >= Size(call, local))
            throw call.Error(ErrorClasses.Rank, 1);
        if (remoteLeader < 0 || remoteLeader >= Size(call, remote))
            throw call.Error(ErrorClasses.Rank, 3);
        var leader = WorldRank(call, remote, remoteLeader);
        // A process cannot be in both groups: see MPI_Intercomm_create.
        if (leader == WorldRank(call, local, localLeader))
            throw call.Error(ErrorClasses.Group, 2);
        var comm = CommunicatorProcedures.IsMember(call, local) ? Create(call, local, tag) : throw call.Error(ErrorClasses.Group, 0);
        ulong inter = 0;
        var world = Predefined(call, "MPI_COMM_WORLD");
        var code = ((delegate* unmanaged<ulong, int, ulong, int, int, ulong*, int>)call.Host("MPI_Intercomm_create"))(comm, localLeader, world, leader, tag, &inter);
        _ = ((delegate* unmanaged<ulong*, int>)call.Host("MPI_Comm_free"))(&comm);
        Call.Check(code);
        call.WriteInt(7, Register(call, inter, 6));
    }

    private static int Size(Call call, ulong group)
    {
        int size;
        Call.Check(((delegate* unmanaged<ulong, int*, int>)call.Host("MPI_Group_size"))(group, &size));
        return size;
    }

    private static ulong Create(Call call, ulong group, int tag)
    {
        ulong made = 0;
        if (!CommunicatorProcedures.IsMember(call, group))
            return call.Environment.Library.Predefined("MPI_COMM_NULL")!.Value;
        Call.Check(((delegate* unmanaged<ulong, ulong, int, ulong*, int>)call.Host("MPI_Comm_create_group"))(Predefined(call, "MPI_COMM_WORLD"), group, tag, &made));
        return made;
    }

    private static int Register(Call call, ulong comm, int handler)
    {
        var guest = call.Environment.Communicators.New(comm, 0);
        if ((uint)guest >= Handle.PredefinedCount)
            call.Environment.Errors.SetHandler((uint)guest, call[handler]);
        return guest;
    }

    private static int WorldRank(Call call, ulong group, int rank)
    {
        ulong world = 0;
        int result;
        Call.Check(((delegate* unmanaged<ulong, ulong*, int>)call.Host("MPI_Comm_group"))(Predefined(call, "MPI_COMM_WORLD"), &world));
        var code = ((delegate* unmanaged<ulong, int, int*, ulong, int*, int>)call.Host("MPI_Group_translate_ranks"))(group, 1, &rank, world, &result);
        _ = ((delegate* unmanaged<ulong*, int>)call.Host("MPI_Group_free"))(&world);
        Call.Check(code);
        return result;
    }

    private static int Set(Call call, int argument) => ProcessSets.IndexOf(call.Text(argument)) is var set and >= 0 ? set : throw call.Error(ErrorClasses.Arg, argument);

    private static ulong Predefined(Call call, string name) => call.Environment.Library.Predefined(name)!.Value;

    /// <summary>A tag for the string, below the smallest MPI_TAG_UB.</summary>
    private static int Tag(byte[] text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
            hash = (hash ^ c) * 16777619;
        return (int)((hash ^ (hash >> 15)) & 0x7FFF);
    }
}
