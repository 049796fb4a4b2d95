using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Runtime.Instances;
using MpiWasm.Runtime.Threads;

namespace MpiWasm.Mpi.Calls.Callbacks;

/// <summary>
/// An instance that imports MPI, as callbacks see it: where its functions are called, with memory of its own for what they are given. One
/// thread runs it.
/// </summary>
internal sealed unsafe class CallingGuest(nint context)
{
    /// <summary>The least that is asked of the guest's allocator.</summary>
    private const uint SmallestBlock = 1024;

    private readonly List<(ulong Address, ulong Bytes)> _free = [];

    /// <summary>The instance; null before it is linked.</summary>
    public Instance? Instance => Context->Host.Instance is var native && native is not null ? Instance.FromContext(native) : null;

    private MpiContext* Context => (MpiContext*)context;

    /// <summary>Whether it is the one that the current thread runs.</summary>
    public bool IsOf(GuestThread thread) => Context->Host.Instance is var native && native is not null && native->Thread == thread.State;

    /// <summary>See <see cref="GuestRegistry.SetProcedures"/>.</summary>
    public void SetProcedures(void** procedures) => Context->Procedures = procedures;

    /// <summary>
    /// Takes memory of the guest, aligned to 16 bytes, until the lease is disposed. Callbacks nest, so there may be several leases.
    /// </summary>
    /// <exception cref="ArgumentCheckException">The guest has none left.</exception>
    public ScratchLease Rent(ulong bytes)
    {
        for (var i = _free.Count - 1; i >= 0; i--)
        {
            var block = _free[i];
            if (block.Bytes < bytes)
                continue;
            _free.RemoveAt(i);
            return new ScratchLease(this, block.Address, block.Bytes);
        }

        var size = Math.Max(bytes, SmallestBlock);
        return new ScratchLease(this, GuestHeap.Allocate(Instance!, size), size);
    }

    /// <summary>Gives the guest's memory back. On its thread, while the instance lives.</summary>
    public void FreeScratch()
    {
        foreach (var (address, _) in _free)
            GuestHeap.Free(Instance!, address);
        _free.Clear();
    }

    internal void Return(ulong address, ulong bytes) => _free.Add((address, bytes));
}

/// <summary>Memory of a guest that is ours for a while.</summary>
internal readonly unsafe ref struct ScratchLease(CallingGuest guest, ulong address, ulong bytes)
{
    public ulong Address { get; } = address;

    public Instance Instance => guest.Instance!;

    /// <summary>Where it is in this process. Guest memory never moves.</summary>
    public byte* Memory => guest.Instance!.Memory.Base + Address;

    public void Dispose() => guest.Return(Address, bytes);
}
