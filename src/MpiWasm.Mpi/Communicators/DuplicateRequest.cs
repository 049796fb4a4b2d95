using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.PointToPoint;

namespace MpiWasm.Mpi.Communicators;

/// <summary>
/// A communicator that is being duplicated (MPI_Comm_idup). Whether it failed is looked at here, before anything is done with the new
/// communicator: Open MPI leaves one behind that cannot be used.
/// </summary>
/// <param name="environment">MPI in this process.</param>
/// <param name="slot">The slot of the new communicator, into whose entry the library stores its handle.</param>
/// <param name="parent">The guest's handle of what is duplicated.</param>
/// <param name="started">The library's request.</param>
internal sealed unsafe class DuplicateRequest(MpiEnvironment environment, uint slot, uint parent, ulong started) : EmulatedRequest
{
    private readonly Lock _guard = new();
    private ulong _request = started;
    private bool _isOver;

    public uint Parent => parent;

    public override RequestFlags Flags => RequestFlags.Firm;

    /// <summary>Whoever frees the communicator that is duplicated asks, too.</summary>
    public override bool Advance()
    {
        lock (_guard)
        {
            if (_isOver)
                return true;
            if (!AskHost(environment, ref _request, HostStatus))
                return false;
            _isOver = true;
        }

        environment.Duplications.End(this);
        environment.Communicators.EndDuplicate(slot, parent, isMade: Error == 0);
        return true;
    }

    public override void Release()
    {
    }
}
