namespace MpiWasm.Mpi.Native;

/// <summary>
/// What shims must know at emission about a family of host MPI libraries: widths, layouts and constants that its mpi.h fixes. Handles are not here: they are
/// looked up at run time in the handle tables.
/// </summary>
/// <param name="Name">Names the family in caches and messages.</param>
/// <param name="HandleBytes">8 where handles are pointers, 4 where they are ints.</param>
/// <param name="Status">Layout of MPI_Status.</param>
/// <param name="InPlace">MPI_IN_PLACE.</param>
/// <param name="StatusIgnore">MPI_STATUS_IGNORE.</param>
/// <param name="StatusesIgnore">MPI_STATUSES_IGNORE.</param>
/// <param name="AnySource">MPI_ANY_SOURCE.</param>
/// <param name="AnyTag">MPI_ANY_TAG.</param>
/// <param name="ProcNull">MPI_PROC_NULL.</param>
/// <param name="Root">MPI_ROOT.</param>
/// <param name="Undefined">MPI_UNDEFINED.</param>
public sealed record HostAbi(
    string Name,
    int HandleBytes,
    HostStatus Status,
    long InPlace,
    long StatusIgnore,
    long StatusesIgnore,
    int AnySource,
    int AnyTag,
    int ProcNull,
    int Root,
    int Undefined)
{
    /// <summary>Open MPI 4 and 5.</summary>
    public static HostAbi OpenMpi { get; } = new(
        "openmpi", HandleBytes: 8,
        new HostStatus(Size: 24, Source: 0, Tag: 4, Error: 8, [new(Host: 12, Guest: 12, Words: 1), new(Host: 16, Guest: 16, Words: 2)]),
        InPlace: 1, StatusIgnore: 0, StatusesIgnore: 0,
        AnySource: -1, AnyTag: -1, ProcNull: -2, Root: -4, Undefined: -32766);

    /// <summary>MPICH 3.1 and later, and the libraries that share its ABI.</summary>
    public static HostAbi Mpich { get; } = new(
        "mpich", HandleBytes: 4,
        new HostStatus(Size: 20, Source: 8, Tag: 12, Error: 16, [new(Host: 0, Guest: 12, Words: 2)]),
        InPlace: -1, StatusIgnore: 1, StatusesIgnore: 1,
        AnySource: -2, AnyTag: -1, ProcNull: -1, Root: -3, Undefined: -32766);

    /// <summary>Libraries with the standard ABI of MPI 5.0 (libmpi_abi).</summary>
    public static HostAbi Standard { get; } = new(
        "abi", HandleBytes: 8,
        new HostStatus(Size: 32, Source: 0, Tag: 4, Error: 8, [new(Host: 12, Guest: 12, Words: 5)]),
        InPlace: 1, StatusIgnore: 0, StatusesIgnore: 0,
        AnySource: -1, AnyTag: -2, ProcNull: -3, Root: -4, Undefined: -32766);

    /// <summary>The family of that <see cref="Name"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public static HostAbi OfName(string name) =>
        new[] { OpenMpi, Mpich, Standard }.FirstOrDefault(abi => abi.Name == name) ?? throw new ArgumentOutOfRangeException(nameof(name), name, "is no family of MPI libraries");
}

/// <summary>Byte offsets in the host's MPI_Status. The private words are kept in the guest status's MPI_internal, so that nothing is lost on the way and back.</summary>
public sealed record HostStatus(int Size, int Source, int Tag, int Error, IReadOnlyList<StatusWords> Private);

/// <summary>A run of 4-byte words at an offset of the host's status and one of the guest's.</summary>
public sealed record StatusWords(int Host, int Guest, int Words);
