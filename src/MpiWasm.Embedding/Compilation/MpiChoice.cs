using MpiWasm.Mpi.Abi;
using MpiWasm.Mpi.Hosts.Library;
using MpiWasm.Mpi.Local;

namespace MpiWasm.Embedding.Compilation;

/// <summary>Which MPI carries out what guests call: one of the machine's libraries, or our own.</summary>
internal static class MpiChoice
{
    /// <summary>Our own, whose ranks are threads of one process.</summary>
    public const string Local = "local";

    /// <summary>
    /// Whether our own is meant: it is asked for, or no launcher has started this process and the machine has no library.
    /// </summary>
    public static bool IsLocal(string? choice) => (choice ?? FromEnvironment()) switch
    {
        Local => true,
        null or "auto" => !MpiLibrary.IsLaunched && !MpiLibrary.IsThereAny(),
        _ => false,
    };

    /// <summary>Opens it.</summary>
    /// <exception cref="MpiException">There is none, or it is not one we know.</exception>
    public static MpiLibrary Open(string? choice) => IsLocal(choice) ? LocalLibrary.Library : MpiLibrary.Open(choice);

    private static string? FromEnvironment() =>
        Environment.GetEnvironmentVariable(MpiLibrary.PathVariable) is { Length: > 0 } given ? given : null;
}
