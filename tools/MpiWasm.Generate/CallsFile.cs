using System.Globalization;
using System.Text;
using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Generate;

/// <summary>
/// A type for the calls of each procedure that C# serves, with a member for each argument. One serves a procedure and its form with large
/// counts: the members of what is wider there read it at the width of the call.
/// </summary>
internal static class CallsFile
{
    public static string Write(MpiApi api)
    {
        var procedures = api.Procedures.Where(p => (p.Service == ProcedureService.Managed || p.IsPartlyManaged) && !p.IsLarge
            && p.Parameters.All(q => q.Kind != ParameterKind.Varargs))
            .ToArray();
        var text = new StringBuilder(Names.Head);
        text.Append("""

            using System.Collections.Immutable;
            using MpiWasm.Mpi.Abi.Api;
            using MpiWasm.Mpi.Abi.Native;

            namespace MpiWasm.Mpi.Calls.Generated;

            """);
        foreach (var procedure in procedures)
            WriteCall(text, procedure, api.Find(procedure.Name + "_c"));
        return text.ToString();
    }

    private static string TypeOf(Procedure procedure) => Names.OfProcedure(procedure.Name) + "Call";

    private static void WriteCall(StringBuilder text, Procedure procedure, Procedure? large)
    {
        var type = TypeOf(procedure);
        var forms = large is null ? procedure.Name : $"{procedure.Name} or {large.Name}";
        text.Append(CultureInfo.InvariantCulture, $$"""

            /// <summary>A call of {{forms}}.</summary>
            internal readonly ref struct {{type}}(Call call) : ITypedCall<{{type}}>
            {
                public static ImmutableArray<Procedure> Forms => {{Forms(procedure, large)}};
                public static {{type}} Of(Call call) => new(call);
                public static implicit operator Call({{type}} call) => call.Call;
                public Call Call { get; } = call;

            """);
        foreach (var member in (large ?? procedure).Parameters)
        {
            var small = procedure.Parameters.FirstOrDefault(p => p.Name == member.Name);
            var place = small is null || small.Index == member.Index ? $"{member.Index}"
                : $"Call.Procedure.IsLarge ? {member.Index} : {small.Index}";
            if (small is null)
                text.Append("    /// <summary>Of the form with large counts only.</summary>\n");
            text.Append(
                CultureInfo.InvariantCulture,
                $"    public {Member(small ?? member, member)} {Names.OfMember(member.Name)} => new(Call, {place}{Extra(member)});\n");
        }

        text.Append("}\n");
    }

    private static string Forms(Procedure procedure, Procedure? large) =>
        $"[Procedures.{Names.OfProcedure(procedure.Name)}{(large is null ? "" : $", Procedures.{Names.OfProcedure(large.Name)}")}]";

    /// <summary>The type that reads an argument or writes a result.</summary>
    private static string Member(Parameter p, Parameter large)
    {
        var integer = p.Type == IntegerType.Int && large.Type == IntegerType.Int ? "Int" : "Long";
        var isTool = p.Kind is >= ParameterKind.TEnum and <= ParameterKind.TEventInstance;
        return p.Kind switch
        {
            ParameterKind.Buffer => "BufferArgument",
            ParameterKind.Status => "StatusArgument",
            ParameterKind.Function => "FunctionArgument",
            ParameterKind.String => p.Direction == ParameterDirection.In ? "TextArgument" : "TextResult",
            ParameterKind.Range => "IntArrayArgument",
            ParameterKind.Attribute or ParameterKind.State or ParameterKind.Pointer when p.Direction != ParameterDirection.In =>
                "AddressResult",
            ParameterKind.Attribute or ParameterKind.State or ParameterKind.Pointer or ParameterKind.Argc or ParameterKind.Argv
                or ParameterKind.Strings or ParameterKind.StringArrays or ParameterKind.Logical or ParameterKind.FortranStatus
                or ParameterKind.Fortran2008Status => "AddressArgument",
            _ when p.IsHandle && p.IsArray => "HandleArrayArgument",
            _ when isTool => p.IsAddress ? "HandleResult" : "ToolArgument",
            _ when p.IsHandle && p.IsAddress => p.Direction == ParameterDirection.Out ? "HandleResult" : "HandleVariable",
            ParameterKind.Comm => "CommArgument",
            ParameterKind.Datatype => "DatatypeArgument",
            _ when p.IsHandle => "HandleArgument",
            _ when p.IsArray => integer + "ArrayArgument",
            ParameterKind.Flag when p.IsAddress => "FlagResult",
            _ => integer + (p.IsAddress ? "Result" : "Argument"),
        };
    }

    /// <summary>What the type must know besides the number of the argument.</summary>
    private static string Extra(Parameter p) => Member(p, p) switch
    {
        "HandleArgument" or "HandleVariable" or "HandleArrayArgument" => $", HandleKind.{p.Kind}",
        "TextResult" when p.Length.Kind == LengthKind.Constant => $", {p.Length.Constant}",
        _ => "",
    };
}
