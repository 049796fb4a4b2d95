using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>
/// The guest's generalized requests (MPI 5.0 §13.2), which are the host's: so they complete together with others. They are known here by
/// handle until they are complete, since a program may free a request before; some libraries call its free function then already, others
/// when it is complete.
/// </summary>
internal sealed unsafe class GeneralizedRequests(MpiEnvironment environment)
{
    private readonly ConcurrentDictionary<uint, GeneralizedRequest> _requests = new();

    /// <summary>Also those that are complete, until the library calls their free function.</summary>
    private readonly ConcurrentDictionary<uint, GeneralizedRequest> _known = new();

    public uint Start(GeneralizedRequest request)
    {
        var slot = environment.Requests.Reserve();
        var state = GCHandle.Alloc(request);
        ulong host = 0;
        var code = environment.Functions.Codes.GrequestStart((void*)GeneralizedRequest.QueryEntry, (void*)GeneralizedRequest.FreeEntry,
            (void*)GeneralizedRequest.CancelEntry, (void*)GCHandle.ToIntPtr(state), &host);
        if (code != 0)
        {
            state.Free();
            environment.Table(HandleKind.Request).Return(slot);
            Call.Check(code);
        }

        request.Host = host;
        request.Guest = environment.Requests.Publish(slot, host);
        _known[request.Guest] = _requests[request.Guest] = request;
        return request.Guest;
    }

    /// <summary>Whether a valid handle is a generalized request's.</summary>
    public bool Knows(uint guest) => _known.ContainsKey(guest);

    public void Forget(GeneralizedRequest request) => _known.TryRemove(new(request.Guest, request));

    /// <summary>MPI_Grequest_complete; false where the handle is no generalized request that is not yet complete.</summary>
    public bool Complete(uint guest)
    {
        if (!_requests.TryRemove(guest, out var request))
            return false;
        environment.Functions.GrequestComplete(request.Host);
        return true;
    }
}
