using System.Runtime.InteropServices;

namespace MpiWasm.Mpi.Local.Messages;

/// <summary>MPI_Status as this library lays it out.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Status
{
    public int Source;
    public int Tag;
    public int Error;
    public int IsCancelled;
    public long Bytes;

    /// <summary>What a request tells that has no message: MPI_PROC_NULL, and what was freed or never started (§3.7.3).</summary>
    public static Status Empty(int source, int tag) => new() { Source = source, Tag = tag };
}
