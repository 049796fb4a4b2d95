using MpiWasm.Mpi.Local.Datatypes;

namespace MpiWasm.Mpi.Local.Tests;

/// <summary>
/// Datatypes by chance, each with the places of its bytes in order, as the standard's rules of type maps have them (§5.1).
/// </summary>
internal sealed class RandomDatatypes(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>A datatype, and where its bytes are.</summary>
    /// <param name="depth">Types in types at most.</param>
    /// <param name="isOrdered">Whether places only grow, and copies side by side do not overlap, as filetypes must.</param>
    public (Datatype Type, long[] Places) Next(int depth, bool isOrdered)
    {
        if (depth == 0 || _random.Next(4) == 0)
        {
            var size = _random.Next(1, 9);
            return (Datatype.Struct([new Piece(0, 1, 0, size, Predefined.Byte)]), [.. Enumerable.Range(0, size).Select(i => (long)i)]);
        }

        var pieces = new Piece[_random.Next(1, 4)];
        var places = new List<long>();
        long next = 0;
        for (var i = 0; i < pieces.Length; i++)
        {
            var (inner, innerPlaces) = Next(depth - 1, isOrdered);
            var (count, blocks) = (_random.Next(0, 4), _random.Next(0, 4));
            var run = blocks * inner.Extent;
            var offset = isOrdered ? next + _random.Next(0, 5) : _random.Next(-40, 40);
            var stride = isOrdered ? run + _random.Next(0, 5) : _random.Next(-30, 60);
            pieces[i] = new Piece(offset, count, stride, blocks, inner);
            for (var c = 0; c < count; c++)
            {
                for (var b = 0; b < blocks; b++)
                    places.AddRange(innerPlaces.Select(place => offset + (c * stride) + (b * inner.Extent) + place));
            }

            if (isOrdered && count > 0 && blocks > 0)
                next = offset + ((count - 1) * stride) + run;
        }

        var made = Datatype.Struct(pieces);
        if (_random.Next(3) == 0)
        {
            var extent = isOrdered ? next + _random.Next(0, 6) : _random.Next(-20, 80);
            made = made.Resized(isOrdered ? 0 : _random.Next(-10, 10), extent);
        }

        return (made, [.. places]);
    }
}
