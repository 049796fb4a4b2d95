using System.Text;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Communicators;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Objects.Errors;
using MpiWasm.Mpi.Calls.Generated;
using MpiWasm.Mpi.Objects.Info;
using MpiWasm.Mpi.Hosts;

namespace MpiWasm.Mpi.Processes;

/// <summary>Sessions and communicators without a parent (MPI 5.0 §7.4, §7.6, §11.3).</summary>
internal static unsafe class SessionProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        SessionInitCall.ServedBy(Init),
        SessionFinalizeCall.ServedBy(Finalize),
        SessionGetInfoCall.ServedBy(GetInfo),
        SessionGetNumPsetsCall.ServedBy(CountSets),
        SessionGetNthPsetCall.ServedBy(NameSet),
        SessionGetPsetInfoCall.ServedBy(DescribeSet),
        GroupFromSessionPsetCall.ServedBy(GroupOfSet),
        CommCreateFromGroupCall.ServedBy(FromGroup),
        IntercommCreateFromGroupsCall.ServedBy(FromGroups),
    ];

    private static void Init(SessionInitCall call)
    {
        call.Info.Require();
        call.Errhandler.Require();
        call.Session.Require();
        var used = new InfoObject();
        if (call.Environment.Infos.Find(call.Info.Guest)?.Find("thread_level"u8) is { } level
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
        call.Environment.Errors.SetHandler(session, call.Errhandler.Guest);
        call.Session.Set(session);
    }

    private static void Finalize(SessionFinalizeCall call)
    {
        var session = call.Session.Read().Guest;
        call.Environment.Sessions.Close(session);
        call.Session.Set(StandardAbi.SessionNull);
    }

    private static void GetInfo(SessionGetInfoCall call)
    {
        call.Session.Require();
        var copy = new InfoObject();
        foreach (var (key, value) in call.Environment.Sessions.Info(call.Session.Guest).Pairs)
            copy.Set(key, value);
        InfoProcedures.New(call.Environment, call.InfoUsed, copy);
    }

    private static void CountSets(SessionGetNumPsetsCall call)
    {
        call.Session.Require();
        call.Info.Require();
        call.NpsetNames.Set(ProcessSets.All.Count);
    }

    private static void NameSet(SessionGetNthPsetCall call)
    {
        call.Session.Require();
        call.Info.Require();
        if (call.N < 0 || call.N >= ProcessSets.All.Count)
            throw call.N.Error(ErrorClasses.Arg);
        var name = Encoding.UTF8.GetBytes(ProcessSets.All[call.N]);
        var room = call.PsetLen.Get();
        if (room < 0)
            throw call.PsetLen.Error(ErrorClasses.Arg, room);
        call.PsetName.Write(name, room);
        call.PsetLen.Set(name.Length + 1);
    }

    private static void DescribeSet(SessionGetPsetInfoCall call)
    {
        call.Session.Require();
        InfoProcedures.New(call.Environment, call.Info, call.Environment.Sessions.Describe(Set(call.PsetName)));
    }

    private static void GroupOfSet(GroupFromSessionPsetCall call)
    {
        call.Session.Require();
        var set = Set(call.PsetName);
        call.Newgroup.Require();
        ulong made = 0;
        call.Functions.CommGroup(call.Environment.Host.Predefined(set == 0 ? ConstantNames.CommWorld : ConstantNames.CommSelf), &made);
        call.Newgroup.Set(call.Environment.Communicators.NewGroup(made));
    }

    /// <summary>The group's processes are the world's, so that the world can stand in for the parent there is none of.</summary>
    private static void FromGroup(CommCreateFromGroupCall call)
    {
        call.Environment.RequireHost();
        call.Group.Require();
        var tag = Tag(call.Stringtag);
        call.Info.Require();
        call.Errhandler.Require();
        call.Newcomm.Require();
        call.Newcomm.Set(Register(call.Environment, Create(call.Environment, call.Group, tag), call.Errhandler));
    }

    private static void FromGroups(IntercommCreateFromGroupsCall call)
    {
        var (environment, functions) = (call.Environment, call.Functions);
        environment.RequireHost();
        var local = call.LocalGroup.Require();
        var remote = call.RemoteGroup.Require();
        var tag = Tag(call.Stringtag);
        call.Info.Require();
        call.Errhandler.Require();
        call.Newintercomm.Require();
        RequireRank(functions, local, call.LocalLeader);
        RequireRank(functions, remote, call.RemoteLeader);
        var leader = WorldRank(environment, remote, call.RemoteLeader);
        // A process cannot be in both groups: see MPI_Intercomm_create.
        if (leader == WorldRank(environment, local, call.LocalLeader))
            throw remote.Error(ErrorClasses.Group);
        var comm = CommunicatorProcedures.IsMember(functions, local)
            ? Create(environment, local, tag)
            : throw local.Error(ErrorClasses.Group);
        ulong inter = 0;
        var code = functions.Codes.IntercommCreate(comm, call.LocalLeader, environment.Host.World, leader, tag, &inter);
        _ = functions.Codes.CommFree(&comm);
        Call.Check(code);
        call.Newintercomm.Set(Register(environment, inter, call.Errhandler));
    }

    private static void RequireRank(HostFunctions functions, HandleArgument group, IntArgument rank)
    {
        if (rank < 0 || rank >= GroupProcedures.SizeOf(functions, group))
            throw rank.Error(ErrorClasses.Rank);
    }

    private static ulong Create(MpiEnvironment environment, ulong group, int tag)
    {
        ulong made = 0;
        if (!CommunicatorProcedures.IsMember(environment.Functions, group))
            return environment.Host.Predefined(ConstantNames.CommNull);
        environment.Functions.CommCreateGroup(environment.Host.World, group, tag, &made);
        return made;
    }

    private static uint Register(MpiEnvironment environment, ulong comm, HandleArgument handler)
    {
        var guest = environment.Communicators.New(comm, 0);
        if (guest >= Handle.PredefinedCount)
            environment.Errors.SetHandler(guest, handler.Guest);
        return guest;
    }

    private static int WorldRank(MpiEnvironment environment, ulong group, int rank)
    {
        ulong world = 0;
        int result;
        environment.Functions.CommGroup(environment.Host.World, &world);
        var code = environment.Functions.Codes.GroupTranslateRanks(group, 1, &rank, world, &result);
        _ = environment.Functions.Codes.GroupFree(&world);
        Call.Check(code);
        return result;
    }

    private static int Set(TextArgument name) => ProcessSets.IndexOf(name.Read()) is var set and >= 0
        ? set
        : throw name.Error(ErrorClasses.Arg);

    /// <summary>A tag for the string, below the smallest MPI_TAG_UB.</summary>
    private static int Tag(TextArgument argument)
    {
        var hash = 2166136261u;
        foreach (var c in argument.Read())
            hash = (hash ^ c) * 16777619;
        return (int)((hash ^ (hash >> 15)) & 0x7FFF);
    }
}
