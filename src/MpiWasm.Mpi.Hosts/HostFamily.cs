using System.Collections.Frozen;
using System.Collections.Immutable;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Hosts;

/// <summary>
/// What must be known of a family of host MPI libraries: how to recognise it, what shims must know, its predefined handles and the
/// integer constants of its mpi.h, all under the standard's names, what it does wrong and what starts its ranks. A further family is one
/// more description, no code: docs/hosts.md.
/// </summary>
internal sealed class HostFamily
{
    /// <summary>Widths, layouts and the constants that shims bake in.</summary>
    public required HostAbi Abi { get; init; }

    /// <summary>The name by which users choose the family.</summary>
    public string Name => Abi.Name;

    /// <summary>The library's name for people.</summary>
    public required string Title { get; init; }

    /// <summary>Names to try with dlopen, best first.</summary>
    public required ImmutableArray<string> Libraries { get; init; }

    /// <summary>Debian's package with library and launcher.</summary>
    public required string Package { get; init; }

    /// <summary>The launcher that belongs to the library, best first.</summary>
    public required ImmutableArray<string> Launchers { get; init; }

    /// <summary>What its launcher understands.</summary>
    public required LauncherStyle Style { get; init; }

    /// <summary>
    /// Parts of the names of programs that start ranks of this family and of no other, whatever links to them are called.
    /// </summary>
    public ImmutableArray<string> LauncherPrograms { get; init; } = [];

    /// <summary>Whether all ranks of a job are threads of this process, which have its descriptors in common.</summary>
    public bool RanksAreThreads { get; init; }

    /// <summary>Whether predefined datatypes that other libraries lack, or have in another format, are there as guests have them.</summary>
    public bool HasGuestDatatypes { get; init; }

    /// <summary>How Slurm starts its ranks.</summary>
    public required string SlurmCommand { get; init; }

    /// <summary>Variables that launchers of this family set: each row is one sign, all of whose variables are there.</summary>
    public ImmutableArray<ImmutableArray<string>> LauncherMarks { get; init; } = [];

    /// <summary>
    /// Text that only this family's MPI_Get_library_version has; null for the standard ABI, which any implementation may have.
    /// </summary>
    public required string? VersionMark { get; init; }

    /// <summary>What stands before the version in that text, but for spaces; null where the text is any implementation's.</summary>
    public string? VersionPrefix { get; init; }

    /// <summary>Predefined handles that are addresses of the library's global symbols.</summary>
    public FrozenDictionary<string, string> Symbols { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Predefined handles that are numbers.</summary>
    public FrozenDictionary<string, uint> Handles { get; init; } = FrozenDictionary<string, uint>.Empty;

    /// <summary>
    /// Constants that are addresses (MPI_UNWEIGHTED, MPI_WEIGHTS_EMPTY, MPI_T_PVAR_ALL_HANDLES); where there are none, the
    /// library's variables of these names hold them.
    /// </summary>
    public FrozenDictionary<string, ulong> Addresses { get; init; } = FrozenDictionary<string, ulong>.Empty;

    /// <summary>Integer constants, error classes among them.</summary>
    public required FrozenDictionary<string, int> Constants { get; init; }

    /// <summary>Variables for a job of one process, set before MPI_Init unless the user did.</summary>
    public ImmutableArray<(string Name, string Value)> AloneDefaults { get; init; } = [];

    /// <summary>
    /// Those for guests with memory that does not reserve all that its messages, copied to its last byte, could cover.
    /// </summary>
    public ImmutableArray<(string Name, string Value)> UnreservedDefaults { get; init; } = [];

    /// <summary>What its libraries do wrong.</summary>
    public ImmutableArray<Defect> Defects { get; init; } = [];

    /// <summary>The version a library of this family tells; null where it does not.</summary>
    /// <param name="text">What its MPI_Get_library_version says.</param>
    public Version? VersionOf(string text)
    {
        if (VersionPrefix is null || text.IndexOf(VersionPrefix, StringComparison.Ordinal) is not (>= 0 and var at))
            return null;
        var rest = text.AsSpan(at + VersionPrefix.Length).TrimStart();
        var numbers = new List<int>();
        while (numbers.Count < 3 && rest.IndexOfAnyExceptInRange('0', '9') is var digits)
        {
            if (!int.TryParse(digits < 0 ? rest : rest[..digits], out var number))
                break;
            numbers.Add(number);
            if (digits < 0 || rest[digits] != '.')
                break;
            rest = rest[(digits + 1)..];
        }

        return numbers.Count >= 2 ? new Version(numbers[0], numbers[1], numbers.ElementAtOrDefault(2)) : null;
    }

    /// <summary>The defects of one of its libraries.</summary>
    /// <param name="text">What its MPI_Get_library_version says.</param>
    public ImmutableArray<Defect> DefectsOf(string text)
    {
        var version = VersionOf(text);
        return [.. Defects.Where(defect => defect.Versions.Contains(version))];
    }
}

/// <summary>What a launcher of ranks understands.</summary>
public enum LauncherStyle
{
    /// <summary>Options as MPICH's Hydra has them.</summary>
    Hydra,

    /// <summary>Open MPI's: it refuses root and more ranks than cores unless it is told.</summary>
    OpenMpi,
}
