using System.Collections.Frozen;
using MpiWasm.Mpi.Hosts.Library;
using MpiWasm.Mpi.Local.Entries;
using MpiWasm.Mpi.Local.Tools;

namespace MpiWasm.Mpi.Local;

/// <summary>An MPI library whose ranks are threads of this process, as functions by name.</summary>
internal static class LocalLibrary
{
    /// <summary>It, as one of the libraries that a process can use.</summary>
    public static MpiLibrary Library { get; } = MpiLibrary.OfFunctions(Functions(), LibraryVersion.Text);

    private static FrozenDictionary<string, nint> Functions() => new[]
    {
        EnvironmentEntries.All, CommunicatorEntries.All, TopologyEntries.All, GroupEntries.All, DatatypeEntries.All, InfoEntries.All,
        MessageEntries.All, CompletionEntries.All, CollectiveEntries.All, WindowEntries.All, FileEntries.All, FileAccessEntries.All,
        GeneralizedEntries.All, ToolEntries.All, PerformanceEntries.All, PortEntries.All, SpawnEntries.All,
        PartitionedEntries.All,
    }.SelectMany(entries => entries).ToFrozenDictionary(entry => entry.Name, entry => entry.Code, StringComparer.Ordinal);
}
