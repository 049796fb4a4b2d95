namespace MpiWasm.Cli.Output;

/// <summary>What the command's exit status says. A guest's own status passes through unchanged.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The module, the machine or the request was at fault: the message says which.</summary>
    public const int Failure = 1;

    /// <summary>The command line could not be understood.</summary>
    public const int Usage = 2;

    /// <summary>--timeout was reached: as timeout(1) says it.</summary>
    public const int TimedOut = 124;

    /// <summary>--cpu-limit was reached: 128 + SIGXCPU.</summary>
    public const int ProcessorTimeUsed = 152;

    /// <summary>The guest trapped: 128 + SIGABRT, as a native program that aborts.</summary>
    public const int Trap = 134;
}
