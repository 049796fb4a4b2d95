using System.Text;
using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Generate.Fortran;

/// <summary>mpif.h, in lines that are right in fixed and in free form.</summary>
internal static class MpifFile
{
    public static string Write(MpiApi api)
    {
        var text = new StringBuilder(FortranApi.Head);
        foreach (var (name, value) in (ReadOnlySpan<(string, int)>)
            [("MPI_ADDRESS_KIND", 4), ("MPI_OFFSET_KIND", 8), ("MPI_COUNT_KIND", 8), ("MPI_INTEGER_KIND", 4)])
            text.Append($"      INTEGER {name}\n      PARAMETER ({name}={value})\n");
        foreach (var name in (ReadOnlySpan<string>)["MPI_SUBARRAYS_SUPPORTED", "MPI_ASYNC_PROTECTS_NONBLOCKING"])
            text.Append($"      LOGICAL {name}\n      PARAMETER ({name}=.FALSE.)\n");
        foreach (var (constant, _) in FortranApi.Constants(api))
        {
            var type = constant.Type == "MPI_Offset" ? "INTEGER(MPI_OFFSET_KIND)" : "INTEGER";
            text.Append($"      {type} {constant.Name}\n      PARAMETER ({constant.Name}={constant.Value})\n");
        }
        foreach (var (name, type, _) in FortranApi.Sentinels)
            text.Append($"      {type.ToUpperInvariant()} {name}\n      COMMON /{Block(name)}/ {Bare(name)}\n");
        foreach (var procedure in FortranApi.Procedures(api, large: false).Where(FortranApi.IsFunction))
            foreach (var prefix in (ReadOnlySpan<string>)["", "P"])
            {
                var type = procedure.ReturnsDouble ? "DOUBLE PRECISION" : "INTEGER(MPI_ADDRESS_KIND)";
                text.Append($"      {type} {prefix}{procedure.Name}\n      EXTERNAL {prefix}{procedure.Name}\n");
            }
        foreach (var name in Callbacks(api))
            text.Append($"      EXTERNAL {name}\n");
        // Removed from the standard, kept for old programs, as in mpi.h.
        foreach (var (name, value) in (ReadOnlySpan<(string, int)>)
            [("MPI_LB", 516), ("MPI_UB", 517), ("MPI_COMBINER_HVECTOR_INTEGER", -101), ("MPI_COMBINER_HINDEXED_INTEGER", -102),
                ("MPI_COMBINER_STRUCT_INTEGER", -103)])
            text.Append($"      INTEGER {name}\n      PARAMETER ({name}={value})\n");
        return text.ToString();
    }

    /// <summary>The name of a variable without its shape.</summary>
    public static string Bare(string name) => name.Split('(')[0];

    /// <summary>The COMMON block of a variable that stands for something else.</summary>
    public static string Block(string name) => "mpiwasm_" + Bare(name)["MPI_".Length..].ToLowerInvariant();

    /// <summary>The predefined callbacks, which are procedures in Fortran.</summary>
    public static IEnumerable<string> Callbacks(MpiApi api) => api.Constants
        .Where(c => c.Name.EndsWith("_FN", StringComparison.Ordinal)).Select(c => c.Name).Distinct();
}
