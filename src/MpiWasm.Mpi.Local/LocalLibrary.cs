using System.Collections.Frozen;
using MpiWasm.Mpi.Hosts.Library;
using MpiWasm.Mpi.Local.Entries;

namespace MpiWasm.Mpi.Local;

/// <summary>An MPI library whose ranks are threads of this process, as functions by name.</summary>
internal static class LocalLibrary
{
    public const string Version = "mpiwasm local MPI 0.1.0";

    /// <summary>It, as one of the libraries that a process can use.</summary>
    public static MpiLibrary Library { get; } = MpiLibrary.OfFunctions(Functions(), Version);

    private static FrozenDictionary<string, nint> Functions() => new[]
    {
        EnvironmentEntries.All, CommunicatorEntries.All, TopologyEntries.All, GroupEntries.All, DatatypeEntries.All, InfoEntries.All,
        MessageEntries.All, CompletionEntries.All, CollectiveEntries.All, WindowEntries.All, FileEntries.All, FileAccessEntries.All,
        GeneralizedEntries.All, ToolEntries.All, PerformanceEntries.All, PortEntries.All, SpawnEntries.All,
        PartitionedEntries.All,
    }.SelectMany(entries => entries).ToFrozenDictionary(entry => entry.Name, entry => entry.Code, StringComparer.Ordinal);
}
