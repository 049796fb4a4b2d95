using System.Runtime.InteropServices;

namespace MpiWasm.Mpi.Abi.Native;

/// <summary>
/// Request. The flags of <see cref="RequestFlags"/> lie in <see cref="HandleEntry.Meta"/>: an entry without any costs completion one
/// comparison. They are set before the handle is published, or by the thread that owns it.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
public struct RequestEntry
{
    public HandleEntry Head;                // 0
    /// <summary>
    /// Arrays of the shim that started the operation, which the host may read until it is over: a chain of heap blocks, each beginning with
    /// the address of the next and 8 bytes of padding. 0 for none. Freed when the request ends.
    /// </summary>
    public ulong Arrays;                    // 16
    /// <summary>
    /// Number of partitions; means something with <see cref="RequestFlags.Sends"/> or <see cref="RequestFlags.Receives"/>.
    /// </summary>
    public int Partitions;                  // 24

    /// <summary>Where in an array of requests a shim met it last. It need not be true: who looks there sees.</summary>
    public int Place;                       // 28

    /// <summary>Most partitions of one request; libraries, too, have something for each of them, be it empty.</summary>
    public const int MostPartitions = 1 << 24;

    public const int ArraysOffset = 16;
    public const int PartitionsOffset = 24;
    public const int PlaceOffset = 28;
    public const int Size = 32;
}

/// <summary>What the shims of completion must know of a request, above the generation in <see cref="HandleEntry.Meta"/>.</summary>
[Flags]
public enum RequestFlags : uint
{
    None = 0,
    /// <summary><see cref="RequestEntry.Arrays"/> is in use.</summary>
    Arrays = 1 << 8,
    /// <summary>Managed actions wait for the end of the request: <see cref="MpiContext.RequestEnded"/>.</summary>
    Attached = 1 << 9,
    /// <summary>No request of the host, or more than one: calls that take it go to the managed procedure of their name.</summary>
    Emulated = 1 << 10,
    /// <summary>Persistent: completion does not end it. Only these may be started.</summary>
    Persistent = 1 << 11,
    /// <summary>A partitioned send (MPI_Pready).</summary>
    Sends = 1 << 12,
    /// <summary>A partitioned receive (MPI_Parrived).</summary>
    Receives = 1 << 13,
    /// <summary>
    /// Cannot be cancelled: what is neither a message nor an access to a file. Open MPI 4 waits for itself over a duplicate
    /// of a communicator, and leaves half of one.
    /// </summary>
    Firm = 1 << 14,
}
