using System.Text;
using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Generate.Fortran;

/// <summary>
/// The modules <c>mpi</c> and <c>mpi_f08</c>: the same procedures, in one with integers for handles, in the other with types.
/// </summary>
internal sealed class ModuleFiles(MpiApi api, bool f08)
{
    private const string Interface = "    end interface\n";

    private static readonly string[] Handles =
        ["Comm", "Datatype", "Errhandler", "File", "Group", "Info", "Message", "Op", "Request", "Session", "Win"];

    private const string Callbacks08 = """
            abstract interface
                subroutine MPI_User_function(invec, inoutvec, len, datatype)
                    import
                    type(c_ptr), value :: invec, inoutvec
                    integer :: len
                    type(MPI_Datatype) :: datatype
                end subroutine
                subroutine MPI_User_function_c(invec, inoutvec, len, datatype)
                    import
                    type(c_ptr), value :: invec, inoutvec
                    integer(MPI_COUNT_KIND) :: len
                    type(MPI_Datatype) :: datatype
                end subroutine
                subroutine MPI_Grequest_query_function(extra_state, status, ierror)
                    import
                    integer(MPI_ADDRESS_KIND) :: extra_state
                    type(MPI_Status) :: status
                    integer :: ierror
                end subroutine
                subroutine MPI_Grequest_free_function(extra_state, ierror)
                    import
                    integer(MPI_ADDRESS_KIND) :: extra_state
                    integer :: ierror
                end subroutine
                subroutine MPI_Grequest_cancel_function(extra_state, complete, ierror)
                    import
                    integer(MPI_ADDRESS_KIND) :: extra_state
                    logical :: complete
                    integer :: ierror
                end subroutine
                subroutine MPI_Datarep_extent_function(datatype, extent, extra_state, ierror)
                    import
                    type(MPI_Datatype) :: datatype
                    integer(MPI_ADDRESS_KIND) :: extent, extra_state
                    integer :: ierror
                end subroutine
                subroutine MPI_Datarep_conversion_function(userbuf, datatype, count, filebuf, position, extra_state, ierror)
                    import
                    type(c_ptr), value :: userbuf, filebuf
                    type(MPI_Datatype) :: datatype
                    integer :: count, ierror
                    integer(MPI_OFFSET_KIND) :: position
                    integer(MPI_ADDRESS_KIND) :: extra_state
                end subroutine
                subroutine MPI_Datarep_conversion_function_c(userbuf, datatype, count, filebuf, position, extra_state, ierror)
                    import
                    type(c_ptr), value :: userbuf, filebuf
                    type(MPI_Datatype) :: datatype
                    integer(MPI_COUNT_KIND) :: count
                    integer(MPI_OFFSET_KIND) :: position
                    integer(MPI_ADDRESS_KIND) :: extra_state
                    integer :: ierror
                end subroutine

        """;

    private string Module => f08 ? "mpi_f08" : "mpi";

    public static string Write(MpiApi api, bool f08) => new ModuleFiles(api, f08).Text();

