using MpiWasm.Compiler;

namespace MpiWasm.Cli;

/// <summary>How the command sets the engine up.</summary>
internal static class Setup
{
    public static EngineOptions Engine(bool preciseTraps, CompileLimits limits) => new()
    {
        Traps = preciseTraps ? TrapMode.Precise : TrapMode.Relaxed,
        CompileTimeLimit = limits.WallClock,
        CompileMemoryLimit = limits.MemoryBytes,
        OnNotice = Report.Note,
    };
}
