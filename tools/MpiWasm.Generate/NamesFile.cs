using System.Globalization;
using System.Text;
using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Generate;

/// <summary>The names of constants, by which the tables of libraries are read.</summary>
internal static class NamesFile
{
    public static string Write(MpiApi api)
    {
        var text = new StringBuilder(Names.Head);
        text.Append("\nnamespace MpiWasm.Mpi.Abi.Api;\n\n");
        text.Append("/// <summary>The names of the constants of <see cref=\"Native.StandardAbi\"/>, by which libraries "
            + "are asked for their own.</summary>\n");
        text.Append("internal static class ConstantNames\n{\n");
        foreach (var constant in api.Constants)
            text.Append(CultureInfo.InvariantCulture,
                $"    public const string {Names.OfConstant(constant.Name)} = \"{constant.Name}\";\n");
        return text.Append("}\n").ToString();
    }
}
