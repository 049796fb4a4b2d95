using System.Globalization;
using System.Text;
using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Generate;

/// <summary>The values of the standard ABI, and its error classes, as constants.</summary>
internal static class ConstantsFile
{
    public static string Write(MpiApi api)
    {
        var text = new StringBuilder(Names.Head);
        text.Append("\nnamespace MpiWasm.Mpi.Abi.Native;\n\n");
        text.Append("/// <summary>The values of the MPI 5.0 standard ABI (Annex A, §20) as guests have them.</summary>\npublic "
            + "static partial class StandardAbi\n{\n");
        foreach (var group in api.Constants.Where(c => c.Type != "fortran").GroupBy(c => (c.Title, c.Type)))
        {
            text.Append(CultureInfo.InvariantCulture, $"    // {group.Key.Title} ({group.Key.Type})\n");
            foreach (var constant in group)
                text.Append(CultureInfo.InvariantCulture, $"    public const int {Names.OfConstant(constant.Name)} = {constant.Value};\n");
        }

        text.Append("}\n\n/// <summary>The error classes among them.</summary>\npublic static class ErrorClasses\n{\n");
        foreach (var constant in api.Constants.Where(c => c.Name == "MPI_SUCCESS"
            || c.Name.StartsWith("MPI_ERR_", StringComparison.Ordinal)))
            text.Append(CultureInfo.InvariantCulture, $"    public const int {Names.OfErrorClass(constant.Name)} = {constant.Value};\n");
        return text.Append("}\n").ToString();
    }
}
