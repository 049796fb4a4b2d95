using System.Collections.Immutable;

namespace MpiWasm.Sandbox.Wall;

/// <summary>What the host itself still needs when the guest runs behind the wall.</summary>
public sealed record WallOptions
{
    /// <summary>Whether access to files is restricted. Threads that are restricted cannot read the memory of other ranks.</summary>
    public bool Files { get; init; }

    /// <summary>Whether other processes' memory may be read and written: MPI libraries pass large messages so.</summary>
    public bool ForeignMemory { get; init; }

    /// <summary>Whether sockets may be made: MPI libraries connect to other nodes when the first message goes there.</summary>
    public bool Sockets { get; init; }

    /// <summary>Whether programs may be started: a single process's MPI_Comm_spawn does it.</summary>
    public bool Programs { get; init; }

    /// <summary>Files and directories the host reads; those that do not exist are left out.</summary>
    public ImmutableArray<string> Readable { get; init; } = [];

    /// <summary>Files and directories the host writes to.</summary>
    public ImmutableArray<string> Writable { get; init; } = [];
}
