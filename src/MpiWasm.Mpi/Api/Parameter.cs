namespace MpiWasm.Mpi.Api;

/// <summary>What an argument means, and so how it is translated between guest and host.</summary>
public enum ParameterKind
{
    /// <summary>A plain integer, the same on both sides.</summary>
    Int,
    /// <summary>A choice buffer; <see cref="Parameter.Buffer"/> says what of it is touched.</summary>
    Buffer,
    /// <summary>A number of elements; as an output it may be MPI_UNDEFINED.</summary>
    Count,
    /// <summary>The length of an array argument.</summary>
    Length,
    /// <summary>A displacement in elements.</summary>
    Displacement,
    /// <summary>An address or a displacement in bytes: MPI_Aint.</summary>
    Aint,
    /// <summary>A rank, MPI_ANY_SOURCE, MPI_PROC_NULL or MPI_UNDEFINED.</summary>
    Rank,
    /// <summary>The root of a collective operation; MPI_ROOT and MPI_PROC_NULL on intercommunicators.</summary>
    Root,
    /// <summary>A tag or MPI_ANY_TAG.</summary>
    Tag,
    /// <summary>A position in an array argument or MPI_UNDEFINED.</summary>
    Index,
    /// <summary>The colour of MPI_Comm_split: MPI_UNDEFINED is special.</summary>
    Color,
    /// <summary>A logical value, an int.</summary>
    Flag,
    /// <summary>A level of thread support.</summary>
    ThreadLevel,
    /// <summary>MPI_IDENT and friends.</summary>
    Comparison,
    /// <summary>MPI_CART and friends, or MPI_UNDEFINED.</summary>
    Topology,
    /// <summary>MPI_ORDER_C or MPI_ORDER_FORTRAN.</summary>
    Order,
    /// <summary>MPI_COMM_TYPE_SHARED and friends.</summary>
    SplitType,
    ErrorCode,
    ErrorClass,
    /// <summary>A triple (first, last, stride) of ranks.</summary>
    Range,
    Comm,
    Group,
    Datatype,
    Op,
    Request,
    Info,
    Errhandler,
    /// <summary>An MPI_Status, 32 bytes in guest memory.</summary>
    Status,
    /// <summary>A character buffer that receives at most the declared number of characters.</summary>
    String,
    /// <summary>The address of main's argc, or null.</summary>
    Argc,
    /// <summary>The address of main's argv, or null.</summary>
    Argv,
}

/// <summary>Which way a value travels, as the standard says it.</summary>
public enum ParameterDirection
{
    In,
    Out,
    InOut,
}

/// <summary>A special address an argument may have instead of a guest buffer.</summary>
public enum Sentinel
{
    None,
    InPlace,
    StatusIgnore,
    StatusesIgnore,
}

/// <summary>Where the length of an array argument comes from.</summary>
public enum LengthKind
{
    /// <summary>Not an array.</summary>
    None,
    /// <summary>The value of another parameter.</summary>
    Parameter,
    /// <summary>A constant of the ABI.</summary>
    Constant,
    /// <summary>The number of processes in the communicator's (remote) group.</summary>
    Group,
    /// <summary>The number of dimensions of the communicator's topology.</summary>
    Dims,
}

/// <summary>The length of an array argument.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Parameter">Index of the parameter, or -1.</param>
/// <param name="Constant">The constant's value, or 0.</param>
public readonly record struct ArrayLength(LengthKind Kind, int Parameter, int Constant)
{
    public static ArrayLength None { get; } = new(LengthKind.None, -1, 0);
}

/// <summary>One parameter of a procedure.</summary>
public sealed class Parameter
{
    internal Parameter(string name, int index, ParameterKind kind, ParameterDirection direction)
    {
        Name = name;
        Index = index;
        Kind = kind;
        Direction = direction;
    }

    public string Name { get; }

    /// <summary>Position in the parameter list, from 0.</summary>
    public int Index { get; }

    public ParameterKind Kind { get; }

    public ParameterDirection Direction { get; }

    /// <summary>The length where the argument is an array.</summary>
    public ArrayLength Length { get; internal set; } = ArrayLength.None;

    /// <summary>What a <see cref="ParameterKind.Buffer"/> argument touches; null where the procedure does not access it.</summary>
    public BufferShape? Buffer { get; internal set; }

    /// <summary>What it touches when the other buffer is MPI_IN_PLACE, where that differs.</summary>
    public BufferShape? BufferInPlace { get; internal set; }

    public Sentinel Sentinel { get; internal set; }

    /// <summary>Significant only at the root.</summary>
    public bool AtRoot { get; internal set; }

    /// <summary>Not significant where MPI_IN_PLACE is given.</summary>
    public bool UnlessInPlace { get; internal set; }

    /// <summary>The C prototype has no const though the argument is only read.</summary>
    public bool IsMutable { get; internal set; }

    public bool IsArray => Length.Kind != LengthKind.None;

    /// <summary>Whether the argument is an address of guest memory.</summary>
    public bool IsAddress => IsArray || Direction != ParameterDirection.In
        || Kind is ParameterKind.Buffer or ParameterKind.Status or ParameterKind.Argc or ParameterKind.Argv;

    /// <summary>Whether values of this kind are handles of MPI objects.</summary>
    public bool IsHandle => Kind is ParameterKind.Comm or ParameterKind.Group or ParameterKind.Datatype or ParameterKind.Op
        or ParameterKind.Request or ParameterKind.Info or ParameterKind.Errhandler;

    /// <summary>Size of one element in guest memory; 0 for a choice buffer.</summary>
    public int GuestElementSize => Kind switch
    {
        ParameterKind.Buffer => 0,
        ParameterKind.Status => 32,
        ParameterKind.String => 1,
        ParameterKind.Range => 12,
        _ => 4,
    };
}
