namespace MpiWasm.Mpi.Objects.Datatypes;

/// <summary>
/// The representation external32 (MPI 5.0 §14.5.2): big-endian, without gaps, types of the sizes that the standard fixes. Done by
/// ourselves, as the host would convert its own types and not the guest's: <c>long double</c> is binary128 here as in the representation,
/// MPI_WCHAR and MPI_AINT have other sizes.
/// </summary>
internal readonly unsafe ref struct External32(byte* memory, ulong lowest, ulong bytes, bool wraps)
{
    /// <summary>Name of the representation, the only one there is.</summary>
    public const string Name = "external32";

    /// <summary>
    /// Writes elements of guest memory to <paramref name="to"/>, which has room for their external size. False where an element lies
    /// outside of guest memory.
    /// </summary>
    public bool TryPack(DatatypeShadow type, long address, long count, byte* to)
    {
        // The walk fails where an element leaves memory: the sum cannot go far.
        for (long i = 0; i < count && type.HasData; i++, address += type.Extent)
        {
            if (!TryWalk(type, address, ref to, packs: true))
                return false;
        }

        return true;
    }

    /// <summary>Reads elements into guest memory from <paramref name="from"/>.</summary>
    public bool TryUnpack(DatatypeShadow type, long address, long count, byte* from)
    {
        // The walk fails where an element leaves memory: the sum cannot go far.
        for (long i = 0; i < count && type.HasData; i++, address += type.Extent)
        {
            if (!TryWalk(type, address, ref from, packs: false))
                return false;
        }

        return true;
    }

    private bool TryWalk(DatatypeShadow type, long at, ref byte* external, bool packs)
    {
        if (type.Basic is { } basic)
            return TryElement(basic, at, ref external, packs);
        foreach (var blocks in type.Blocks())
        {
            if (!blocks.HasData)
                continue;
            for (GuestSize i = 0; i < blocks.Count; i += 1)
            {
                for (GuestSize j = 0; j < blocks.Length; j += 1)
                {
                    if (!TryWalk(blocks.Type, at + blocks.StartOf(i, j).Value, ref external, packs))
                        return false;
                }
            }
        }

        return true;
    }

    private bool TryElement(PredefinedDatatype type, long at, ref byte* external, bool packs)
    {
        // A sum from MPI_BOTTOM with 32 bits: see AbsoluteLayout.
        if (wraps && at < 0)
            at += AbsoluteLayout.AddressSpace;
        if (at < 0 || (ulong)at < lowest || (ulong)at + (ulong)type.Span > bytes)
            return false;
        foreach (var scalar in type.Scalars)
        {
            var halves = scalar.Form == DataForm.Complex ? 2 : 1;
            var (size, wide) = (scalar.Size / halves, scalar.External / halves);
            for (var i = 0; i < halves; i++)
            {
                var inside = new Span<byte>(memory + at + scalar.Offset + (i * size), size);
                var outside = new Span<byte>(external, wide);
                if (packs)
                    Store(inside, outside, scalar.Form == DataForm.Signed);
                else
                    Load(outside, inside, scalar.Form == DataForm.Signed);
                external += wide;
            }
        }

        return true;
    }

    /// <summary>Little-endian to big-endian; a wider target is filled with the sign, a narrower one gets the low bytes.</summary>
    private static void Store(ReadOnlySpan<byte> from, Span<byte> to, bool signed)
    {
        var fill = signed && (from[^1] & 0x80) != 0 ? (byte)0xFF : (byte)0;
        for (var i = 0; i < to.Length; i++)
            to[to.Length - 1 - i] = i < from.Length ? from[i] : fill;
    }

    private static void Load(ReadOnlySpan<byte> from, Span<byte> to, bool signed)
    {
        var fill = signed && (from[0] & 0x80) != 0 ? (byte)0xFF : (byte)0;
        for (var i = 0; i < to.Length; i++)
            to[i] = i < from.Length ? from[from.Length - 1 - i] : fill;
    }
}
