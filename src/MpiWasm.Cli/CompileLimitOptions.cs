using System.CommandLine;
using System.Globalization;
using MpiWasm.Compiler;

namespace MpiWasm.Cli;

/// <summary>What a compilation may use, as options of the commands that compile.</summary>
internal sealed class CompileLimitOptions
{
    private const string TimeName = "--compile-timeout";
    private const string MemoryName = "--compile-memory";

    private readonly Option<string?> _time = new(TimeName)
    {
        HelpName = "SECONDS",
        Description = "How long compiling may take (default 600). What takes longer is tried once more with less optimisation.",
    };

    private readonly Option<string?> _memory = new(MemoryName)
    {
        HelpName = "BYTES",
        Description = "How much memory the compiler may use, for example 4G (default 32G).",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_time);
        command.Options.Add(_memory);
    }

    /// <exception cref="UsageException">A value makes no sense.</exception>
    public CompileLimits Read(ParseResult parsed)
    {
        var limits = new CompileLimits();
        if (parsed.GetValue(_time) is { } time)
        {
            if (!double.TryParse(time, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || seconds is <= 0 or > 1_000_000)
                throw new UsageException($"{TimeName} wants a number of seconds above 0, not '{time}'");
            limits = limits with { WallClock = TimeSpan.FromSeconds(seconds) };
        }
        return parsed.GetValue(_memory) is { } memory
            ? limits with { MemoryBytes = (long)Math.Min(ByteSize.Parse(MemoryName, memory), long.MaxValue / 2) }
            : limits;
    }

    /// <summary>The same limits as words of a command line.</summary>
    public static string[] Words(CompileLimits limits) =>
    [
        TimeName, limits.WallClock.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        MemoryName, limits.MemoryBytes.ToString(CultureInfo.InvariantCulture),
    ];

    /// <summary>An error's next step; where a limit of a compilation was reached, with the way to raise it.</summary>
    public static string? NextStep(MpiWasmException error) => error.Code switch
    {
        CompileException.WorkerTimedOut => $"{error.NextStep}; or give it more time with {TimeName}",
        CompileException.WorkerLimit => $"{error.NextStep}; or allow more with {MemoryName} or {TimeName}",
        _ => error.NextStep,
    };
}
