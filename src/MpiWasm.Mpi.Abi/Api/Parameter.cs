namespace MpiWasm.Mpi.Abi.Api;

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
    Win,
    File,
    Message,
    Session,
    /// <summary>Handles of the tool information interface.</summary>
    TEnum,
    TCvarHandle,
    TPvarHandle,
    TPvarSession,
    TEventRegistration,
    TEventInstance,
    /// <summary>A number of bytes, not negative.</summary>
    Bytes,
    /// <summary>A position in a file.</summary>
    Offset,
    /// <summary>The unit of displacements in a window, in bytes.</summary>
    DispUnit,
    /// <summary>A displacement in the target's window, in its units.</summary>
    TargetDisp,
    Keyval,
    /// <summary>An attribute: <c>void*</c>, or as an output the address of one.</summary>
    Attribute,
    /// <summary>What a callback is given back: <c>void*</c>.</summary>
    State,
    /// <summary>The address of a pointer to memory that the procedure provides.</summary>
    Pointer,
    /// <summary>A function of the guest; <see cref="Parameter.FunctionType"/> is its C type.</summary>
    Function,
    /// <summary>MPI_MODE_* of files.</summary>
    Amode,
    /// <summary>MPI_MODE_* of windows.</summary>
    Assert,
    /// <summary>MPI_LOCK_*.</summary>
    LockType,
    /// <summary>MPI_SEEK_*.</summary>
    Whence,
    /// <summary>MPI_COMBINER_*.</summary>
    Combiner,
    /// <summary>MPI_TYPECLASS_*.</summary>
    Typeclass,
    /// <summary>MPI_DISTRIBUTE_*.</summary>
    Distribution,
    /// <summary>An integer or MPI_DISTRIBUTE_DFLT_DARG.</summary>
    DistributionArgument,
    /// <summary>The weight of an edge; arrays may be MPI_UNWEIGHTED or MPI_WEIGHTS_EMPTY.</summary>
    Weight,
    /// <summary>MPI_T_CB_REQUIRE_*.</summary>
    Safety,
    /// <summary>MPI_T_SOURCE_*.</summary>
    SourceOrder,
    /// <summary>The address of a Fortran logical.</summary>
    Logical,
    /// <summary>An MPI_Status as Fortran 77 has it.</summary>
    FortranStatus,
    /// <summary>An MPI_Status as Fortran 2008 has it.</summary>
    Fortran2008Status,
    /// <summary>A Fortran handle, an integer.</summary>
    Fint,
    /// <summary>An array of strings, ended by a null pointer or as long as declared.</summary>
    Strings,
    /// <summary>An array of arrays of strings.</summary>
    StringArrays,
    /// <summary>C's variable arguments.</summary>
    Varargs,
}

/// <summary>C type of an integer.</summary>
public enum IntegerType
{
    /// <summary>32 bits.</summary>
    Int,
    /// <summary>MPI_Aint: as wide as a pointer in the guest, 64 bits on the host.</summary>
    Aint,
    /// <summary>MPI_Offset: 64 bits.</summary>
    Offset,
    /// <summary>MPI_Count: 64 bits.</summary>
    Count,
}

/// <summary>Which way a value travels, as the standard says it.</summary>
public enum ParameterDirection
{
    In,
    Out,
    InOut,
}

/// <summary>What an argument may be instead of a guest buffer, or of the rank of a process.</summary>
public enum Sentinel
{
    None,
    InPlace,
    StatusIgnore,
    StatusesIgnore,
    ErrcodesIgnore,
    /// <summary>MPI_UNWEIGHTED and MPI_WEIGHTS_EMPTY.</summary>
    Unweighted,
    /// <summary>MPI_PROC_NULL (MPI 5.0 §3.10).</summary>
    ProcNull,
    /// <summary>MPI_ANY_SOURCE, where messages are received, or MPI_PROC_NULL.</summary>
    AnySource,
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
    /// <summary>The number of neighbours received from in the communicator's topology.</summary>
    Sources,
    /// <summary>The number of neighbours sent to in the communicator's topology.</summary>
    Destinations,
    /// <summary>The sum of another array.</summary>
    Sum,
    /// <summary>The last element of another array.</summary>
    Last,
}

/// <summary>The length of an array argument.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Parameter">Index of the parameter, also of the array that is summed or whose last element counts; or -1.</param>
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

    /// <summary>The C type of an integer.</summary>
    public IntegerType Type { get; internal set; }

    /// <summary>The C type of a <see cref="ParameterKind.Function"/>, or null.</summary>
    public string? FunctionType { get; internal set; }

    /// <summary>Significant only at the root.</summary>
    public bool AtRoot { get; internal set; }

    /// <summary>Not significant where MPI_IN_PLACE is given.</summary>
    public bool UnlessInPlace { get; internal set; }

    /// <summary>The C prototype has no const though the argument is only read.</summary>
    public bool IsMutable { get; internal set; }

    /// <summary>Passed by address though the procedure only reads it.</summary>
    public bool IsByAddress { get; internal set; }

    public bool IsArray => Length.Kind != LengthKind.None;

    /// <summary>Whether the argument is an address of guest memory.</summary>
    public bool IsAddress => IsArray || IsByAddress || Direction != ParameterDirection.In
        || Kind is ParameterKind.Buffer or ParameterKind.Status or ParameterKind.Argc or ParameterKind.Argv or ParameterKind.String
            or ParameterKind.Strings or ParameterKind.StringArrays or ParameterKind.Logical
            or ParameterKind.FortranStatus or ParameterKind.Fortran2008Status;

    /// <summary>Whether the argument is as wide as the guest's pointers.</summary>
    public bool IsPointerWide => IsAddress || IsHandle || HasPointers || Type == IntegerType.Aint || Kind == ParameterKind.Function;

    /// <summary>Whether what it is, or what lies at it, is a <c>void*</c>.</summary>
    private bool HasPointers => Kind is ParameterKind.Attribute or ParameterKind.State or ParameterKind.Pointer;

    /// <summary>Whether the argument itself has 64 bits in a guest.</summary>
    public bool IsWide(GuestAbi abi) => IsPointerWide ? abi.Is64 : Type is IntegerType.Offset or IntegerType.Count;

    /// <summary>Whether values of this kind are handles of MPI objects.</summary>
    public bool IsHandle => Kind is ParameterKind.Comm or ParameterKind.Group or ParameterKind.Datatype or ParameterKind.Op
        or ParameterKind.Request or ParameterKind.Info or ParameterKind.Errhandler or ParameterKind.Win or ParameterKind.File
        or ParameterKind.Message or ParameterKind.Session or ParameterKind.TEnum or ParameterKind.TCvarHandle
        or ParameterKind.TPvarHandle or ParameterKind.TPvarSession or ParameterKind.TEventRegistration or ParameterKind.TEventInstance;

    /// <summary>Size of one element in the memory of a guest; 0 for a choice buffer.</summary>
    public int ElementSize(GuestAbi abi) => Kind switch
    {
        ParameterKind.Buffer => 0,
        ParameterKind.Status or ParameterKind.FortranStatus or ParameterKind.Fortran2008Status => 32,
        ParameterKind.String => 1,
        ParameterKind.Range => 12,
        ParameterKind.Strings or ParameterKind.StringArrays => abi.PointerBytes,
        _ when IsHandle || HasPointers || Type == IntegerType.Aint => abi.PointerBytes,
        _ => Type is IntegerType.Offset or IntegerType.Count ? 8 : 4,
    };
}
