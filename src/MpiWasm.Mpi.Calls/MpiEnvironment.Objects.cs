using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls;

/// <content>New objects of the host, and those that are gone.</content>
public sealed unsafe partial class MpiEnvironment
{
    /// <summary>Makes an object of the host known to the guest, in a slot that was taken before the host was called.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="slot">The slot, which goes back if this fails.</param>
    /// <param name="host">The host's handle.</param>
    /// <param name="parent">The communicator a new communicator came from, whose error handler it inherits; or 0.</param>
    internal uint Publish(HandleKind kind, uint slot, ulong host, uint parent) =>
        Publishers[(int)kind] is { } publisher ? publisher(slot, host, parent) : Table(kind).Publish(slot, host);

    /// <summary>After an object is gone on the host: its handle becomes stale, and what was kept for it is forgotten.</summary>
    internal void Retire(HandleKind kind, uint guest)
    {
        Forgetting?.Invoke(guest);
        Table(kind).Free(guest);
    }
}
