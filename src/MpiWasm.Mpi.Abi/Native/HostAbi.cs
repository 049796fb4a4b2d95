namespace MpiWasm.Mpi.Abi.Native;

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
/// <param name="Windows">Constants of one-sided communication.</param>
public sealed record HostAbi(
    string Name,
    int HandleBytes,
    StatusLayout Status,
    long InPlace,
    long StatusIgnore,
    long StatusesIgnore,
    int AnySource,
    int AnyTag,
    int ProcNull,
    int Root,
    int Undefined,
    HostWindows Windows)
{
    /// <summary>Whether the library has the procedures with large counts (MPI_Send_c); seen when it is opened. Without them counts are narrowed.</summary>
    public bool LargeCounts { get; init; }

    /// <summary>Names family and capabilities: the input of a compile job.</summary>
    public string Key => LargeCounts ? Name + LargeSuffix : Name;

    private const string LargeSuffix = "+c";

    /// <summary>Open MPI 4 and 5.</summary>
    public static HostAbi OpenMpi { get; } = new(
        "openmpi", HandleBytes: 8,
        new StatusLayout(Size: 24, Source: 0, Tag: 4, Error: 8, [new(Host: 12, Guest: 12, Words: 1), new(Host: 16, Guest: 16, Words: 2)]),
        InPlace: 1, StatusIgnore: 0, StatusesIgnore: 0,
        AnySource: -1, AnyTag: -1, ProcNull: -2, Root: -4, Undefined: -32766,
        new HostWindows(LockExclusive: 1, LockShared: 2, NoCheck: 1, NoPrecede: 2, NoPut: 4, NoStore: 8, NoSucceed: 16));

    /// <summary>MPICH 3.1 and later, and the libraries that share its ABI.</summary>
    public static HostAbi Mpich { get; } = new(
        "mpich", HandleBytes: 4,
        new StatusLayout(Size: 20, Source: 8, Tag: 12, Error: 16, [new(Host: 0, Guest: 12, Words: 2)]),
        InPlace: -1, StatusIgnore: 1, StatusesIgnore: 1,
        AnySource: -2, AnyTag: -1, ProcNull: -1, Root: -3, Undefined: -32766,
        new HostWindows(LockExclusive: 234, LockShared: 235, NoCheck: 1024, NoPrecede: 8192, NoPut: 4096, NoStore: 2048, NoSucceed: 16384));

    /// <summary>Libraries with the standard ABI of MPI 5.0 (libmpi_abi).</summary>
    public static HostAbi Standard { get; } = new(
        "abi", HandleBytes: 8,
        new StatusLayout(Size: 32, Source: 0, Tag: 4, Error: 8, [new(Host: 12, Guest: 12, Words: 5)]),
        InPlace: 1, StatusIgnore: 0, StatusesIgnore: 0,
        AnySource: -1, AnyTag: -2, ProcNull: -3, Root: -4, Undefined: -32766,
        new HostWindows(
            StandardAbi.LockExclusive, StandardAbi.LockShared, StandardAbi.ModeNoCheck, StandardAbi.ModeNoPrecede, StandardAbi.ModeNoPut, StandardAbi.ModeNoStore, StandardAbi.ModeNoSucceed))
    {
        LargeCounts = true,
    };

    /// <summary>The family of that <see cref="Name"/>, or with capabilities of that <see cref="Key"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public static HostAbi OfName(string name)
    {
        var large = name.EndsWith(LargeSuffix, StringComparison.Ordinal);
        var family = large ? name[..^LargeSuffix.Length] : name;
        return (new[] { OpenMpi, Mpich, Standard }.FirstOrDefault(abi => abi.Name == family) ?? throw new ArgumentOutOfRangeException(nameof(name), name, "is no family of MPI libraries"))
            with
            { LargeCounts = large };
    }
}

/// <summary>MPI_LOCK_* and the MPI_MODE_* that windows know.</summary>
public sealed record HostWindows(int LockExclusive, int LockShared, int NoCheck, int NoPrecede, int NoPut, int NoStore, int NoSucceed);
