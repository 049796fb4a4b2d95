namespace MpiWasm.Mpi.Api;

/// <summary>How many elements of its datatype a choice buffer holds.</summary>
public enum BufferExtent
{
    /// <summary><c>count * type</c></summary>
    Count,
    /// <summary><c>group * count * type</c>: count elements for every process of the group.</summary>
    GroupTimesCount,
    /// <summary><c>counts @ displs * type</c>: counts[i] elements, displs[i] extents from the start, for every process i.</summary>
    CountsAtDisplacements,
    /// <summary><c>sum(counts) * type</c></summary>
    SumOfCounts,
    /// <summary><c>counts[rank] * type</c>: the calling process' own count.</summary>
    OwnCount,
}

/// <summary>What of a choice buffer a procedure touches. Members are indices of parameters.</summary>
/// <param name="Extent">How the number of elements follows from the counts.</param>
/// <param name="Count">The count, or the array of counts.</param>
/// <param name="Displacements">The array of displacements, or -1.</param>
/// <param name="Datatype">The datatype of the elements.</param>
public sealed record BufferShape(BufferExtent Extent, int Count, int Displacements, int Datatype);
