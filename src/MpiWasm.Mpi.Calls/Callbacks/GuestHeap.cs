using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Runtime.Instances;

namespace MpiWasm.Mpi.Calls.Callbacks;

/// <summary>
/// Memory that MPI hands out: it is the guest's, from the allocator that its module exports (as mpiwasm-cc links it). Guest code, that is:
/// it may do anything (<see cref="GuestCode"/>).
/// </summary>
internal static class GuestHeap
{
    private static readonly GuestFunctionType Allocator = new("p:p");
    private static readonly GuestFunctionType Releaser = new("p:");

    /// <summary>Memory of the guest, aligned to 16 bytes.</summary>
    /// <exception cref="ArgumentCheckException">There is none left, or the module exports no malloc.</exception>
    /// <exception cref="LinkException">MW0407: what it exports as malloc is of another type.</exception>
    public static ulong Allocate(Instance guest, ulong bytes)
    {
        var abi = GuestAbi.Of(guest.Module);
        if (abi.Wrap(bytes) != bytes || guest.Function("malloc", Allocator.In(abi)) is not { } malloc)
            throw new ArgumentCheckException(ErrorClasses.NoMem, -1, bytes);
        using var stay = GuestCode.Enter();
        var address = abi.Wrap(malloc.Invoke(Math.Max(bytes, 1))[0].U64);
        return address != 0 && guest.Memory.Contains(address, bytes)
            ? address
            : throw new ArgumentCheckException(ErrorClasses.NoMem, -1, bytes);
    }

    public static void Free(Instance guest, ulong address)
    {
        if (address == 0)
            return;
        using var stay = GuestCode.Enter();
        guest.Function("free", Releaser.In(GuestAbi.Of(guest.Module)))?.Invoke(address);
    }
}
