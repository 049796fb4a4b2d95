using System.Collections.Concurrent;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls.Callbacks;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Objects.Datatypes;

namespace MpiWasm.Mpi.Objects.Operations;

/// <summary>
/// The guest's own operations. Those of the same function are one operation of the host, which stays until MPI_Finalize: operations in
/// progress may use one that the guest has freed, and a program that makes one in a loop makes it only once.
/// </summary>
internal sealed unsafe class UserOperations(MpiEnvironment environment)
{
    private readonly ConcurrentDictionary<(ulong Function, bool Commutes, bool HasWideLengths), Lazy<UserOperation>> _made = new();
    private readonly ConcurrentDictionary<uint, (UserOperation Operation, bool Commutes)> _byHandle = new();

    private HandleTable Table => environment.Table(HandleKind.Op);

    public uint Create(GuestCallback function, bool commutes, bool hasWideLengths)
    {
        var operation = _made.GetOrAdd((function.Index, commutes, hasWideLengths),
            _ => new Lazy<UserOperation>(() => new UserOperation(environment, function, commutes, hasWideLengths))).Value;
        if (!Table.TryTake(out var slot))
            throw new ArgumentCheckException(ErrorClasses.NoMem, -1, 0);
        var entry = Table.Entry(Handle.PredefinedCount + slot);
        entry->Meta |= DatatypeEntry.AsksForOperation | (!commutes && environment.Host.Has(HostDefects.MisplacesOrderedBlocks)
            ? DatatypeEntry.MisplacedInOrder
            : 0);
        _byHandle[Handle.Make(HandleKind.Op, entry->Meta, slot)] = (operation, commutes);
        return Table.Publish(slot, operation.Host);
    }

    /// <summary>Retires a handle; false where it is none of these.</summary>
    public bool Free(uint guest) => _byHandle.TryRemove(guest, out _) && Table.Free(guest);

    /// <summary>Whether an operation of the guest is commutative; null where the handle is none.</summary>
    public bool? Commutes(uint guest) => _byHandle.TryGetValue(guest, out var known) ? known.Commutes : null;

    /// <summary>A reduction with this operation and datatype begins.</summary>
    public void Uses(uint operation, uint datatype, HostedDatatype type)
    {
        if (_byHandle.TryGetValue(operation, out var known))
            known.Operation.Uses(datatype, type);
    }

    /// <summary>Before MPI_Finalize.</summary>
    public void Free()
    {
        foreach (var operation in _made.Values)
            operation.Value.Free();
        _made.Clear();
    }
}
