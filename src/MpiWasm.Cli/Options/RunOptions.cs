namespace MpiWasm.Cli.Options;

/// <summary>What `mpiwasm run` was asked to do.</summary>
internal sealed record RunOptions
{
    /// <summary>The value of -n, or null: then this process is a rank.</summary>
    public int? Ranks { get; init; }

    public IsolationSettings Isolation { get; init; } = new();

    public LimitSettings Limits { get; init; } = new();

    public string? Mpi { get; init; }

    /// <summary>Whether the guest may write variables of the MPI library.</summary>
    public bool AllowToolWrites { get; init; }

    /// <summary>Whether the guest may open, publish and look up ports.</summary>
    public bool AllowPorts { get; init; }

    /// <summary>Whether the guest may start modules below its directories.</summary>
    public bool AllowSpawn { get; init; }

    /// <summary>
    /// Whether <see cref="Module"/> is a path of the guest: then a guest has started this rank, and its sandbox opens the module.
    /// </summary>
    public bool IsSpawned { get; init; }

    /// <summary>Size of the stack guest code runs on, in bytes.</summary>
    public ulong StackSize { get; init; } = 8 << 20;

    public bool PreciseTraps { get; init; }

    /// <summary>Whether a program may use memory at address 0, where it has any.</summary>
    public bool NullIsMemory { get; init; }

    /// <summary>How to compile, where the cache does not have the images.</summary>
    public CompileSettings Compilation { get; init; } = new();

    public bool Quiet { get; init; }

    /// <summary>Path of the module on the host; see <see cref="IsSpawned"/>.</summary>
    public required string Module { get; init; }

    /// <summary>The guest's arguments, without argv[0].</summary>
    public required IReadOnlyList<string> Arguments { get; init; }
}
