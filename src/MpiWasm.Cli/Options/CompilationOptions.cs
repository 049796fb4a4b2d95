using System.CommandLine;
using System.Globalization;
using MpiWasm.Cli.Launcher;
using MpiWasm.Cli.Output;
using MpiWasm.Compiler.Worker;

namespace MpiWasm.Cli.Options;

/// <summary>How to compile, and what that may use.</summary>
internal sealed record CompileSettings(int OptimizationLevel, CompileLimits Limits)
{
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

/// <summary>How to compile, as options of the commands that do.</summary>
internal sealed class CompilationOptions
{
    private const string LevelName = NextStep.OptimizeOption;
    private const string TimeName = NextStep.CompileTimeOption;
    private const string MemoryName = NextStep.CompileMemoryOption;

    private readonly Option<int> _level = new(LevelName)
    {
        HelpName = "0|1|2|3",
        Description = "How much the module is optimised (default 3). Less makes a first start faster and the program "
            + "slower. Images of each level are cached.",
        DefaultValueFactory = _ => 3,
    };

    private readonly Option<string?> _time = new(TimeName)
    {
        HelpName = "SECONDS",
        Description = "How long compiling may take (default 600). What takes longer is tried once more with less optimisation.",
    };

    private readonly Option<string?> _memory = new(MemoryName)
    {
        HelpName = "BYTES",
        Description = "How much memory the compiler may use, for example 4G (default: half of what the machine has, or of what "
            + "a container or batch job may use).",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_level);
        command.Options.Add(_time);
        command.Options.Add(_memory);
    }

    /// <exception cref="UsageException">A value makes no sense.</exception>
    public CompileSettings Read(ParseResult parsed)
    {
        var level = parsed.GetValue(_level);
        return level is >= 0 and <= 3
            ? new CompileSettings(level, ReadLimits(parsed))
            : throw new UsageException($"{LevelName} wants a number from 0 to 3, not {level}");
    }

    private CompileLimits ReadLimits(ParseResult parsed)
    {
        var limits = new CompileLimits();
        if (parsed.GetValue(_time) is { } time)
        {
            if (!double.TryParse(time, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
                || seconds is <= 0 or > 1_000_000)
                throw new UsageException($"{TimeName} wants a number of seconds above 0, not '{time}'");
            limits = limits with { WallClock = TimeSpan.FromSeconds(seconds) };
        }
        return parsed.GetValue(_memory) is { } memory
            ? limits with { MemoryBytes = (long)Math.Min(ByteSize.Parse(MemoryName, memory), long.MaxValue / 2) }
            : limits;
    }

    /// <summary>The same settings as words of a command line.</summary>
    public static string[] Words(CompileSettings settings) =>
    [
        LevelName, settings.OptimizationLevel.ToString(CultureInfo.InvariantCulture),
        TimeName, settings.Limits.WallClock.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        .. settings.Limits.MemoryBytes is { } memory ? (string[])[MemoryName, memory.ToString(CultureInfo.InvariantCulture)] : [],
    ];
}
