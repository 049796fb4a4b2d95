namespace MpiWasm.Mpi.Datatypes;

/// <summary>
/// Copies of a type within a derived one: <paramref name="Count"/> blocks of <paramref name="Length"/> elements, the first at byte <paramref name="Offset"/>, their starts
/// <paramref name="Stride"/> bytes apart, the elements of a block one extent apart. In the order of the type map.
/// </summary>
internal readonly record struct TypeBlocks(Int128 Offset, Int128 Count, Int128 Stride, Int128 Length, DatatypeShadow Type)
{
    /// <summary>Whether there is any copy, and it holds data.</summary>
    public bool HasData => Count > 0 && Length > 0 && Type.HasData;
}

/// <content>The layout of each constructor, from its arguments: what bounds, the host's type, packing and the twin for MPI_BOTTOM are all derived from.</content>
internal sealed partial class DatatypeShadow
{
    public IEnumerable<TypeBlocks> Blocks() => BlocksOf(Combiner, Arguments.AsMemory(), i => Types[i], Inner);

    /// <summary>The layout of a type that is not made yet.</summary>
    public static IEnumerable<TypeBlocks> Blocks(DatatypeOrigin origin) => BlocksOf(origin.Combiner, origin.Arguments.AsMemory(), i => origin.Types[i], origin.Inner);

    private static IEnumerable<TypeBlocks> BlocksOf(Combiner combiner, ReadOnlyMemory<long> arguments, Func<int, DatatypeShadow> types, DatatypeShadow? inner)
    {
        long At(long i) => arguments.Span[(int)i];
        switch (combiner)
        {
            case Combiner.Contiguous:
                yield return new TypeBlocks(0, 1, 0, At(0), types(0));
                break;

            case Combiner.Vector:
                yield return new TypeBlocks(0, At(0), (Int128)At(2) * types(0).Extent, At(1), types(0));
                break;

            case Combiner.HVector:
                yield return new TypeBlocks(0, At(0), At(2), At(1), types(0));
                break;

            case Combiner.Indexed or Combiner.HIndexed or Combiner.Struct:
            {
                var count = At(0);
                for (var i = 0; i < count; i++)
                {
                    var type = types(combiner == Combiner.Struct ? i : 0);
                    var unit = combiner == Combiner.Indexed ? type.Extent : 1;
                    yield return new TypeBlocks((Int128)At(1 + count + i) * unit, 1, 0, At(1 + i), type);
                }

                break;
            }

            case Combiner.IndexedBlock or Combiner.HIndexedBlock:
            {
                var count = At(0);
                var unit = combiner == Combiner.IndexedBlock ? types(0).Extent : 1;
                for (var i = 0; i < count; i++)
                    yield return new TypeBlocks((Int128)At(2 + i) * unit, 1, 0, At(1), types(0));
                break;
            }

            case Combiner.Layer:
                for (var i = 0; i < arguments.Length; i += ArrayLayers.NumbersPerRow)
                    yield return new TypeBlocks(At(i), At(i + 1), At(i + 2), At(i + 3), types(0));
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
