using System.Text;
using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Generate.Fortran;

/// <summary>
/// Fortran's procedures in C: arguments by address, the lengths of strings after them. One function serves mpif.h and both modules, because
/// handles and statuses are the same integers in each.
/// </summary>
internal static class GlueFile
{
    public static string Write(MpiApi api)
    {
        var text = new StringBuilder("/* Generated from api/mpi.api by make generate. */\n#include \"fortran.h\"\n");
        foreach (var procedure in FortranApi.Procedures(api, large: true).Where(p => !IsWrittenByHand(p)))
            Function(text, procedure);
        return text.ToString();
    }

    /// <summary>Callbacks with a state of their own, and lists of strings: special.c has them.</summary>
    public static bool IsWrittenByHand(Procedure procedure) => FortranApi.Parameters(procedure).Any(p =>
        p.Kind is ParameterKind.Attribute or ParameterKind.State or ParameterKind.Strings or ParameterKind.StringArrays);

    private static void Function(StringBuilder text, Procedure procedure)
    {
        var lower = procedure.Name.ToLowerInvariant();
        var parameters = FortranApi.Parameters(procedure).ToArray();
        var function = FortranApi.IsFunction(procedure);
        var declared = parameters.Select(Declared).ToList();
        if (!function)
            declared.Add("MPI_Fint *ierror");
        declared.AddRange(parameters.Where(p => p.Kind == ParameterKind.String).Select(p => $"size_t {p.Name}_len"));
        var before = new StringBuilder();
        var after = new StringBuilder();
        foreach (var p in parameters)
            Around(procedure, p, before, after);
        var arguments = procedure.Parameters.Where(p => p.Kind != ParameterKind.Varargs)
            .Select(p => parameters.Contains(p) ? Argument(procedure, p) : p.Kind == ParameterKind.Length ? "0" : "NULL");
        var call = $"P{procedure.Name}({string.Join(", ", arguments)})";
        var result = procedure.ReturnsDouble ? "double" : function ? "MPI_Aint" : "void";
        text.Append($"\n{result} p{lower}_({(declared.Count == 0 ? "void" : string.Join(", ", declared))}) {{\n");
        if (function)
            text.Append($"    return {call};\n}}\n");
        else
            text.Append($"{before}    int error = {call};\n{after}    if (ierror) *ierror = error;\n}}\n");
        text.Append(function ? $"FUNCTION({lower})\n" : $"NAMES({lower})\n");
        if (parameters.Any(p => p.Kind == ParameterKind.Pointer))
            text.Append($"POINTER({lower})\n");
    }

    private static string Declared(Parameter p) => p.Kind switch
    {
        ParameterKind.Buffer or ParameterKind.Pointer or ParameterKind.Logical => $"void *{p.Name}",
        ParameterKind.String => $"char *{p.Name}",
        ParameterKind.Status => $"MPI_Status *{p.Name}",
        ParameterKind.Fortran2008Status => $"MPI_F08_status *{p.Name}",
        ParameterKind.Function => $"{p.FunctionType} *{p.Name}",
        _ when FortranApi.HandleOf(p.Kind) is not null => $"MPI_Fint *{p.Name}",
        _ => $"{CType(p.Type)} *{p.Name}",
    };

    private static string Argument(Procedure procedure, Parameter p)
    {
        var scalar = !p.IsArray && !p.IsByAddress && p.Direction == ParameterDirection.In;
        if (FortranApi.HandleOf(p.Kind) is { } handle)
            return scalar ? $"({handle})(intptr_t)*{p.Name}" : $"({handle} *){p.Name}";
        return p.Kind switch
        {
            ParameterKind.Buffer => $"address_of({p.Name})",
            ParameterKind.String => $"{p.Name}_c",
            ParameterKind.Status => p.IsArray ? $"statuses_of({p.Name})" : $"status_of({p.Name})",
            ParameterKind.Range => $"(int (*)[3]){p.Name}",
            ParameterKind.Flag when scalar => $"*{p.Name} != 0",
            ParameterKind.Pointer or ParameterKind.Logical or ParameterKind.Function or ParameterKind.FortranStatus
                or ParameterKind.Fortran2008Status => p.Name,
            _ when p.Sentinel == Sentinel.ErrcodesIgnore => $"errcodes_of({p.Name})",
            _ when p.Sentinel == Sentinel.Unweighted => $"weights_of({p.Name})",
            _ when IsLengthWithTerminator(procedure, p) => $"&{p.Name}_c",
            _ => scalar ? $"*{p.Name}" : p.Name,
        };
    }

    /// <summary>What comes before and after the call: strings, and positions in arrays, which count from 1.</summary>
    private static void Around(Procedure procedure, Parameter p, StringBuilder before, StringBuilder after)
    {
        var name = p.Name;
        var flag = procedure.Parameters.FirstOrDefault(q => q is { Kind: ParameterKind.Flag, Direction: ParameterDirection.Out });
        var when = flag is null ? "" : $" && *{flag.Name}";
        if (p is { Kind: ParameterKind.String, Direction: ParameterDirection.In })
        {
            before.Append($"    char *{name}_c = string_in({name}, {name}_len);\n");
            after.Append($"    free({name}_c);\n");
        }
        else if (p.Kind == ParameterKind.String)
        {
            var length = p.Length.Kind == LengthKind.Parameter ? procedure.Parameters[p.Length.Parameter] : null;
            var size = length is null ? $"{p.Length.Constant}"
                : IsLengthWithTerminator(procedure, length) ? $"{length.Name}_c" : $"*{length.Name}";
            // Where the caller asks for the length alone, with one of 0, the string stays as it is.
            var asked = length is not null && IsLengthWithTerminator(procedure, length) ? $"{length.Name}_asked" : null;
            if (asked is not null)
            {
                before.Append($"    int {asked} = {size} > 0;\n");
                when += $" && {asked}";
            }
            before.Append($"    char *{name}_c = string_room({size});\n");
            after.Append($"    if (error == MPI_SUCCESS{when}) string_out({name}_c, {name}, {name}_len);\n    free({name}_c);\n");
        }
        else if (IsLengthWithTerminator(procedure, p))
        {
            before.Append($"    int {name}_c = *{name} > 0 ? *{name} + 1 : 0;\n");
            after.Append($"    if (error == MPI_SUCCESS && {name}_c > 0) *{name} = {name}_c - 1;\n");
        }
        else if (p is { Kind: ParameterKind.Index, Direction: ParameterDirection.Out })
        {
            var count = procedure.Parameters.FirstOrDefault(q => q.Name == "outcount");
            after.Append(count is null ? $"    index_out({name});\n" : $"    indices_out({name}, *{count.Name});\n");
        }
    }

    /// <summary>C counts the terminator, which Fortran's strings do not have.</summary>
    private static bool IsLengthWithTerminator(Procedure procedure, Parameter p) =>
        p.Direction == ParameterDirection.InOut && procedure.Parameters.Any(q =>
            q is { Kind: ParameterKind.String, Length.Kind: LengthKind.Parameter } && q.Length.Parameter == p.Index);

    private static string CType(IntegerType type) => type switch
    {
        IntegerType.Aint => "MPI_Aint",
        IntegerType.Offset => "MPI_Offset",
        IntegerType.Count => "MPI_Count",
        _ => "MPI_Fint",
    };
}
