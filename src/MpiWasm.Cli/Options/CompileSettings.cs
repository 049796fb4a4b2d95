using MpiWasm.Cli.Launcher;
using MpiWasm.Cli.Output;
using MpiWasm.Compiler.Worker;

namespace MpiWasm.Cli.Options;

/// <summary>How to compile, and what that may use.</summary>
internal sealed record CompileSettings
{
    /// <summary>0 to 3.</summary>
    public int OptimizationLevel { get; init; } = 3;

    public CompileLimits Limits { get; init; } = new();

    /// <summary>The same with another limit on time.</summary>
    public CompileSettings Within(TimeSpan time) => this with { Limits = Limits with { WallClock = time } };

    /// <summary>The same with another limit on memory.</summary>
    public CompileSettings Within(ulong bytes) =>
        this with { Limits = Limits with { MemoryBytes = (long)Math.Min(bytes, long.MaxValue / 2) } };

    /// <summary>The engine that compiles so, and says what it does as the command does.</summary>
    public EngineOptions ToEngine(bool preciseTraps) => new()
    {
        Traps = preciseTraps ? TrapMode.Precise : TrapMode.Relaxed,
        OptimizationLevel = OptimizationLevel,
        CompileTimeLimit = Limits.WallClock,
        CompileMemoryLimit = Limits.MemoryBytes,
        OnNotice = Report.Note,
        OnCompileProgress = ProgressLine.Show,
        // All ranks find the same: the first one says it, or who started them has.
        IsCacheSpokenFor = Report.Rank > 0 || (Report.Rank is not null && StreamHandover.IsOffered),
    };
}
