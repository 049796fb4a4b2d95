using System.Globalization;
using System.Text;
using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Generate;

/// <summary>
/// A type for the calls of each procedure, with a member for each argument. One serves a procedure and its form with large counts: the
/// members of what is wider there read it at the width of the call.
/// </summary>
internal static class CallsFile
{
    public static string Write(MpiApi api)
    {
        var procedures = api.Procedures.Where(p => p.Service != ProcedureService.Guest && !p.IsLarge
            && p.Parameters.All(q => q.Kind != ParameterKind.Varargs))
            .ToArray();
        var text = new StringBuilder(Names.Head);
        text.Append("""

            using MpiWasm.Mpi.Abi.Api;
            using MpiWasm.Mpi.Abi.Native;
            using MpiWasm.Mpi.Core.Calls;
            using MpiWasm.Mpi.Hosts;

            namespace MpiWasm.Mpi.Core.Generated;

            """);
        foreach (var procedure in procedures)
            WriteCall(text, procedure, api.Find(procedure.Name + "_c"));
        text.Append("\n/// <summary>From a call as it arrives to the body that takes it with its arguments by "
            + "name.</summary>\ninternal static class CallEntries\n{\n");
        foreach (var type in procedures.Select(TypeOf))
            text.Append(
                CultureInfo.InvariantCulture,
                $"    public static void Enter(this Body<{type}> body, Call call) => body(new {type}(call));\n");
        return text.Append("}\n").ToString();
    }

    private static string TypeOf(Procedure procedure) => Names.OfProcedure(procedure.Name) + "Call";

    private static void WriteCall(StringBuilder text, Procedure procedure, Procedure? large)
    {
        var type = TypeOf(procedure);
        var forms = large is null ? procedure.Name : $"{procedure.Name} or {large.Name}";
        text.Append(CultureInfo.InvariantCulture, $$"""

            /// <summary>A call of {{forms}}.</summary>
            internal readonly ref struct {{type}}(Call call)
            {
                public static implicit operator Call({{type}} call) => call.Call;
                public static ManagedProcedure ServedBy(Body<{{type}}> body) =>
                    new({{Forms(procedure, large)}}, body.Enter);
                /// <summary>The call with its arguments by number.</summary>
                public Call Call { get; } = call;
                /// <inheritdoc cref="Calls.Call.Copy"/>
                public {{type}} Copy(Span<ulong> room) => new(Call.Copy(room));
                public MpiEnvironment Environment => Call.Environment;
                public HostFunctions Functions => Call.Functions;

            """);
        if (large is not null)
            text.Append("    public bool IsLarge => Call.Procedure.IsLarge;\n");
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
