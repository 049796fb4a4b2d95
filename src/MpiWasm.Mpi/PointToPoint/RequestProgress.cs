using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>What asking for a request has shown.</summary>
internal enum Progress
{
    /// <summary>A null or an inactive request.</summary>
    Inactive,
    Pending,
    Over,
}

/// <summary>Asks for one request after the other, of the host or emulated: what the managed completion procedures are made of.</summary>
internal unsafe struct RequestProgress(MpiEnvironment environment)
{
    private readonly HostAbi _abi = environment.Library.Abi;
    private fixed byte _status[StatusTranslation.HostRoom];

    /// <summary>The host's error code of the request asked for last, 0 for none.</summary>
    public int Error { get; private set; }

    /// <summary>Asks without ending the request.</summary>
    public Progress Look(uint guest)
    {
        Error = 0;
        if (guest < Handle.PredefinedCount)
            return Progress.Inactive;
        if (environment.Requests.Emulated(guest) is { } emulated)
            return Look(emulated);
        int flag;
        fixed (byte* status = _status)
        {
            environment.Functions.RequestGetStatus(environment.Table(HandleKind.Request).Entry(Handle.Index(guest))->Host, &flag, status);
            if (flag == 0)
                return Progress.Pending;
            // The host says of an inactive request that it is complete, with an empty status.
            var inactive = environment.Requests.Has(guest, RequestFlags.Persistent)
                && StatusTranslation.IsEmpty(_abi, new ReadOnlySpan<byte>(status, StatusTranslation.HostRoom));
            return inactive ? Progress.Inactive : Progress.Over;
        }
    }

    /// <summary>Asks, and ends the request if its operation is over.</summary>
    /// <param name="guest">The handle; afterwards MPI_REQUEST_NULL if it has ended.</param>
    public Progress Complete(ref uint guest)
    {
        Error = 0;
        if (guest < Handle.PredefinedCount)
            return Progress.Inactive;
        var requests = environment.Requests;
        if (requests.Emulated(guest) is { } emulated)
        {
            var progress = Look(emulated);
            if (progress == Progress.Over)
            {
                emulated.Completed();
                if (!emulated.IsPersistent)
                    End(ref guest);
            }

            return progress;
        }

        // Testany tells a request that is inactive from one whose operation is over.
        var host = environment.Table(HandleKind.Request).Entry(Handle.Index(guest))->Host;
        int index, flag;
        fixed (byte* status = _status)
            Error = environment.Functions.Codes.Testany(1, &host, &index, &flag, status);
        if (Error == 0 && flag == 0)
            return Progress.Pending;
        if (Error == 0 && index == _abi.Undefined)
            return Progress.Inactive;
        if (_abi.HandleBytes == 4)
            host = (uint)host;
        if (host == environment.Library.Predefined(ConstantNames.RequestNull))
            End(ref guest);
        return Progress.Over;
    }

    /// <summary>The host's status of the request asked for last.</summary>
    public void CopyStatus(Span<byte> host)
    {
        fixed (byte* status = _status)
            new ReadOnlySpan<byte>(status, StatusTranslation.HostRoom).CopyTo(host);
    }

    /// <summary>Stores the status of the request asked for last.</summary>
    public void WriteStatus(Span<byte> guest, Progress progress)
    {
        if (guest.IsEmpty)
            return;
        if (progress == Progress.Inactive)
        {
            StatusTranslation.SetEmpty(guest);
            return;
        }

        fixed (byte* status = _status)
            StatusTranslation.ToGuest(_abi, new ReadOnlySpan<byte>(status, StatusTranslation.HostRoom), guest);
    }

    private Progress Look(EmulatedRequest emulated)
    {
        if (emulated.IsInactive)
            return Progress.Inactive;
        if (!emulated.Advance())
            return Progress.Pending;
        Error = emulated.Error;
        fixed (byte* status = _status)
            emulated.Status.CopyTo(new Span<byte>(status, StatusTranslation.HostRoom));
        return Progress.Over;
    }

    private readonly void End(ref uint guest)
    {
        environment.Requests.End(guest);
        guest = StandardAbi.RequestNull;
    }
}
