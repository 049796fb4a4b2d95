namespace MpiWasm.Mpi.Objects.Datatypes;

/// <summary>
/// What a datatype means relative to MPI_BOTTOM. The address of an element is the sum of all displacements on the way to it.
/// MPI_Get_address gives a negative MPI_Aint for what lies above 2 GiB; so where the sum is negative, 2^32 are missing. They are added to
/// the largest pieces that lie on one side of zero.
/// </summary>
internal sealed class AbsoluteLayout
{
    /// <summary>Pieces that are accepted; only a type of which the halves of memory are interleaved has many.</summary>
    private const int PieceLimit = 1 << 20;

    /// <summary>What a negative sum lacks to be the address that is meant.</summary>
    public const long AddressSpace = 1L << 32;

    private readonly List<TypeBlocks> _pieces = [];

    private AbsoluteLayout()
    {
    }

    /// <summary>The pieces in the order of the type map, with their addresses as offsets.</summary>
    public IReadOnlyList<TypeBlocks> Pieces => _pieces;

    /// <summary>
    /// The layout with the bounds of the type itself, as a further element's distance is the same; null where an element lies across
    /// address 0 or there are too many pieces.
    /// </summary>
    public static (AbsoluteLayout Layout, DatatypeShadow Shadow)? Of(DatatypeShadow type)
    {
        var layout = new AbsoluteLayout();
        if (!layout.TryAdd(new TypeBlocks(0, 1, 0, 1, type)))
            return null;
        var map = new TypeMap();
        foreach (var piece in layout._pieces)
            map.Add(piece);
        map.Resize(GuestSize.Of(type.LowerBound), GuestSize.Of(type.UpperBound));
        // It only serves to fill an entry: of no interest how it was made.
        return map.TryGetBounds(out var bounds)
            ? (layout, new DatatypeShadow(new DatatypeOrigin { Combiner = Combiner.Layer }, bounds))
            : null;
    }

    private bool TryAdd(in TypeBlocks blocks)
    {
        if (!blocks.HasData)
            return true;
        if (_pieces.Count >= PieceLimit)
            return false;
        var type = blocks.Type;
        var (least, greatest) = blocks.Starts();
        var (low, high) = (least + GuestSize.Of(type.HullLow), greatest + GuestSize.Of(type.HullHigh));
        if (low >= 0 || high <= 0)
        {
            _pieces.Add(low >= 0 ? blocks : blocks with { Offset = blocks.Offset + GuestSize.Of(AddressSpace) });
            return true;
        }

        if (blocks.Count > 1)
            return TrySplit(blocks, blocks.Count, blocks.Stride, blocks.Length);
        if (blocks.Length > 1)
            return TrySplit(blocks, blocks.Length, blocks.Extent, 1);
        if (type.IsPredefined)
            return false;
        foreach (var part in type.Blocks())
        {
            if (!TryAdd(part with { Offset = part.Offset + blocks.Offset }))
                return false;
        }

        return true;
    }

    private bool TrySplit(TypeBlocks blocks, GuestSize count, GuestSize stride, GuestSize length)
    {
        for (GuestSize i = 0; i < count; i += 1)
        {
            if (!TryAdd(blocks with { Offset = blocks.Offset + (i * stride), Count = 1, Length = length }))
                return false;
        }

        return true;
    }
}
