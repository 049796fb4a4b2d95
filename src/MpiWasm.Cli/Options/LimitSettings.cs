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
}
