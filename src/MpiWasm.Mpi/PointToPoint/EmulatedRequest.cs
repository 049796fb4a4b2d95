using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>
/// A request that is none of the host's, or several of them: the completion calls ask it instead of the host. Its operation goes on when it
/// is asked. One thread at a time works on a request, as the standard demands of programs (MPI 5.0 §11.6).
/// </summary>
internal abstract unsafe class EmulatedRequest
{
    /// <summary>What shims must know of it, beyond that it is emulated.</summary>
    public virtual RequestFlags Flags => RequestFlags.None;

    /// <summary>Whether it is persistent: then completion makes it inactive and does not end it.</summary>
    public virtual bool IsPersistent => false;

    /// <summary>A persistent request that is not started: completion calls pass over it.</summary>
    public virtual bool IsInactive => false;

    /// <summary>Room for a status of the host.</summary>
    protected byte[] HostStatus { get; } = new byte[StatusTranslation.HostRoom];

    /// <summary>The status once the operation is over.</summary>
    public ReadOnlySpan<byte> Status => HostStatus;

    /// <summary>The host's error code of the operation, 0 for none.</summary>
    public int Error { get; protected set; }

    /// <summary>Makes progress. True, from then on, when the operation is over; true of one that is inactive.</summary>
    public abstract bool Advance();

    /// <summary>A completion call has returned it.</summary>
    public virtual void Completed()
    {
    }

    /// <summary>MPI_Start; false where it cannot be started.</summary>
    /// <param name="shims">What shims of the calling instance get.</param>
    /// <param name="address">Guest address of the handle, which may be written and is restored.</param>
    public virtual bool Start(MpiContext* shims, ulong address) => false;

    /// <summary>MPI_Cancel.</summary>
    public virtual void Cancel()
    {
    }

    /// <summary>Asks the host whether one of its requests is over; then it is gone, and its status and error are kept.</summary>
    protected bool AskHost(MpiEnvironment environment, ref ulong request, byte[] status)
    {
        int flag, code;
        var host = request;
        fixed (byte* room = status)
            code = environment.Functions.Codes.Test(&host, &flag, room);
        request = host;
        if (code != 0 && Error == 0)
            Error = code;
        return code != 0 || flag != 0;
    }

    /// <summary>Nobody will ask for it again: its operation is over or, at MPI_Finalize, given up.</summary>
    public abstract void Release();
}
