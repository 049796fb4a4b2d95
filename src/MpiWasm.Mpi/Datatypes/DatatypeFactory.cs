using System.Collections.Immutable;

namespace MpiWasm.Mpi.Datatypes;

/// <summary>
/// Makes shadows from the arguments of the type constructors (MPI 5.0 §5.1.2, §5.1.3). Counts and block lengths must not be negative: the callers have checked
/// it. Null where the result exceeds the limits of a datatype.
/// </summary>
internal static class DatatypeFactory
{
    public static DatatypeShadow? Contiguous(int count, DatatypeShadow type)
    {
        var map = new TypeMap();
        map.Add(type, 0, 1, 0, count);
        return Make(Combiner.Contiguous, [count], [], [type], map);
    }

    /// <param name="count">Number of blocks.</param>
    /// <param name="length">Elements of a block.</param>
    /// <param name="stride">Distance of blocks in elements.</param>
    /// <param name="type">Type of the elements.</param>
    public static DatatypeShadow? Vector(int count, int length, int stride, DatatypeShadow type)
    {
        var map = new TypeMap();
        map.Add(type, 0, count, (Int128)stride * type.Extent, length);
        return Make(Combiner.Vector, [count, length, stride], [], [type], map);
    }

    /// <param name="count">Number of blocks.</param>
    /// <param name="length">Elements of a block.</param>
    /// <param name="stride">Distance of blocks in bytes.</param>
    /// <param name="type">Type of the elements.</param>
    public static DatatypeShadow? HVector(int count, int length, int stride, DatatypeShadow type)
    {
        var map = new TypeMap();
        map.Add(type, 0, count, stride, length);
        return Make(Combiner.HVector, [count, length], [stride], [type], map);
    }

    public static DatatypeShadow? Indexed(ReadOnlySpan<int> lengths, ReadOnlySpan<int> displacements, DatatypeShadow type)
    {
        var map = new TypeMap();
        for (var i = 0; i < lengths.Length; i++)
            map.Add(type, (Int128)displacements[i] * type.Extent, 1, 0, lengths[i]);
        return Make(Combiner.Indexed, [lengths.Length, .. lengths, .. displacements], [], [type], map);
    }

    public static DatatypeShadow? IndexedBlock(int length, ReadOnlySpan<int> displacements, DatatypeShadow type)
    {
        var map = new TypeMap();
        foreach (var displacement in displacements)
            map.Add(type, (Int128)displacement * type.Extent, 1, 0, length);
        return Make(Combiner.IndexedBlock, [displacements.Length, length, .. displacements], [], [type], map);
    }

    public static DatatypeShadow? HIndexed(ReadOnlySpan<int> lengths, ReadOnlySpan<int> displacements, DatatypeShadow type)
    {
        var map = new TypeMap();
        for (var i = 0; i < lengths.Length; i++)
            map.Add(type, displacements[i], 1, 0, lengths[i]);
        return Make(Combiner.HIndexed, [lengths.Length, .. lengths], [.. displacements], [type], map);
    }

    public static DatatypeShadow? Struct(ReadOnlySpan<int> lengths, ReadOnlySpan<int> displacements, ImmutableArray<DatatypeShadow> types)
    {
        var map = new TypeMap();
        for (var i = 0; i < lengths.Length; i++)
            map.Add(types[i], displacements[i], 1, 0, lengths[i]);
        return Make(Combiner.Struct, [lengths.Length, .. lengths], [.. displacements], types, map);
    }

    public static DatatypeShadow? Resized(int lower, int extent, DatatypeShadow type)
    {
        var map = new TypeMap();
        map.Add(type, 0, 1, 0, 1);
        map.Resize(lower, (Int128)lower + extent);
        return Make(Combiner.Resized, [], [lower, extent], [type], map);
    }

    public static DatatypeShadow? Dup(DatatypeShadow type)
    {
        var map = new TypeMap();
        map.Add(type, 0, 1, 0, 1);
        return Make(Combiner.Dup, [], [], [type], map);
    }

    /// <param name="sizes">Elements of the whole array in each dimension, at least 1.</param>
    /// <param name="subsizes">Elements of the part, at least 1 and at most the size.</param>
    /// <param name="starts">Where the part begins.</param>
    /// <param name="order">MPI_ORDER_C or MPI_ORDER_FORTRAN, as kept for MPI_Type_get_contents.</param>
    /// <param name="rowMajor">Whether that is C's order.</param>
    /// <param name="type">Type of the elements.</param>
    public static DatatypeShadow? Subarray(
        ReadOnlySpan<int> sizes, ReadOnlySpan<int> subsizes, ReadOnlySpan<int> starts, int order, bool rowMajor, DatatypeShadow type)
    {
        // With more than a few dimensions the product could leave even 128 bits: stop as soon as it is beyond any limit.
        var beyond = (Int128)1 << 80;
        Int128 elements = 1, first = 0, last = 0, copies = 1;
        for (var i = 0; i < sizes.Length; i++)
        {
            var d = rowMajor ? sizes.Length - 1 - i : i;
            first += elements * starts[d];
            last += elements * (starts[d] + (Int128)subsizes[d] - 1);
            elements *= sizes[d];
            copies *= subsizes[d];
            if (elements > beyond)
                return null;
        }

        var map = new TypeMap();
        var (a, b) = (first * type.Extent, last * type.Extent);
        map.Add(type, copies, Int128.Min(a, b), Int128.Max(a, b));
        map.Resize(0, elements * type.Extent);
        return Make(Combiner.Subarray, [sizes.Length, .. sizes, .. subsizes, .. starts, order], [], [type], map);
    }

    /// <summary>
    /// The displacements of a struct or hindexed type taken as unsigned guest addresses, which is what MPI_Get_address gave for memory above 2 GiB: what the type means relative to
    /// MPI_BOTTOM. Null for a type that is not made of addresses.
    /// </summary>
    public static ImmutableArray<long>? AbsoluteDisplacements(DatatypeShadow type) =>
        type.Combiner is Combiner.Struct or Combiner.HIndexed ? [.. type.Addresses.Select(a => (long)(uint)a)] : null;

    /// <summary>The shadow with these displacements, for <see cref="AbsoluteDisplacements"/>.</summary>
    public static DatatypeShadow? AtAbsolute(DatatypeShadow type, ImmutableArray<long> displacements)
    {
        var map = new TypeMap();
        for (var i = 0; i < displacements.Length; i++)
            map.Add(type.Combiner == Combiner.Struct ? type.Types[i] : type.Types[0], displacements[i], 1, 0, type.Integers[1 + i]);
        return Make(type.Combiner, type.Integers, type.Addresses, type.Types, map);
    }

    private static DatatypeShadow? Make(
        Combiner combiner, ImmutableArray<int> integers, ImmutableArray<int> addresses, ImmutableArray<DatatypeShadow> types, in TypeMap map) =>
        map.TryGetBounds(out var bounds) ? new DatatypeShadow(combiner, integers, addresses, types, bounds) : null;
}
