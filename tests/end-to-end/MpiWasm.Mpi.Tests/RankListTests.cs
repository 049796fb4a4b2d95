using System.Numerics;
using MpiWasm.Mpi.Calls;
using Xunit;

namespace MpiWasm.Mpi.Tests;

/// <summary>Ranges of ranks against integers of any length: what libraries compute in ints that wrap around.</summary>
public class RankListTests
{
    private static readonly int[] Numbers =
        [0, 1, 2, 3, 4, 5, 7, -1, -2, -5, int.MaxValue, int.MaxValue - 1, int.MinValue, int.MinValue + 1, 1 << 30, -(1 << 30)];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(6)]
    public void A_range_names_the_ranks_that_it_names_in_integers_of_any_length(int size)
    {
        foreach (var first in Numbers)
        {
            foreach (var last in Numbers)
            {
                foreach (var stride in Numbers)
                    Assert.Equal(Model(size, first, last, stride), Actual(size, (first, last, stride)));
            }
        }
    }

    [Fact]
    public void Each_rank_comes_once()
    {
        Assert.Equal([0, 2, 4, 1], Actual(5, (0, 5, 2), (1, 1, 9))!);
        Assert.Null(Actual(5, (0, 4, 2), (2, 2, 1)));
        Assert.Null(Actual(5, (0, 0, 1), (0, 0, 1)));
        Assert.Equal([3, 2, 1, 0], Actual(4, (3, 0, -1))!);
    }

    private static int[]? Actual(int size, params ReadOnlySpan<(int First, int Last, int Stride)> ranges)
    {
        var list = new RankList(size, ranges.Length, 2);
        try
        {
            foreach (var (first, last, stride) in ranges)
                list.AddRange(first, last, stride);
            return list.ToArray();
        }
        catch (ArgumentCheckException)
        {
            return null;
        }
    }

    /// <summary>
    /// Null where it is erroneous (MPI 5.0 §7.3.2): a stride of 0 or away from the last rank, or a computed rank that is none of the group.
    /// </summary>
    private static int[]? Model(BigInteger size, BigInteger first, BigInteger last, BigInteger stride)
    {
        if (stride.IsZero || (last - first) * stride < 0)
            return null;
        var ranks = new List<int>();
        for (var rank = first; stride > 0 ? rank <= last : rank >= last; rank += stride)
        {
            if (rank < 0 || rank >= size)
                return null;
            ranks.Add((int)rank);
        }

        return [.. ranks];
    }
}
