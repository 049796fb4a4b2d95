using System.Collections.Frozen;
using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Mpi.Published;

/// <summary>
/// The ABI of the first published MPI modules (those of the PPoPP'23 paper): import module <c>env</c>, handles are small numbers, a status has 24 bytes, MPI_Offset has 32 bits. Where it says nothing
/// it is taken to be the standard's.
/// </summary>
internal static class PublishedAbi
{
    /// <summary>Name of the import module.</summary>
    public const string ModuleName = "env";

    public const int ErrOther = 1;
    public const int AnyTag = -1;

    public const int StatusSize = 24;
    public const int StatusCancelled = 12;
    public const int StatusBytes = 16;

    /// <summary>The predefined handles of a kind, by their number, and the number of the null handle.</summary>
    public static (string[] Names, int Null) Handles(ParameterKind kind) => kind switch
    {
        ParameterKind.Comm => (["MPI_COMM_WORLD", "MPI_COMM_SELF", "MPI_COMM_NULL"], 2),
        ParameterKind.Datatype => (Datatypes, -1),
        ParameterKind.Op => (Operations, 10),
        ParameterKind.Info => (["MPI_INFO_NULL"], 0),
        _ => ([], -1),
    };

    private static string[] Datatypes { get; } =
    [
        "MPI_INT8_T", "MPI_INT16_T", "MPI_INT32_T", "MPI_INT", "MPI_INT64_T", "MPI_UINT8_T", "MPI_UINT16_T", "MPI_UINT32_T", "MPI_UNSIGNED", "MPI_UINT64_T",
        "MPI_LONG", "MPI_LONG_LONG", "MPI_LONG_LONG", "MPI_FLOAT", "MPI_DOUBLE", "MPI_DOUBLE_INT", "MPI_CHAR", "MPI_C_BOOL", "MPI_BYTE",
    ];

    private static string[] Operations { get; } =
        ["MPI_MAX", "MPI_MIN", "MPI_SUM", "MPI_PROD", "MPI_LAND", "MPI_LOR", "MPI_BAND", "MPI_BOR", "MPI_MAXLOC", "MPI_MINLOC", "MPI_OP_NULL"];

    /// <summary>Integer constants that are numbered from 0.</summary>
    private static FrozenDictionary<ParameterKind, string[]> Enumerations { get; } = new Dictionary<ParameterKind, string[]>
    {
        [ParameterKind.Comparison] = ["MPI_IDENT", "MPI_CONGRUENT", "MPI_SIMILAR", "MPI_UNEQUAL"],
        [ParameterKind.ThreadLevel] = ["MPI_THREAD_SINGLE", "MPI_THREAD_FUNNELED", "MPI_THREAD_SERIALIZED", "MPI_THREAD_MULTIPLE"],
        [ParameterKind.SplitType] = ["MPI_COMM_TYPE_SHARED"],
    }.ToFrozenDictionary();

    public static int ToStandard(ParameterKind kind, int value) => kind switch
    {
        ParameterKind.Tag when value == AnyTag => MpiApi.Standard.Value("MPI_ANY_TAG"),
        _ when Enumerations.TryGetValue(kind, out var names) && (uint)value < (uint)names.Length => MpiApi.Standard.Value(names[value]),
        _ => value,
    };

    public static int FromStandard(ParameterKind kind, int value)
    {
        if (Enumerations.TryGetValue(kind, out var names))
        {
            var at = Array.FindIndex(names, n => MpiApi.Standard.Value(n) == value);
            return at < 0 ? value : at;
        }

        return kind == ParameterKind.Tag && value == MpiApi.Standard.Value("MPI_ANY_TAG") ? AnyTag : value;
    }
}
