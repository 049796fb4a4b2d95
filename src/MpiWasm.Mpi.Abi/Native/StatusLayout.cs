namespace MpiWasm.Mpi.Abi.Native;

/// <summary>
/// Byte offsets in the host's MPI_Status. The words that only the host understands (number of bytes, whether it was cancelled) are kept in
/// MPI_internal of the guest's, so that nothing is lost on the way and back.
/// </summary>
public sealed record StatusLayout(int Size, int Source, int Tag, int Error, IReadOnlyList<StatusWords> Private);

/// <summary>A run of 4-byte words at an offset of the host's status and one of the guest's.</summary>
public sealed record StatusWords(int Host, int Guest, int Words);
