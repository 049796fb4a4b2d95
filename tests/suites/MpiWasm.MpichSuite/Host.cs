namespace MpiWasm.MpichSuite;

/// <summary>
/// A host MPI as Debian has it: how its launcher is called so that jobs larger than the machine run, and nothing but the tests speaks.
/// </summary>
internal sealed record Host(string Name, string Package, string Library, string[] Launcher, (string Name, string Value)[] Environment)
{
    /// <summary>
    /// Whether the variables MPIR_CVAR_* choose algorithms here. Where not, entries that differ only in them are one test.
    /// </summary>
    public bool HasCvars => Name == "mpich";

    /// <summary>mpiwasm's own MPI: mpiwasm itself starts the ranks, as threads. What it is measured by is MPICH, natively.</summary>
    public bool IsEmbedded => Name == Embedded;

    private const string Embedded = "local";

    /// <summary>The one that the native builds are for.</summary>
    public Host Native(string polite) => IsEmbedded ? Named("mpich", polite) : this;

    /// <summary>The command up to the program.</summary>
    /// <param name="ranks">How many.</param>
    /// <param name="arguments">The launcher's own, besides.</param>
    /// <param name="through">What comes between launcher and program: nothing, or <c>mpiwasm run</c> with its options.</param>
    public string[] Start(int ranks, IEnumerable<string> arguments, IEnumerable<string> through) =>
        IsEmbedded ? [.. through, "-n", $"{ranks}"] : [.. Launcher, "-n", $"{ranks}", .. arguments, .. through];

    /// <summary>The library of another family, and its launcher: words between spaces.</summary>
    private const string LibraryVariable = "LIBRARY";

    private const string LauncherVariable = "MPIRUN";

    /// <param name="name">openmpi, mpich, or another family's name, whose library and launcher the environment tells.</param>
    /// <param name="polite">The library made from polite.c.</param>
    public static Host Named(string name, string polite) => name switch
    {
        "openmpi" => new Host("openmpi", "libopenmpi3", "libmpi.so.40", ["mpirun.openmpi", "--oversubscribe", "--bind-to", "none"],
        [
            ("OMPI_ALLOW_RUN_AS_ROOT", "1"),
            ("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1"),
            ("OMPI_MCA_rmaps_base_oversubscribe", "1"),
            ("OMPI_MCA_mpi_yield_when_idle", "1"),
        ]),
        "mpich" => new Host("mpich", "libmpich12", "libmpich.so.12", ["mpirun.mpich"], [("LD_PRELOAD", polite)]),
        Embedded => new Host(Embedded, "mpiwasm", Embedded, [], []),
        _ => new Host(name, name, Variable(LibraryVariable, name), Variable(LauncherVariable, name).Split(' '), []),
    };

    private static string Variable(string variable, string host) =>
        System.Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? value
            : throw new ArgumentException($"HOST is {host}, and {variable} is not given");
}
