namespace MpiWasm.Mpi.Objects.Datatypes;

/// <summary>
/// The few procedures on datatypes that types are built with (MPI 5.0 §5.1.2, §5.1.7, §5.1.9). All but <see cref="Free"/> and those that
/// answer false throw where the host reports an error.
/// </summary>
internal interface IHostDatatypes
{
    ulong Byte { get; }

    ulong Contiguous(int count, ulong type);

    /// <param name="count">Number of blocks.</param>
    /// <param name="length">Elements of a block.</param>
    /// <param name="stride">Distance of blocks in bytes.</param>
    /// <param name="type">Type of the elements.</param>
    ulong HVector(int count, int length, long stride, ulong type);

    ulong HIndexed(int[] lengths, long[] displacements, ulong type);

    ulong HIndexedBlock(int length, long[] displacements, ulong type);

    ulong Struct(int[] lengths, long[] displacements, ulong[] types);

    ulong Resized(ulong type, long lower, long extent);

    ulong Dup(ulong type);

    void Free(ulong type);

    bool TryGetExtent(ulong type, out long lower, out long extent);
}
