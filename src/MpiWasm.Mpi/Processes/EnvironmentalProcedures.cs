using System.Text;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Generated;

namespace MpiWasm.Mpi.Processes;

/// <summary>Starting, stopping and asking (MPI 5.0 §9, §11).</summary>
internal static unsafe class EnvironmentalProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        InitCall.ServedBy(Init),
        InitThreadCall.ServedBy(InitThread),
        InitializedCall.ServedBy(call => call.Flag.Set(call.Environment.WorldWasInitialized)),
        FinalizedCall.ServedBy(call => call.Flag.Set(call.Environment.WorldWasFinalized)),
        FinalizeCall.ServedBy(Finalize),
        AbortCall.ServedBy(Abort),
        GetVersionCall.ServedBy(GetVersion),
        GetLibraryVersionCall.ServedBy(GetLibraryVersion),
    ];

    /// <summary>The guest's argc and argv stay as they are: the launcher's arguments never reached it.</summary>
    private static void Init(InitCall call) =>
        Lifetime.InitializeWorld(call.Environment, call.Environment.Constants.ToHost(ParameterKind.ThreadLevel, 0) ?? 0);

    private static void InitThread(InitThreadCall call)
    {
        call.Provided.Require();
        if (call.Environment.Constants.ToHost(ParameterKind.ThreadLevel, call.Required.Value) is not { } required)
            throw call.Required.Error(ErrorClasses.Arg);
        var level = Lifetime.InitializeWorld(call.Environment, required);
        call.Provided.Set(call.Environment.Constants.ToGuest(ParameterKind.ThreadLevel, level) ?? 0);
    }

    private static void Finalize(FinalizeCall call) => Lifetime.FinalizeWorld(call.Environment);

    /// <summary>An invalid communicator aborts as well: the guest has nothing better to do.</summary>
    private static void Abort(AbortCall call) => call.Environment.AbortJob(call.Errorcode.Value);

    private static void GetVersion(GetVersionCall call)
    {
        call.Version.Require();
        call.Subversion.Require();
        call.Version.Set(StandardAbi.Version);
        call.Subversion.Set(StandardAbi.Subversion);
    }

    private static void GetLibraryVersion(GetLibraryVersionCall call) =>
        call.Version.Write(Encoding.UTF8.GetBytes($"mpiwasm over {call.Environment.Library.Version}"), call.Resultlen);
}
