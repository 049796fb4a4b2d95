using System.Collections;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>
/// Partitioned communication (MPI 5.0 §4) over a persistent message, for hosts older than MPI 4: the message is sent when the last
/// partition is ready, and all partitions arrive together. Several threads may mark partitions.
/// </summary>
/// <param name="environment">The process' MPI.</param>
/// <param name="host">The host's persistent request.</param>
/// <param name="partitions">Number of partitions.</param>
/// <param name="sends">Whether it is the sending side.</param>
internal sealed unsafe class PartitionedRequest(MpiEnvironment environment, ulong host, int partitions, bool sends) : EmulatedRequest
{
    /// <summary>Of all requests that live together: 16 MiB of marks.</summary>
    private const long MostMarks = 1L << 27;

    private static long _marks;

    private readonly Lock _lock = new();
    private readonly BitArray _ready = new(sends ? partitions : 0);
    private int _missing;
    private bool _active;
    private bool _sent;

    public override bool IsPersistent => true;

    public override bool IsInactive => !_active;

    public override RequestFlags Flags => sends ? RequestFlags.Sends : RequestFlags.Receives;

    /// <summary>
    /// Counts the marks of a request that is about to be made, whose messages may be empty; false where there are too many.
    /// </summary>
    public static bool TryReserve(int partitions)
    {
        if (Interlocked.Add(ref _marks, partitions) <= MostMarks)
            return true;
        GiveBack(partitions);
        return false;
    }

    /// <summary>It was not made, or is gone.</summary>
    public static void GiveBack(int partitions) => Interlocked.Add(ref _marks, -partitions);

    public override bool Start(MpiContext* shims, ulong address)
    {
        lock (_lock)
        {
            if (_active)
                return false;
            _active = true;
            _sent = false;
            _missing = sends ? partitions : 0;
            _ready.SetAll(false);
            if (_missing == 0)
                Send();
            return true;
        }
    }

    /// <summary>MPI_Pready_range; false where a partition does not exist or is ready, or the operation is not started.</summary>
    public bool MarkReady(int first, int last)
    {
        lock (_lock)
        {
            if (!sends || !_active || first < 0 || last >= partitions || first > last)
                return false;
            for (var i = first; i <= last; i++)
            {
                if (_ready[i])
                    return false;
                _ready[i] = true;
                if (--_missing == 0)
                    Send();
            }

            return true;
        }
    }

    /// <summary>MPI_Parrived; null where the partition does not exist.</summary>
    public bool? HasArrived(int partition) => !sends && partition >= 0 && partition < partitions ? !_active || Advance() : null;

    public override bool Advance()
    {
        lock (_lock)
        {
            if (!_active)
                return true;
            if (!_sent)
                return false;
            int flag;
            fixed (byte* status = HostStatus)
                Error = environment.Functions.Codes.RequestGetStatus(host, &flag, status);
            return Error != 0 || flag != 0;
        }
    }

    public override void Completed()
    {
        lock (_lock)
        {
            var request = host;
            int flag;
            if (Error == 0)
                Error = environment.Functions.Codes.Test(&request, &flag, (void*)environment.Library.Abi.StatusIgnore);
            _active = false;
        }
    }

    public override void Release()
    {
        var request = host;
        _ = environment.Functions.Codes.RequestFree(&request);
        GiveBack(partitions);
    }

    private void Send()
    {
        var request = host;
        Error = environment.Functions.Codes.Start(&request);
        _sent = true;
    }
}
