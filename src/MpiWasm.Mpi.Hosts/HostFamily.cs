using System.Collections.Frozen;
using System.Collections.Immutable;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Hosts;

/// <summary>
/// What must be known of a family of host MPI libraries beyond <see cref="HostAbi"/>: how to recognise it, its predefined handles and the integer
/// constants of its mpi.h, all under the standard's names. A further family is one more description, no code.
/// </summary>
internal sealed class MpiHost
{
    /// <summary>Widths, layouts and the constants that shims bake in.</summary>
    public required HostAbi Abi { get; init; }

    /// <summary>The library's name for people.</summary>
    public required string Title { get; init; }

    /// <summary>Names to try with dlopen, best first.</summary>
    public required string[] Libraries { get; init; }

    /// <summary>The launcher that belongs to the library, best first.</summary>
    public required string[] Launchers { get; init; }

    /// <summary>Text that only this family's MPI_Get_library_version has; null for the standard ABI, which any implementation may have.</summary>
    public required string? VersionMark { get; init; }

    /// <summary>Predefined handles that are addresses of the library's global symbols.</summary>
    public FrozenDictionary<string, string> Symbols { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Predefined handles that are numbers.</summary>
    public FrozenDictionary<string, uint> Handles { get; init; } = FrozenDictionary<string, uint>.Empty;

    /// <summary>Constants that are addresses (MPI_UNWEIGHTED, MPI_WEIGHTS_EMPTY, MPI_T_PVAR_ALL_HANDLES); where there are none, the library's variables of these names hold them.</summary>
    public FrozenDictionary<string, ulong> Addresses { get; init; } = FrozenDictionary<string, ulong>.Empty;

    /// <summary>Parts of the names of control variables whose value must not be asked for: the library reads memory it has given back.</summary>
    public ImmutableArray<string> UnreadableVariables { get; init; } = [];

    /// <summary>Integer constants, error classes among them.</summary>
    public required FrozenDictionary<string, int> Constants { get; init; }

    /// <summary>Whether the library reporting a version text has that function, but not so that it can be used: then it counts as lacking.</summary>
    public Func<string, string, bool> IsDefective { get; init; } = static (_, _) => false;

    /// <summary>Whether the library reporting a version text crashes over MPI_Compare_and_swap of 8 bytes on the process itself.</summary>
    public Func<string, bool> CrashesOverOwnSwaps { get; init; } = static _ => false;

    /// <summary>Whether reduce-scatter with an operation that does not commute is wrong for datatypes with gaps: then it is <see cref="Requests.OrderedReduceScatter"/>.</summary>
    public bool MisplacesOrderedBlocks { get; init; }

    /// <summary>All families, in the order in which their libraries are looked for.</summary>
    public static IReadOnlyList<MpiHost> All { get; } = [OpenMpi.OpenMpiHost.Description, Mpich.MpichHost.Description, Standard.StandardHost.Description];

    /// <summary>The family of that name, or null.</summary>
    public static MpiHost? OfName(string name) => All.FirstOrDefault(h => h.Abi.Name == name);

    /// <summary>The family of a library, or null.</summary>
    /// <param name="libraryVersion">What its MPI_Get_library_version says.</param>
    /// <param name="abiMajor">What its MPI_Abi_get_version says (MPI 5.0 §20.2: -1 without the standard ABI), or null where it has none.</param>
    public static MpiHost? Identify(string libraryVersion, int? abiMajor) => abiMajor > 0
        ? Standard.StandardHost.Description
        : All.FirstOrDefault(h => h.VersionMark is { } mark && libraryVersion.Contains(mark, StringComparison.Ordinal));
}
