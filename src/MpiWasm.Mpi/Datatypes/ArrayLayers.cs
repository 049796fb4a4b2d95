using System.Collections.Immutable;

namespace MpiWasm.Mpi.Datatypes;

/// <summary>Arguments of MPI_Type_create_darray (MPI 5.0 §5.1.4) that were checked: sizes are positive, the process grid has as many places as there are processes.</summary>
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
    int Size, int Rank, long[] GlobalSizes, long[] Distributions, long[] DistributionArguments, long[] ProcessSizes, int Order, bool RowMajor, long[] BlockSizes);

/// <summary>
/// Parts of multidimensional arrays as nested layers, one a dimension, the fastest varying innermost. A layer holds the blocks that the part has in its dimension, and its bounds are
/// those of the whole array up to that dimension, so that the next layer can count in extents.
/// </summary>
internal static class ArrayLayers
{
    /// <summary>Offset, count, stride and length of the blocks.</summary>
    public const int NumbersPerRow = 4;

    public static DatatypeShadow? Subarray(ReadOnlySpan<long> sizes, ReadOnlySpan<long> subsizes, ReadOnlySpan<long> starts, bool rowMajor, DatatypeShadow type)
    {
        DatatypeShadow? layer = type;
        for (var i = 0; i < sizes.Length && layer is not null; i++)
        {
            var d = rowMajor ? sizes.Length - 1 - i : i;
            layer = Layer(layer, sizes[d], [(starts[d], 1, 0, subsizes[d])]);
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
            var size = array.GlobalSizes[d];
            var block = array.BlockSizes[d];
            var first = (Int128)places[d] * block;
            var cycle = (Int128)array.ProcessSizes[d] * block;
            // Whole blocks that begin at first, first + cycle, …, and perhaps one that the end of the dimension cuts off.
            var whole = first + block > size ? 0 : ((size - first - block) / cycle) + 1;
            var last = first + (whole * cycle);
            layer = Layer(layer, size, last < size ? [(first, whole, cycle, block), (last, 1, 0, Int128.Min(block, size - last))] : [(first, whole, cycle, block)]);
        }

        return layer;
    }

    /// <summary>The process' place in the grid: the last dimension varies fastest, whatever the order of the array (MPI 5.0 §5.1.4).</summary>
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

    /// <summary>Blocks given in elements, with the bounds of <paramref name="size"/> elements. Null where they are beyond all limits.</summary>
    private static DatatypeShadow? Layer(DatatypeShadow type, long size, ReadOnlySpan<(Int128 Offset, Int128 Count, Int128 Stride, Int128 Length)> blocks)
    {
        var rows = ImmutableArray.CreateBuilder<long>();
        foreach (var (offset, count, stride, length) in blocks)
        {
            if (count <= 0)
                continue;
            if (!TryFit(offset * type.Extent, out var at) || !TryFit(count > 1 ? stride * type.Extent : 0, out var step))
                return null;
            rows.AddRange(at, (long)count, step, (long)length);
        }

        return DatatypeFactory.Layer(rows.ToImmutable(), (Int128)size * type.Extent, type);
    }

    private static bool TryFit(Int128 value, out long result)
    {
        result = (long)value;
        return result == value;
    }
}
