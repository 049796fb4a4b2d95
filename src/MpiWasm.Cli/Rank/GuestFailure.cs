using MpiWasm.Cli.Output;

namespace MpiWasm.Cli.Rank;

/// <summary>Tells the user what has ended a guest that did not end by itself.</summary>
internal static class GuestFailure
{
    /// <returns>The exit status.</returns>
    public static int Tell(Exception failure)
    {
        // The program's own handler (std::set_terminate) may have ended it.
        if (failure is WasmException uncaught && uncaught.Terminate() is { } status)
            return status;
        if (failure is MpiWasmException e)
        {
            Report.Error(e);
            return e is WasmTrapException ? ExitCode.Trap : ExitCode.Failure;
        }

        Report.Error(CommandErrors.Internal, $"internal error: {failure}", "This is a bug in mpiwasm; please report it with the module.");
        return ExitCode.Failure;
    }
}
