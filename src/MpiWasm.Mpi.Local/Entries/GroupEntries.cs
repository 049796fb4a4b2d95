using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Entries;

/// <summary>Groups (MPI 5.0 §7.3).</summary>
internal static unsafe class GroupEntries
{
    public static (string Name, nint Code)[] All { get; } =
    [
        ("MPI_Group_size", (nint)(delegate* unmanaged<int, int*, int>)&GroupSize),
        ("MPI_Group_rank", (nint)(delegate* unmanaged<int, int*, int>)&GroupRank),
        ("MPI_Group_translate_ranks", (nint)(delegate* unmanaged<int, int, int*, int, int*, int>)&GroupTranslateRanks),
        ("MPI_Group_compare", (nint)(delegate* unmanaged<int, int, int*, int>)&GroupCompare),
        ("MPI_Group_union", (nint)(delegate* unmanaged<int, int, int*, int>)&GroupUnion),
        ("MPI_Group_intersection", (nint)(delegate* unmanaged<int, int, int*, int>)&GroupIntersection),
        ("MPI_Group_difference", (nint)(delegate* unmanaged<int, int, int*, int>)&GroupDifference),
        ("MPI_Group_incl", (nint)(delegate* unmanaged<int, int, int*, int*, int>)&GroupIncl),
        ("MPI_Group_excl", (nint)(delegate* unmanaged<int, int, int*, int*, int>)&GroupExcl),
        ("MPI_Group_range_incl", (nint)(delegate* unmanaged<int, int, int*, int*, int>)&GroupRangeIncl),
        ("MPI_Group_range_excl", (nint)(delegate* unmanaged<int, int, int*, int*, int>)&GroupRangeExcl),
        ("MPI_Group_free", (nint)(delegate* unmanaged<int*, int>)&GroupFree),
    ];

    [UnmanagedCallersOnly]
    private static int GroupSize(int group, int* size)
    {
        try
        {
            *size = Entry.Objects.Groups[group].Size;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int GroupRank(int group, int* rank)
    {
        try
        {
            var own = Entry.Objects.Groups[group].RankOf(Entry.Rank.Number);
            *rank = own < 0 ? StandardAbi.Undefined : own;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int GroupTranslateRanks(int group, int count, int* ranks, int other, int* translated)
    {
        try
        {
            var (from, to) = (Entry.Objects.Groups[group], Entry.Objects.Groups[other]);
            for (var i = 0; i < count; i++)
            {
                var rank = ranks[i] == StandardAbi.ProcNull ? StandardAbi.ProcNull : to.RankOf(from[ranks[i]]);
                translated[i] = rank == -1 ? StandardAbi.Undefined : rank;
            }
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int GroupCompare(int group, int other, int* result)
    {
        try
        {
            var (a, b) = (Entry.Objects.Groups[group], Entry.Objects.Groups[other]);
            *result = a.WorldRanks.SequenceEqual(b.WorldRanks) ? StandardAbi.Ident
                : a.Size == b.Size && a.Difference(b).Size == 0 ? StandardAbi.Similar : StandardAbi.Unequal;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int GroupUnion(int group, int other, int* result)
    {
        try
        {
            *result = Entry.Objects.HandleOf(Entry.Objects.Groups[group].Union(Entry.Objects.Groups[other]));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int GroupIntersection(int group, int other, int* result)
    {
        try
        {
            *result = Entry.Objects.HandleOf(Entry.Objects.Groups[group].Intersection(Entry.Objects.Groups[other]));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int GroupDifference(int group, int other, int* result)
    {
        try
        {
            *result = Entry.Objects.HandleOf(Entry.Objects.Groups[group].Difference(Entry.Objects.Groups[other]));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int GroupIncl(int group, int count, int* ranks, int* result)
    {
        try
        {
            *result = Entry.Objects.HandleOf(Members(group).Include(new ReadOnlySpan<int>(ranks, count)));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int GroupExcl(int group, int count, int* ranks, int* result)
    {
        try
        {
            *result = Entry.Objects.HandleOf(Members(group).Exclude(new ReadOnlySpan<int>(ranks, count)));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int GroupRangeIncl(int group, int count, int* ranges, int* result)
    {
        try
        {
            *result = Entry.Objects.HandleOf(Members(group).Include(Ranks(ranges, count)));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int GroupRangeExcl(int group, int count, int* ranges, int* result)
    {
        try
        {
            *result = Entry.Objects.HandleOf(Members(group).Exclude(Ranks(ranges, count)));
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int GroupFree(int* group)
    {
        try
        {
            if (!Entry.Objects.Groups.TryRemove(*group, out _) && *group != StandardAbi.GroupEmpty)
                return StandardAbi.ErrGroup;
            *group = StandardAbi.GroupNull;
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    private static Group Members(int group) => Entry.Objects.Groups[group];

    /// <summary>Ranges of first, last and stride as ranks.</summary>
    private static int[] Ranks(int* ranges, int count)
    {
        var ranks = new List<int>();
        for (var i = 0; i < count; i++, ranges += 3)
        {
            var (first, last, stride) = (ranges[0], ranges[1], ranges[2]);
            if (stride == 0)
                throw new MpiFailure(StandardAbi.ErrArg);
            for (var rank = first; stride > 0 ? rank <= last : rank >= last; rank += stride)
                ranks.Add(rank);
        }

        return [.. ranks];
    }
}
