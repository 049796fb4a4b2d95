using System.Collections.Immutable;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Objects.Datatypes;

/// <summary>
/// What we know of a guest's datatype by ourselves: how it was made and, computed in arithmetic that cannot overflow, its size, bounds and
/// hull. Buffer checks rest on the hull, as hosts report wrapped extents for nested types. Immutable.
/// </summary>
internal sealed partial class DatatypeShadow
{
    internal DatatypeShadow(DatatypeOrigin origin, in TypeBounds bounds)
    {
        Combiner = origin.Combiner;
        IsLarge = origin.IsLarge;
        Arguments = origin.Arguments;
        Types = origin.Types;
        Inner = origin.Inner;
        Basic = origin.Basic;
        Size = bounds.Size;
        Elements = bounds.Elements;
        ExternalSize = bounds.ExternalSize;
        HasData = bounds.HasData;
        HullLow = bounds.HullLow;
        HullHigh = bounds.HullHigh;
        LowerBound = bounds.LowerBound;
        UpperBound = bounds.UpperBound;
        Marks = bounds.Marks;
        Alignment = bounds.Alignment;
        Depth = bounds.Depth;
        HasReach = bounds.HasReach;
        ReachLow = bounds.ReachLow;
        ReachHigh = bounds.ReachHigh;
    }

    /// <inheritdoc cref="TypeBounds.HasReach"/>
    public bool HasReach { get; }

    /// <inheritdoc cref="TypeBounds.ReachLow"/>
    public long ReachLow { get; }

    /// <inheritdoc cref="TypeBounds.ReachHigh"/>
    public long ReachHigh { get; }

    public Combiner Combiner { get; }

    /// <summary>Made by a procedure with wide counts (<c>_c</c>).</summary>
    public bool IsLarge { get; }

    /// <summary>Numbers given to the constructor, in the order of its C parameters. See <see cref="CombinerArguments"/>.</summary>
    public ImmutableArray<long> Arguments { get; }

    /// <summary>Datatypes given to the constructor.</summary>
    public ImmutableArray<DatatypeShadow> Types { get; }

    /// <summary>The layout of a subarray or distributed array: a tree of <see cref="Combiner.Layer"/>.</summary>
    public DatatypeShadow? Inner { get; }

    /// <summary>
    /// The layout of a predefined datatype, named or not (MPI_Type_create_f90_real and the like, MPI_Type_get_value_index); null for
    /// derived ones.
    /// </summary>
    public PredefinedDatatype? Basic { get; }

    /// <summary>Whether it is predefined: it is committed and not freed.</summary>
    public bool IsPredefined => Basic is not null;

    public long Size { get; }

    /// <summary>Number of basic elements, as MPI_Get_elements counts them: a pair for MINLOC has two.</summary>
    public long Elements { get; }

    /// <summary>Size in the representation external32 (MPI 5.0 §14.5.2).</summary>
    public long ExternalSize { get; }

    /// <summary>False for a type without any element: its hull is empty.</summary>
    public bool HasData { get; }

    /// <summary>Whether it bears on the bounds of what contains it.</summary>
    public bool HasDataOrMarks => HasData || Marks != BoundMark.None;

    /// <summary>Every byte one element touches lies in [HullLow, HullHigh).</summary>
    public long HullLow { get; }

    public long HullHigh { get; }

    public long LowerBound { get; }

    public long UpperBound { get; }

    public long Extent => UpperBound - LowerBound;

    /// <summary>Bounds that were set by MPI_Type_create_resized (or an array type, or MPI-1's markers) here or below.</summary>
    public BoundMark Marks { get; }

    public int Alignment { get; }

    /// <summary>Levels of constructors above predefined types.</summary>
    public int Depth { get; }

    /// <summary>Whether size, hull, bounds and extent are at most that, on either side of 0.</summary>
    public bool IsWithin(long limit) =>
        Size <= limit && HullLow >= -limit && HullHigh <= limit && HullLow <= limit && HullHigh >= -limit
        && Math.Abs(LowerBound) <= limit && Math.Abs(UpperBound) <= limit && Math.Abs(Extent) <= limit;

    /// <summary>
    /// Whether the type means something else relative to MPI_BOTTOM, where displacements are unsigned guest addresses: of 64 bits none is
    /// so large that it would be negative.
    /// </summary>
    public bool NeedsBottomTwin(GuestAbi abi) => !abi.Is64 && HasData && HullLow < 0;

    /// <summary>A predefined datatype.</summary>
    public static DatatypeShadow Named(PredefinedDatatype type) => Predefined(Combiner.Named, [], [], type);

    /// <summary>A predefined datatype, named or got from a procedure with these arguments.</summary>
    public static DatatypeShadow Predefined(
        Combiner combiner, ImmutableArray<long> arguments, ImmutableArray<DatatypeShadow> types, PredefinedDatatype type) =>
        new(new DatatypeOrigin { Combiner = combiner, Arguments = arguments, Types = types, Basic = type }, new TypeBounds
        {
            Size = type.Size,
            Elements = type.Scalars.Length,
            ExternalSize = type.ExternalSize,
            HasData = type.Size > 0,
            Marks = type.Marks,
            HullLow = 0,
            HullHigh = type.Span,
            LowerBound = 0,
            UpperBound = type.Extent,
            Alignment = type.Alignment,
        });

    /// <summary>Copies what shims need into the type's entry of the handle table.</summary>
    public void Fill(ref DatatypeEntry entry, GuestAbi abi)
    {
        entry.DataSize = Size;
        entry.Extent = Extent;
        entry.LowerBound = LowerBound;
        entry.HullLow = HullLow;
        entry.HullHigh = HullHigh;
        entry.Bottom = NeedsBottomTwin(abi) ? 1u : 0u;
    }
}

/// <summary>How a datatype was made.</summary>
internal readonly struct DatatypeOrigin
{
    public DatatypeOrigin()
    {
    }

    public required Combiner Combiner { get; init; }

    public bool IsLarge { get; init; }

    public ImmutableArray<long> Arguments { get; init; } = [];

    public ImmutableArray<DatatypeShadow> Types { get; init; } = [];

    public DatatypeShadow? Inner { get; init; }

    public PredefinedDatatype? Basic { get; init; }
}

/// <summary>Computed facts of a type, within <see cref="DatatypeEntry.Limit"/>.</summary>
internal readonly struct TypeBounds
{
    public long Size { get; init; }

    public long Elements { get; init; }

    public long ExternalSize { get; init; }

    public bool HasData { get; init; }

    public long HullLow { get; init; }

    public long HullHigh { get; init; }

    public long LowerBound { get; init; }

    public long UpperBound { get; init; }

    public BoundMark Marks { get; init; }

    public int Alignment { get; init; }

    public int Depth { get; init; }

    /// <summary>Whether it or what it is made of has a lower bound that was set (MPI_Type_create_resized).</summary>
    public bool HasReach { get; init; }

    /// <summary>The lowest of all such bounds, also of those that one further out has replaced.</summary>
    public long ReachLow { get; init; }

    /// <summary>The highest of them.</summary>
    public long ReachHigh { get; init; }
}
