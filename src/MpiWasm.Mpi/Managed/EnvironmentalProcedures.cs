using System.Text;
using MpiWasm.Mpi.Api;
using MpiWasm.Mpi.Native;

namespace MpiWasm.Mpi.Managed;

/// <summary>Starting, stopping and asking (MPI 5.0 §9, §11).</summary>
internal static unsafe class EnvironmentalProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Init", Init),
        ("MPI_Init_thread", InitThread),
        ("MPI_Initialized", call => call.WriteInt(0, call.Environment.WorldWasInitialized ? 1 : 0)),
        ("MPI_Finalized", call => call.WriteInt(0, call.Environment.WorldWasFinalized ? 1 : 0)),
        ("MPI_Finalize", Finalize),
        ("MPI_Abort", Abort),
        ("MPI_Get_version", GetVersion),
        ("MPI_Get_library_version", GetLibraryVersion),
        ("MPI_Error_string", ErrorString),
        ("MPI_Error_class", ErrorClass),
        ("MPI_Comm_set_errhandler", SetErrorHandler),
        ("MPI_Comm_get_errhandler", GetErrorHandler),
        ("MPI_Errhandler_free", FreeErrorHandler),
    ];

    /// <summary>The guest's argc and argv stay as they are: the launcher's arguments never reached it.</summary>
    private static void Init(Call call) => call.Environment.InitializeWorld(call.Environment.Constants.ToHost(ParameterKind.ThreadLevel, 0) ?? 0);

    private static void InitThread(Call call)
    {
        _ = call.OutInt(3);
        if (call.Environment.Constants.ToHost(ParameterKind.ThreadLevel, call.Int(2)) is not { } required)
            throw call.Error(ErrorClasses.Arg, 2);
        var level = call.Environment.InitializeWorld(required);
        call.WriteInt(3, call.Environment.Constants.ToGuest(ParameterKind.ThreadLevel, level) ?? 0);
    }

    private static void Finalize(Call call) => call.Environment.FinalizeWorld();

    /// <summary>An invalid communicator aborts as well: the guest has nothing better to do.</summary>
    private static void Abort(Call call) => call.Environment.AbortJob(call.Int(1));

    private static void GetVersion(Call call)
    {
        var version = call.OutInt(0);
        var subversion = call.OutInt(1);
        *version = MpiEnvironment.Api.Value("MPI_VERSION");
        *subversion = MpiEnvironment.Api.Value("MPI_SUBVERSION");
    }

    private static void GetLibraryVersion(Call call) =>
        call.WriteString(0, 1, Encoding.UTF8.GetBytes($"mpiwasm over {call.Environment.Library.Version}"), MpiEnvironment.Api.Value("MPI_MAX_LIBRARY_VERSION_STRING"));

    private static void ErrorString(Call call)
    {
        var text = call.Environment.Errors.Text(call.Int(0)) ?? throw call.Error(ErrorClasses.Arg, 0);
        call.WriteString(1, 2, Encoding.UTF8.GetBytes(text), MpiEnvironment.Api.Value("MPI_MAX_ERROR_STRING"));
    }

    /// <summary>The error codes guests see are the classes.</summary>
    private static void ErrorClass(Call call)
    {
        var code = call.Int(0);
        if (!MpiErrors.IsClass(code))
            throw call.Error(ErrorClasses.Arg, 0);
        *call.OutInt(1) = code;
    }

    private static void SetErrorHandler(Call call)
    {
        _ = call.Comm(0);
        _ = call.Handle(1);
        call.Environment.Errors.SetHandler(call[0], call[1]);
    }

    private static void GetErrorHandler(Call call)
    {
        _ = call.Comm(0);
        *call.OutInt(1) = (int)call.Environment.Errors.Handler(call[0]);
    }

    private static void FreeErrorHandler(Call call)
    {
        _ = call.HandleAt(0, out _);
        *call.OutInt(0) = MpiEnvironment.Api.Value("MPI_ERRHANDLER_NULL");
    }
}
