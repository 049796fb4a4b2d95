namespace MpiWasm.Mpi.Abi.Native;

/// <summary>
/// What libraries do wrong that code outside of their descriptions must know: it asks for the defect, never for the library's
/// name. Which version of which library has it, what happens and what is done about it is said by <c>Defects.cs</c> of the
/// library's family (<c>MpiWasm.Mpi.Hosts</c>).
/// </summary>
[Flags]
public enum HostDefects : uint
{
    None = 0,

    // Shims are made differently for these.

    /// <summary>MPI_Alltoallw of a process that is alone takes displacements for multiples of the extents.</summary>
    AloneAlltoallwScales = 1 << 0,

    /// <summary>MPI_Neighbor_alltoallw with ordinary counts takes as many of them as there are neighbours on the other side.</summary>
    NeighborAlltoallwMiscounts = 1 << 1,

    /// <summary>MPI_Reduce_local_c takes no count beyond an int.</summary>
    ReduceLocalIsNarrow = 1 << 2,

    /// <summary>A persistent collective does not keep the datatypes that the program frees.</summary>
    PersistentLosesTypes = 1 << 3,

    /// <summary>All of the above: what an image of shims depends on.</summary>
    OfShims = AloneAlltoallwScales | NeighborAlltoallwMiscounts | ReduceLocalIsNarrow | PersistentLosesTypes,

    // Code in C# goes another way for these.

    /// <summary>A procedure is there, but not so that it can be used: it counts as lacking.</summary>
    Unusable = 1 << 8,

    /// <summary>MPI_Compare_and_swap of 8 bytes on the process itself crashes.</summary>
    OwnSwapCrashes = 1 << 9,

    /// <summary>Reduce-scatter with an operation that does not commute is wrong for datatypes with gaps.</summary>
    MisplacesOrderedBlocks = 1 << 10,

    /// <summary>A buffered send that finds no room leaves the library unable to go on.</summary>
    BufferedSendIsFinal = 1 << 11,

    /// <summary>An access to a file in the background does not come to an end at the end of the file, and crashes over errors.</summary>
    BackgroundAccessHangs = 1 << 12,

    /// <summary>Cartesian topologies of more than 16 dimensions are written beyond an array.</summary>
    FewDimensions = 1 << 13,

    /// <summary>Asking for MPI_UNIVERSE_SIZE starts the launcher of the search path where no launcher has started the process.</summary>
    UniverseSizeStartsLauncher = 1 << 14,

    /// <summary>Some control variables are read from memory that was given back.</summary>
    StaleVariables = 1 << 15,

    /// <summary>Writes that the file system has refused, or done in part, return MPI_SUCCESS.</summary>
    WritesConcealLosses = 1 << 16,

    /// <summary>
    /// MPI_File_preallocate overwrites data, and processes that come late to it take no part in what the others wait for.
    /// </summary>
    PreallocationSpoilsFiles = 1 << 17,

    /// <summary>With MPI_THREAD_MULTIPLE MPI_Waitall does not come back where a request has ended with an error before.</summary>
    WaitallHangsOverErrors = 1 << 18,

    /// <summary>
    /// With MPI_THREAD_MULTIPLE the functions that free and cancel a generalized request run under the library's lock, which the thread
    /// cannot take again.
    /// </summary>
    RequestFunctionsRunLocked = 1 << 19,

    /// <summary>
    /// A reduction with MPI_LAND or MPI_LOR on a datatype for which the standard does not define them may end the process.
    /// </summary>
    AbortsOnUndefinedOperations = 1 << 20,

    /// <summary>
    /// An access to a file in the background that is over is ended again by each call that looks at several requests, and
    /// MPI_Request_get_status never says that it is over.
    /// </summary>
    AccessesEndTwice = 1 << 21,
}
