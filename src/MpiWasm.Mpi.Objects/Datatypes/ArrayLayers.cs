using System.Collections.Immutable;

namespace MpiWasm.Mpi.Objects.Datatypes;

/// <summary>
/// Arguments of MPI_Type_create_darray (MPI 5.0 §5.1.4) that were checked: sizes are positive, the process grid has as many places as there
/// are processes.
/// </summary>
/// <param name="Size">Number of processes.</param>
/// <param name="Rank">Whose part it is.</param>
/// <param name="GlobalSizes">Elements of the array in each dimension.</param>
/// <param name="Distributions">MPI_DISTRIBUTE_* of each dimension, as kept for MPI_Type_get_contents.</param>
/// <param name="DistributionArguments">Block sizes, as kept for it.</param>
/// <param name="ProcessSizes">Places of the process grid in each dimension.</param>
/// <param name="Order">MPI_ORDER_C or MPI_ORDER_FORTRAN, as kept for it.</param>
/// <param name="RowMajor">Whether that is C's order.</param>
/// <param name="BlockSizes">Elements dealt to one process before it is the next one's turn: what distribution and argument mean.</param>
internal sealed record DistributedArray(
    int Size, int Rank, long[] GlobalSizes, long[] Distributions, long[] DistributionArguments, long[] ProcessSizes, int Order,
    bool RowMajor, long[] BlockSizes);

/// <summary>
/// Parts of multidimensional arrays as nested layers, one a dimension, the fastest varying innermost. A layer holds the blocks that the
/// part has in its dimension, and its bounds are those of the whole array up to that dimension, so that the next layer can count in
/// extents.
/// </summary>
internal static class ArrayLayers
{
    /// <summary>Offset, count, stride and length of the blocks, all in elements.</summary>
    public const int NumbersPerRow = 4;

    public static DatatypeShadow? Subarray(
        ReadOnlySpan<long> sizes, ReadOnlySpan<long> subsizes, ReadOnlySpan<long> starts, bool rowMajor, DatatypeShadow type)
    {
        DatatypeShadow? layer = type;
        for (var i = 0; i < sizes.Length && layer is not null; i++)
        {
            var d = rowMajor ? sizes.Length - 1 - i : i;
            layer = DatatypeFactory.Layer([starts[d], 1, 0, subsizes[d]], sizes[d], layer);
        }

        return layer;
    }

    public static DatatypeShadow? Darray(DistributedArray array, DatatypeShadow type)
    {
        var n = array.GlobalSizes.Length;
        var places = Places(array);
        DatatypeShadow? layer = type;
        for (var i = 0; i < n && layer is not null; i++)
        {
            var d = array.RowMajor ? n - 1 - i : i;
            layer = DatatypeFactory.Layer(
                Dealt(array.GlobalSizes[d], array.BlockSizes[d], places[d], array.ProcessSizes[d]), array.GlobalSizes[d], layer);
        }

        return layer;
    }

    /// <summary>
    /// The blocks of one dimension that a process gets when they are dealt to all in turn: whole ones, and perhaps one that the end of the
    /// dimension cuts off. Counted in blocks, so that only places within the dimension are ever computed.
    /// </summary>
    private static ImmutableArray<long> Dealt(long size, long block, long place, long processes)
    {
        var (whole, rest) = Math.DivRem(size, block);
        var rows = ImmutableArray.CreateBuilder<long>();
        if (place < whole)
        {
            var mine = ((whole - 1 - place) / processes) + 1;
            rows.AddRange(place * block, mine, mine > 1 ? processes * block : 0, block);
        }

        if (rest > 0 && whole % processes == place)
            rows.AddRange(whole * block, 1, 0, rest);
        return rows.ToImmutable();
    }

    /// <summary>
    /// The process' place in the grid: the last dimension varies fastest, whatever the order of the array (MPI 5.0 §5.1.4).
    /// </summary>
    private static long[] Places(DistributedArray array)
    {
        var places = new long[array.ProcessSizes.Length];
        long rest = array.Rank;
        for (var d = places.Length - 1; d >= 0; d--)
        {
            places[d] = rest % array.ProcessSizes[d];
            rest /= array.ProcessSizes[d];
        }

        return places;
    }
}
