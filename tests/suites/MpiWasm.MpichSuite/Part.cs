namespace MpiWasm.MpichSuite;

/// <summary>What of the suite a run is about, each in a build of its own.</summary>
/// <param name="Name">Empty for the tests in C, which are most.</param>
/// <param name="Setting">What asks for it on the command line of make.</param>
/// <param name="Directories">Those whose lists are read; none for the list of all.</param>
internal sealed record Part(string Name, string Setting, string[] Directories)
{
    private static readonly Part InC = new("", "", []);
    private static readonly Part[] Others =
    [
        new("threads", "THREADS=1", ["threads"]),
        new("fortran", "FORTRAN=1", ["f77", "f90", "f08"]),
    ];

    /// <summary>Directories that the tests in C are not in: those of the other parts, and C++'s.</summary>
    public static IEnumerable<string> NotInC => Others.SelectMany(p => p.Directories).Append("cxx");

    public static Part Named(string name) => Others.FirstOrDefault(p => p.Name == name)
        ?? (name.Length == 0 ? InC : throw new ArgumentException($"the suite has no part {name}"));

    /// <summary>Added to the names of files and titles.</summary>
    public string Suffix(string separator) => Name.Length == 0 ? "" : separator + Name;
}
