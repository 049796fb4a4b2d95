using System.Globalization;
using System.Text;
using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Mpi.Abi.Headers;

/// <summary>
/// Writes the guests' <c>mpi.h</c> from the API description: the C binding of the MPI 5.0 ABI (MPI 5.0 §20) with the sizes of its target.
/// The result is checked in as <c>toolchain/include/mpi.h</c>.
/// </summary>
public static class GuestHeader
{
    private const string Head = """
        /* mpi.h of mpiwasm: the C interface of the MPI 5.0 standard ABI for WebAssembly guests (wasm32 and wasm64).
         * Generated from api/mpi.api: change that file, then run the tests, which say how to write this one anew. */
        #ifndef MPI_H_MPIWASM
        #define MPI_H_MPIWASM

        #include <stdint.h>

        /* Functions are imports by themselves, or come from a libmpi.a that calls the imports (as mpiwasm-cc has it). */
        #if defined(__wasm__) && !defined(MPIWASM_LIBMPI)
        #define MPIWASM_IMPORT(name) __attribute__((import_module("mpi"), import_name(name)))
        #else
        #define MPIWASM_IMPORT(name)
        #endif

        #if defined(__cplusplus)
        extern "C" {
        #endif

        typedef intptr_t MPI_Aint;
        typedef int64_t MPI_Offset;
        typedef int64_t MPI_Count;
        typedef int MPI_Fint;

        typedef struct MPI_Status {
            int MPI_SOURCE;
            int MPI_TAG;
            int MPI_ERROR;
            int MPI_internal[5];
        } MPI_Status;


        """;

    private const string Callbacks = """
        /* Statuses are laid out the same in C and in both Fortrans. */
        typedef struct MPI_F08_status {
            MPI_Fint MPI_SOURCE;
            MPI_Fint MPI_TAG;
            MPI_Fint MPI_ERROR;
            MPI_Fint MPI_internal[5];
        } MPI_F08_status;

        typedef int MPI_T_source_order;
        typedef int MPI_T_cb_safety;

        typedef void (MPI_User_function)(void *invec, void *inoutvec, int *len, MPI_Datatype *datatype);
        typedef void (MPI_User_function_c)(void *invec, void *inoutvec, MPI_Count *len, MPI_Datatype *datatype);
        typedef int (MPI_Comm_copy_attr_function)(MPI_Comm oldcomm, int comm_keyval, void *extra_state, void *attribute_val_in, void *attribute_val_out, int *flag);
        typedef int (MPI_Comm_delete_attr_function)(MPI_Comm comm, int comm_keyval, void *attribute_val, void *extra_state);
        typedef int (MPI_Win_copy_attr_function)(MPI_Win oldwin, int win_keyval, void *extra_state, void *attribute_val_in, void *attribute_val_out, int *flag);
        typedef int (MPI_Win_delete_attr_function)(MPI_Win win, int win_keyval, void *attribute_val, void *extra_state);
        typedef int (MPI_Type_copy_attr_function)(MPI_Datatype oldtype, int type_keyval, void *extra_state, void *attribute_val_in, void *attribute_val_out, int *flag);
        typedef int (MPI_Type_delete_attr_function)(MPI_Datatype datatype, int type_keyval, void *attribute_val, void *extra_state);
        typedef void (MPI_Comm_errhandler_function)(MPI_Comm *comm, int *error_code, ...);
        typedef void (MPI_Win_errhandler_function)(MPI_Win *win, int *error_code, ...);
        typedef void (MPI_File_errhandler_function)(MPI_File *file, int *error_code, ...);
        typedef void (MPI_Session_errhandler_function)(MPI_Session *session, int *error_code, ...);
        typedef int (MPI_Grequest_query_function)(void *extra_state, MPI_Status *status);
        typedef int (MPI_Grequest_free_function)(void *extra_state);
        typedef int (MPI_Grequest_cancel_function)(void *extra_state, int complete);
        typedef int (MPI_Datarep_extent_function)(MPI_Datatype datatype, MPI_Aint *extent, void *extra_state);
        typedef int (MPI_Datarep_conversion_function)(void *userbuf, MPI_Datatype datatype, int count, void *filebuf, MPI_Offset position, void *extra_state);
        typedef int (MPI_Datarep_conversion_function_c)(void *userbuf, MPI_Datatype datatype, MPI_Count count, void *filebuf, MPI_Offset position, void *extra_state);
        typedef void (MPI_T_event_cb_function)(MPI_T_event_instance event_instance, MPI_T_event_registration event_registration, MPI_T_cb_safety cb_safety, void *user_data);
        typedef void (MPI_T_event_free_cb_function)(MPI_T_event_registration event_registration, MPI_T_cb_safety cb_safety, void *user_data);
        typedef void (MPI_T_event_dropped_cb_function)(MPI_Count count, MPI_T_event_registration event_registration, int source_index, MPI_T_cb_safety cb_safety, void *user_data);
        typedef int (MPI_Copy_function)(MPI_Comm oldcomm, int keyval, void *extra_state, void *attribute_val_in, void *attribute_val_out, int *flag);
        typedef int (MPI_Delete_function)(MPI_Comm comm, int keyval, void *attribute_val, void *extra_state);


        """;

