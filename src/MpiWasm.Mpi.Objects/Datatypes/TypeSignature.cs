namespace MpiWasm.Mpi.Objects.Datatypes;

/// <summary>
/// Counts basic elements in a number of bytes and the other way round: MPI_Get_elements and MPI_Status_set_elements (MPI 5.0 §5.1.11,
/// §13.3).
/// </summary>
internal static class TypeSignature
{
    /// <summary>Elements that so many bytes of consecutive copies of a type hold; null where the bytes end within one.</summary>
    public static long? Elements(DatatypeShadow type, long bytes)
    {
        if (bytes == 0)
            return 0;
        if (type.Size == 0)
            return null;
        var copies = bytes / type.Size;
        var elements = (Int128)copies * type.Elements;
        var rest = bytes % type.Size;
        return TryPart(type, ref rest, bySize: true, out var part) && elements + part <= long.MaxValue ? (long)elements + part : null;
    }

    /// <summary>Bytes of so many elements, taken from consecutive copies of a type; null where it has none or they are too many.</summary>
    public static long? Bytes(DatatypeShadow type, long elements)
    {
        if (elements == 0)
            return 0;
        if (type.Elements == 0)
            return null;
        var bytes = (Int128)(elements / type.Elements) * type.Size;
        var rest = elements % type.Elements;
        return TryPart(type, ref rest, bySize: false, out var part) && bytes + part <= long.MaxValue ? (long)bytes + part : null;
    }

    /// <summary>
    /// Takes <paramref name="rest"/> off the front of one copy of the type, in bytes or in elements, and gives the other measure of what
    /// was taken. False where that ends within an element.
    /// </summary>
    private static bool TryPart(DatatypeShadow type, ref long rest, bool bySize, out long taken)
    {
        taken = 0;
        if (type.Basic is { } basic)
        {
            foreach (var scalar in basic.Scalars)
            {
                if (rest == 0)
                    return true;
                rest -= bySize ? scalar.Size : 1;
                if (rest < 0)
                    return false;
                taken += bySize ? 1 : scalar.Size;
            }

            return true;
        }

        foreach (var blocks in type.Blocks())
        {
            if (rest == 0)
                return true;
            if (!blocks.HasData)
                continue;
            var (unit, other) = bySize ? (blocks.Type.Size, blocks.Type.Elements) : (blocks.Type.Elements, blocks.Type.Size);
            var all = (blocks.Count * blocks.Length).Value;
            var copies = Math.Min(all, rest / unit);
            taken += copies * other;
            rest -= copies * unit;
            if (copies == all || rest == 0)
                continue;
            if (!TryPart(blocks.Type, ref rest, bySize, out var part))
                return false;
            taken += part;
            return true;
        }

        return true;
    }
}
