using MpiWasm.Image.Cache;
using MpiWasm.Mpi.Calls;
using MpiWasm.Sandbox.Wall;
using MpiWasm.Unix;

namespace MpiWasm.Cli.Wall;

/// <summary>
/// What .NET and the MPI library still need of the host when a guest runs behind the wall, found by tracing both families of libraries
/// from MPI_Init to the end.
/// </summary>
internal static class HostNeeds
{
    /// <summary>Libraries, .NET's own files, what describes the machine, and how names of hosts are looked up.</summary>
    private static readonly string[] Read =
    [
        "/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/hosts", "/etc/host.conf", "/etc/resolv.conf", "/etc/nsswitch.conf",
        "/etc/gai.conf", "/etc/localtime",
        "/etc/openmpi", "/etc/mpich", "/etc/pmix", "/etc/ucx", "/etc/libibverbs.d", "/proc/self", "/proc/sys", "/proc/cpuinfo",
        "/proc/meminfo", "/proc/stat", "/sys",
    ];

    /// <summary>Devices, and the memory that the ranks of a node share.</summary>
    private static readonly string[] Write =
        [
            "/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/shm", "/dev/hugepages", "/dev/infiniband",
            "/dev/hfi1_0", "/dev/cxi0", "/dev/knem", "/dev/xpmem",
        ];

    /// <summary>Variables in which launchers say where they and their ranks keep their files.</summary>
    private static readonly string[] Sessions =
        ["PMIX_SERVER_TMPDIR", "OMPI_MCA_orte_top_session_dir", "OMPI_MCA_orte_jobfam_session_dir", "PRTE_MCA_prte_top_session_dir",
        "MPIWASM_SHARED_TMPDIR"];

    /// <summary>Variables that keep libraries from reading each other's memory: Open MPI 4 and 5, MPICH.</summary>
    private static readonly (string Name, string Value)[] WithoutForeignMemory =
        [("OMPI_MCA_btl_vader_single_copy_mechanism", "none"), ("OMPI_MCA_smsc", "^cma,knem,xpmem"), ("MPIR_CVAR_CH4_CMA_ENABLE", "0")];

    /// <summary>Variables in which launchers say how many ranks are on this node, and how many there are.</summary>
    private static readonly (string Here, string All)[] Sizes =
        [("MPI_LOCALNRANKS", "PMI_SIZE"), ("OMPI_COMM_WORLD_LOCAL_SIZE", "OMPI_COMM_WORLD_SIZE")];

    /// <summary>Before the MPI library is opened.</summary>
    public static void Prepare(WallMode mode)
    {
        if (mode != WallMode.Full)
            return;
        foreach (var (name, value) in WithoutForeignMemory)
            Libc.SetVariable(name, value, overwrite: false);
        // Without cma, UCX 1.13 takes TCP for some messages within a node, and MPI_Finalize of MPICH 4.0 then hangs at times, also without
        // the wall. Other nodes may need it.
        Libc.SetVariable("UCX_TLS", IsOneNode() ? "^cma,tcp" : "^cma", overwrite: false);
    }

    private static bool IsOneNode() =>
        Array.Exists(
            Sizes, s => Environment.GetEnvironmentVariable(s.Here) is { } here && here == Environment.GetEnvironmentVariable(s.All));

    /// <summary>The wall for a guest that does not use MPI.</summary>
    public static WallOptions WithoutMpi() => Options() with { Files = true };

    /// <summary>The wall for one that has called MPI_Init.</summary>
    /// <param name="mode">What the user wants.</param>
    /// <param name="mpi">The library.</param>
    /// <param name="isLaunched">Whether a launcher has started this rank: then it starts further ones too.</param>
    public static WallOptions WithMpi(WallMode mode, MpiEnvironment mpi, bool isLaunched)
    {
        // A single rank has nobody whose memory it could read, unless others may join it.
        var isAlone = mpi.WorldSize == 1 && !mpi.AllowPorts && mpi.SpawnCommand.Count == 0;
        var startsPrograms = mpi.SpawnCommand.Count > 0 && !isLaunched;
        // What a process starts would stand behind the same wall.
        var files = (mode == WallMode.Full || isAlone) && !startsPrograms;
        return Options(mpi.Library.File) with { Files = files, ForeignMemory = !files, Sockets = true, Programs = startsPrograms };
    }

    private static WallOptions Options(string? library = null) => new()
    {
        Readable = [.. Read, AppContext.BaseDirectory, Runtime(), .. Libraries(library), ImageCache.OfUser().Directory],
        Writable =
        [
            .. Write, .. Sessions.Select(Environment.GetEnvironmentVariable).OfType<string>(), .. SessionsOfSingles(),
            .. LocalDirectories.OfUser(),
        ],
    };

    /// <summary>.NET's libraries. Only what surely is its own: a program that carries them along may lie anywhere.</summary>
    private static string Runtime() => Path.GetFullPath(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory());

    /// <summary>
    /// The MPI library's directory, for plugins it has not loaded yet, what is installed beside it, and where the dynamic linker looks.
    /// Not all of its prefix: that may be a user's home.
    /// </summary>
    private static IEnumerable<string> Libraries(string? library)
    {
        if (library is not null && Path.GetDirectoryName(Path.GetFullPath(library)) is { Length: > 1 } directory)
        {
            yield return directory;
            yield return Path.Combine(directory, "..", "share");
            yield return Path.Combine(directory, "..", "etc");
        }
        foreach (var searched in (Environment.GetEnvironmentVariable("LD_LIBRARY_PATH") ?? "").Split(
            ':', StringSplitOptions.RemoveEmptyEntries))
            yield return searched;
    }

    /// <summary>Open MPI without a launcher makes its own.</summary>
    private static IEnumerable<string> SessionsOfSingles() =>
        new[] { Environment.GetEnvironmentVariable("TMPDIR"), "/tmp" }.OfType<string>()
            .Select(at => Path.Combine(at, $"ompi.{Environment.MachineName}.{Libc.EffectiveUser()}"));
}
