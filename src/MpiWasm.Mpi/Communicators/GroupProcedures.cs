using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Calls;

namespace MpiWasm.Mpi.Communicators;

/// <summary>
/// Groups made of lists of ranks (MPI 5.0 §7.3.2). Libraries index their own lists by what they are given: with a rank twice both write
/// behind a list they have made, and their loops over ranges go on with an int that has wrapped around. So ranks are checked here, in a
/// copy that is then passed on, and ranges become lists.
/// </summary>
internal static unsafe class GroupProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Group_free", Free),
        ("MPI_Group_incl", call => Make(call, "MPI_Group_incl", Listed(call))),
        ("MPI_Group_excl", call => Make(call, "MPI_Group_excl", Listed(call))),
        ("MPI_Group_range_incl", call => Make(call, "MPI_Group_incl", Ranged(call))),
        ("MPI_Group_range_excl", call => Make(call, "MPI_Group_excl", Ranged(call))),
        ("MPI_Group_translate_ranks", TranslateRanks),
    ];

    /// <summary>The number of processes in a group of the host's.</summary>
    public static int SizeOf(Call call, ulong group)
    {
        int size;
        Call.Check(((delegate* unmanaged<ulong, int*, int>)call.Host("MPI_Group_size"))(group, &size));
        return size;
    }

    /// <summary>
    /// The ranks that processes of one group have in another, both the host's; the host's MPI_UNDEFINED for those that are not in it.
    /// </summary>
    public static int[] Translate(Call call, ulong from, int[] ranks, ulong to)
    {
        var translated = new int[ranks.Length];
        if (ranks.Length == 0)
            return translated;
        fixed (int* given = ranks, results = translated)
        {
            var translate = (delegate* unmanaged<ulong, int, int*, ulong, int*, int>)call.Host("MPI_Group_translate_ranks");
            Call.Check(translate(from, ranks.Length, given, to, results));
        }

        return translated;
    }

    /// <summary>The ranks of an array argument, each of the group's processes at most once.</summary>
    private static int[] Listed(Call call)
    {
        var ranks = new RankList(Group(call, out var count), count);
        foreach (var rank in call.Ints(2, count))
            ranks.Add(rank);
        return ranks.ToArray();
    }

    /// <summary>
    /// Those of triplets (first, last, stride): first, first + stride, ... up to last (MPI 5.0 §7.3.2). Each has one at least.
    /// </summary>
    private static int[] Ranged(Call call)
    {
        var ranks = new RankList(Group(call, out var count), count);
        var ranges = call.Ints(2, 3 * count);
        for (var i = 0; i < count; i++)
            ranks.AddRange(ranges[3 * i], ranges[(3 * i) + 1], ranges[(3 * i) + 2]);
        return ranks.ToArray();
    }

    /// <summary>The size of the group; the number of ranks or ranges is no larger, as each process is named once at most.</summary>
    private static int Group(Call call, out int count)
    {
        call.Environment.RequireHost();
        var size = SizeOf(call, call.Handle(0));
        count = call.Count(1, ErrorClasses.Arg);
        _ = call.OutInt(3);
        return count <= size ? size : throw call.Error(ErrorClasses.Rank, 1);
    }

    private static void Make(Call call, string function, int[] ranks)
    {
        ulong made = 0;
        var make = (delegate* unmanaged<ulong, int, int*, ulong*, int>)call.Host(function);
        // Null is refused by MPICH, also for no ranks.
        fixed (int* list = ranks.Length > 0 ? ranks : [0])
            Call.Check(make(call.Handle(0), ranks.Length, list, &made));
        call.WriteInt(3, call.Environment.Communicators.NewGroup(made));
    }

    /// <summary>Open MPI looks for processes beyond the group.</summary>
    private static void TranslateRanks(Call call)
    {
        call.Environment.RequireHost();
        var from = call.Handle(0);
        var to = call.Handle(3);
        var size = SizeOf(call, from);
        var ranks = call.Ints(2, call.Count(1, ErrorClasses.Arg));
        _ = call.OutInts(4, ranks.Length);
        for (var i = 0; i < ranks.Length; i++)
        {
            if (ranks[i] == StandardAbi.ProcNull)
                ranks[i] = call.Environment.Library.Abi.ProcNull;
            else if ((uint)ranks[i] >= (uint)size)
                throw new ArgumentCheckException(ErrorClasses.Rank, 2, (ulong)ranks[i]);
        }

        var translated = Translate(call, from, ranks, to);
        var results = call.OutInts(4, ranks.Length);
        for (var i = 0; i < translated.Length; i++)
            results[i] = call.Environment.Host.RankToGuest(translated[i]);
    }

    /// <summary>MPI_GROUP_EMPTY may have come from any constructor, so it may be freed: it stays.</summary>
    private static void Free(Call call)
    {
        ulong group = call.HandleAt(0, out var guest);
        if (guest >= Handle.PredefinedCount)
        {
            Call.Check(((delegate* unmanaged<ulong*, int>)call.Host())(&group));
            call.Environment.Retire(HandleKind.Group, guest);
        }

        call.WriteInt(0, MpiApi.Standard.Value("MPI_GROUP_NULL"));
    }
}
