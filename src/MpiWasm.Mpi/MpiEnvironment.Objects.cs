using MpiWasm.Mpi.Managed;
using MpiWasm.Mpi.Native;

namespace MpiWasm.Mpi;

/// <content>New objects of the host, and values that differ between host and guest.</content>
public sealed unsafe partial class MpiEnvironment
{
    /// <summary>The guest's handle for a communicator the host has made; MPI_COMM_NULL where it made none.</summary>
    /// <param name="host">The host's handle.</param>
    /// <param name="parent">The guest's handle of the communicator it came from, whose error handler it inherits.</param>
    internal int NewCommunicator(ulong host, uint parent)
    {
        if (IsNull(host, "MPI_COMM_NULL"))
            return Api.Value("MPI_COMM_NULL");
        var table = Table(HandleKind.Comm);
        if (!table.TryTake(out var slot))
            throw new ArgumentCheckException(ErrorClasses.NoMem, -1, 0);
        Describe((CommEntry*)table.Entry(Handle.PredefinedCount + slot), host);
        var guest = table.Publish(slot, host);
        Errors.SetHandler(guest, Errors.Handler(parent));
        return (int)guest;
    }

    internal int NewGroup(ulong host)
    {
        if (IsNull(host, "MPI_GROUP_NULL"))
            return Api.Value("MPI_GROUP_NULL");
        if (IsNull(host, "MPI_GROUP_EMPTY"))
            return Api.Value("MPI_GROUP_EMPTY");
        var table = Table(HandleKind.Group);
        if (!table.TryTake(out var slot))
            throw new ArgumentCheckException(ErrorClasses.NoMem, -1, 0);
        return (int)table.Publish(slot, host);
    }

    /// <summary>The host's value for the guest's, of the constants whose names begin so; null where there is none.</summary>
    internal int? ToHost(string prefix, int guest)
    {
        foreach (var (name, value) in Library.Host.Constants)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal) && Api.FindConstant(name) is { } constant && constant.Value == guest)
                return value;
        }

        return null;
    }

    /// <summary>The guest's value for the host's, of the constants whose names begin so; null where there is none.</summary>
    internal int? ToGuest(string prefix, int host)
    {
        foreach (var (name, value) in Library.Host.Constants)
        {
            if (value == host && name.StartsWith(prefix, StringComparison.Ordinal) && Api.FindConstant(name) is { } constant)
                return constant.Value;
        }

        return null;
    }

    internal int Comparison(int host) =>
        Named(host, "MPI_IDENT", "MPI_CONGRUENT", "MPI_SIMILAR", "MPI_UNEQUAL") ?? Api.Value("MPI_UNEQUAL");

    internal int TopologyToGuest(int host) => Named(host, "MPI_CART", "MPI_GRAPH", "MPI_DIST_GRAPH") ?? StandardAbi.Undefined;

    internal int RankToGuest(int host) =>
        host == Library.Abi.Undefined ? StandardAbi.Undefined : host == Library.Abi.ProcNull ? StandardAbi.ProcNull : host;

    private int? Named(int host, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Library.Host.Constants.TryGetValue(name, out var value) && value == host)
                return Api.Value(name);
        }

        return null;
    }

    private bool IsNull(ulong host, string name) => Library.Predefined(name) == host;

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
        if (Library.Predefined("MPI_ERRORS_RETURN") is { } handler)
            Call.Check(((delegate* unmanaged<ulong, ulong, int>)HostFunction("MPI_Comm_set_errhandler"))(host, handler));
        entry->GroupSize = Ask("MPI_Comm_size", host);
        entry->Rank = Ask("MPI_Comm_rank", host);
        entry->RemoteSize = Ask("MPI_Comm_test_inter", host) != 0 ? Ask("MPI_Comm_remote_size", host) : -1;
        entry->PeerSize = entry->RemoteSize >= 0 ? entry->RemoteSize : entry->GroupSize;
        DescribeTopology(entry, host);
    }

    /// <summary>The neighbours: neighbourhood collectives touch a block for each (MPI 5.0 §8.6).</summary>
    private void DescribeTopology(CommEntry* entry, ulong host)
    {
        (entry->CartDimensions, entry->InDegree, entry->OutDegree) = (0, 0, 0);
        var topology = TopologyToGuest(Ask("MPI_Topo_test", host));
        if (topology == Api.Value("MPI_CART"))
        {
            entry->CartDimensions = Ask("MPI_Cartdim_get", host);
            entry->InDegree = entry->OutDegree = 2 * entry->CartDimensions;
        }
        else if (topology == Api.Value("MPI_GRAPH"))
        {
            int degree;
            Call.Check(((delegate* unmanaged<ulong, int, int*, int>)HostFunction("MPI_Graph_neighbors_count"))(host, entry->Rank, &degree));
            entry->InDegree = entry->OutDegree = degree;
        }
        else if (topology == Api.Value("MPI_DIST_GRAPH"))
        {
            int sources, destinations, weighted;
            Call.Check(((delegate* unmanaged<ulong, int*, int*, int*, int>)HostFunction("MPI_Dist_graph_neighbors_count"))(host, &sources, &destinations, &weighted));
            (entry->InDegree, entry->OutDegree) = (sources, destinations);
        }
    }

    private int Ask(string function, ulong comm)
    {
        int value;
        Call.Check(((delegate* unmanaged<ulong, int*, int>)HostFunction(function))(comm, &value));
        return value;
    }
}