    /// <summary>
    /// The names that were removed from MPI (MPI 5.0 §17): old programs still use them. They are functions of the guest's libmpi.
    /// </summary>
    private const string Removed = """
        /* Removed from the standard, kept for old programs (toolchain/support/mpi-removed.c). */
        typedef void (MPI_Handler_function)(MPI_Comm *comm, int *error_code, ...);
        #define MPI_LB ((MPI_Datatype)516)
        #define MPI_UB ((MPI_Datatype)517)
        #define MPI_COMBINER_HVECTOR_INTEGER  (-101)
        #define MPI_COMBINER_HINDEXED_INTEGER (-102)
        #define MPI_COMBINER_STRUCT_INTEGER   (-103)
        int MPI_Address(void *location, MPI_Aint *address);
        int MPI_Errhandler_create(MPI_Handler_function *function, MPI_Errhandler *errhandler);
        int MPI_Errhandler_get(MPI_Comm comm, MPI_Errhandler *errhandler);
        int MPI_Errhandler_set(MPI_Comm comm, MPI_Errhandler errhandler);
        int MPI_Type_extent(MPI_Datatype datatype, MPI_Aint *extent);
        int MPI_Type_hindexed(int count, int array_of_blocklengths[], MPI_Aint array_of_displacements[], MPI_Datatype oldtype, MPI_Datatype *newtype);
        int MPI_Type_hvector(int count, int blocklength, MPI_Aint stride, MPI_Datatype oldtype, MPI_Datatype *newtype);
        int MPI_Type_lb(MPI_Datatype datatype, MPI_Aint *displacement);
        int MPI_Type_struct(int count, int array_of_blocklengths[], MPI_Aint array_of_displacements[], MPI_Datatype array_of_types[], MPI_Datatype *newtype);
        int MPI_Type_ub(MPI_Datatype datatype, MPI_Aint *displacement);
        int PMPI_Address(void *location, MPI_Aint *address);
        int PMPI_Errhandler_create(MPI_Handler_function *function, MPI_Errhandler *errhandler);
        int PMPI_Errhandler_get(MPI_Comm comm, MPI_Errhandler *errhandler);
        int PMPI_Errhandler_set(MPI_Comm comm, MPI_Errhandler errhandler);
        int PMPI_Type_extent(MPI_Datatype datatype, MPI_Aint *extent);
        int PMPI_Type_hindexed(int count, int array_of_blocklengths[], MPI_Aint array_of_displacements[], MPI_Datatype oldtype, MPI_Datatype *newtype);
        int PMPI_Type_hvector(int count, int blocklength, MPI_Aint stride, MPI_Datatype oldtype, MPI_Datatype *newtype);
        int PMPI_Type_lb(MPI_Datatype datatype, MPI_Aint *displacement);
        int PMPI_Type_struct(int count, int array_of_blocklengths[], MPI_Aint array_of_displacements[], MPI_Datatype array_of_types[], MPI_Datatype *newtype);
        int PMPI_Type_ub(MPI_Datatype datatype, MPI_Aint *displacement);
        /* MPICH's names, before MPI 4.1, of MPI_Remove_error_class, _code and _string. */
        int MPIX_Delete_error_class(int errorclass);
        int MPIX_Delete_error_code(int errorcode);
        int MPIX_Delete_error_string(int errorcode);
        int PMPIX_Delete_error_class(int errorclass);
        int PMPIX_Delete_error_code(int errorcode);
        int PMPIX_Delete_error_string(int errorcode);

        #endif

        #if defined(__cplusplus)
        }
        #endif

        #endif

        """;

    private static readonly string[] HandleTypes =
    [
        "Comm", "Datatype", "Errhandler", "File", "Group", "Info", "Message", "Op", "Request", "Session", "Win",
        "T_enum", "T_cvar_handle", "T_pvar_handle", "T_pvar_session", "T_event_registration", "T_event_instance",
    ];

    /// <summary>The header's text.</summary>
    public static string Write(MpiApi api)
    {
        var text = new StringBuilder(Head);
        foreach (var type in HandleTypes)
            text.Append(CultureInfo.InvariantCulture, $"typedef struct MPI_ABI_{type} *MPI_{type};\n");
        text.Append('\n').Append(Callbacks);
        WriteConstants(text, api);
        foreach (var procedure in api.Procedures.Where(p => p.Service != ProcedureService.Guest))
            WriteProcedure(text, procedure);
        // The list of imports that mpiwasm-cc makes libmpi.a from leaves out what libmpi.a implements itself.
        text.Append("\n#if !defined(MPIWASM_IMPORTS_ONLY)\n");
        foreach (var procedure in api.Procedures.Where(p => p.Service == ProcedureService.Guest))
            WriteProcedure(text, procedure);
        return text.Append('\n').Append(Removed).ToString();
    }

