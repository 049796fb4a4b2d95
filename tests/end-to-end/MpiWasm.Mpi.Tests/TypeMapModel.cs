using MpiWasm.Mpi.Objects.Datatypes;


namespace MpiWasm.Mpi.Tests;

/// <summary>
/// A datatype as the standard defines it: the list of its basic elements with displacements, and of bound markers (MPI 5.0 §5.1, §5.1.6,
/// §5.1.7), written out element by element. Slow, and obviously right.
/// </summary>
internal sealed class TypeMapModel
{
    private readonly List<(long Displacement, int Size, int Span, int Alignment, PredefinedDatatype Type)> _data = [];
    private readonly List<(long Lower, long Upper)> _markers = [];

    public long Size => _data.Sum(d => (long)d.Size);

    public long HullLow => _data.Count == 0 ? 0 : _data.Min(d => d.Displacement);

    public long HullHigh => _data.Count == 0 ? 0 : _data.Max(d => d.Displacement + d.Span);

    public long Lower => _markers.Count > 0 ? _markers.Min(m => m.Lower) : HullLow;

    public long Extent
    {
        get
        {
            if (_markers.Count > 0)
                return _markers.Max(m => m.Upper) - Lower;
            if (_data.Count == 0)
                return 0;
            // The least increment that makes the extent a multiple of the strictest alignment.
            var alignment = _data.Max(d => d.Alignment);
            var extent = HullHigh - HullLow;
            while (extent % alignment != 0)
                extent++;
            return extent;
        }
    }

    public int Elements => _data.Count;

    /// <summary>The type map in its order.</summary>
    public IEnumerable<(long Displacement, PredefinedDatatype Type)> Map => _data.Select(d => (d.Displacement, d.Type));

    /// <summary>Sizes of all that MPI_Get_elements counts, in order: the two parts of a pair are two.</summary>
    public IEnumerable<int> ElementSizes => _data.SelectMany(d => d.Type.Name switch
    {
        "MPI_FLOAT_INT" or "MPI_LONG_INT" or "MPI_2INT" or "MPI_2REAL" or "MPI_2INTEGER" => [4, 4],
        "MPI_DOUBLE_INT" => [8, 4],
        "MPI_SHORT_INT" => [2, 4],
        "MPI_LONG_DOUBLE_INT" => [16, 4],
        "MPI_2DOUBLE_PRECISION" => [8, 8],
        _ => new[] { d.Size },
    });

    /// <summary>Bytes in external32, by the table of MPI 5.0 §14.5.2.</summary>
    public long ExternalSize => _data.Sum(d => d.Type.Name switch { "MPI_WCHAR" => 2, "MPI_AINT" => 8, _ => (long)d.Size });

    public static TypeMapModel Basic(PredefinedDatatype type)
    {
        var model = new TypeMapModel();
        model._data.Add((0, type.Size, type.Span, type.Alignment, type));
        return model;
    }

    /// <summary>Appends a copy of a type at a displacement.</summary>
    public void Place(TypeMapModel type, long displacement)
    {
        _data.AddRange(type._data.Select(d => d with { Displacement = d.Displacement + displacement }));
        _markers.AddRange(type._markers.Select(m => (m.Lower + displacement, m.Upper + displacement)));
    }

    /// <summary>Appends a block of consecutive copies.</summary>
    public void PlaceBlock(TypeMapModel type, long displacement, long length)
    {
        for (var i = 0; i < length; i++)
            Place(type, displacement + (i * type.Extent));
    }

    /// <summary>Removes all markers and sets new ones.</summary>
    public void Mark(long lower, long upper)
    {
        _markers.Clear();
        _markers.Add((lower, upper));
    }
}
