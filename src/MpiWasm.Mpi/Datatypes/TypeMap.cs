using MpiWasm.Mpi.Native;

namespace MpiWasm.Mpi.Datatypes;

/// <summary>
/// Collects the pieces of a derived datatype and computes its bounds by the rules of MPI 5.0 §5.1.6, §5.1.7. A piece is a number of copies of a type, whose
/// offsets range from the least to the greatest given. Everything is 128 bits wide: a count, a block length and a stride have 31 bits, an extent 34.
/// </summary>
internal struct TypeMap
{
    private Int128 _size;
    private bool _hasData;
    private Int128 _low;
    private Int128 _high;
    private bool _explicit;
    private Int128 _explicitLow;
    private Int128 _explicitHigh;
    private int _alignment;

    public TypeMap() => _alignment = 1;

    /// <summary>Adds blocks of <paramref name="length"/> elements: <paramref name="count"/> of them, <paramref name="stride"/> bytes apart, the first at <paramref name="offset"/>.</summary>
    public void Add(DatatypeShadow type, Int128 offset, Int128 count, Int128 stride, Int128 length)
    {
        if (count <= 0 || length <= 0)
            return;
        var blocks = (count - 1) * stride;
        var elements = (length - 1) * type.Extent;
        Add(type, count * length, offset + Int128.Min(blocks, 0) + Int128.Min(elements, 0), offset + Int128.Max(blocks, 0) + Int128.Max(elements, 0));
    }

    /// <summary>Adds copies of a type of which the lowest and the highest start at the given offsets.</summary>
    public void Add(DatatypeShadow type, Int128 copies, Int128 least, Int128 greatest)
    {
        _size += copies * type.Size;
        if (type.HasData)
        {
            _low = _hasData ? Int128.Min(_low, least + type.HullLow) : least + type.HullLow;
            _high = _hasData ? Int128.Max(_high, greatest + type.HullHigh) : greatest + type.HullHigh;
            _hasData = true;
            _alignment = Math.Max(_alignment, type.Alignment);
        }

        if (type.HasExplicitBounds)
            AddExplicit(least + type.LowerBound, greatest + type.UpperBound);
    }

    /// <summary>Replaces all bounds so far.</summary>
    public void Resize(Int128 lower, Int128 upper)
    {
        _explicit = true;
        _explicitLow = lower;
        _explicitHigh = upper;
    }

    /// <summary>The result, or false where something exceeds the limits of a datatype.</summary>
    public readonly bool TryGetBounds(out TypeBounds bounds)
    {
        Int128 lower = 0, upper = 0;
        if (_explicit)
        {
            lower = _explicitLow;
            upper = _explicitHigh;
        }
        else if (_hasData)
        {
            lower = _low;
            var extent = _high - _low;
            upper = _low + ((extent + _alignment - 1) / _alignment * _alignment);
        }

        bounds = default;
        if (!Fits(_size) || !Fits(_low) || !Fits(_high) || !Fits(lower) || !Fits(upper) || !Fits(upper - lower))
            return false;
        bounds = new TypeBounds
        {
            Size = (long)_size,
            HasData = _hasData,
            HullLow = (long)_low,
            HullHigh = (long)_high,
            LowerBound = (long)lower,
            UpperBound = (long)upper,
            HasExplicitBounds = _explicit,
            Alignment = _alignment,
        };
        return true;
    }

    private static bool Fits(Int128 value) => value >= -DatatypeEntry.Limit && value <= DatatypeEntry.Limit;

    private void AddExplicit(Int128 lower, Int128 upper)
    {
        _explicitLow = _explicit ? Int128.Min(_explicitLow, lower) : lower;
        _explicitHigh = _explicit ? Int128.Max(_explicitHigh, upper) : upper;
        _explicit = true;
    }
}
