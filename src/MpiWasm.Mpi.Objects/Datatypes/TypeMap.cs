using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Objects.Datatypes;

/// <summary>
/// Collects the pieces of a derived datatype and computes its bounds by the rules of MPI 5.0 §5.1.6, §5.1.7. Only what bears on the result
/// is computed: pieces without data and without bounds of their own may be anywhere. What is computed is a <see cref="GuestSize"/>, which
/// cannot wrap around.
/// </summary>
internal struct TypeMap
{
    /// <summary>Levels of constructors that are accepted: walking over a type takes stack, here and in the hosts.</summary>
    public const int DepthLimit = 256;

    private GuestSize _size;
    private GuestSize _elements;
    private GuestSize _external;
    private bool _hasData;
    private GuestSize _low;
    private GuestSize _high;
    private BoundMark _marks;
    private GuestSize _markedLow;
    private GuestSize _markedHigh;
    private bool _hasReach;
    private GuestSize _reachLow;
    private GuestSize _reachHigh;
    private int _alignment;
    private int _depth;

    public TypeMap() => _alignment = 1;

    public void Add(in TypeBlocks blocks)
    {
        var type = blocks.Type;
        _depth = Math.Max(_depth, type.Depth + 1);
        if (!blocks.Matters)
            return;
        var (least, greatest) = blocks.Starts();
        if (type.HasData)
        {
            var copies = blocks.Count * blocks.Length;
            _size += copies * GuestSize.Of(type.Size);
            _elements += copies * GuestSize.Of(type.Elements);
            _external += copies * GuestSize.Of(type.ExternalSize);
            var (low, high) = (least + GuestSize.Of(type.HullLow), greatest + GuestSize.Of(type.HullHigh));
            _low = _hasData ? GuestSize.Min(_low, low) : low;
            _high = _hasData ? GuestSize.Max(_high, high) : high;
            _hasData = true;
            _alignment = Math.Max(_alignment, type.Alignment);
        }

        if (type.HasReach)
            Reach(least + GuestSize.Of(type.ReachLow), greatest + GuestSize.Of(type.ReachHigh));
        if (type.Marks.HasFlag(BoundMark.Lower))
        {
            var lower = least + GuestSize.Of(type.LowerBound);
            _markedLow = _marks.HasFlag(BoundMark.Lower) ? GuestSize.Min(_markedLow, lower) : lower;
        }

        if (type.Marks.HasFlag(BoundMark.Upper))
        {
            var upper = greatest + GuestSize.Of(type.UpperBound);
            _markedHigh = _marks.HasFlag(BoundMark.Upper) ? GuestSize.Max(_markedHigh, upper) : upper;
        }

        _marks |= type.Marks;
    }

    /// <summary>Replaces all bounds so far.</summary>
    public void Resize(GuestSize lower, GuestSize upper)
    {
        _marks = BoundMark.Both;
        _markedLow = lower;
        _markedHigh = upper;
        Reach(lower, lower);
    }

    /// <summary>The result, or false where something exceeds the limits of a datatype.</summary>
    public readonly bool TryGetBounds(out TypeBounds bounds)
    {
        var lower = _marks.HasFlag(BoundMark.Lower) ? _markedLow : _low;
        var upper = _marks.HasFlag(BoundMark.Upper) ? _markedHigh : _hasData ? lower + Aligned(_high - lower) : 0;

        bounds = default;
        if (!Fits(_size) || !Fits(_low) || !Fits(_high) || !Fits(lower) || !Fits(upper) || !Fits(upper - lower) || _depth > DepthLimit)
            return false;
        bounds = new TypeBounds
        {
            Size = _size.Value,
            Elements = _elements.Value,
            ExternalSize = _external.Value,
            HasData = _hasData,
            HullLow = _low.Value,
            HullHigh = _high.Value,
            LowerBound = lower.Value,
            UpperBound = upper.Value,
            Marks = _marks,
            Alignment = _alignment,
            Depth = _depth,
            HasReach = _hasReach,
            ReachLow = Fits(_reachLow) ? _reachLow.Value : -DatatypeEntry.Limit,
            ReachHigh = Fits(_reachHigh) ? _reachHigh.Value : DatatypeEntry.Limit,
        };
        return true;
    }

    private void Reach(GuestSize low, GuestSize high)
    {
        _reachLow = _hasReach ? GuestSize.Min(_reachLow, low) : low;
        _reachHigh = _hasReach ? GuestSize.Max(_reachHigh, high) : high;
        _hasReach = true;
    }

    private readonly GuestSize Aligned(GuestSize size) => GuestSize.Of((size.Value + _alignment - 1) / _alignment * _alignment);

    private static bool Fits(GuestSize value) => value.Value is >= -DatatypeEntry.Limit and <= DatatypeEntry.Limit;
}
