using System.Text;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Calls;

namespace MpiWasm.Mpi.Processes;

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
    ];

    /// <summary>The guest's argc and argv stay as they are: the launcher's arguments never reached it.</summary>
    private static void Init(Call call) => Lifetime.InitializeWorld(call.Environment, call.Environment.Constants.ToHost(ParameterKind.ThreadLevel, 0) ?? 0);

    private static void InitThread(Call call)
    {
        _ = call.OutInt(3);
        if (call.Environment.Constants.ToHost(ParameterKind.ThreadLevel, call.Int(2)) is not { } required)
            throw call.Error(ErrorClasses.Arg, 2);
        var level = Lifetime.InitializeWorld(call.Environment, required);
        call.WriteInt(3, call.Environment.Constants.ToGuest(ParameterKind.ThreadLevel, level) ?? 0);
    }

    private static void Finalize(Call call) => Lifetime.FinalizeWorld(call.Environment);

    /// <summary>An invalid communicator aborts as well: the guest has nothing better to do.</summary>
    private static void Abort(Call call) => call.Environment.AbortJob(call.Int(1));

    private static void GetVersion(Call call)
    {
        var version = call.OutInt(0);
        var subversion = call.OutInt(1);
        *version = MpiApi.Standard.Value("MPI_VERSION");
        *subversion = MpiApi.Standard.Value("MPI_SUBVERSION");
    }

    private static void GetLibraryVersion(Call call) =>
        call.WriteString(0, 1, Encoding.UTF8.GetBytes($"mpiwasm over {call.Environment.Library.Version}"), MpiApi.Standard.Value("MPI_MAX_LIBRARY_VERSION_STRING"));
}
