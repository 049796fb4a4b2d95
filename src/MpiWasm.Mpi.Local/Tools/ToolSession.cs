namespace MpiWasm.Mpi.Local.Tools;

/// <summary>A session of performance variables: its handles are read and reset apart from those of others.</summary>
internal sealed class ToolSession
{
    public HashSet<PerformanceHandle> Handles { get; } = [];
}
