using System.Globalization;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Hosts;
using MpiWasm.Mpi.Managed;
using MpiWasm.Mpi.Objects;

namespace MpiWasm.Mpi;

/// <content>New objects of the host, and values that differ between host and guest.</content>
public sealed unsafe partial class MpiEnvironment
{
    /// <summary>The guest's handle for a communicator the host has made; MPI_COMM_NULL where it made none.</summary>
    /// <param name="host">The host's handle.</param>
    /// <param name="parent">The guest's handle of the communicator it came from, whose error handler it inherits.</param>
    internal int NewCommunicator(ulong host, uint parent)
    {
        if (Host.PredefinedOf(HandleKind.Comm, host) is { } known)
            return known;
        if (!Table(HandleKind.Comm).TryTake(out var slot))
        {
            Host.Free("MPI_Comm_free", host);
            throw new ArgumentCheckException(ErrorClasses.NoMem, -1, 0);
        }

        try
        {
            return (int)Publish(HandleKind.Comm, slot, host, parent);
        }
        catch
        {
            Table(HandleKind.Comm).Return(slot);
            throw;
        }
    }

    internal int NewGroup(ulong host)
    {
        if (Host.PredefinedOf(HandleKind.Group, host) is { } known)
            return known;
        if (!Table(HandleKind.Group).TryTake(out var slot))
        {
            Host.Free("MPI_Group_free", host);
            throw new ArgumentCheckException(ErrorClasses.NoMem, -1, 0);
        }

        return (int)Publish(HandleKind.Group, slot, host, 0);
    }

    /// <summary>Makes an object of the host known to the guest, in a slot that was taken before the host was called.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="slot">The slot, which goes back if this fails.</param>
    /// <param name="host">The host's handle.</param>
    /// <param name="parent">The communicator a new communicator came from, whose error handler it inherits; or 0.</param>
    internal uint Publish(HandleKind kind, uint slot, ulong host, uint parent)
    {
        var table = Table(kind);
        if (kind == HandleKind.Comm)
        {
            try
            {
                Describe((CommEntry*)table.Entry(Handle.PredefinedCount + slot), host);
            }
            catch (Exception e) when (e is HostCallException or ArgumentCheckException)
            {
                Host.Free("MPI_Comm_free", host);
                throw;
            }
        }

        if (kind == HandleKind.Info)
            return Infos.Adopt(slot, host);
        if (kind == HandleKind.Request)
            return Requests.Publish(slot, host);
        var guest = table.Publish(slot, host);
        if (kind == HandleKind.Comm && parent != 0)
            Errors.SetHandler(guest, Errors.Handler(parent));
        return guest;
    }

    /// <summary>
    /// The operation that makes a communicator is over: its handle, which the guest has already, becomes valid, or never does.
    /// </summary>
    internal void EndDuplicate(uint slot, uint parent, bool isMade)
    {
        var table = Table(HandleKind.Comm);
        var entry = table.Entry(Handle.PredefinedCount + slot);
        try
        {
            if (isMade)
            {
                _ = Publish(HandleKind.Comm, slot, entry->Host, parent);
                return;
            }
        }
        catch (Exception e) when (e is HostCallException or ArgumentCheckException)
        {
            // The library says that it is none.
        }

        Attributes.Forget(Handle.Make(HandleKind.Comm, entry->Meta, slot));
        table.Return(slot);
    }

    /// <summary>What MPI_Info_create_env says (MPI 5.0 §11.2.1): of the guest, nothing of the host, and the same whenever it is asked.</summary>
    internal static InfoObject DescribeCommand(IReadOnlyList<string> arguments)
    {
        var content = new InfoObject();
        if (arguments.Count > 0)
            content.Set("command", arguments[0]);
        if (arguments.Count > 1)
            content.Set("argv", string.Join(' ', arguments.Skip(1)));
        content.Set("arch", "wasm32");
        return content;
    }

    /// <summary>What MPI_INFO_ENV says (MPI 5.0 §11.6) once MPI runs.</summary>
    internal InfoObject DescribeStart()
    {
        var content = DescribeCommand(Arguments);
        content.Set("maxprocs", Host.Ask("MPI_Comm_size", Library.Predefined("MPI_COMM_WORLD")!.Value).ToString(CultureInfo.InvariantCulture));
        if (ProvidedThreadLevel() is { } level)
            content.Set("thread_level", level);
        return content;
    }

    /// <summary>The name of the thread level the host gives; null where it is none the guest knows.</summary>
    internal string? ProvidedThreadLevel()
    {
        int level;
        Call.Check(((delegate* unmanaged<int*, int>)HostFunction("MPI_Query_thread"))(&level));
        return Constants.ToGuest(ParameterKind.ThreadLevel, level) is { } known
            ? Api.Constants.First(c => c.Value == known && c.Name.StartsWith("MPI_THREAD_", StringComparison.Ordinal)).Name
            : null;
    }

    /// <summary>After an object is gone on the host: its handle becomes stale, and what was kept for it is forgotten.</summary>
    internal void Retire(HandleKind kind, uint guest)
    {
        Errors.Forget(guest);
        Names.Forget(guest);
        Attributes.Forget(guest);
        Table(kind).Free(guest);
    }

    private CommEntry* SetCommunicator(uint guest, ulong host)
    {
        var table = Table(HandleKind.Comm);
        var entry = (CommEntry*)table.Entry(guest);
        Describe(entry, host);
        table.SetPredefined(guest, host);
        return entry;
    }

    /// <summary>Asks the host what shims need to know, and makes its errors come back to us.</summary>
    private void Describe(CommEntry* entry, ulong host)
    {
        ReturnErrors(host);
        entry->GroupSize = Host.Ask("MPI_Comm_size", host);
        entry->Rank = Host.Ask("MPI_Comm_rank", host);
        entry->RemoteSize = Host.Ask("MPI_Comm_test_inter", host) != 0 ? Host.Ask("MPI_Comm_remote_size", host) : -1;
        entry->PeerSize = entry->RemoteSize >= 0 ? entry->RemoteSize : entry->GroupSize;
        Topology.Describe(this, entry, host);
    }

    private void ReturnErrors(ulong comm)
    {
        if (Library.Predefined("MPI_ERRORS_RETURN") is { } handler)
            Call.Check(((delegate* unmanaged<ulong, ulong, int>)HostFunction("MPI_Comm_set_errhandler"))(comm, handler));
    }
}
