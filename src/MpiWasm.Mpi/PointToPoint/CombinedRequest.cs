using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>
/// A receive and a send that are one request to the guest: MPI_Isendrecv where the host has none. The status is the receive's.
/// </summary>
/// <param name="environment">The process' MPI.</param>
/// <param name="receive">The host's request of the receive.</param>
/// <param name="send">The host's request of the send.</param>
/// <param name="staging">Memory the send reads, to be freed; 0 for none.</param>
internal sealed unsafe class CombinedRequest(MpiEnvironment environment, ulong receive, ulong send, nint staging) : EmulatedRequest
{
    private ulong _receive = receive;
    private ulong _send = send;
    private bool _received;
    private bool _sent;

    public override bool Advance()
    {
        _received = _received || AskHost(environment, ref _receive, HostStatus);
        _sent = _sent || AskHost(environment, ref _send, new byte[StatusTranslation.HostRoom]);
        return _received && _sent;
    }

    public override void Cancel()
    {
        // What is over, or cancelled already, is not cancelled: see MPI_Cancel.
        _ = Advance();
        if (!_received)
            Cancel(ref _receive);
        if (!_sent)
            Cancel(ref _send);
    }

    public override void Release() => NativeMemory.Free((void*)staging);

    private void Cancel(ref ulong request)
    {
        var host = request;
        _ = environment.Functions.Codes.Cancel(&host);
    }
}
