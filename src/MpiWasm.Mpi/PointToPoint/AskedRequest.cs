using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>
/// One request of the host, of which the host is asked until it is over, and never again: for hosts that do not stand to be asked twice.
/// </summary>
/// <param name="environment">The process' MPI.</param>
/// <param name="request">The host's request.</param>
/// <param name="ended">Runs once when the operation is over.</param>
internal sealed class AskedRequest(MpiEnvironment environment, ulong request, Action ended) : EmulatedRequest
{
    private ulong _request = request;
    private bool _isOver;

    public override bool Advance() => _isOver = _isOver || AskHost(environment, ref _request, HostStatus);

    /// <summary>One whose operation goes on at MPI_Finalize keeps what it uses.</summary>
    public override void Release()
    {
        if (_isOver)
            ended();
    }
}
