using System.Globalization;

namespace MpiWasm.Compiler.Worker;

/// <summary>What a compile worker is to do.</summary>
public sealed record CompileJob
{
    /// <summary>Kind of a job whose <see cref="Input"/> is the path of a Wasm module.</summary>
    public const string Guest = "guest";

    /// <summary><see cref="Guest"/>, or a name given to <see cref="CompilerWorker.Register"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The module's path, or what the registered factory is called with.</summary>
    public required string Input { get; init; }

    /// <summary>The image to write.</summary>
    public required string Output { get; init; }

    public required CompileOptions Options { get; init; }

    /// <summary>
    /// For the retry: the process that tried before. What it has finished is taken over; the rest is compiled every function by itself, so
    /// that a crash has a name. 0: the first attempt.
    /// </summary>
    internal int Predecessor { get; init; }

    internal CompileLimits Limits { get; init; } = new();

    internal IEnumerable<string> ToArguments()
    {
        var options = Options;
        (string Key, string? Value)[] pairs =
        [
            ("kind", Kind), ("input", Input), ("output", Output),
            ("level", Text(options.OptimizationLevel)), ("cpu", options.Cpu), ("features", options.Features), ("triple", options.Triple),
            ("precise", options.PreciseTraps ? "1" : null), ("checked", options.BoundsChecks ? "1" : null),
            ("threads", Text(options.Threads)), ("keep-ir", options.KeepIr),
            ("predecessor", Predecessor != 0 ? Text(Predecessor) : null),
            ("wall", Text((long)Limits.WallClock.TotalMilliseconds)), ("cpu-seconds", Text(Limits.ProcessorSeconds)),
            ("memory", Limits.MemoryBytes is { } memory ? Text(memory) : null),
        ];
        return pairs.Where(pair => pair.Value is not null).Select(pair => $"--{pair.Key}={pair.Value}");
    }

    internal static CompileJob FromArguments(IEnumerable<string> arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var argument in arguments)
        {
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            if (!argument.StartsWith("--", StringComparison.Ordinal) || equals < 0)
                throw new ArgumentException($"not a job argument: {argument}");
            values[argument[2..equals]] = argument[(equals + 1)..];
        }
        return new CompileJob
        {
            Kind = values["kind"],
            Input = values["input"],
            Output = values["output"],
            Predecessor = values.TryGetValue("predecessor", out var predecessor) ? (int)Number(predecessor) : 0,
            Options = new CompileOptions
            {
                OptimizationLevel = (int)Number(values["level"]),
                Cpu = values.GetValueOrDefault("cpu"),
                Features = values.GetValueOrDefault("features"),
                Triple = values.GetValueOrDefault("triple"),
                PreciseTraps = values.ContainsKey("precise"),
                BoundsChecks = values.ContainsKey("checked"),
                Threads = (int)Number(values["threads"]),
                KeepIr = values.GetValueOrDefault("keep-ir"),
            },
            Limits = new CompileLimits
            {
                WallClock = TimeSpan.FromMilliseconds(Number(values["wall"])),
                ProcessorSeconds = Number(values["cpu-seconds"]),
                MemoryBytes = values.TryGetValue("memory", out var memory) ? Number(memory) : null,
            },
        };
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>What a worker may use. LLVM can run for minutes, or out of memory, on hostile input.</summary>
public sealed record CompileLimits
{
    public TimeSpan WallClock { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Processor time over all threads.</summary>
    public long ProcessorSeconds { get; init; } = 3600;

    /// <summary>
    /// Address space beyond what the process has when it starts to compile; 0 is no limit, null half of <see cref="MachineMemory"/>.
    /// </summary>
    public long? MemoryBytes { get; init; }
}
