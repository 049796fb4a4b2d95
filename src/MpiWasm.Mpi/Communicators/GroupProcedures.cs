using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Generated;
using MpiWasm.Mpi.Hosts;

namespace MpiWasm.Mpi.Communicators;

/// <summary>
/// Groups made of lists of ranks (MPI 5.0 §7.3.2). Libraries index their own lists by what they are given: with a rank twice both write
/// behind a list they have made, and their loops over ranges go on with an int that has wrapped around. So ranks are checked here, in a
/// copy that is then passed on, and ranges become lists.
/// </summary>
internal static unsafe class GroupProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        GroupFreeCall.ServedBy(Free),
        GroupInclCall.ServedBy(
            call => Include(call.Environment, call.Group, Listed(call, call.Group, call.N, call.Ranks, call.Newgroup), call.Newgroup)),
        GroupExclCall.ServedBy(
            call => Exclude(call.Environment, call.Group, Listed(call, call.Group, call.N, call.Ranks, call.Newgroup), call.Newgroup)),
        GroupRangeInclCall.ServedBy(call =>
            Include(call.Environment, call.Group, Ranged(call, call.Group, call.N, call.Ranges, call.Newgroup), call.Newgroup)),
        GroupRangeExclCall.ServedBy(call =>
            Exclude(call.Environment, call.Group, Ranged(call, call.Group, call.N, call.Ranges, call.Newgroup), call.Newgroup)),
        GroupTranslateRanksCall.ServedBy(TranslateRanks),
    ];

    /// <summary>The number of processes in a group of the host's.</summary>
    public static int SizeOf(HostFunctions functions, ulong group)
    {
        int size;
        functions.GroupSize(group, &size);
        return size;
    }

    /// <summary>
    /// The ranks that processes of one group have in another, both the host's; the host's MPI_UNDEFINED for those that are not in it.
    /// </summary>
    public static int[] Translate(HostFunctions functions, ulong from, int[] ranks, ulong to)
    {
        var translated = new int[ranks.Length];
        if (ranks.Length == 0)
            return translated;
        fixed (int* given = ranks, results = translated)
            functions.GroupTranslateRanks(from, ranks.Length, given, to, results);
        return translated;
    }

    /// <summary>The ranks of an array argument, each of the group's processes at most once.</summary>
    private static int[] Listed(Call call, HandleArgument group, IntArgument n, IntArrayArgument list, HandleResult result)
    {
        var size = SizeFor(call, group, n, result);
        var ranks = new RankList(size, n, list.Index);
        foreach (var rank in list.Read(n))
            ranks.Add(rank);
        return ranks.ToArray();
    }

    /// <summary>
    /// Those of triplets (first, last, stride): first, first + stride, ... up to last (MPI 5.0 §7.3.2). Each has one at least.
    /// </summary>
    private static int[] Ranged(Call call, HandleArgument group, IntArgument n, IntArrayArgument list, HandleResult result)
    {
        var size = SizeFor(call, group, n, result);
        var ranks = new RankList(size, n, list.Index);
        var ranges = list.Read(3 * n);
        for (var i = 0; i < n; i++)
            ranks.AddRange(ranges[3 * i], ranges[(3 * i) + 1], ranges[(3 * i) + 2]);
        return ranks.ToArray();
    }

    /// <summary>The size of the group; the number of ranks or ranges is no larger, as each process is named once at most.</summary>
    private static int SizeFor(Call call, HandleArgument group, IntArgument n, HandleResult result)
    {
        call.Environment.RequireHost();
        var size = SizeOf(call.Functions, group);
        var count = n.NotNegative();
        result.Require();
        return count <= size ? size : throw n.Error(ErrorClasses.Rank);
    }

    private static void Include(MpiEnvironment environment, HandleArgument group, int[] ranks, HandleResult result)
    {
        ulong made = 0;
        // Null is refused by MPICH, also for no ranks.
        fixed (int* list = ranks.Length > 0 ? ranks : [0])
            environment.Functions.GroupIncl(group, ranks.Length, list, &made);
        result.Set(environment.Communicators.NewGroup(made));
    }

    private static void Exclude(MpiEnvironment environment, HandleArgument group, int[] ranks, HandleResult result)
    {
        ulong made = 0;
        fixed (int* list = ranks.Length > 0 ? ranks : [0])
            environment.Functions.GroupExcl(group, ranks.Length, list, &made);
        result.Set(environment.Communicators.NewGroup(made));
    }

    /// <summary>Open MPI looks for processes beyond the group.</summary>
    private static void TranslateRanks(GroupTranslateRanksCall call)
    {
        call.Environment.RequireHost();
        var from = call.Group1.Require();
        var to = call.Group2.Require();
        var size = SizeOf(call.Functions, from);
        var ranks = call.Ranks1.Read(call.N.NotNegative());
        _ = call.Ranks2.Room(ranks.Length);
        for (var i = 0; i < ranks.Length; i++)
        {
            if (ranks[i] == StandardAbi.ProcNull)
                ranks[i] = call.Environment.Library.Abi.ProcNull;
            else if ((uint)ranks[i] >= (uint)size)
                throw call.Ranks1.Error(ErrorClasses.Rank, ranks[i]);
        }

        var translated = Translate(call.Functions, from, ranks, to);
        var results = call.Ranks2.Room(ranks.Length);
        for (var i = 0; i < translated.Length; i++)
            results[i] = call.Environment.Host.RankToGuest(translated[i]);
    }

    /// <summary>MPI_GROUP_EMPTY may have come from any constructor, so it may be freed: it stays.</summary>
    private static void Free(GroupFreeCall call)
    {
        var group = call.Group.Read();
        if (group.Guest >= Handle.PredefinedCount)
        {
            var host = group.Host;
            call.Functions.GroupFree(&host);
            call.Environment.Retire(HandleKind.Group, group.Guest);
        }

        call.Group.Set(StandardAbi.GroupNull);
    }
}
