using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Objects.Datatypes;

namespace MpiWasm.Mpi.Local.Datatypes;

/// <summary>
/// A datatype: where its bytes are, in the order of the type map. It never changes, so that ranks read each other's.
/// </summary>
internal sealed class Datatype
{
    private Datatype(long size, long lowerBound, long extent, long trueLowerBound, long trueExtent, Layout? layout)
    {
        Size = size;
        LowerBound = lowerBound;
        Extent = extent;
        TrueLowerBound = trueLowerBound;
        TrueExtent = trueExtent;
        Layout = layout;
        IsContiguous = layout is null && lowerBound == 0 && trueLowerBound == 0 && size == extent;
    }

    /// <summary>Bytes of data in an element.</summary>
    public long Size { get; }

    public long LowerBound { get; }

    public long Extent { get; }

    public long TrueLowerBound { get; }

    public long TrueExtent { get; }

    /// <summary>Where the bytes are; null for one piece of <see cref="Size"/> bytes at <see cref="TrueLowerBound"/>.</summary>
    public Layout? Layout { get; }

    /// <summary>Whether any number of elements is one piece that begins at the buffer.</summary>
    public bool IsContiguous { get; }

    /// <summary>The predefined datatype that all elements are of; null if they are of several.</summary>
    public PredefinedDatatype? Basic { get; private init; }

    /// <summary>Whether it is a predefined one itself.</summary>
    public bool IsPredefined { get; private init; }

    /// <summary>A predefined datatype.</summary>
    public static Datatype Of(PredefinedDatatype basic) => basic is { IsPair: true } && basic.Size != basic.Span
        ? new Datatype(basic.Size, 0, basic.Extent, 0, basic.Span, Layout.Of(basic)) { Basic = basic, IsPredefined = true }
        : new Datatype(basic.Size, 0, basic.Extent, 0, basic.Span, null) { Basic = basic, IsPredefined = true };

    /// <summary>Pieces of other types, as MPI_Type_create_struct has them (MPI 5.0 §5.1.2).</summary>
    /// <exception cref="MpiFailure">An extent does not fit into 64 bits.</exception>
    public static Datatype Struct(ReadOnlySpan<Piece> pieces)
    {
        Int128 low = Int128.MaxValue, high = Int128.MinValue, trueLow = Int128.MaxValue, trueHigh = Int128.MinValue, size = 0;
        PredefinedDatatype? basic = null;
        var isOne = true;
        foreach (var piece in pieces)
        {
            if (piece.Count == 0 || piece.Blocks == 0)
                continue;
            // Of each piece the first and the last copy bound all others.
            Int128 lastStart = (Int128)(piece.Count - 1) * piece.Stride, lastBlock = (Int128)(piece.Blocks - 1) * piece.Type.Extent;
            var first = piece.Offset + Int128.Min(0, lastStart) + Int128.Min(0, lastBlock);
            var end = piece.Offset + Int128.Max(0, lastStart) + Int128.Max(0, lastBlock);
            low = Int128.Min(low, first + piece.Type.LowerBound);
            high = Int128.Max(high, end + piece.Type.LowerBound + piece.Type.Extent);
            size += (Int128)piece.Count * piece.Blocks * piece.Type.Size;
            if (piece.Type.Size > 0)
            {
                trueLow = Int128.Min(trueLow, first + piece.Type.TrueLowerBound);
                trueHigh = Int128.Max(trueHigh, end + piece.Type.TrueLowerBound + piece.Type.TrueExtent);
                isOne &= piece.Type.Basic is not null && (basic is null || basic == piece.Type.Basic);
                basic = piece.Type.Basic;
            }
        }

        if (low == Int128.MaxValue)
            (low, high) = (0, 0);
        if (trueLow == Int128.MaxValue)
            (trueLow, trueHigh) = (0, 0);
        if (Int128.Max(Int128.Abs(low), Int128.Abs(high)) > long.MaxValue / 2 || size > long.MaxValue / 2)
            throw new MpiFailure(ErrorClasses.Arg);
        var layout = Layout.Of(pieces);
        return new Datatype((long)size, (long)low, (long)(high - low), (long)trueLow, (long)(trueHigh - trueLow), layout)
        {
            Basic = isOne ? basic : null,
        };
    }

    /// <summary>The same bytes with other bounds.</summary>
    public Datatype Resized(long lowerBound, long extent) => new(Size, lowerBound, extent, TrueLowerBound, TrueExtent, Layout)
    {
        Basic = Basic,
    };
}

/// <summary>Copies of a type: <paramref name="Count"/> times, <paramref name="Stride"/> bytes apart, as many blocks side by side.</summary>
/// <param name="Offset">Bytes to the first.</param>
/// <param name="Count">How often.</param>
/// <param name="Stride">Bytes from one to the next.</param>
/// <param name="Blocks">Elements that follow each other each time.</param>
/// <param name="Type">The type of an element.</param>
internal readonly record struct Piece(long Offset, long Count, long Stride, long Blocks, Datatype Type);