    private static void WriteConstants(StringBuilder text, MpiApi api)
    {
        string? title = null;
        foreach (var constant in api.Constants.Where(c => c.Type != "fortran"))
        {
            if (constant.Title != title)
                text.Append(CultureInfo.InvariantCulture, $"/* {constant.Title} */\n");
            title = constant.Title;
            text.Append(CultureInfo.InvariantCulture, $"#define {constant.Name} {Value(constant)}\n");
        }

        text.Append('\n');
    }

    private static string Value(Constant constant)
    {
        var value = constant.Value < 0 ? $"({constant.Value})" : $"{constant.Value}";
        if (constant.Type == "int")
            return value;
        var star = constant.Type.IndexOf('*', StringComparison.Ordinal);
        var type = star < 0 ? constant.Type : $"{constant.Type[..star]} {constant.Type[star..]}";
        return $"(({type}){value})";
    }

    private static void WriteProcedure(StringBuilder text, Procedure procedure)
    {
        var parameters = procedure.Parameters.IsEmpty ? "void" : string.Join(", ", procedure.Parameters.Select(Declaration));
        var result = procedure.ReturnsDouble ? "double"
            : procedure.Result.Kind == ParameterKind.Aint ? "MPI_Aint"
            : CType(procedure.Result.Kind, IntegerType.Int);
        // The profiling interface (MPI 5.0 §15.2): the same function under a second name.
        foreach (var prefix in (ReadOnlySpan<string>)["", "P"])
        {
            var import = procedure.Service == ProcedureService.Guest ? "" : $" MPIWASM_IMPORT(\"{procedure.Name}\")";
            text.Append(CultureInfo.InvariantCulture, $"{result} {prefix}{procedure.Name}({parameters}){import};\n");
        }
    }

    /// <summary>The parameter as the standard's C binding declares it.</summary>
    internal static string Declaration(Parameter p)
    {
        var constant = p is { Direction: ParameterDirection.In, IsMutable: false } ? "const " : "";
        return p.Kind switch
        {
            ParameterKind.Argc => $"int *{p.Name}",
            ParameterKind.Argv => $"char ***{p.Name}",
            ParameterKind.String => $"{constant}char *{p.Name}",
            ParameterKind.Strings => $"char *{p.Name}[]",
            ParameterKind.StringArrays => $"char **{p.Name}[]",
            ParameterKind.Buffer => $"{constant}void *{p.Name}",
            ParameterKind.Attribute or ParameterKind.State or ParameterKind.Pointer or ParameterKind.Logical => $"void *{p.Name}",
            ParameterKind.Function => $"{p.FunctionType} *{p.Name}",
            ParameterKind.Varargs => "...",
            ParameterKind.Range => $"{constant}int {p.Name}[][3]",
            ParameterKind.Status when !p.IsArray => $"{constant}MPI_Status *{p.Name}",
            ParameterKind.FortranStatus => $"{constant}MPI_Fint *{p.Name}",
            ParameterKind.Fortran2008Status => $"{constant}MPI_F08_status *{p.Name}",
            _ when p.IsArray => $"{constant}{CType(p.Kind, p.Type)} {p.Name}[]",
            _ when p.IsByAddress || p.Direction != ParameterDirection.In => $"{CType(p.Kind, p.Type)} *{p.Name}",
            _ => $"{CType(p.Kind, p.Type)} {p.Name}",
        };
    }

    private static string CType(ParameterKind kind, IntegerType type) => kind switch
    {
        ParameterKind.Comm => "MPI_Comm",
        ParameterKind.Group => "MPI_Group",
        ParameterKind.Datatype => "MPI_Datatype",
        ParameterKind.Op => "MPI_Op",
        ParameterKind.Request => "MPI_Request",
        ParameterKind.Info => "MPI_Info",
        ParameterKind.Errhandler => "MPI_Errhandler",
        ParameterKind.Status => "MPI_Status",
        ParameterKind.Win => "MPI_Win",
        ParameterKind.File => "MPI_File",
        ParameterKind.Message => "MPI_Message",
        ParameterKind.Session => "MPI_Session",
        ParameterKind.TEnum => "MPI_T_enum",
        ParameterKind.TCvarHandle => "MPI_T_cvar_handle",
        ParameterKind.TPvarHandle => "MPI_T_pvar_handle",
        ParameterKind.TPvarSession => "MPI_T_pvar_session",
        ParameterKind.TEventRegistration => "MPI_T_event_registration",
        ParameterKind.TEventInstance => "MPI_T_event_instance",
        ParameterKind.Safety => "MPI_T_cb_safety",
        ParameterKind.SourceOrder => "MPI_T_source_order",
        ParameterKind.Fint => "MPI_Fint",
        _ => type switch
        {
            IntegerType.Aint => "MPI_Aint",
            IntegerType.Offset => "MPI_Offset",
            IntegerType.Count => "MPI_Count",
            _ => "int",
        },
    };
}
