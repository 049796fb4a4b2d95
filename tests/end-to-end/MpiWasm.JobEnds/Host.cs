namespace MpiWasm.JobEnds;

/// <summary>An MPI library with its launcher and compiler, under the names that Debian gives them where several are installed.</summary>
internal sealed record Host(string Library, string Launcher, string Compiler, params string[] Options)
{
    public static IReadOnlyList<Host> All { get; } =
    [
        new("libmpi.so.40", "mpirun.openmpi", "mpicc.openmpi", "--oversubscribe"),
        new("libmpich.so.12", "mpirun.mpich", "mpicc.mpich"),
    ];

    /// <summary>Where both are on the search path.</summary>
    public bool IsInstalled => Exists(Launcher) && Exists(Compiler);

    private static bool Exists(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(directory => File.Exists(Path.Combine(directory, name)));
}
