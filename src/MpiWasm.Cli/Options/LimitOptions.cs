using System.CommandLine;
using System.Globalization;
using MpiWasm.Cli.Output;
using MpiWasm.Wasi.Threads;

namespace MpiWasm.Cli.Options;

/// <summary>What each rank may use; null for no limit.</summary>
internal sealed record LimitSettings
{
    /// <summary>Linear memory in bytes.</summary>
    public ulong? Memory { get; init; }

    /// <summary>What MPI may take outside of it, in bytes; null for the usual.</summary>
    public ulong? HostMemory { get; init; }

    public int? OpenFiles { get; init; }

    /// <summary>Threads besides the first.</summary>
    public int? Threads { get; init; }

    /// <summary>Time from the start of the rank.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Processor time of the rank, in seconds.</summary>
    public TimeSpan? Processor { get; init; }

    /// <summary>The options that give a rank the same limits.</summary>
    public IEnumerable<string> ToArguments()
    {
        if (Memory is { } memory)
            yield return $"--max-memory={memory}";
        if (HostMemory is { } host)
            yield return $"--max-host-memory={host}";
        if (OpenFiles is { } files)
            yield return $"--max-open-files={files}";
        if (Threads is { } threads)
            yield return $"--max-threads={threads}";
        if (Timeout is { } timeout)
            yield return string.Create(CultureInfo.InvariantCulture, $"--timeout={timeout.TotalSeconds}");
        if (Processor is { } processor)
            yield return string.Create(CultureInfo.InvariantCulture, $"--cpu-limit={processor.TotalSeconds}");
    }
}

/// <summary>The options of the command line behind <see cref="LimitSettings"/>.</summary>
internal sealed class LimitOptions
{
    private readonly Option<string?> _memory = new("--max-memory")
    {
        HelpName = "BYTES",
        Description = "The most linear memory and tables a rank may have, for example 512M; beyond it the guest's malloc returns NULL.",
    };

    private readonly Option<string?> _hostMemory = new("--max-host-memory")
    {
        HelpName = "BYTES",
        Description = "The most memory that MPI may take for a rank outside of its linear memory: "
            + "objects, requests, messages not received. "
            + "Beyond it MPI calls return MPI_ERR_NO_MEM (default: as --max-memory, at least 64M; without that, 4G).",
    };

    private readonly Option<string?> _files = new("--max-open-files")
    {
        HelpName = "N",
        Description = "The most files and directories a rank may have open, standard streams and --dir "
            + "included; beyond it open fails with EMFILE.",
    };

    private readonly Option<string?> _threads = new("--max-threads")
    {
        HelpName = "N",
        Description = $"The most threads a rank may have at a time besides its first; beyond it pthread_create fails with EAGAIN "
            + $"(default: {ThreadOptions.DefaultLimit}).",
    };

    private readonly Option<string?> _timeout = new("--timeout")
    {
        HelpName = "TIME",
        Description = "Ends the job after this time, for example 90, 90s, 15m or 2h, with status 124.",
    };

    private readonly Option<string?> _processor = new("--cpu-limit")
    {
        HelpName = "TIME",
        Description = "Ends the job when a rank has used this much processor time, all its threads together, with status 152.",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_memory, _hostMemory, _files, _threads, _timeout, _processor])
            command.Options.Add(option);
    }

    public LimitSettings Read(ParseResult parsed) => new()
    {
        Memory = parsed.GetValue(_memory) is { } memory ? ByteSize.Parse(_memory.Name, memory) : null,
        HostMemory = parsed.GetValue(_hostMemory) is { } host ? ByteSize.Parse(_hostMemory.Name, host) : null,
        OpenFiles = parsed.GetValue(_files) is { } files ? Count(_files.Name, files) : null,
        Threads = parsed.GetValue(_threads) is { } threads ? Count(_threads.Name, threads, least: 0) : null,
        Timeout = parsed.GetValue(_timeout) is { } timeout ? Duration.Parse(_timeout.Name, timeout) : null,
        Processor = parsed.GetValue(_processor) is { } processor ? Duration.Parse(_processor.Name, processor) : null,
    };

    private static int Count(string option, string text, int least = 1) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new UsageException($"{option} wants a number of at least {least}, not '{text}'");
}
