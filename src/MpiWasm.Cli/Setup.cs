using MpiWasm.Cli.Launcher;

namespace MpiWasm.Cli;

/// <summary>How the command sets the engine up.</summary>
internal static class Setup
{
    public static EngineOptions Engine(bool preciseTraps, CompileSettings compilation) => new()
    {
        Traps = preciseTraps ? TrapMode.Precise : TrapMode.Relaxed,
        OptimizationLevel = compilation.OptimizationLevel,
        CompileTimeLimit = compilation.Limits.WallClock,
        CompileMemoryLimit = compilation.Limits.MemoryBytes,
        OnNotice = Report.Note,
        OnCompileProgress = ProgressLine.Show,
        // All ranks find the same: the first one says it, or who started them has.
        IsCacheSpokenFor = Report.Rank > 0 || (Report.Rank is not null && StreamHandover.IsOffered),
    };
}
