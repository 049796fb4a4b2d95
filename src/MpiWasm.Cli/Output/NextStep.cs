using MpiWasm.Compiler;

namespace MpiWasm.Cli.Output;

/// <summary>
/// What the command advises after an error. Where a limit of a compilation was reached, that is the option that raises it.
/// </summary>
internal static class NextStep
{
    /// <summary>The options that advice names.</summary>
    public const string OptimizeOption = "--optimize";

    public const string CompileTimeOption = "--compile-timeout";

    public const string CompileMemoryOption = "--compile-memory";

    public static string? Of(MpiWasmException error) => error.Code switch
    {
        CompileException.WorkerTimedOut =>
            $"Give it more time with {CompileTimeOption}, or less to do with {OptimizeOption} 1; or {error.NextStep}",
        CompileException.WorkerLimit => $"{error.NextStep}; or allow more with {CompileMemoryOption} or {CompileTimeOption}",
        _ => error.NextStep,
    };
}
