namespace MpiWasm.Mpi.Objects.Datatypes;

/// <summary>
/// Builds the host's types from layouts: bytes for displacements, ints for counts, and the bounds that we computed. So it needs five
/// constructors of the host, none with wide counts, and what they make of array types or of alignment does not matter. Larger counts are
/// made of several types. Frees what it made on the way.
/// </summary>
internal sealed class HostTypeBuilder(IHostDatatypes host) : IDisposable
{
    /// <summary>Copies in one type where there are more than an int can count.</summary>
    private const int Chunk = 1 << 30;

    private readonly Dictionary<DatatypeShadow, ulong> _known = new(ReferenceEqualityComparer.Instance);
    private readonly List<ulong> _temporaries = [];

    /// <summary>The host's type for a type that occurs in what is built.</summary>
    public void Know(DatatypeShadow shadow, ulong type) => _known[shadow] = type;

    /// <summary>The host's type for a shadow; the caller's to free.</summary>
    public ulong Build(DatatypeShadow shadow)
    {
        // Hosts take a duplicate of a predefined type for the type itself, for example in reductions.
        var type = shadow.Combiner == Combiner.Dup ? host.Dup(TypeOf(shadow.Types[0])) : Assemble(shadow.Blocks());
        return WithBounds(type, shadow.LowerBound, shadow.Extent);
    }

    /// <summary>The host's type for pieces, with the bounds of a type.</summary>
    public ulong Build(IEnumerable<TypeBlocks> pieces, DatatypeShadow bounds) =>
        WithBounds(Assemble(pieces), bounds.LowerBound, bounds.Extent);

    public void Dispose()
    {
        foreach (var type in _temporaries)
            host.Free(type);
        _temporaries.Clear();
    }

    private ulong TypeOf(DatatypeShadow shadow)
    {
        if (!_known.TryGetValue(shadow, out var type))
        {
            type = Temporary(Build(shadow));
            _known.Add(shadow, type);
        }

        return type;
    }

    private ulong WithBounds(ulong type, long lower, long extent)
    {
        if (host.TryGetExtent(type, out var lb, out var ex) && lb == lower && ex == extent)
            return type;
        Temporary(type);
        return host.Resized(type, lower, extent);
    }

    private ulong Assemble(IEnumerable<TypeBlocks> layout)
    {
        var (lengths, offsets, types) = (new List<int>(), new List<long>(), new List<ulong>());
        var all = layout.Where(b => b.HasData).ToList();
        if (all.Count == 1 && all[0].Offset == 0)
            return Strided(TypeOf(all[0].Type), all[0].Extent, all[0].Count, all[0].Stride, all[0].Length);
        foreach (var blocks in all)
        {
            var type = TypeOf(blocks.Type);
            offsets.Add(blocks.Offset.Value);
            var simple = blocks.Count == 1 && blocks.Length <= int.MaxValue;
            lengths.Add(simple ? (int)blocks.Length.Value : 1);
            types.Add(simple ? type : Temporary(Strided(type, blocks.Extent, blocks.Count, blocks.Stride, blocks.Length)));
        }

        if (all.Count == 0)
            return host.Contiguous(0, host.Byte);
        if (types.Any(t => t != types[0]))
            return host.Struct([.. lengths], [.. offsets], [.. types]);
        return lengths.Any(l => l != lengths[0])
            ? host.HIndexed([.. lengths], [.. offsets], types[0])
            : host.HIndexedBlock(lengths[0], [.. offsets], types[0]);
    }

    /// <summary>Blocks of elements at a constant distance.</summary>
    private ulong Strided(ulong type, GuestSize extent, GuestSize count, GuestSize stride, GuestSize length)
    {
        if (count == 1)
            return length <= int.MaxValue ? host.Contiguous((int)length.Value, type) : Many(type, length, extent);
        if (count <= int.MaxValue && length <= int.MaxValue)
            return host.HVector((int)count.Value, (int)length.Value, stride.Value, type);
        var block = length == 1 ? type : Temporary(Strided(type, extent, 1, 0, length));
        return count <= int.MaxValue ? host.HVector((int)count.Value, 1, stride.Value, block) : Many(block, count, stride);
    }

    private ulong Many(ulong type, GuestSize count, GuestSize stride)
    {
        var (chunks, rest) = Math.DivRem(count.Value, Chunk);
        var distance = stride * Chunk;
        var whole = host.HVector((int)chunks, 1, distance.Value, Temporary(host.HVector(Chunk, 1, stride.Value, type)));
        if (rest == 0)
            return whole;
        Temporary(whole);
        return host.Struct([1, 1], [0, (GuestSize.Of(chunks) * distance).Value],
            [whole, Temporary(host.HVector((int)rest, 1, stride.Value, type))]);
    }

    private ulong Temporary(ulong type)
    {
        _temporaries.Add(type);
        return type;
    }
}
