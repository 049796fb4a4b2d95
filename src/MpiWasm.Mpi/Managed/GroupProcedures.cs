using MpiWasm.Mpi.Native;

namespace MpiWasm.Mpi.Managed;

/// <summary>Groups (MPI 5.0 §7.3).</summary>
internal static unsafe class GroupProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Group_size", Ask),
        ("MPI_Group_rank", Rank),
        ("MPI_Group_translate_ranks", TranslateRanks),
        ("MPI_Group_compare", Compare),
        ("MPI_Group_incl", FromRanks),
        ("MPI_Group_excl", FromRanks),
        ("MPI_Group_range_incl", FromRanges),
        ("MPI_Group_union", Combine),
        ("MPI_Group_intersection", Combine),
        ("MPI_Group_difference", Combine),
        ("MPI_Group_free", Free),
    ];

    private static void Ask(Call call) => Call.Check(((delegate* unmanaged<ulong, int*, int>)call.Host())(call.Handle(0), call.OutInt(1)));

    private static void Rank(Call call)
    {
        var group = call.Handle(0);
        var result = call.OutInt(1);
        int rank;
        Call.Check(((delegate* unmanaged<ulong, int*, int>)call.Host())(group, &rank));
        *result = call.Environment.RankToGuest(rank);
    }

    private static void TranslateRanks(Call call)
    {
        var (first, second, n) = (call.Handle(0), call.Handle(3), call.Count(1, ErrorClasses.Arg));
        var ranks = call.Ints(2, n);
        var results = call.OutInts(4, n);
        var abi = call.Environment.Library.Abi;
        for (var i = 0; i < n; i++)
        {
            // Without this the guest's MPI_PROC_NULL could name something else on the host.
            if (ranks[i] < 0 && ranks[i] != StandardAbi.ProcNull)
                throw new ArgumentCheckException(ErrorClasses.Rank, 2, (uint)ranks[i]);
            ranks[i] = ranks[i] == StandardAbi.ProcNull ? abi.ProcNull : ranks[i];
        }

        var translated = new int[n];
        fixed (int* from = ranks, to = translated)
            Call.Check(((delegate* unmanaged<ulong, int, int*, ulong, int*, int>)call.Host())(first, n, from, second, to));
        for (var i = 0; i < n; i++)
            results[i] = call.Environment.RankToGuest(translated[i]);
    }

    private static void Compare(Call call)
    {
        var first = call.Handle(0);
        var second = call.Handle(1);
        var result = call.OutInt(2);
        int comparison;
        Call.Check(((delegate* unmanaged<ulong, ulong, int*, int>)call.Host())(first, second, &comparison));
        *result = call.Environment.Comparison(comparison);
    }

    private static void FromRanks(Call call)
    {
        var group = call.Handle(0);
        var n = call.Count(1, ErrorClasses.Arg);
        var result = call.OutInt(3);
        var ranks = call.Ints(2, n);
        ulong made = 0;
        fixed (int* values = ranks)
            Call.Check(((delegate* unmanaged<ulong, int, int*, ulong*, int>)call.Host())(group, n, values, &made));
        *result = call.Environment.NewGroup(made);
    }

    private static void FromRanges(Call call)
    {
        var group = call.Handle(0);
        var n = call.Count(1, ErrorClasses.Arg);
        var result = call.OutInt(3);
        if (n > Array.MaxLength / 12)
            throw call.Error(ErrorClasses.Arg, 1);
        var ranges = call.Ints(2, 3 * n);
        ulong made = 0;
        fixed (int* values = ranges)
            Call.Check(((delegate* unmanaged<ulong, int, int*, ulong*, int>)call.Host())(group, n, values, &made));
        *result = call.Environment.NewGroup(made);
    }

    private static void Combine(Call call)
    {
        var first = call.Handle(0);
        var second = call.Handle(1);
        var result = call.OutInt(2);
        ulong made = 0;
        Call.Check(((delegate* unmanaged<ulong, ulong, ulong*, int>)call.Host())(first, second, &made));
        *result = call.Environment.NewGroup(made);
    }

    private static void Free(Call call)
    {
        var group = call.HandleAt(0, out var guest);
        // MPI_GROUP_EMPTY may have come from any constructor, so it may be freed: it stays.
        if (guest >= Native.Handle.PredefinedCount)
        {
            Call.Check(((delegate* unmanaged<ulong*, int>)call.Host())(&group));
            call.Environment.Table(HandleKind.Group).Free(guest);
        }

        *call.OutInt(0) = MpiEnvironment.Api.Value("MPI_GROUP_NULL");
    }
}
