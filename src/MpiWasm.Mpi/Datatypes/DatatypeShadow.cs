using System.Collections.Immutable;
using MpiWasm.Mpi.Native;

namespace MpiWasm.Mpi.Datatypes;

/// <summary>How a datatype was made; the values are the standard's MPI_COMBINER_*.</summary>
internal enum Combiner
{
    Named = 101,
    Dup = 102,
    Contiguous = 103,
    Vector = 104,
    HVector = 105,
    Indexed = 106,
    HIndexed = 107,
    IndexedBlock = 108,
    Struct = 110,
    Subarray = 111,
    Resized = 116,
}

/// <summary>
/// What we know of a guest's datatype by ourselves: how it was made and, computed in arithmetic that cannot overflow, its size, bounds and hull. Buffer checks rest on the
/// hull, as hosts report wrapped extents for nested types. Immutable.
/// </summary>
internal sealed class DatatypeShadow
{
    internal DatatypeShadow(
        Combiner combiner, ImmutableArray<int> integers, ImmutableArray<int> addresses, ImmutableArray<DatatypeShadow> types, in TypeBounds bounds)
    {
        Combiner = combiner;
        Integers = integers;
        Addresses = addresses;
        Types = types;
        Size = bounds.Size;
        HasData = bounds.HasData;
        HullLow = bounds.HullLow;
        HullHigh = bounds.HullHigh;
        LowerBound = bounds.LowerBound;
        UpperBound = bounds.UpperBound;
        HasExplicitBounds = bounds.HasExplicitBounds;
        Alignment = bounds.Alignment;
    }

    public Combiner Combiner { get; }

    /// <summary>Integer arguments in the order of MPI_Type_get_contents (MPI 5.0 §5.1.13).</summary>
    public ImmutableArray<int> Integers { get; }

    /// <summary>Address arguments in that order, as the guest gave them.</summary>
    public ImmutableArray<int> Addresses { get; }

    public ImmutableArray<DatatypeShadow> Types { get; }

    public long Size { get; }

    /// <summary>False for a type without any element: its hull is empty.</summary>
    public bool HasData { get; }

    /// <summary>Every byte one element touches lies in [HullLow, HullHigh).</summary>
    public long HullLow { get; }

    public long HullHigh { get; }

    public long LowerBound { get; }

    public long UpperBound { get; }

    public long Extent => UpperBound - LowerBound;

    /// <summary>Whether bounds were set by MPI_Type_create_resized (or subarray) here or below: then they outweigh the data's.</summary>
    public bool HasExplicitBounds { get; }

    public int Alignment { get; }

    /// <summary>Whether the type means something else relative to MPI_BOTTOM, where displacements are unsigned guest addresses.</summary>
    public bool NeedsBottomTwin => HasData && HullLow < 0;

    /// <summary>A predefined datatype.</summary>
    public static DatatypeShadow Named(PredefinedDatatype type) => new(Combiner.Named, [], [], [], new TypeBounds
    {
        Size = type.Size,
        HasData = true,
        HullLow = 0,
        HullHigh = type.Span,
        LowerBound = 0,
        UpperBound = type.Extent,
        Alignment = type.Alignment,
    });

    /// <summary>Copies what shims need into the type's entry of the handle table.</summary>
    public void Fill(ref DatatypeEntry entry)
    {
        entry.DataSize = Size;
        entry.Extent = Extent;
        entry.LowerBound = LowerBound;
        entry.HullLow = HullLow;
        entry.HullHigh = HullHigh;
        entry.Bottom = NeedsBottomTwin ? 1u : 0u;
    }
}

/// <summary>Computed facts of a type, within <see cref="DatatypeEntry.Limit"/>.</summary>
internal readonly struct TypeBounds
{
    public long Size { get; init; }

    public bool HasData { get; init; }

    public long HullLow { get; init; }

    public long HullHigh { get; init; }

    public long LowerBound { get; init; }

    public long UpperBound { get; init; }

    public bool HasExplicitBounds { get; init; }

    public int Alignment { get; init; }
}
