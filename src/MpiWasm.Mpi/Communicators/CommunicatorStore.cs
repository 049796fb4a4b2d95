using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Objects.Caching;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Described;
using MpiWasm.Mpi.Objects.Errors;
using MpiWasm.Mpi.Hosts;

namespace MpiWasm.Mpi.Communicators;

/// <summary>The guest's communicators and groups, as far as they are more than handles.</summary>
internal sealed unsafe class CommunicatorStore(MpiEnvironment environment)
{
    /// <summary>All processes of a communicator are about to free it.</summary>
    public event Action<uint>? Freeing;

    /// <summary>Before all processes free a communicator.</summary>
    public void AboutToFree(uint guest) => Freeing?.Invoke(guest);

    /// <summary>The guest's handle for a communicator the host has made; MPI_COMM_NULL where it made none.</summary>
    /// <param name="host">The host's handle.</param>
    /// <param name="parent">The guest's handle of the communicator it came from, whose error handler it inherits.</param>
    public uint New(ulong host, uint parent)
    {
        if (environment.Host.PredefinedOf(HandleKind.Comm, host) is { } known)
            return (uint)known;
        if (!environment.Table(HandleKind.Comm).TryTake(out var slot))
        {
            _ = environment.Functions.Codes.CommFree(&host);
            throw new ArgumentCheckException(ErrorClasses.NoMem, -1, 0);
        }

        try
        {
            return Publish(slot, host, parent);
        }
        catch
        {
            environment.Table(HandleKind.Comm).Return(slot);
            throw;
        }
    }

    /// <summary>The guest's handle for a group the host has made.</summary>
    public uint NewGroup(ulong host)
    {
        if (environment.Host.PredefinedOf(HandleKind.Group, host) is { } known)
            return (uint)known;
        if (!environment.Table(HandleKind.Group).TryTake(out var slot))
        {
            _ = environment.Functions.Codes.GroupFree(&host);
            throw new ArgumentCheckException(ErrorClasses.NoMem, -1, 0);
        }

        return environment.Table(HandleKind.Group).Publish(slot, host);
    }

    /// <summary>Makes a communicator of the host known to the guest, in a slot that was taken before the host was called.</summary>
    public uint Publish(uint slot, ulong host, uint parent)
    {
        var table = environment.Table(HandleKind.Comm);
        try
        {
            Describe((CommEntry*)table.Entry(Handle.PredefinedCount + slot), host);
        }
        catch (Exception e) when (e is HostCallException or ArgumentCheckException)
        {
            _ = environment.Functions.Codes.CommFree(&host);
            throw;
        }

        var guest = table.Publish(slot, host);
        if (parent != 0)
            environment.Errors.SetHandler(guest, environment.Errors.Handler(parent));
        return guest;
    }

    /// <summary>
    /// The operation that makes a communicator is over: its handle, which the guest has already, becomes valid, or never does.
    /// </summary>
    public void EndDuplicate(uint slot, uint parent, bool isMade)
    {
        var table = environment.Table(HandleKind.Comm);
        var entry = table.Entry(Handle.PredefinedCount + slot);
        try
        {
            if (isMade)
            {
                _ = Publish(slot, entry->Host, parent);
                return;
            }
        }
        catch (Exception e) when (e is HostCallException or ArgumentCheckException)
        {
            // The library says that it is none.
        }

        environment.Attributes.Forget(Handle.Make(HandleKind.Comm, entry->Meta, slot));
        table.Return(slot);
    }

    /// <summary>Gives a predefined handle its communicator of the host.</summary>
    public CommEntry* SetPredefined(uint guest, ulong host)
    {
        var table = environment.Table(HandleKind.Comm);
        var entry = (CommEntry*)table.Entry(guest);
        Describe(entry, host);
        table.SetPredefined(guest, host);
        return entry;
    }

    /// <summary>Asks the host what shims need to know, and makes its errors come back to us.</summary>
    private void Describe(CommEntry* entry, ulong host)
    {
        ReturnErrors(host);
        var functions = environment.Functions;
        int isInter;
        functions.CommSize(host, &entry->GroupSize);
        functions.CommRank(host, &entry->Rank);
        functions.CommTestInter(host, &isInter);
        entry->RemoteSize = -1;
        if (isInter != 0)
            functions.CommRemoteSize(host, &entry->RemoteSize);
        entry->PeerSize = entry->RemoteSize >= 0 ? entry->RemoteSize : entry->GroupSize;
        Topology.Describe(environment, entry, host);
    }

    /// <summary>Has the host tell errors on a communicator, instead of ending the job.</summary>
    public void ReturnErrors(ulong comm)
    {
        if (environment.Library.Predefined(ConstantNames.ErrorsReturn) is { } handler)
            environment.Functions.CommSetErrhandler(comm, handler);
    }
}
