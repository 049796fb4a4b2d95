using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Objects.Datatypes;
using MpiWasm.Mpi.PointToPoint;

namespace MpiWasm.Mpi.Collectives;

/// <summary>
/// A persistent collective operation (MPI 5.0 §6.13) where the host has none: each start calls the nonblocking operation with the arguments
/// of old. Arrays among them stay the guest's, who must not change them before the request is freed; they are checked at each start.
/// </summary>
/// <param name="environment">The process' MPI.</param>
/// <param name="procedure">The nonblocking procedure.</param>
/// <param name="arguments">Its arguments without the request.</param>
/// <param name="lane">Its communicator, which is among the arguments.</param>
/// <param name="types">Handles among the arguments that are its own.</param>
internal sealed unsafe class PersistentCollective(
    MpiEnvironment environment, Procedure procedure, ulong[] arguments, Lane lane, List<uint> types)
    : EmulatedRequest
{
    private uint _running = StandardAbi.RequestNull;
    private bool _active;

    public override bool IsPersistent => true;

    public override bool IsInactive => !_active;

    public override bool Start(MpiContext* shims, ulong address)
    {
        if (_active)
            return false;
        // The shim has been told the address by MPI_Start, which has checked it.
        var handle = new GuestWord(environment.GuestAbi, Call.HostAddress(shims, address));
        var own = handle.Value;
        try
        {
            ShimCalls.Invoke(shims, procedure, [.. arguments, address]);
            _running = handle.Handle;
            // The shim has made a request of the host's, or one that is reduced here; what the memory of the guest says may be anything by
            // now, also this very request.
            if (environment.Requests.Emulated(_running) is not (null or OrderedReduceScatter))
            {
                _running = StandardAbi.RequestNull;
                throw new ArgumentCheckException(ErrorClasses.Request, -1, own);
            }
        }
        finally
        {
            handle.Store(own);
        }

        Error = 0;
        _active = true;
        return true;
    }

    public override bool Advance()
    {
        if (_running == StandardAbi.RequestNull)
            return true;
        // Between start and now another thread of the guest may have meddled with the handle: whatever it is, it must be a request.
        if (environment.Table(HandleKind.Request).Find(_running) is null)
        {
            _running = StandardAbi.RequestNull;
            return true;
        }

        var progress = new RequestProgress(environment);
        if (progress.Complete(ref _running) == Progress.Pending)
            return false;
        Error = progress.Error;
        _running = StandardAbi.RequestNull;
        progress.CopyStatus(HostStatus);
        return true;
    }

    public override void Completed() => _active = false;

    public override void Release()
    {
        environment.Lanes.Return(lane);
        foreach (var type in types)
        {
            // A guest can free what it finds by guessing, too.
            if (environment.Datatypes.TryFind(type) is not null)
                environment.Datatypes.Free(type);
        }
    }
}
