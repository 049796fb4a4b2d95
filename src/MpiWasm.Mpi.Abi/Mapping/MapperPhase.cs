namespace MpiWasm.Mpi.Abi.Mapping;

/// <summary>
/// When a mapper checks and translates its argument. Each phase uses what those before it found out: the standard lists a buffer first, and
/// it can only be checked once count, datatype and communicator are known.
/// </summary>
internal enum MapperPhase
{
    /// <summary>
    /// Objects with an error handler, and requests with partitions. Errors go to that handler from then on; ranks, roots and
    /// lengths are compared with what the entry says.
    /// </summary>
    Scope,

    /// <summary>
    /// Ranks, roots, tags, counts. From the root follows which arguments are significant, from counts how long arrays are.
    /// </summary>
    Scalars,

    /// <summary>
    /// Integers, strings, requests that guest memory holds. They are copied once, so that what is checked is what the host sees.
    /// </summary>
    Arrays,

    /// <summary>
    /// Datatypes and other handles. Buffers wait for them: with MPI_BOTTOM the host gets another type than the guest named.
    /// </summary>
    Types,

    /// <summary>What counts, displacements and datatypes describe together: buffers, and places in a target's window.</summary>
    Buffers,

    /// <summary>Where results go, so that none is lost afterwards.</summary>
    Results,

    /// <summary>
    /// Slots of handle tables for what the host makes, which a full table must not lose. Last, since whatever
    /// failed after it would have to give them back.
    /// </summary>
    Slots,
}
