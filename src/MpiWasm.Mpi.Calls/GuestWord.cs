using System.Runtime.CompilerServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls;

/// <summary>A pointer, a handle or an MPI_Aint in a guest's memory, at any alignment; that it lies there was checked.</summary>
internal readonly unsafe ref struct GuestWord(GuestAbi abi, byte* at)
{
    private readonly byte* _at = at;

    public ulong Value => abi.Is64 ? Unsafe.ReadUnaligned<ulong>(_at) : Unsafe.ReadUnaligned<uint>(_at);

    /// <summary>The same as a handle.</summary>
    public uint Handle => HandleTable.FromWord(Value);

    public void Store(ulong value)
    {
        if (abi.Is64)
            Unsafe.WriteUnaligned(_at, value);
        else
            Unsafe.WriteUnaligned(_at, (uint)value);
    }
}
