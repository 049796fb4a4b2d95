using System.Globalization;
using System.Text;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Wasm.Model;

namespace MpiWasm.MpiFuzz;

/// <summary>
/// What <c>guest/hostile.c</c> includes: from the API description, the kinds, pools of constants, and for each imported procedure its
/// parameters and a function that calls it.
/// </summary>
internal static class GuestSource
{
    /// <summary>They end the job, as they should.</summary>
    private static readonly string[] Excluded = ["MPI_Abort", "MPI_Finalize"];

    /// <summary>The constants that arguments of a kind are chosen from when they shall be right: those whose names start so.</summary>
    private static readonly (ParameterKind Kind, string[] Prefixes)[] Choices =
    [
        (ParameterKind.ThreadLevel, ["MPI_THREAD_"]),
        (ParameterKind.Order, ["MPI_ORDER_"]),
        (ParameterKind.SplitType, ["MPI_COMM_TYPE_"]),
        (ParameterKind.Amode, ["MPI_MODE_"]),
        (ParameterKind.LockType, ["MPI_LOCK_"]),
        (ParameterKind.Whence, ["MPI_SEEK_"]),
        (ParameterKind.Typeclass, ["MPI_TYPECLASS_"]),
        (ParameterKind.Distribution, ["MPI_DISTRIBUTE_"]),
        (ParameterKind.Keyval, ["MPI_TAG_UB", "MPI_UNIVERSE_SIZE", "MPI_WIN_BASE", "MPI_WIN_SIZE", "MPI_APPNUM"]),
        (ParameterKind.Safety, ["MPI_T_CB_REQUIRE_"]),
    ];

    private static readonly (ParameterKind Kind, string Type)[] Handles =
    [
        (ParameterKind.Comm, "MPI_Comm"),
        (ParameterKind.Group, "MPI_Group"),
        (ParameterKind.Datatype, "MPI_Datatype"),
        (ParameterKind.Op, "MPI_Op"),
        (ParameterKind.Request, "MPI_Request"),
        (ParameterKind.Info, "MPI_Info"),
        (ParameterKind.Errhandler, "MPI_Errhandler"),
        (ParameterKind.Win, "MPI_Win"),
        (ParameterKind.File, "MPI_File"),
        (ParameterKind.Message, "MPI_Message"),
        (ParameterKind.Session, "MPI_Session"),
        (ParameterKind.TEnum, "MPI_T_enum"),
        (ParameterKind.TCvarHandle, "MPI_T_cvar_handle"),
        (ParameterKind.TPvarHandle, "MPI_T_pvar_handle"),
        (ParameterKind.TPvarSession, "MPI_T_pvar_session"),
    ];

    public static IEnumerable<Procedure> Procedures =>
        MpiApi.Standard.Procedures.Where(p => p.Service != ProcedureService.Guest && !Excluded.Contains(p.Name));

    public static string Write()
    {
        var text = new StringBuilder();
        text.AppendLine($"enum kind {{ {string.Join(", ", Enum.GetNames<ParameterKind>().Select(name => "K_" + name))}, KINDS }};");
        foreach (var constant in MpiApi.Standard.Constants.Where(
            c => c.Type == "int" || c.Type.StartsWith("MPI_", StringComparison.Ordinal)))
            text.AppendLine($"#define {constant.Name} ({constant.Value.ToString(CultureInfo.InvariantCulture)})");
        WriteChoices(text);
        foreach (var procedure in MpiApi.Standard.Procedures.Where(p => p.Service != ProcedureService.Guest))
            text.AppendLine(
                $"__attribute__((import_module(\"mpi\"), import_name(\"{procedure.Name}\"))) "
                + $"{Result(procedure)} {procedure.Name}({Types(procedure)});");
        foreach (var procedure in Procedures)
        {
            var arguments = string.Join(
                ", ", procedure.Parameters.Select(p => $"({(p.IsWide(GuestAbi.Wasm32) ? "int64_t" : "int")})a[{p.Index}]"));
            text.AppendLine(
                $"static int call_{procedure.Name}(const int64_t *a) {{ (void)a; return (int){procedure.Name}({arguments}); }}");
            var parameters = string.Join(", ", procedure.Parameters.Select(Describe).DefaultIfEmpty("{ 0 }"));
            text.AppendLine($"static const struct parameter of_{procedure.Name}[] = {{ {parameters} }};");
        }

        text.AppendLine("static const struct procedure procedures[] = {");
        foreach (var procedure in Procedures)
        {
            var returnsCode = procedure.Result.Kind == ParameterKind.ErrorCode && !procedure.ReturnsDouble ? 1 : 0;
            text.AppendLine($"    {{ \"{procedure.Name}\", call_{procedure.Name}, {procedure.Parameters.Length}, "
                + $"of_{procedure.Name}, {returnsCode} }},");
        }

        return text.AppendLine("};").ToString();
    }

