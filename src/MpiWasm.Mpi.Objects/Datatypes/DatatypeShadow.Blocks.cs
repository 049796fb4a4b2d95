namespace MpiWasm.Mpi.Objects.Datatypes;

/// <summary>
/// Copies of a type within a derived one: <paramref name="Count"/> blocks of <paramref name="Length"/> elements, the first at byte
/// <paramref name="Offset"/>, their starts <paramref name="Stride"/> bytes apart, the elements of a block one extent apart. In the order of
/// the type map.
/// </summary>
internal readonly record struct TypeBlocks(GuestSize Offset, GuestSize Count, GuestSize Stride, GuestSize Length, DatatypeShadow Type)
{
    /// <summary>Whether there is any copy, and it holds data.</summary>
    public bool HasData => Count > 0 && Length > 0 && Type.HasData;

    /// <summary>Whether there is any copy that bears on the bounds of the whole.</summary>
    public bool Matters => Count > 0 && Length > 0 && Type.HasDataOrMarks;

    /// <summary>Distance between the elements of a block.</summary>
    public GuestSize Extent => GuestSize.Of(Type.Extent);

    /// <summary>
    /// Copies of a type as a guest describes them: of a single block the stride is nothing, and of what does not matter neither place nor
    /// number is looked at.
    /// </summary>
    /// <param name="at">Distance to the first block, in <paramref name="unit"/> bytes.</param>
    /// <param name="count">Number of blocks.</param>
    /// <param name="stride">Distance between the starts of blocks, in <paramref name="unit"/> bytes.</param>
    /// <param name="length">Elements of a block.</param>
    /// <param name="unit">1, or the extent of the type.</param>
    /// <param name="type">Type of the elements.</param>
    public static TypeBlocks Of(long at, long count, long stride, long length, long unit, DatatypeShadow type)
    {
        if (count <= 0 || length <= 0 || !type.HasDataOrMarks)
            return new TypeBlocks(0, 0, 0, 0, type);
        var bytes = GuestSize.Of(unit);
        return new TypeBlocks(
            GuestSize.Of(at) * bytes, GuestSize.Of(count), count > 1 ? GuestSize.Of(stride) * bytes : 0, GuestSize.Of(length), type);
    }

    /// <summary>Where an element of a block begins.</summary>
    public GuestSize StartOf(GuestSize block, GuestSize element) => Offset + (block * Stride) + (element * Extent);

    /// <summary>The least and the greatest place where a copy begins. There must be one.</summary>
    public (GuestSize Least, GuestSize Greatest) Starts()
    {
        var rows = (Count - 1) * Stride;
        var row = Length > 1 ? (Length - 1) * Extent : 0;
        return (Offset + GuestSize.Min(rows, 0) + GuestSize.Min(row, 0), Offset + GuestSize.Max(rows, 0) + GuestSize.Max(row, 0));
    }
}

/// <content>The layout of each constructor, from its arguments: what bounds, the host's type, packing and the twin for MPI_BOTTOM are all
/// derived from.</content>
internal sealed partial class DatatypeShadow
{
    public IEnumerable<TypeBlocks> Blocks() => BlocksOf(Combiner, Arguments.AsMemory(), i => Types[i], Inner);

    /// <summary>The layout of a type that is not made yet.</summary>
    public static IEnumerable<TypeBlocks> Blocks(DatatypeOrigin origin) =>
        BlocksOf(origin.Combiner, origin.Arguments.AsMemory(), i => origin.Types[i], origin.Inner);

    private static IEnumerable<TypeBlocks> BlocksOf(
        Combiner combiner, ReadOnlyMemory<long> arguments, Func<int, DatatypeShadow> types, DatatypeShadow? inner)
    {
        long At(long i) => arguments.Span[(int)i];
        switch (combiner)
        {
            case Combiner.Contiguous:
                yield return TypeBlocks.Of(0, 1, 0, At(0), 1, types(0));
                break;

            case Combiner.Vector:
                yield return TypeBlocks.Of(0, At(0), At(2), At(1), types(0).Extent, types(0));
                break;

            case Combiner.HVector:
                yield return TypeBlocks.Of(0, At(0), At(2), At(1), 1, types(0));
                break;

            case Combiner.Indexed or Combiner.HIndexed or Combiner.Struct:
                {
                    var count = At(0);
                    for (var i = 0; i < count; i++)
                    {
                        var type = types(combiner == Combiner.Struct ? i : 0);
                        var unit = combiner == Combiner.Indexed ? type.Extent : 1;
                        yield return TypeBlocks.Of(At(1 + count + i), 1, 0, At(1 + i), unit, type);
                    }

                    break;
                }

            case Combiner.IndexedBlock or Combiner.HIndexedBlock:
                {
                    var count = At(0);
                    var unit = combiner == Combiner.IndexedBlock ? types(0).Extent : 1;
                    for (var i = 0; i < count; i++)
                        yield return TypeBlocks.Of(At(2 + i), 1, 0, At(1), unit, types(0));
                    break;
                }

            case Combiner.Layer:
                for (var i = 0; i < arguments.Length; i += ArrayLayers.NumbersPerRow)
                    yield return TypeBlocks.Of(At(i), At(i + 1), At(i + 2), At(i + 3), types(0).Extent, types(0));
                break;

            case Combiner.Subarray or Combiner.Darray:
                yield return new TypeBlocks(0, 1, 0, 1, inner!);
                break;

            case Combiner.Resized or Combiner.Dup:
                yield return new TypeBlocks(0, 1, 0, 1, types(0));
                break;

            default:
                break;
        }
    }
}
