using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Runtime.Instances;

namespace MpiWasm.Mpi.OneSided;

/// <summary>What we keep for a window beside its <see cref="WinEntry"/>.</summary>
internal sealed class Window
{
    /// <summary>The instance in whose memory it lies.</summary>
    public required Instance Guest { get; init; }

    /// <summary>The unit of displacements in our part, in bytes.</summary>
    public int Unit { get; init; } = 1;

    /// <summary>Memory that was allocated with the window and goes with it; 0 for none.</summary>
    public ulong Allocated { get; init; }

    /// <summary>A shared window's memory.</summary>
    public SharedSegment? Segment { get; init; }

    /// <summary>Guest address, in this process, of the part of each process of a shared window.</summary>
    public ulong[] Parts { get; init; } = [];

    /// <summary>What the processes of a dynamic window have attached.</summary>
    public DynamicRegions? Regions { get; init; }

    /// <summary>
    /// Whose allocator frees memory of the window: a thread of the same guest asks its own instance, as the one that made the window may be
    /// gone.
    /// </summary>
    public Instance HeapOf(Instance caller) => caller.Memories.Contains(Guest.Memory) ? caller : Guest;
}