    private static void WriteChoices(StringBuilder text)
    {
        text.AppendLine("static const int no_values[] = { 0 };");
        var lists = new Dictionary<ParameterKind, int[]>();
        foreach (var (kind, prefixes) in Choices)
            lists[kind] = [.. MpiApi.Standard.Constants.Where(c => prefixes.Any(p => c.Name.StartsWith(p, StringComparison.Ordinal)))
                .Select(c => c.Value)];
        var nulls = new Dictionary<ParameterKind, int>();
        foreach (var (kind, type) in Handles)
        {
            var constants = MpiApi.Standard.Constants.Where(c => c.Type == type).ToList();
            nulls[kind] = constants.FirstOrDefault(c => c.Name.EndsWith("_NULL", StringComparison.Ordinal))?.Value ?? 0;
            // The handlers that end the job are not offered, or it would end.
            lists[kind] = [.. constants.Where(c => c.Value != nulls[kind] && c.Name is not ("MPI_ERRORS_ARE_FATAL" or "MPI_ERRORS_ABORT"))
                .Select(c => c.Value)];
        }

        foreach (var (kind, values) in lists.Where(l => l.Value.Length > 0))
            text.AppendLine($"static const int values_{kind}[] = {{ {string.Join(", ", values)} }};");
        text.AppendLine("static const struct choice { const int *values; int n; int null; int handle; } choices[KINDS] = {");
        foreach (var kind in Enum.GetValues<ParameterKind>())
        {
            var values = lists.GetValueOrDefault(kind) ?? [];
            text.AppendLine($"    {{ {(values.Length > 0 ? $"values_{kind}" : "no_values")}, {values.Length}, "
                + $"{nulls.GetValueOrDefault(kind)}, {(IsHandle(kind) ? 1 : 0)} }},");
        }

        text.AppendLine("};");
    }

    private static bool IsHandle(ParameterKind kind) =>
        Handles.Any(h => h.Kind == kind) || kind is ParameterKind.TEventRegistration or ParameterKind.TEventInstance
            or ParameterKind.Keyval;

    private static string Result(Procedure procedure) => procedure.ReturnsDouble ? "double" : "int";

    private static string Types(Procedure procedure) =>
        procedure.Parameters.Length == 0
            ? "void"
            : string.Join(", ", procedure.WasmType(GuestAbi.Wasm32).Parameters.Select(t => t == ValType.I64 ? "int64_t" : "int"));

    private static string Describe(Parameter p) =>
        $"{{ K_{p.Kind}, {(int)p.Direction}, {(p.IsAddress ? 1 : 0)}, {(p.IsWide(GuestAbi.Wasm32) ? 1 : 0)}, "
        + $"{(p.IsArray ? 1 : 0)}, {p.ElementSize(GuestAbi.Wasm32)}, "
        + $"{(p.FunctionType is { } type ? $"(int)(uintptr_t)&f_{type}" : "0")} }}";
}
