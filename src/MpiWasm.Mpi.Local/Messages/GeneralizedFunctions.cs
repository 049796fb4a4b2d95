using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Local.Messages;

/// <summary>The functions of a generalized request (MPI 5.0 §13.2), and when they are called.</summary>
internal sealed unsafe class GeneralizedFunctions(
    delegate* unmanaged<nint, Status*, int> query, delegate* unmanaged<nint, int> free,
    delegate* unmanaged<nint, int, int> cancel, nint state)
{
    private int _isFreed;
    private int _isReleased;

    /// <summary>Asks for the status of the request, which is over.</summary>
    public void Query(Request request)
    {
        var status = Status.Empty(StandardAbi.Undefined, StandardAbi.Undefined);
        var error = query(state, &status);
        request.Result = status;
        if (error != StandardAbi.Success)
            request.Result.Error = error;
    }

    /// <summary>The request is over, and nobody asks for it any more; the error of the function. Once.</summary>
    public int Free() => Interlocked.Exchange(ref _isFreed, 1) == 0 ? free(state) : StandardAbi.Success;

    /// <summary>MPI_Request_free: the handle stays for MPI_Grequest_complete, unless that was called.</summary>
    public int Release(Request request, int* handle)
    {
        var freed = *handle;
        *handle = StandardAbi.RequestNull;
        // A full barrier: of this and the completion at least one sees the other.
        _ = Interlocked.Exchange(ref _isReleased, 1);
        return request.IsDone ? End(request, freed) : StandardAbi.Success;
    }

    /// <summary>MPI_Grequest_complete.</summary>
    public int Complete(Request request, int handle)
    {
        request.Complete();
        return Volatile.Read(ref _isReleased) != 0 ? End(request, handle) : StandardAbi.Success;
    }

    private int End(Request request, int handle)
    {
        _ = request.Owner.Objects.Requests.TryRemove(handle, out _);
        return Free();
    }

    /// <summary>MPI_Cancel; the error of the function.</summary>
    public int Cancel(bool isOver) => cancel(state, isOver ? 1 : 0);
}
