using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using MpiWasm.Mpi.Abi;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Unix;

namespace MpiWasm.Mpi.Hosts.Library;

/// <summary>The host's MPI library, found and opened at run time. Never unloaded.</summary>
public sealed unsafe class MpiLibrary
{
    /// <summary>Variable that names the library to use.</summary>
    public const string PathVariable = "MPIWASM_MPI";

    /// <summary>
    /// Set before the library is opened, unless the user did. They keep transports from taking SIGSEGV and friends,
    /// with which the guest's traps are made: UCX installs crash handlers when it is loaded; PSM2 and its ancestor PSM
    /// print backtraces from handlers of their own.
    /// </summary>
    private static readonly (string Name, string Value)[] Environment =
    [
        ("UCX_ERROR_SIGNALS", ""),
        ("HFI_NO_BACKTRACE", "1"),
        ("IPATH_NO_BACKTRACE", "1"),
    ];

    private readonly nint _handle;
    private readonly IReadOnlyDictionary<string, nint>? _own;
    private readonly HostDefects _defects;
    private readonly ImmutableArray<Defect> _unusable;
    private readonly ConcurrentDictionary<string, nint> _functions = new(StringComparer.Ordinal);

    private MpiLibrary(nint handle, string path, HostFamily family, string version, IReadOnlyDictionary<string, nint>? own = null)
    {
        _handle = handle;
        _own = own;
        Path = path;
        Family = family;
        Version = version;
        Defects = family.DefectsOf(version);
        _defects = Defects.Aggregate(HostDefects.None, (all, defect) => all | defect.Kind);
        _unusable = [.. Defects.Where(defect => defect.Kind == HostDefects.Unusable)];
    }

    /// <summary>The name it was opened by.</summary>
    public string Path { get; }

    /// <summary>The file it was loaded from; null where the dynamic linker does not tell.</summary>
    public string? File => DynamicLinker.FileOf(Symbol(ProcedureNames.Init));

    /// <summary>What MPI_Get_library_version says.</summary>
    public string Version { get; }

    /// <summary>The library family's name for people.</summary>
    public string Title => Family.Title;

    /// <summary>What shims for this library must know.</summary>
    public HostAbi Abi => Family.Abi with { LargeCounts = Symbol(ProcedureNames.SendC) != 0, Defects = _defects & HostDefects.OfShims };

    /// <summary>Names of the family's launcher, best first.</summary>
    public ImmutableArray<string> Launchers => Family.Launchers;

    /// <summary>What to start ranks with here: the batch system's launcher where there is one.</summary>
    public string LauncherCommand =>
        LauncherKind.IsInSlurm(System.Environment.GetEnvironmentVariable) ? Family.SlurmCommand : Family.Launchers[0];

    /// <summary>What its launcher understands.</summary>
    public LauncherStyle Style => Family.Style;

    /// <summary>Parts of the names of programs that do not start this library's ranks.</summary>
    public IEnumerable<string> ForeignPrograms =>
        Families.All.Where(family => family.Style != Family.Style).SelectMany(family => family.LauncherPrograms);

    /// <summary>The names by which users choose a family, in the order in which their libraries are looked for.</summary>
    public static IEnumerable<string> FamilyNames => Families.All.Select(family => family.Name);

    /// <summary>Whether a launcher has started this process.</summary>
    public static bool IsLaunched => LauncherKind.IsLaunched(System.Environment.GetEnvironmentVariable);

    /// <summary>Whether the dynamic linker finds any of the known ones.</summary>
    public static bool IsThereAny() =>
        Families.All.SelectMany(family => family.Libraries).Any(name => DynamicLinker.Open(name, out _) != 0);

    /// <summary>Debian's package with library and launcher.</summary>
    public string Package => Family.Package;

    internal HostFamily Family { get; }

    /// <summary>What this version does wrong.</summary>
    internal ImmutableArray<Defect> Defects { get; }

    /// <summary>Whether this version does that wrong.</summary>
    internal bool Has(HostDefects defect) => _defects.HasFlag(defect);

    /// <summary>
    /// Opens the library the user names, else the one in <see cref="PathVariable"/>, else the one that fits the launcher, else
    /// the first of the known ones that is there.
    /// </summary>
    /// <param name="choice">
    /// <c>auto</c>, the name of a family (<c>openmpi</c>, <c>mpich</c>, <c>abi</c>), a file or a name for the dynamic linker; null is
    /// <see cref="PathVariable"/> or <c>auto</c>.
    /// </param>
    /// <exception cref="MpiException">There is none, or it is not one we know.</exception>
    public static MpiLibrary Open(string? choice = null) => Open(choice, Families.All);

