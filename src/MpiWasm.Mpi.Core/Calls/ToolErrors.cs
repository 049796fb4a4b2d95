using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Mpi.Core.Calls;

/// <summary>Errors of the tool information interface: codes that are returned, no error handler ever runs (MPI 5.0 §15.3.10).</summary>
internal static class ToolErrors
{
    public static readonly int Invalid = Value("INVALID");
    public static readonly int InvalidIndex = Value("INVALID_INDEX");
    public static readonly int InvalidHandle = Value("INVALID_HANDLE");
    public static readonly int InvalidSession = Value("INVALID_SESSION");
    public static readonly int InvalidItem = Value("INVALID_ITEM");
    public static readonly int InvalidName = Value("INVALID_NAME");
    public static readonly int NotInitialized = Value("NOT_INITIALIZED");
    public static readonly int NotSupported = Value("NOT_SUPPORTED");
    public static readonly int SetNever = Value("CVAR_SET_NEVER");
    public static readonly int NoWrite = Value("PVAR_NO_WRITE");

    /// <summary>Whether a procedure belongs to the interface.</summary>
    public static bool Concern(Procedure procedure) => procedure.Name.StartsWith("MPI_T_", StringComparison.Ordinal);

    /// <summary>The code for a check of ours that failed: one of these stays, others are wrong arguments.</summary>
    public static int Own(int errorClass) => errorClass > 1000 ? errorClass : Invalid;

    /// <summary>The code for the host's.</summary>
    public static int Host(MpiEnvironment environment, int code) => environment.Constants.ToGuest(ParameterKind.ErrorClass, code) ?? Invalid;

    private static int Value(string name) => MpiApi.Standard.Value("MPI_T_ERR_" + name);
}
