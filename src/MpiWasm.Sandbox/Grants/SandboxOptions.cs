using System.Collections.Immutable;

namespace MpiWasm.Sandbox.Grants;

/// <summary>All that a guest is granted of the host. What is not named here does not exist for the guest.</summary>
public sealed record SandboxOptions
{
    /// <summary>The directories, in the order in which the guest finds them (from descriptor 3 on).</summary>
    public ImmutableArray<DirectoryGrant> Directories { get; init; } = [];

    /// <summary>Who resolves the guest's paths.</summary>
    public PathResolution PathResolution { get; init; }

    /// <summary>
    /// The most files and directories the guest may have open at a time, standard streams and granted directories included.
    /// </summary>
    public int MaxOpenFiles { get; init; } = int.MaxValue;

    /// <summary>The guest's environment. A later variable of the same name replaces an earlier one.</summary>
    public ImmutableArray<EnvironmentVariable> Environment { get; init; } = [];

    /// <summary>The guest's arguments; the first is the program's name.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>The host's descriptor behind the guest's descriptor 0, or -1: the guest then has none.</summary>
    public int StandardInput { get; init; }

    /// <summary>The host's descriptor behind the guest's descriptor 1, or -1.</summary>
    public int StandardOutput { get; init; } = 1;

    /// <summary>The host's descriptor behind the guest's descriptor 2, or -1.</summary>
    public int StandardError { get; init; } = 2;

    /// <summary>
    /// Whether the guest is told that descriptor 1 is a terminal, whatever it is: then C's standard output is written line by line.
    /// </summary>
    public bool OutputActsAsTerminal { get; init; }

    /// <summary>
    /// Sockets the guest receives, by the host's descriptors: its descriptors after those of the directories. Listening ones can be
    /// accepted from, others read and written. The caller keeps them open until the guest has ended.
    /// </summary>
    public ImmutableArray<int> Sockets { get; init; } = [];

    /// <summary>Whether what the guest writes to a terminal reaches it unfiltered: then it can query and reprogram the terminal.</summary>
    public bool RawTerminal { get; init; }

    /// <summary>Who else writes to where standard output and error end.</summary>
    public OutputSharing Output { get; init; }
}
