using MpiWasm.Mpi.Objects.Datatypes;

namespace MpiWasm.Mpi.Files;

/// <summary>A view of a file (MPI 5.0 §14.3).</summary>
/// <param name="Types">Where both types are held.</param>
/// <param name="Displacement">Where it begins; null where the guest gave MPI_DISPLACEMENT_CURRENT: only the library knows.</param>
/// <param name="Elementary">The etype; held.</param>
/// <param name="Filetype">The filetype; held.</param>
/// <param name="Representation">native, internal or external32, as the guest gave it.</param>
internal sealed record FileView(
    DatatypeRegistry Types, long? Displacement, HostedDatatype Elementary, HostedDatatype Filetype, string Representation) : IDisposable
{
    public const string Native = "native";

    /// <summary>No file has so many bytes.</summary>
    private const long Farthest = 1L << 60;

    /// <summary>Whether data are converted on their way, which we do: the host would convert its own types, not the guest's.</summary>
    public bool Converts => Representation == External32.Name;

    /// <summary>A filetype without data: the process has no part of the file.</summary>
    public bool IsEmpty => Filetype.Shadow.Size == 0;

    /// <summary>
    /// Whether an offset in etypes is one that libraries can compute with: they do not look whether their products and sums fit.
    /// </summary>
    public bool CanReach(long offset)
    {
        var copies = IsEmpty ? 0 : ((Int128)offset * Elementary.Shadow.Size / Filetype.Shadow.Size) + 1;
        return Int128.Abs(copies * Filetype.Shadow.Extent) <= Farthest && (Displacement ?? 0) <= Farthest;
    }

    public static bool IsRepresentation(string name) => name is Native or "internal" or External32.Name;

    /// <summary>
    /// Whether a type may be a filetype: displacements not negative and in order (MPI 5.0 §14.3), which libraries rely on when they merge
    /// pieces. The type map is told from its structure, without walking all elements: what overlaps or interleaves counts as out of order,
    /// unless the file is only read.
    /// </summary>
    public static bool IsInOrder(DatatypeShadow type, bool mayOverlap) =>
        !type.HasData
            || (type.HullLow >= 0 && IsSorted(type, mayOverlap, []) && type.Extent >= (mayOverlap ? 0 : type.HullHigh - type.HullLow));

    private static bool IsSorted(DatatypeShadow type, bool mayOverlap, HashSet<DatatypeShadow> known)
    {
        if (type.IsPredefined || !known.Add(type))
            return true;
        GuestSize? least = null;
        foreach (var blocks in type.Blocks())
        {
            if (!blocks.HasData)
                continue;
            var part = blocks.Type;
            // Where pieces may overlap only where they begin counts.
            var span = mayOverlap ? 0 : GuestSize.Of(part.HullHigh) - GuestSize.Of(part.HullLow);
            var length = mayOverlap ? 0 : ((blocks.Length - 1) * blocks.Extent) + span;
            if (!IsSorted(part, mayOverlap, known) || (blocks.Length > 1 && blocks.Extent < span)
                || (blocks.Count > 1 && blocks.Stride < length))
                return false;
            var start = blocks.Offset + GuestSize.Of(part.HullLow);
            if (least is { } from && start < from)
                return false;
            least = start + ((blocks.Count - 1) * blocks.Stride) + length;
        }

        return true;
    }

    public void Dispose()
    {
        Types.Return(Elementary);
        Types.Return(Filetype);
    }
}
