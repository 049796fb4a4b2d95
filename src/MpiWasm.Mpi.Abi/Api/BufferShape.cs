namespace MpiWasm.Mpi.Abi.Api;

/// <summary>How many elements of its datatype a choice buffer holds.</summary>
public enum BufferExtent
{
    /// <summary><c>count * type</c></summary>
    Count,
    /// <summary><c>1 * type</c></summary>
    One,
    /// <summary><c>group * count * type</c>: count elements for every process of the group.</summary>
    GroupTimesCount,
    /// <summary><c>sources * count * type</c>: count elements from every neighbour.</summary>
    SourcesTimesCount,
    /// <summary><c>destinations * count * type</c>: count elements to every neighbour.</summary>
    DestinationsTimesCount,
    /// <summary><c>partitions * count * type</c>, where partitions is a parameter: <see cref="BufferShape.Factor"/>.</summary>
    FactorTimesCount,
    /// <summary><c>counts @ displs * type</c>: counts[i] elements, displs[i] extents from the start, for every process i.</summary>
    CountsAtDisplacements,
    /// <summary>
    /// <c>counts @ displs bytes * types</c>: counts[i] elements of types[i], displs[i] bytes from the start,
    /// for every process or neighbour i.
    /// </summary>
    CountsAtBytes,
    /// <summary><c>sum(counts) * type</c></summary>
    SumOfCounts,
    /// <summary><c>counts[rank] * type</c>: the calling process' own count.</summary>
    OwnCount,
    /// <summary><c>size bytes</c></summary>
    Bytes,
}

/// <summary>What of a choice buffer a procedure touches. Members are indices of parameters.</summary>
/// <param name="Extent">How the number of elements follows from the counts.</param>
/// <param name="Count">The count, or the array of counts, or the number of bytes; -1 for one element.</param>
/// <param name="Displacements">The array of displacements, or -1.</param>
/// <param name="Datatype">The datatype of the elements, or the array of datatypes; -1 for bytes.</param>
/// <param name="Factor">What <see cref="BufferExtent.FactorTimesCount"/> multiplies the count with, or -1.</param>
public sealed record BufferShape(BufferExtent Extent, int Count, int Displacements, int Datatype, int Factor = -1);
