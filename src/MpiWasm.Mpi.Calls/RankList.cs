using System.Collections;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls;

/// <summary>
/// Ranks of a group, as the guest lists them: each is one of the group's and comes once, or the list is refused with MPI_ERR_RANK.
/// </summary>
/// <param name="size">Number of processes in the group.</param>
/// <param name="expected">How many ranks are expected at least.</param>
/// <param name="argument">The argument that names them.</param>
internal sealed class RankList(int size, int expected, int argument)
{
    private readonly BitArray _named = new(size);
    private readonly List<int> _ranks = new(expected);

    public int[] ToArray() => [.. _ranks];

    public void Add(long rank)
    {
        if (rank < 0 || rank >= size || _named[(int)rank])
            throw new ArgumentCheckException(ErrorClasses.Rank, argument, (ulong)rank);
        _named[(int)rank] = true;
        _ranks.Add((int)rank);
    }

    /// <summary>first, first + stride, ... up to last. What is computed must be ranks, last itself need not be one.</summary>
    public void AddRange(int first, int last, int stride)
    {
        // In 64 bits: an int wraps around where a stride leads beyond last.
        long distance = (long)last - first;
        if (stride == 0 || (distance != 0 && distance > 0 != stride > 0))
            throw new ArgumentCheckException(ErrorClasses.Arg, argument, (ulong)stride);
        for (var i = 0L; i <= distance / stride; i++)
            Add(first + (i * stride));
    }
}
