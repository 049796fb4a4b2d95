using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls;

/// <summary>
/// A communicator among the arguments of a call: what is known of it, looked up at each use like a <see cref="HandleArgument"/>.
/// </summary>
internal readonly unsafe struct CommArgument
{
    private readonly HandleTable _table;

    public CommArgument(Call call, int index)
    {
        _table = call.Environment.Table(HandleKind.Comm);
        Index = index;
        Guest = call.Handle(index);
    }

    /// <inheritdoc cref="IntArgument.Index"/>
    public int Index { get; }

    /// <inheritdoc cref="HandleArgument.Guest"/>
    public uint Guest { get; }

    /// <inheritdoc cref="HandleArgument.Host"/>
    public ulong Host => Entry->Head.Host;

    /// <inheritdoc cref="CommEntry.Rank"/>
    public int Rank => Entry->Rank;

    /// <inheritdoc cref="CommEntry.GroupSize"/>
    public int GroupSize => Entry->GroupSize;

    /// <inheritdoc cref="CommEntry.RemoteSize"/>
    public int RemoteSize => Entry->RemoteSize;

    public bool IsIntercommunicator => RemoteSize >= 0;

    /// <inheritdoc cref="CommEntry.PeerSize"/>
    public int PeerSize => Entry->PeerSize;

    /// <inheritdoc cref="CommEntry.Topology"/>
    public int Topology => Entry->Topology;

    /// <inheritdoc cref="CommEntry.InDegree"/>
    public int InDegree => Entry->InDegree;

    /// <inheritdoc cref="CommEntry.Paired"/>
    public ulong Paired => Entry->Paired;

    /// <inheritdoc cref="CommEntry.Faults"/>
    public NeighbourFaults Faults => Entry->Faults;

    /// <inheritdoc cref="HandleArgument.Require"/>
    public CommArgument Require()
    {
        _ = Entry;
        return this;
    }

    /// <summary>Throws unless it is valid and no intercommunicator.</summary>
    public CommArgument RequireIntracommunicator() => IsIntercommunicator ? throw Error(ErrorClasses.Comm) : this;

    /// <inheritdoc cref="IntArgument.Error"/>
    public ArgumentCheckException Error(int errorClass) => new(errorClass, Index, Guest);

    public static implicit operator ulong(CommArgument comm) => comm.Host;

    public static implicit operator HandleArgument(CommArgument comm) => new(comm._table, comm.Index, comm.Guest);

    /// <summary>For the call of the host that comes next; not to be kept.</summary>
    private CommEntry* Entry => (CommEntry*)_table.Find(Guest) is var entry && entry is not null ? entry : throw Error(ErrorClasses.Comm);
}
