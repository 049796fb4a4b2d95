using MpiWasm.Mpi.Native;

namespace MpiWasm.Mpi.Datatypes;

/// <summary>
/// Collects the pieces of a derived datatype and computes its bounds by the rules of MPI 5.0 §5.1.6, §5.1.7. Everything is 128 bits wide: counts, block lengths and strides have
/// at most 63 bits and sizes and extents 34, so that no product of two or three leaves that; what is far beyond any limit is cut off before it is added up.
/// </summary>
internal struct TypeMap
{
    /// <summary>Levels of constructors that are accepted: walking over a type takes stack, here and in the hosts.</summary>
    public const int DepthLimit = 256;

    private static readonly Int128 Beyond = (Int128)1 << 100;

    private Int128 _size;
    private Int128 _elements;
    private Int128 _external;
    private bool _hasData;
    private Int128 _low;
    private Int128 _high;
    private BoundMark _marks;
    private Int128 _markedLow;
    private Int128 _markedHigh;
    private int _alignment;
    private int _depth;

    public TypeMap() => _alignment = 1;

    public void Add(in TypeBlocks blocks)
    {
        var type = blocks.Type;
        _depth = Math.Max(_depth, type.Depth + 1);
        if (blocks.Count <= 0 || blocks.Length <= 0)
            return;
        var rows = (blocks.Count - 1) * blocks.Stride;
        var row = (blocks.Length - 1) * type.Extent;
        var least = Cut(blocks.Offset + Int128.Min(rows, 0) + Int128.Min(row, 0));
        var greatest = Cut(blocks.Offset + Int128.Max(rows, 0) + Int128.Max(row, 0));

        // A type has at most 2^33 of anything, and 2^40 copies of what has any are too many.
        var copies = Int128.Min(blocks.Count * blocks.Length, (Int128)1 << 40);
        _size += copies * type.Size;
        _elements += copies * type.Elements;
        _external += copies * type.ExternalSize;
        if (type.HasData)
        {
            _low = _hasData ? Int128.Min(_low, least + type.HullLow) : least + type.HullLow;
            _high = _hasData ? Int128.Max(_high, greatest + type.HullHigh) : greatest + type.HullHigh;
            _hasData = true;
            _alignment = Math.Max(_alignment, type.Alignment);
        }

        if (type.Marks.HasFlag(BoundMark.Lower))
            _markedLow = _marks.HasFlag(BoundMark.Lower) ? Int128.Min(_markedLow, least + type.LowerBound) : least + type.LowerBound;
        if (type.Marks.HasFlag(BoundMark.Upper))
            _markedHigh = _marks.HasFlag(BoundMark.Upper) ? Int128.Max(_markedHigh, greatest + type.UpperBound) : greatest + type.UpperBound;
        _marks |= type.Marks;
    }

    /// <summary>Replaces all bounds so far.</summary>
    public void Resize(Int128 lower, Int128 upper)
    {
        _marks = BoundMark.Both;
        _markedLow = Cut(lower);
        _markedHigh = Cut(upper);
    }

    /// <summary>The result, or false where something exceeds the limits of a datatype.</summary>
    public readonly bool TryGetBounds(out TypeBounds bounds)
    {
        var lower = _marks.HasFlag(BoundMark.Lower) ? _markedLow : _low;
        var upper = _marks.HasFlag(BoundMark.Upper) ? _markedHigh
            : _hasData ? lower + ((_high - lower + _alignment - 1) / _alignment * _alignment)
            : 0;

        bounds = default;
        if (!Fits(_size) || !Fits(_low) || !Fits(_high) || !Fits(lower) || !Fits(upper) || !Fits(upper - lower) || _depth > DepthLimit)
            return false;
        bounds = new TypeBounds
        {
            Size = (long)_size,
            Elements = (long)_elements,
            ExternalSize = (long)_external,
            HasData = _hasData,
            HullLow = (long)_low,
            HullHigh = (long)_high,
            LowerBound = (long)lower,
            UpperBound = (long)upper,
            Marks = _marks,
            Alignment = _alignment,
            Depth = _depth,
        };
        return true;
    }

    private static bool Fits(Int128 value) => value >= -DatatypeEntry.Limit && value <= DatatypeEntry.Limit;

    private static Int128 Cut(Int128 value) => Int128.Clamp(value, -Beyond, Beyond);
}
