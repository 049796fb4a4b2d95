using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Messages;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Collectives;

/// <summary>What is done together (MPI 5.0, chapter 6).</summary>
internal enum CollectiveKind
{
    Barrier,
    Broadcast,
    Gather,
    Scatter,
    AllGather,
    AllToAll,
    Reduce,
    AllReduce,
    ReduceScatter,
    Scan,
    ExclusiveScan,
    Neighbours,

    /// <summary>Something that makes or ends objects: <see cref="Part.Together"/> says what.</summary>
    Custom,
}

/// <summary>
/// What one rank brings to a collective. Blocks of buffers are told by counts and displacements; where a procedure has one count, all
/// blocks have it, side by side.
/// </summary>
internal sealed unsafe class Part
{
    public required CollectiveKind Kind;
    public required Communicator Communicator;
    public required Request Request;

    /// <summary>The root's rank, or -1 where there is none.</summary>
    public int Root = -1;
    public Blocks Send;
    public Blocks Receive;
    public Operation? Operation;

    /// <summary>The rank's handle of the datatype that is reduced.</summary>
    public int TypeHandle;

    /// <summary>
    /// Of a persistent one: where it meets the others' of the same number, however often it was started. Ranks make them in the same order,
    /// and start them in any (§6.13).
    /// </summary>
    public MeetingPlace? Place;
    public long Starts;

    /// <summary>MPI_IN_PLACE: what is sent stands where it is received.</summary>
    public bool IsInPlace;

    /// <summary>Of neighbourhoods: whom it receives from and sends to, in order; -1 for MPI_PROC_NULL.</summary>
    public int[] Sources = [];
    public int[] Targets = [];

    /// <summary>Of <see cref="CollectiveKind.Custom"/>: what is done once for all.</summary>
    public Action<Part[]>? Together;

    /// <summary>What a rank brings to that, and what it takes away.</summary>
    public object? Value;

    public int Rank => Communicator.Rank;

    /// <summary>Of a reduction: how many elements it brings.</summary>
    public long Elements
    {
        get
        {
            if (Kind != CollectiveKind.ReduceScatter)
                return Send.Count;
            long total = 0;
            for (var rank = 0; rank < Communicator.Group.Size; rank++)
                total += Receive.CountOf(rank);
            return total;
        }
    }

    /// <summary>Between two groups, whether it only stands beside the root: its arguments are not significant.</summary>
    public bool IsIdle => Communicator.Core.IsInter && Root == Abi.Native.StandardAbi.ProcNull;

    /// <summary>Whether it is the root; between two groups MPI_ROOT says so.</summary>
    public bool IsRoot => Communicator.Core.IsInter ? Root == Abi.Native.StandardAbi.Root : Root == Rank;
}

/// <summary>The blocks of a buffer, one for each rank.</summary>
internal unsafe struct Blocks
{
    public byte* Buffer;
    public Datatype? Type;
    public long Count;

    /// <summary>Counts and displacements of each; null where all have <see cref="Count"/>, side by side.</summary>
    public int* Counts;
    public int* Displacements;

    /// <summary>Types of each, with displacements in bytes; null where all have <see cref="Type"/>.</summary>
    public Datatype[]? Types;

    /// <summary>Displacements in bytes that need more than an int; else null.</summary>
    public nint* WideDisplacements;

    /// <summary>Whether the one block is that of every rank.</summary>
    public bool IsOneForAll;

    public readonly long CountOf(int rank) => Counts is null ? Count : Counts[rank];

    public readonly Datatype TypeOf(int rank) => Types is null ? Type! : Types[rank];

    public readonly byte* At(int rank)
    {
        if (IsOneForAll)
            return Buffer;
        if (WideDisplacements is not null)
            return Buffer + WideDisplacements[rank];
        if (Displacements is not null)
            return Buffer + (Displacements[rank] * (Types is null ? Type!.Extent : 1));
        return Buffer + (rank * Count * Type!.Extent);
    }
}
