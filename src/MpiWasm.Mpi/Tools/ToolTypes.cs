using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Core.Calls;

namespace MpiWasm.Mpi.Tools;

/// <summary>Datatypes of variables: few, and each is named to the guest by a type of the same width, whatever the host's type is called.</summary>
internal static class ToolTypes
{
    private static readonly (string Host, string Guest, int Bytes)[] Types =
    [
        ("MPI_INT", "MPI_INT", 4),
        ("MPI_UNSIGNED", "MPI_UNSIGNED", 4),
        ("MPI_UNSIGNED_LONG", "MPI_UNSIGNED_LONG_LONG", 8),
        ("MPI_UNSIGNED_LONG_LONG", "MPI_UNSIGNED_LONG_LONG", 8),
        ("MPI_LONG", "MPI_LONG_LONG", 8),
        ("MPI_COUNT", "MPI_COUNT", 8),
        ("MPI_CHAR", "MPI_CHAR", 1),
        ("MPI_DOUBLE", "MPI_DOUBLE", 8),
        ("MPI_INT32_T", "MPI_INT32_T", 4),
        ("MPI_UINT32_T", "MPI_UINT32_T", 4),
        ("MPI_INT64_T", "MPI_INT64_T", 8),
        ("MPI_UINT64_T", "MPI_UINT64_T", 8),
        ("MPI_AINT", "MPI_INT64_T", 8),
    ];

    /// <summary>The guest's handle and the size; null for a type no variable should have.</summary>
    public static (int Guest, int Bytes)? Find(MpiEnvironment environment, ulong host)
    {
        foreach (var (name, guest, bytes) in Types)
        {
            if (environment.Library.Predefined(name) == host)
                return (MpiApi.Standard.Value(guest), bytes);
        }

        return null;
    }

    public static bool IsText(int guest) => guest == MpiApi.Standard.Value("MPI_CHAR");
}
