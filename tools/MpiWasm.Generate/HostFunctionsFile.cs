using System.Globalization;
using System.Text;
using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Generate;

/// <summary>A method for each function of a library, with the types that a library's ABI has on a machine of 64 bits.</summary>
internal static class HostFunctionsFile
{
    /// <summary>The methods that return the library's code.</summary>
    public static string WriteCodes(MpiApi api)
    {
        var text = Begin("""
            /// <summary>
            /// The functions of an MPI library as they are in C: each returns the library's error code. Handles are as wide as the widest library has
            /// them; where one is returned the caller's variable begins as 0. Arrays of handles are as the library lays them out.
            /// </summary>
            internal sealed unsafe class HostCodes(void** functions)
            {
                private void* Find(int procedure) =>
                    functions[procedure] is var function && function is not null ? function : throw new HostLacksException(MpiApi.Standard.Procedures[procedure].Name);

            """);
        foreach (var procedure in Callable(api))
        {
            var types = procedure.Parameters.Select(Type).ToArray();
            var pointer = $"delegate* unmanaged<{string.Join(", ", types.Append("int"))}>";
            text.Append(CultureInfo.InvariantCulture, $"\n    /// <summary>{procedure.Name}.</summary>\n");
            text.Append(CultureInfo.InvariantCulture, $"    public int {NameOf(procedure)}({Declared(procedure)}) =>\n");
            text.Append(CultureInfo.InvariantCulture, $"        (({pointer})Find({procedure.Index}))({Given(procedure)});\n");
        }

        return text.Append("}\n").ToString();
    }

    /// <summary>Those that throw.</summary>
    public static string WriteFunctions(MpiApi api)
    {
        var text = Begin("""
            /// <summary>The functions of an MPI library: each throws on an error code, and where the library lacks it.</summary>
            /// <exception cref="HostCallException">It returned an error.</exception>
            /// <exception cref="HostLacksException">There is none of that name.</exception>
            internal sealed unsafe class HostFunctions(HostCodes codes)
            {
                /// <summary>The same functions for who looks at the error code.</summary>
                public HostCodes Codes { get; } = codes;

            """);
        foreach (var procedure in Callable(api))
        {
            var name = NameOf(procedure);
            text.Append(CultureInfo.InvariantCulture, $"\n    /// <inheritdoc cref=\"HostCodes.{name}\"/>\n");
            text.Append(CultureInfo.InvariantCulture, $"    public void {name}({Declared(procedure)}) =>\n");
            text.Append(CultureInfo.InvariantCulture, $"        HostCallException.ThrowIf(Codes.{name}({Given(procedure)}));\n");
        }

        return text.Append("}\n").ToString();
    }

    private static StringBuilder Begin(string head) =>
        new StringBuilder(Names.Head).Append("\nusing MpiWasm.Mpi.Abi.Api;\n\nnamespace MpiWasm.Mpi.Hosts;\n\n").Append(head);

    /// <summary>Those that a library has, return an error code, and have a fixed number of parameters.</summary>
    private static IEnumerable<Procedure> Callable(MpiApi api) => api.Procedures.Where(p =>
        p.Result is { Kind: ParameterKind.ErrorCode, IsDouble: false } && p.Parameters.All(q => q.Kind != ParameterKind.Varargs));

    /// <summary>A method named Finalize would be .NET's.</summary>
    private static string NameOf(Procedure procedure) =>
        procedure.Name == "MPI_Finalize" ? "FinalizeMpi" : Names.OfProcedure(procedure.Name);

    private static string Declared(Procedure procedure) =>
        string.Join(", ", procedure.Parameters.Select(p => $"{Type(p)} {Names.OfParameter(p.Name)}"));

    private static string Given(Procedure procedure) => string.Join(", ", procedure.Parameters.Select(p => Names.OfParameter(p.Name)));

    private static string Type(Parameter p) => p.Kind switch
    {
        ParameterKind.String => "byte*",
        ParameterKind.Strings or ParameterKind.Argv => p.Kind == ParameterKind.Argv ? "byte***" : "byte**",
        ParameterKind.StringArrays => "byte***",
        ParameterKind.Argc or ParameterKind.Range => "int*",
        ParameterKind.Buffer or ParameterKind.Status or ParameterKind.FortranStatus or ParameterKind.Fortran2008Status
            or ParameterKind.Logical or ParameterKind.Function or ParameterKind.State or ParameterKind.Attribute
            or ParameterKind.Pointer => "void*",
        // The handles of tools are pointers in every library.
        >= ParameterKind.TEnum and <= ParameterKind.TEventInstance => p.IsAddress ? "nint*" : "nint",
        _ when p.IsHandle => p.IsArray ? "void*" : p.IsAddress ? "ulong*" : "ulong",
        _ => (p.Type == IntegerType.Int ? "int" : "long") + (p.IsAddress ? "*" : ""),
    };
}