    private string Text()
    {
        var text = new StringBuilder(FortranApi.Head);
        text.Append($"module {Module}\n    use, intrinsic :: iso_c_binding, only: c_ptr\n    implicit none\n    private :: c_ptr\n\n");
        text.Append(FortranApi.Kinds);
        if (f08)
            Types(text);
        foreach (var (constant, handle) in FortranApi.Constants(api))
        {
            // The fields of a status have these names.
            if (f08 && constant.Type == "fortran" && constant.Name != "MPI_STATUS_SIZE")
                continue;
            var integer = constant.Type == "MPI_Offset" ? "integer(MPI_OFFSET_KIND)" : "integer";
            text.Append(handle is null || !f08
                ? $"    {integer}, parameter :: {constant.Name} = {constant.Value}\n"
                : $"    type({handle}), parameter :: {constant.Name} = {handle}({constant.Value})\n");
        }
        foreach (var (name, type77, type08) in FortranApi.Sentinels)
        {
            var isStatus = type77 != type08;
            var variable = !f08 || !isStatus ? name
                : name.Contains(',', StringComparison.Ordinal) ? $"{MpifFile.Bare(name)}(1)" : MpifFile.Bare(name);
            text.Append($"    {(f08 ? type08 : type77)} :: {variable}\n    common /{MpifFile.Block(name)}/ {MpifFile.Bare(name)}\n");
        }
        text.Append('\n');
        foreach (var name in MpifFile.Callbacks(api))
            text.Append($"    external {name}\n");
        if (f08)
        {
            text.Append('\n').Append(Callbacks08);
            foreach (var (name, handle) in
                (ReadOnlySpan<(string, string)>)[("Comm", "MPI_Comm"), ("Type", "MPI_Datatype"), ("Win", "MPI_Win")])
                AttributeCallbacks(text, name, handle);
            foreach (var name in (ReadOnlySpan<string>)["Comm", "File", "Session", "Win"])
                text.Append($"""
                            subroutine MPI_{name}_errhandler_function(handle, error_code)
                                import
                                type(MPI_{name}) :: handle
                                integer :: error_code
                            end subroutine

                    """);
            text.Append(Interface);
        }
        text.Append('\n');
        // Those deprecated since attributes of other objects than communicators are not in mpi_f08 (MPI 5.0 §16.1).
        var procedures = FortranApi.Procedures(api, large: f08).Where(p => !f08
            || !(p.Name.StartsWith("MPI_Attr_", StringComparison.Ordinal) || p.Name.StartsWith("MPI_Keyval_", StringComparison.Ordinal)))
            .ToList();
        var small = procedures.Where(p => p.Name == p.BaseName).ToDictionary(p => p.Name);
        foreach (var group in procedures.GroupBy(p => IsTheSame(p, small[p.BaseName]) ? p.Name : p.BaseName))
            foreach (var prefix in (ReadOnlySpan<string>)["", "P"])
            {
                // A generic name takes arrays of the declared rank only; one that has one procedure need not be generic.
                var generic = f08 || group.Any(p => p.Parameters.Any(q => q.Kind == ParameterKind.Pointer));
                text.Append($"    interface {(generic ? prefix + group.Key : "")}".TrimEnd()).Append('\n');
                foreach (var procedure in group)
                {
                    Procedure(text, procedure, prefix, "");
                    if (!f08 && procedure.Parameters.Any(p => p.Kind == ParameterKind.Pointer))
                        Procedure(text, procedure, prefix, "_cptr");
                }
                text.Append(Interface);
            }
        foreach (var prefix in (ReadOnlySpan<string>)["", "P"])
            text.Append($"""
                    interface {prefix}MPI_F_sync_reg
                        subroutine {prefix}MPI_F_sync_reg{(f08 ? "_f08" : "")}(buf)
                            import
                            type(*), dimension(*) :: buf
                            !dir$ ignore_tkr(r) buf
                        end subroutine
                    end interface

                """);
        // The length of an element is in the descriptor that a dummy argument of any rank has.
        text.Append("""
                interface MPI_Sizeof
                    subroutine mpiwasm_sizeof(x, size, ierror) bind(c)
                        import
                        type(*), dimension(..) :: x
                        integer, intent(out) :: size
                        integer, optional, intent(out) :: ierror
                    end subroutine
                end interface

            """);
        if (f08)
            text.Append(Operators());
        return text.Append($"end module {Module}\n").ToString();
    }

    /// <summary>
    /// Whether the compiler could not tell a large procedure, which has the name of the other, from that: where only a callback differs,
    /// and where numbers of the kind of addresses come instead of INTEGER, which is a guest's kind of addresses.
    /// </summary>
    private bool IsTheSame(Procedure large, Procedure small) => large.Name != small.Name
        && (large.Parameters.Any(p => p.Kind == ParameterKind.Function) || Types(large) == Types(small));

    private string Types(Procedure procedure) => string.Join('\n', FortranApi.Parameters(procedure)
        .Select(p => Declaration(p, pointer: false).Replace("(MPI_ADDRESS_KIND)", "", StringComparison.Ordinal)));

    private static void Types(StringBuilder text)
    {
        text.Append("""

                type, bind(c) :: MPI_Status
                    integer :: MPI_SOURCE, MPI_TAG, MPI_ERROR
                    integer, private :: MPI_internal(5)
                end type

            """);
        foreach (var handle in Handles)
            text.Append($"    type, bind(c) :: MPI_{handle}\n        integer :: MPI_VAL\n    end type\n");
        text.Append('\n');
    }

    private static string Operators()
    {
        var text = new StringBuilder();
        foreach (var (symbol, name) in (ReadOnlySpan<(string, string)>)[("==", "eq"), ("/=", "ne")])
            text.Append($"    interface operator({symbol})\n        ")
                .Append("module procedure ").Append(FortranApi.Wrapped("", Handles.Select(h => $"mpiwasm_{h}_{name}"), ""))
                .Append(Interface);
        text.Append("    private :: ").Append(FortranApi.Wrapped(
            "", Handles.SelectMany(h => (string[])[$"mpiwasm_{h}_eq", $"mpiwasm_{h}_ne"]), "")).Append("contains\n");
        foreach (var handle in Handles)
            foreach (var (symbol, name) in (ReadOnlySpan<(string, string)>)[("==", "eq"), ("/=", "ne")])
                text.Append($"""
                        elemental logical function mpiwasm_{handle}_{name}(x, y)
                            type(MPI_{handle}), intent(in) :: x, y
                            mpiwasm_{handle}_{name} = x%MPI_VAL {symbol} y%MPI_VAL
                        end function

                    """);
        return text.ToString();
    }

