using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls.Callbacks;

namespace MpiWasm.Mpi.Objects.Caching;

/// <summary>What an attribute key does when its object is duplicated (MPI 5.0 §7.7).</summary>
internal enum AttributeCopying
{
    /// <summary>MPI_COMM_NULL_COPY_FN: the duplicate has no such attribute.</summary>
    None,

    /// <summary>MPI_COMM_DUP_FN: the duplicate has the same value.</summary>
    Same,

    /// <summary>A function of the guest decides.</summary>
    Function,
}

/// <summary>
/// An attribute key. It lives as long as the guest has not freed it or an attribute refers to it: until then its value goes on working, as
/// the standard wants.
/// </summary>
internal sealed class Keyval
{
    /// <summary>The guest's value.</summary>
    public required int Value { get; init; }

    /// <summary>What it is for: communicators, datatypes or windows.</summary>
    public required HandleKind Kind { get; init; }

    public required AttributeCopying Copying { get; init; }

    /// <summary>Where <see cref="Copying"/> is by function.</summary>
    public required GuestCallback? Copy { get; init; }

    /// <summary>Null where there is nothing to do.</summary>
    public required GuestCallback? Delete { get; init; }

    public required ulong ExtraState { get; init; }

    /// <summary>The guest's own reference, until MPI_*_free_keyval, and one for each attribute. Guarded by the store's lock.</summary>
    public int References { get; set; } = 1;

    public bool IsFreed { get; set; }
}
