using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls;

/// <summary>Errors of the tool information interface: codes that are returned, no error handler ever runs (MPI 5.0 §15.3.10).</summary>
internal static class ToolErrors
{
    public const int Invalid = StandardAbi.TErrInvalid;
    public const int InvalidIndex = StandardAbi.TErrInvalidIndex;
    public const int InvalidHandle = StandardAbi.TErrInvalidHandle;
    public const int InvalidSession = StandardAbi.TErrInvalidSession;
    public const int InvalidItem = StandardAbi.TErrInvalidItem;
    public const int InvalidName = StandardAbi.TErrInvalidName;
    public const int NotInitialized = StandardAbi.TErrNotInitialized;
    public const int NotSupported = StandardAbi.TErrNotSupported;
    public const int SetNever = StandardAbi.TErrCvarSetNever;
    public const int NoWrite = StandardAbi.TErrPvarNoWrite;

    /// <summary>Whether a procedure belongs to the interface.</summary>
    public static bool Concern(Procedure procedure) => procedure.IsOfTools;

    /// <summary>The code for a check of ours that failed: one of these stays, others are wrong arguments.</summary>
    public static int Own(int errorClass) => errorClass > 1000 ? errorClass : Invalid;

    /// <summary>The code for the host's.</summary>
    public static int Host(MpiEnvironment environment, int code) =>
        environment.Constants.ToGuest(ParameterKind.ErrorClass, code) ?? Invalid;
}