    private static void AttributeCallbacks(StringBuilder text, string name, string handle) => text.Append($"""
                subroutine MPI_{name}_copy_attr_function(old, keyval, extra_state, attribute_val_in, attribute_val_out, flag, ierror)
                    import
                    type({handle}) :: old
                    integer :: keyval, ierror
                    integer(MPI_ADDRESS_KIND) :: extra_state, attribute_val_in, attribute_val_out
                    logical :: flag
                end subroutine
                subroutine MPI_{name}_delete_attr_function(handle, keyval, attribute_val, extra_state, ierror)
                    import
                    type({handle}) :: handle
                    integer :: keyval, ierror
                    integer(MPI_ADDRESS_KIND) :: attribute_val, extra_state
                end subroutine

        """);

    private void Procedure(StringBuilder text, Procedure procedure, string prefix, string suffix)
    {
        var function = FortranApi.IsFunction(procedure);
        var name = prefix + procedure.Name + (f08 && !function ? "_f08" : "") + suffix;
        var parameters = FortranApi.Parameters(procedure).ToArray();
        var start = !function ? "        subroutine "
            : procedure.ReturnsDouble ? "        double precision function " : "        integer(MPI_ADDRESS_KIND) function ";
        var words = parameters.Select(p => p.Name);
        text.Append(FortranApi.Wrapped($"{start}{name}(", function ? words : words.Append("ierror"), ")"));
        text.Append("            import\n");
        foreach (var p in parameters)
            text.Append($"            {Declaration(p, suffix.Length > 0)}\n")
                .Append(MayBeOfOtherRank(procedure, p) ? $"            !dir$ ignore_tkr(r) {p.Name}\n" : "");
        if (!function)
            text.Append(f08 ? "            integer, optional, intent(out) :: ierror\n" : "            integer, intent(out) :: ierror\n");
        text.Append(function ? "        end function\n" : "        end subroutine\n");
    }

    /// <summary>
    /// Counts, displacements and datatypes that do not matter, beside MPI_IN_PLACE or on ranks that are no root, are written as 0 in
    /// programs that were made with a module that does not look; and so is an array for its first datatype.
    /// </summary>
    private bool MayBeOfOtherRank(Procedure procedure, Parameter p) => !f08 && p.Direction == ParameterDirection.In
        && (p.IsArray || p.Kind == ParameterKind.Datatype)
        && p.Kind is not (ParameterKind.String or ParameterKind.Strings or ParameterKind.StringArrays or ParameterKind.Range)
        && procedure.Parameters.Any(q => q.Kind == ParameterKind.Buffer);

    private string Declaration(Parameter p, bool pointer)
    {
        var handle = FortranApi.HandleOf(p.Kind);
        var intent = p.Direction == ParameterDirection.In && p.Sentinel is Sentinel.None or Sentinel.ProcNull or Sentinel.AnySource
            ? ", intent(in)"
            : f08 && p is { Direction: ParameterDirection.InOut } && handle is not null ? ", intent(inout)" : "";
        var shape = p.IsArray ? "(*)" : "";
        return p.Kind switch
        {
            ParameterKind.Buffer => $"type(*), dimension(*) :: {p.Name}\n            !dir$ ignore_tkr(r) {p.Name}",
            ParameterKind.Flag or ParameterKind.Logical => $"logical{intent} :: {p.Name}{shape}",
            ParameterKind.String => $"character(*){intent} :: {p.Name}",
            ParameterKind.Strings => $"character(*){intent} :: {p.Name}(*)",
            ParameterKind.StringArrays => $"character(*){intent} :: {p.Name}(count,*)",
            ParameterKind.Range => $"integer{intent} :: {p.Name}(3,*)",
            ParameterKind.Attribute or ParameterKind.State => $"integer(MPI_ADDRESS_KIND){intent} :: {p.Name}",
            ParameterKind.Pointer => f08 || pointer ? $"type(c_ptr) :: {p.Name}" : $"integer(MPI_ADDRESS_KIND) :: {p.Name}",
            ParameterKind.Function => f08 ? $"procedure({p.FunctionType}) :: {p.Name}" : $"external {p.Name}",
            ParameterKind.Status when f08 => $"type(MPI_Status) :: {p.Name}{shape}",
            ParameterKind.Status => $"integer :: {p.Name}({(p.IsArray ? "MPI_STATUS_SIZE,*" : "MPI_STATUS_SIZE")})",
            ParameterKind.FortranStatus => $"integer :: {p.Name}(MPI_STATUS_SIZE)",
            ParameterKind.Fortran2008Status => f08 ? $"type(MPI_Status) :: {p.Name}" : $"integer :: {p.Name}(MPI_STATUS_SIZE)",
            _ when handle is not null => $"{(f08 ? $"type({handle})" : "integer")}{intent} :: {p.Name}{shape}",
            _ => $"{FortranApi.Integer(p.Type)}{intent} :: {p.Name}{shape}",
        };
    }
}
