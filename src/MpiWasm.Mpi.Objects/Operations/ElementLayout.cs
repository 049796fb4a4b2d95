using System.Runtime.CompilerServices;
using MpiWasm.Mpi.Objects.Datatypes;

namespace MpiWasm.Mpi.Objects.Operations;

/// <summary>
/// Where the bytes of a datatype's elements are: what is copied between the library's buffers and the guest's memory. Gaps are not: in the
/// library's buffers they may hold anything of this process.
/// </summary>
internal sealed unsafe class ElementLayout
{
    /// <summary>Types of more pieces are walked again for each element.</summary>
    private const int KnownPieces = 4096;

    /// <summary>Neighbours become one piece, but not after many.</summary>
    private const int KnownScalars = 1 << 18;

    private readonly DatatypeShadow _type;
    private readonly bool _isAbsolute;
    private readonly Piece[]? _pieces;

    /// <param name="handle">The guest's handle of the datatype.</param>
    /// <param name="type">Its layout.</param>
    /// <param name="isAbsolute">Whether displacements are unsigned addresses, as relative to MPI_BOTTOM.</param>
    /// <param name="low">Where the hull begins.</param>
    /// <param name="high">Where it ends.</param>
    public ElementLayout(uint handle, DatatypeShadow type, bool isAbsolute, long low, long high)
    {
        Handle = handle;
        Extent = type.Extent;
        Low = low;
        High = high;
        _type = type;
        _isAbsolute = isAbsolute;
        var pieces = new List<Piece>();
        var scalars = 0;
        foreach (var piece in Pieces())
        {
            if (pieces.Count > 0 && pieces[^1] is var last && last.Offset + last.Bytes == piece.Offset)
                pieces[^1] = last with { Bytes = last.Bytes + piece.Bytes };
            else
                pieces.Add(piece);
            if (pieces.Count > KnownPieces || ++scalars > KnownScalars)
                return;
        }

        _pieces = [.. pieces];
        IsDense = _pieces.Length == 1 && _pieces[0].Bytes == Extent;
    }

    public uint Handle { get; }

    public long Extent { get; }

    /// <summary>All bytes of one element lie in [Low, High) from its address.</summary>
    public long Low { get; }

    public long High { get; }

    /// <summary>Whether it is that of this datatype: handles come back, of the guest as of the host.</summary>
    public bool IsOf(uint handle, DatatypeShadow type) => Handle == handle && ReferenceEquals(_type, type);

    /// <summary>Whether elements in a row leave no gaps.</summary>
    public bool IsDense { get; }

    /// <summary>Distance from the first element's address to the first byte of many.</summary>
    public long LowOf(long count) => Low + Math.Min(0, Reach(count));

    /// <summary>Bytes from the first to the last of many elements.</summary>
    public long SpanOf(long count) => High - Low + Math.Abs(Reach(count));

    /// <summary>Copies the bytes of elements; the addresses are those of the first element.</summary>
    public void Copy(byte* from, byte* to, long count)
    {
        if (IsDense)
        {
            Buffer.MemoryCopy(from + Low, to + Low, count * Extent, count * Extent);
            return;
        }

        for (long i = 0; i < count; i++, from += Extent, to += Extent)
        {
            if (_pieces is not null)
            {
                foreach (var piece in _pieces)
                    Unsafe.CopyBlockUnaligned(to + piece.Offset, from + piece.Offset, piece.Bytes);
            }
            else
            {
                foreach (var piece in Pieces())
                    Unsafe.CopyBlockUnaligned(to + piece.Offset, from + piece.Offset, piece.Bytes);
            }
        }
    }

    /// <summary>From the first element to the last; elements without data are nowhere.</summary>
    private long Reach(long count) => _type.HasData ? ((GuestSize.Of(count) - 1) * GuestSize.Of(Extent)).Value : 0;

    private IEnumerable<Piece> Pieces() => Pieces(_type, 0);

    private IEnumerable<Piece> Pieces(DatatypeShadow type, long at)
    {
        if (type.Basic is { } basic)
        {
            var start = _isAbsolute && at < 0 ? at + AbsoluteLayout.AddressSpace : at;
            foreach (var scalar in basic.Scalars)
                yield return new Piece(start + scalar.Offset, (uint)scalar.Size);
            yield break;
        }

        foreach (var blocks in type.Blocks())
        {
            if (!blocks.HasData)
                continue;
            for (GuestSize i = 0; i < blocks.Count; i += 1)
            {
                for (GuestSize j = 0; j < blocks.Length; j += 1)
                {
                    foreach (var piece in Pieces(blocks.Type, at + blocks.StartOf(i, j).Value))
                        yield return piece;
                }
            }
        }
    }

    private readonly record struct Piece(long Offset, uint Bytes);
}
