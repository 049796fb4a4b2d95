using System.Globalization;
using System.Text;
using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Generate;

/// <summary>The procedures by name.</summary>
internal static class ProceduresFile
{
    public static string Write(MpiApi api)
    {
        var text = new StringBuilder(Names.Head);
        text.Append("\nnamespace MpiWasm.Mpi.Abi.Api;\n\n");
        text.Append(
            "/// <summary>The procedures of <see cref=\"MpiApi.Standard\"/> by name.</summary>\ninternal static class Procedures\n{\n");
        foreach (var procedure in api.Procedures)
            text.Append(
                CultureInfo.InvariantCulture,
                $"    public static Procedure {Names.OfProcedure(procedure.Name)} => MpiApi.Standard.Procedures[{procedure.Index}];\n");
        text.Append("}\n\n/// <summary>Their names.</summary>\ninternal static class ProcedureNames\n{\n");
        foreach (var procedure in api.Procedures)
            text.Append(CultureInfo.InvariantCulture,
                $"    public const string {Names.OfProcedure(procedure.Name)} = \"{procedure.Name}\";\n");
        return text.Append("}\n").ToString();
    }
}
