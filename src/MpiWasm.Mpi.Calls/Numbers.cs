using System.Runtime.CompilerServices;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls;

/// <summary>Integers in memory, of either width.</summary>
internal static unsafe class Numbers
{
    /// <summary>An integer of 4 or 8 bytes at any alignment.</summary>
    public static long Read(void* at, int size) => size == 8 ? Unsafe.ReadUnaligned<long>(at) : Unsafe.ReadUnaligned<int>(at);

    /// <summary>Stores one; what an int or MPI_Aint cannot hold is MPI_UNDEFINED (MPI 5.0 §2.5.8, §5.1.7).</summary>
    public static void Write(void* at, int size, long value)
    {
        if (size == 8)
            Unsafe.WriteUnaligned(at, value);
        else
            Unsafe.WriteUnaligned(at, value is >= int.MinValue and <= int.MaxValue ? (int)value : StandardAbi.Undefined);
    }
}
