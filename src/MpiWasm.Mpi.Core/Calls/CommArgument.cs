using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Core.Calls;

/// <summary>
/// A communicator among the arguments of a call: what is known of it, looked up at each use like a <see cref="HandleArgument"/>.
/// </summary>
internal readonly unsafe struct CommArgument
{
    private readonly HandleTable _table;
    private readonly uint _guest;
    private readonly int _argument;

    /// <exception cref="ArgumentCheckException">It is no valid communicator.</exception>
    public CommArgument(HandleTable table, int argument, uint guest)
    {
        _table = table;
        _argument = argument;
        _guest = guest;
        _ = Entry;
    }

    /// <inheritdoc cref="HandleArgument.Host"/>
    public ulong Host => Entry->Head.Host;

    /// <inheritdoc cref="CommEntry.Rank"/>
    public int Rank => Entry->Rank;

    /// <inheritdoc cref="CommEntry.GroupSize"/>
    public int GroupSize => Entry->GroupSize;

    /// <inheritdoc cref="CommEntry.RemoteSize"/>
    public int RemoteSize => Entry->RemoteSize;

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

    /// <summary>For the call of the host that comes next; not to be kept.</summary>
    private CommEntry* Entry => (CommEntry*)_table.Find(_guest) is var entry && entry is not null
        ? entry
        : throw new ArgumentCheckException(ErrorClasses.Comm, _argument, _guest);
}
