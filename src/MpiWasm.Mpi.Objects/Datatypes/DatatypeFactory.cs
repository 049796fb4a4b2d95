using System.Collections.Immutable;

namespace MpiWasm.Mpi.Objects.Datatypes;

/// <summary>
/// Makes shadows from the arguments of the type constructors (MPI 5.0 §5.1.2, §5.1.3). Counts and block lengths must not be negative: the
/// callers have checked it. Null where the result exceeds the limits of a datatype. <c>large</c>: it was the procedure with wide counts.
/// </summary>
internal static class DatatypeFactory
{
    public static DatatypeShadow? Contiguous(long count, DatatypeShadow type, bool large = false) =>
        Make(Combiner.Contiguous, [count], [type], large);

    /// <param name="count">Number of blocks.</param>
    /// <param name="length">Elements of a block.</param>
    /// <param name="stride">Distance of blocks in elements.</param>
    /// <param name="type">Type of the elements.</param>
    /// <param name="large">Whether counts were wide.</param>
    public static DatatypeShadow? Vector(long count, long length, long stride, DatatypeShadow type, bool large = false) =>
        Make(Combiner.Vector, [count, length, stride], [type], large);

    /// <param name="count">Number of blocks.</param>
    /// <param name="length">Elements of a block.</param>
    /// <param name="stride">Distance of blocks in bytes.</param>
    /// <param name="type">Type of the elements.</param>
    /// <param name="large">Whether counts were wide.</param>
    public static DatatypeShadow? HVector(long count, long length, long stride, DatatypeShadow type, bool large = false) =>
        Make(Combiner.HVector, [count, length, stride], [type], large);

    public static DatatypeShadow? Indexed(
        ReadOnlySpan<long> lengths, ReadOnlySpan<long> displacements, DatatypeShadow type, bool large = false) =>
        Make(Combiner.Indexed, [lengths.Length, .. lengths, .. displacements], [type], large);

    public static DatatypeShadow? HIndexed(
        ReadOnlySpan<long> lengths, ReadOnlySpan<long> displacements, DatatypeShadow type, bool large = false) =>
        Make(Combiner.HIndexed, [lengths.Length, .. lengths, .. displacements], [type], large);

    public static DatatypeShadow? IndexedBlock(long length, ReadOnlySpan<long> displacements, DatatypeShadow type, bool large = false) =>
        Make(Combiner.IndexedBlock, [displacements.Length, length, .. displacements], [type], large);

    public static DatatypeShadow? HIndexedBlock(long length, ReadOnlySpan<long> displacements, DatatypeShadow type, bool large = false) =>
        Make(Combiner.HIndexedBlock, [displacements.Length, length, .. displacements], [type], large);

    public static DatatypeShadow? Struct(
        ReadOnlySpan<long> lengths, ReadOnlySpan<long> displacements, ImmutableArray<DatatypeShadow> types, bool large = false) =>
        Make(Combiner.Struct, [lengths.Length, .. lengths, .. displacements], types, large);

    public static DatatypeShadow? Dup(DatatypeShadow type) => Make(Combiner.Dup, [], [type], false);

    public static DatatypeShadow? Resized(long lower, long extent, DatatypeShadow type, bool large = false) =>
        Make(new DatatypeOrigin { Combiner = Combiner.Resized, IsLarge = large, Arguments = [lower, extent], Types = [type] },
            () => (GuestSize.Of(lower), GuestSize.Of(lower) + GuestSize.Of(extent)));

    /// <param name="sizes">Elements of the whole array in each dimension, at least 1.</param>
    /// <param name="subsizes">Elements of the part, at least 1 and at most the size.</param>
    /// <param name="starts">Where the part begins.</param>
    /// <param name="order">MPI_ORDER_C or MPI_ORDER_FORTRAN, as kept for MPI_Type_get_contents.</param>
    /// <param name="rowMajor">Whether that is C's order.</param>
    /// <param name="type">Type of the elements.</param>
    /// <param name="large">Whether counts were wide.</param>
    public static DatatypeShadow? Subarray(
        ReadOnlySpan<long> sizes, ReadOnlySpan<long> subsizes, ReadOnlySpan<long> starts, int order, bool rowMajor,
        DatatypeShadow type, bool large = false)
    {
        var inner = ArrayLayers.Subarray(sizes, subsizes, starts, rowMajor, type);
        return inner is null ? null : Array(Combiner.Subarray, [sizes.Length, .. sizes, .. subsizes, .. starts, order], inner, type, large);
    }

    /// <param name="array">What the arguments say; checked.</param>
    /// <param name="type">Type of the elements.</param>
    /// <param name="large">Whether counts were wide.</param>
    public static DatatypeShadow? Darray(DistributedArray array, DatatypeShadow type, bool large = false)
    {
        var inner = ArrayLayers.Darray(array, type);
        ImmutableArray<long> arguments =
        [
            array.Size, array.Rank, array.GlobalSizes.Length, .. array.GlobalSizes, .. array.Distributions, .. array.DistributionArguments,
            .. array.ProcessSizes, array.Order,
        ];
        return inner is null ? null : Array(Combiner.Darray, arguments, inner, type, large);
    }

    /// <summary>One dimension of an array type: blocks, in elements, with the bounds of <paramref name="size"/> elements.</summary>
    internal static DatatypeShadow? Layer(ImmutableArray<long> rows, long size, DatatypeShadow type) =>
        Make(new DatatypeOrigin { Combiner = Combiner.Layer, Arguments = rows, Types = [type] },
            () => (0, GuestSize.Of(size) * GuestSize.Of(type.Extent)));

    private static DatatypeShadow? Array(
        Combiner combiner, ImmutableArray<long> arguments, DatatypeShadow inner, DatatypeShadow type, bool large) =>
        Make(new DatatypeOrigin { Combiner = combiner, IsLarge = large, Arguments = arguments, Types = [type], Inner = inner });

    private static DatatypeShadow? Make(
        Combiner combiner, ImmutableArray<long> arguments, ImmutableArray<DatatypeShadow> types, bool large) =>
        Make(new DatatypeOrigin { Combiner = combiner, IsLarge = large, Arguments = arguments, Types = types });

    private static DatatypeShadow? Make(DatatypeOrigin origin, Func<(GuestSize Lower, GuestSize Upper)>? bounds = null)
    {
        try
        {
            var map = new TypeMap();
            foreach (var blocks in DatatypeShadow.Blocks(origin))
                map.Add(blocks);
            if (bounds is not null)
                map.Resize(bounds().Lower, bounds().Upper);
            return map.TryGetBounds(out var computed) ? new DatatypeShadow(origin, computed) : null;
        }
        catch (GuestSizeException)
        {
            return null;
        }
    }
}
