using MpiWasm.Mpi.Abi;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls.Callbacks;

/// <summary>
/// Callbacks that the host's library makes: its frames lie between the guest's call and the callback, and must not be unwound. So whatever
/// ends the guest there (a trap, an exit, an exception nobody catches) ends the job at once.
/// </summary>
internal static class HostCallbacks
{
    /// <summary>The guest of this thread.</summary>
    public static CallingGuest Guest(MpiEnvironment environment) => environment.Guests.Current
        ?? throw new MpiException(MpiException.ForeignThread, $"{environment.Library.Title} calls back on a thread that runs no guest");

    /// <summary>Ends the job for what happened in a callback. Does not return.</summary>
    /// <param name="environment">The process' MPI.</param>
    /// <param name="what">What called back.</param>
    /// <param name="failure">What happened.</param>
    public static void End(MpiEnvironment environment, string what, Exception failure)
    {
        var cause = failure switch
        {
            ArgumentCheckException { ErrorClass: ErrorClasses.NoMem } =>
                new MpiException(MpiException.CallbackMemory, "the guest has no memory left for what a callback is given",
                    "Give the program more memory, or reduce fewer elements at once."),
            GuestExitException exit =>
                new MpiException(MpiException.ExitInCallback,
                    $"the program ended with status {exit.ExitCode} in the middle of the library's work: the job ends"),
            _ => failure,
        };
        environment.GuestFailed(what, cause, failure is GuestExitException { ExitCode: var status } ? status : null);
    }
}
