using System.Text;
using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Generate.Fortran;

/// <summary>What of the description Fortran has, and how it names and declares it (MPI 5.0 §19.1).</summary>
internal static class FortranApi
{
    public const string Head = "! Generated from api/mpi.api by make generate.\n";

    // A guest's MPI_Aint is its address, the others have 64 bits (GuestHeader).
    public const string Kinds = """
            integer, parameter :: MPI_ADDRESS_KIND = 4, MPI_OFFSET_KIND = 8, MPI_COUNT_KIND = 8, MPI_INTEGER_KIND = 4
            logical, parameter :: MPI_SUBARRAYS_SUPPORTED = .false., MPI_ASYNC_PROTECTS_NONBLOCKING = .false.

        """;

    /// <summary>Variables that stand for something else, by their addresses: each in a COMMON block of its own.</summary>
    public static (string Name, string Type77, string Type08)[] Sentinels { get; } =
    [
        ("MPI_BOTTOM", "integer", "integer"),
        ("MPI_IN_PLACE", "integer", "integer"),
        ("MPI_BUFFER_AUTOMATIC", "integer", "integer"),
        ("MPI_STATUS_IGNORE(MPI_STATUS_SIZE)", "integer", "type(MPI_Status)"),
        ("MPI_STATUSES_IGNORE(MPI_STATUS_SIZE,1)", "integer", "type(MPI_Status)"),
        ("MPI_ERRCODES_IGNORE(1)", "integer", "integer"),
        ("MPI_UNWEIGHTED(1)", "integer", "integer"),
        ("MPI_WEIGHTS_EMPTY(1)", "integer", "integer"),
        ("MPI_ARGV_NULL(1)", "character", "character"),
        ("MPI_ARGVS_NULL(1,1)", "character", "character"),
    ];

    private static readonly string[] OfC = ["_c2f", "_f2c", "_c2f08", "_f082c", "_toint", "_fromint"];

    /// <summary>Of the procedures all but the tools' and the conversions of C.</summary>
    public static IEnumerable<Procedure> Procedures(MpiApi api, bool large) => api.Procedures.Where(p =>
        !p.IsOfTools && !OfC.Any(p.Name.EndsWith) && (large || !p.IsLarge));

    /// <summary>C's arguments of the command line and of variable number are none of Fortran's.</summary>
    public static IEnumerable<Parameter> Parameters(Procedure procedure) => procedure.Parameters.Where(p =>
        p.Kind is not (ParameterKind.Argc or ParameterKind.Argv or ParameterKind.Varargs)
        && !(p.Name is "argc" or "argv" && procedure.Parameters.Any(q => q.Name == "argc")));

    /// <summary>A function of Fortran's too, without an error code.</summary>
    public static bool IsFunction(Procedure procedure) => procedure.ReturnsDouble || procedure.Result.Kind == ParameterKind.Aint;

    /// <summary>The constants that are integers or handles in Fortran, with the type of a handle or null.</summary>
    public static IEnumerable<(Constant Constant, string? Handle)> Constants(MpiApi api)
    {
        foreach (var constant in api.Constants)
        {
            if (constant.Name.StartsWith("MPI_T_", StringComparison.Ordinal)
                || constant.Name.StartsWith("MPI_F_", StringComparison.Ordinal))
                continue;
            if (constant.Type is "int" or "fortran" or "MPI_Offset")
                yield return (constant, null);
            else if (!constant.Type.Contains('*', StringComparison.Ordinal)
                && !constant.Type.StartsWith("MPI_T_", StringComparison.Ordinal))
                yield return (constant, constant.Type);
        }
    }

    /// <summary>The handle type of a kind, or null.</summary>
    public static string? HandleOf(ParameterKind kind) => kind switch
    {
        ParameterKind.Comm => "MPI_Comm",
        ParameterKind.Group => "MPI_Group",
        ParameterKind.Datatype => "MPI_Datatype",
        ParameterKind.Op => "MPI_Op",
        ParameterKind.Request => "MPI_Request",
        ParameterKind.Info => "MPI_Info",
        ParameterKind.Errhandler => "MPI_Errhandler",
        ParameterKind.Win => "MPI_Win",
        ParameterKind.File => "MPI_File",
        ParameterKind.Message => "MPI_Message",
        ParameterKind.Session => "MPI_Session",
        _ => null,
    };

    public static string Integer(IntegerType type) => type switch
    {
        IntegerType.Aint => "integer(MPI_ADDRESS_KIND)",
        IntegerType.Offset => "integer(MPI_OFFSET_KIND)",
        IntegerType.Count => "integer(MPI_COUNT_KIND)",
        _ => "integer",
    };

    /// <summary>A list of words in lines that no compiler finds too long.</summary>
    public static string Wrapped(string start, IEnumerable<string> words, string end)
    {
        var text = new StringBuilder(start);
        var column = start.Length;
        var first = true;
        foreach (var word in words)
        {
            if (!first)
                text.Append(", ");
            if (column + word.Length > 110)
            {
                text.Append("&\n            ");
                column = 12;
            }
            text.Append(word);
            column += word.Length + 2;
            first = false;
        }
        return text.Append(end).Append('\n').ToString();
    }
}
