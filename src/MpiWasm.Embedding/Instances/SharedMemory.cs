using MpiWasm.Embedding.Modules;
using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Memories;

namespace MpiWasm;

/// <summary>
/// A memory that instances in several stores, on several threads, may import and use at once (Wasm threads proposal). The
/// order of accesses is the guests' business.
/// </summary>
public sealed class SharedMemory : IDisposable
{
    private readonly Lease _lease;

    /// <summary>Creates a shared memory.</summary>
    /// <param name="engine">Prepares the process for guest code, if nothing has yet.</param>
    /// <param name="minimumPages">Pages of 64 KiB it has at first.</param>
    /// <param name="maximumPages">Pages it cannot grow beyond.</param>
    /// <exception cref="LinkException">MW0403, MW0405: there is no address space, or no memory, for it.</exception>
    public SharedMemory(Engine engine, ulong minimumPages, ulong maximumPages)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumPages, minimumPages);
        engine.Images.Install();
        var native = new GuestMemory(
            new Wasm.Model.MemoryType(new Wasm.Model.Limits(minimumPages, maximumPages), IsShared: true, Is64: false),
            isChecked: !AddressSpace.HasRoomForReservation);
        _lease = new Lease(this, native);
        Memory = new Memory(this, native);
    }

    /// <summary>The memory, until this is disposed.</summary>
    public Memory Memory { get; }

    internal void Check() => _lease.Check();

    internal IDisposable Use() => _lease.Use();

    /// <summary>Ends the host's use. The memory itself is freed when the last store with an instance that imports it is disposed.</summary>
    public void Dispose() => _lease.End();
}
