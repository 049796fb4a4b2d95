using System.Collections.Immutable;

namespace MpiWasm.Mpi.Objects.Datatypes;

/// <summary>What the bytes of a basic datatype mean.</summary>
internal enum DataForm
{
    /// <summary>Characters and packed data: no operation is defined on them.</summary>
    Text,
    Signed,
    Unsigned,
    /// <summary>IEEE floating point of the size: binary16 to binary128.</summary>
    Float,
    /// <summary>Two of them.</summary>
    Complex,
    Logical,
    Bytes,
}

/// <summary>An indivisible part of a predefined datatype.</summary>
/// <param name="Offset">Where it lies.</param>
/// <param name="Size">Bytes of it; of a complex number both halves.</param>
/// <param name="Form">What they mean.</param>
/// <param name="External">Bytes of it in the representation external32.</param>
internal readonly record struct Scalar(int Offset, int Size, DataForm Form, int External);

/// <summary>Bounds that a type sets explicitly: they outweigh those of data.</summary>
[Flags]
internal enum BoundMark
{
    None = 0,
    Lower = 1,
    Upper = 2,
    Both = Lower | Upper,
}

/// <summary>A predefined datatype as it lies in a guest's memory: one scalar, or a pair of them for MINLOC and MAXLOC.</summary>
internal sealed class PredefinedDatatype
{
    public PredefinedDatatype(string name, int size, int alignment, DataForm form, string? host, int external)
    {
        Name = name;
        Host = host;
        Size = size;
        Span = size;
        Alignment = alignment;
        Scalars = [new Scalar(0, size, form, external)];
    }

    /// <summary>MPI_LB and MPI_UB: no data, but a bound of the types they are put into.</summary>
    public PredefinedDatatype(string name, bool isLowerBound)
    {
        Name = name;
        Alignment = 1;
        Scalars = [];
        Marks = isLowerBound ? BoundMark.Lower : BoundMark.Upper;
    }

    /// <summary><c>struct { value; index; }</c>.</summary>
    public PredefinedDatatype(string name, PredefinedDatatype value, PredefinedDatatype index, string? host)
    {
        Name = name;
        Host = host;
        var offset = (value.Span + index.Alignment - 1) / index.Alignment * index.Alignment;
        Size = value.Size + index.Size;
        Span = offset + index.Span;
        Alignment = Math.Max(value.Alignment, index.Alignment);
        Scalars = [value.Scalars[0], index.Scalars[0] with { Offset = offset }];
    }

    /// <summary>Its name in the standard; for a pair without one what it consists of.</summary>
    public string Name { get; }

    /// <summary>
    /// The host's predefined datatype with the same layout, by its standard name; null where there is none: then the host gets opaque
    /// bytes.
    /// </summary>
    public string? Host { get; }

    public BoundMark Marks { get; }

    /// <summary>Bytes of data.</summary>
    public int Size { get; }

    /// <summary>Bytes from the first to the last one that holds data.</summary>
    public int Span { get; }

    /// <summary>Alignment in the guest's memory.</summary>
    public int Alignment { get; }

    public int Extent => (Span + Alignment - 1) / Alignment * Alignment;

    public ImmutableArray<Scalar> Scalars { get; }

    public bool IsPair => Scalars.Length == 2;

    public int ExternalSize => Scalars.Sum(s => s.External);

    public override string ToString() => Name;
}