    /// <inheritdoc cref="Open(string?)"/>
    internal static MpiLibrary Open(string? choice, IReadOnlyList<HostFamily> families)
    {
        SetDefaults(Environment);
        choice ??= System.Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } given ? given : "auto";
        if (choice == "auto")
            return OpenFirst(SearchOrder(families), "", families);
        if (Families.OfName(choice, families) is { } family)
            return OpenFirst(family.Libraries, $" of the family {choice}", families);
        var handle = DynamicLinker.Open(choice, out var reason);
        return handle != 0 ? Identify(handle, choice, families) : throw new MpiException(MpiException.NoLibrary,
            $"cannot open the MPI library {choice}: {reason}",
            $"Give auto, {string.Join(", ", families.Select(f => f.Name))} or the path of libmpi.so with --mpi or {PathVariable}.");
    }

    private static MpiLibrary OpenFirst(IEnumerable<string> names, string what, IReadOnlyList<HostFamily> families)
    {
        var tried = new List<string>();
        foreach (var name in names)
        {
            var handle = DynamicLinker.Open(name, out _);
            if (handle != 0)
                return Identify(handle, name, families);
            tried.Add(name);
        }

        throw new MpiException(MpiException.NoLibrary, $"no MPI library{what} was found (tried {string.Join(", ", tried)})",
            $"Install Open MPI (Debian, Ubuntu: apt-get install openmpi-bin libopenmpi-dev), load your site's MPI module, or give the "
                + $"library's path with --mpi or {PathVariable}.");
    }

    /// <summary>Our own library, of these functions.</summary>
    internal static MpiLibrary OfFunctions(IReadOnlyDictionary<string, nint> functions, string version) =>
        new(0, Local.LocalFamily.Description.Name, Local.LocalFamily.Description, version, functions);

    /// <summary>The address of a function or global of the library, or 0.</summary>
    public nint Symbol(string name) =>
        _own is not null ? _own.GetValueOrDefault(name)
        : _functions.GetOrAdd(name, static (n, handle) => DynamicLinker.Symbol(handle, n), _handle);

    /// <summary>
    /// The address of an MPI function, or 0. Where the library lacks it, the one of the same meaning it has from the time before
    /// standardisation (Open MPI 4: MPIX_Bcast_init and the other persistent collectives).
    /// </summary>
    public nint Function(string name)
    {
        if (_unusable.Any(defect => defect.Concerns(name)))
            return 0;
        var standard = Symbol(name);
        return standard == 0 && name.EndsWith("_init", StringComparison.Ordinal) ? Symbol("MPIX" + name[3..]) : standard;
    }

    /// <summary>The host's handle for a predefined object, or null where the library lacks it.</summary>
    internal ulong? Predefined(string name)
    {
        if (Family.Handles.TryGetValue(name, out var value))
            return value;
        if (Family.Symbols.TryGetValue(name, out var symbol) && Symbol(symbol) is var address and not 0)
            return (ulong)address;
        return null;
    }

    /// <summary>The host's value of a constant that is an address (MPI_UNWEIGHTED), or null where the library lacks it.</summary>
    internal ulong? Address(string name) =>
        Family.Addresses.TryGetValue(name, out var value) ? value
        : Symbol(name) is var variable and not 0 ? *(ulong*)variable : null;

    /// <summary>
    /// The launcher under which this process runs says which library fits: a rank must not open another family's library.
    /// </summary>
    private static IEnumerable<string> SearchOrder(IReadOnlyList<HostFamily> families) =>
        LauncherKind.FamilyOf(System.Environment.GetEnvironmentVariable) is { } family
            ? families.OrderByDescending(f => f.Name == family).SelectMany(f => f.Libraries)
            : families.SelectMany(f => f.Libraries);

    private static MpiLibrary Identify(nint handle, string path, IReadOnlyList<HostFamily> families)
    {
        var function = (delegate* unmanaged<byte*, int*, int>)DynamicLinker.Symbol(handle, ProcedureNames.GetLibraryVersion);
        if (function is null)
            throw new MpiException(
                MpiException.UnknownLibrary,
                $"{path} is no MPI-3 library: it has no MPI_Get_library_version",
                "Give another library with --mpi.");
        // 8192 is the largest MPI_MAX_LIBRARY_VERSION_STRING of any library (MPICH's, and the standard ABI's).
        var text = stackalloc byte[8192 + 1];
        var length = 0;
        if (function(text, &length) != 0)
            throw new MpiException(MpiException.UnknownLibrary, $"{path} does not tell its version", "Give another library with --mpi.");
        var version = Encoding.UTF8.GetString(text, Math.Clamp(length, 0, 8192)).TrimEnd('\0', '\n', ' ');
        var family = Families.Identify(version, AbiMajor(handle), families) ?? throw new MpiException(MpiException.UnknownLibrary,
            $"{path} is of a family mpiwasm does not know: {version.Split('\n')[0]}",
            $"Known are {string.Join(", ", families.Select(f => f.Title))}.");
        return new MpiLibrary(handle, path, family, version);
    }

    /// <summary>
    /// Before MPI_Init, in the process that will call it: sets the library's variables. (A launcher opens the library too, and what it set
    /// its ranks would inherit.)
    /// </summary>
    /// <param name="isReserved">Whether the guest's memory reserves all that a message, copied to its last byte, could cover.</param>
    public void SetDefaults(bool isReserved)
    {
        if (LauncherKind.IsAlone(System.Environment.GetEnvironmentVariable))
            SetDefaults(Family.AloneDefaults.AsSpan());
        if (!isReserved)
            SetDefaults(Family.UnreservedDefaults.AsSpan());
    }

    private static void SetDefaults(ReadOnlySpan<(string Name, string Value)> variables)
    {
        foreach (var (name, value) in variables)
            Libc.SetVariable(name, value, overwrite: false);
    }

    private static int? AbiMajor(nint handle)
    {
        var function = (delegate* unmanaged<int*, int*, int>)DynamicLinker.Symbol(handle, ProcedureNames.AbiGetVersion);
        int major, minor;
        return function is not null && function(&major, &minor) == 0 ? major : null;
    }
}
