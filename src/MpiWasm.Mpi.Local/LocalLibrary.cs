using System.Collections.Frozen;
using MpiWasm.Mpi.Local.Entries;

namespace MpiWasm.Mpi.Local;

/// <summary>An MPI library whose ranks are threads of this process, as functions by name.</summary>
internal static class LocalLibrary
{
    public const string Version = "mpiwasm local MPI 0.1.0";

    /// <summary>The functions' addresses.</summary>
    public static FrozenDictionary<string, nint> Functions { get; } = new[]
    {
        EnvironmentEntries.All, CommunicatorEntries.All, TopologyEntries.All, GroupEntries.All, DatatypeEntries.All, InfoEntries.All, MessageEntries.All,
        CompletionEntries.All, CollectiveEntries.All, WindowEntries.All,
    }.SelectMany(entries => entries).ToFrozenDictionary(entry => entry.Name, entry => entry.Code, StringComparer.Ordinal);
}
