using System.Collections;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Messages;

namespace MpiWasm.Mpi.Local.Partitioned;

/// <summary>
/// A partitioned send and the receive that was made for it. A partition goes over when it is ready and both are started, by whoever came
/// second to that; with the last one both are over. So they are always at the same round, and a round needs no memory of its own.
/// </summary>
internal sealed unsafe class PartitionedLink(int source, int tag)
{
    private readonly Lock _guard = new();
    private PartitionedSide? _sender;
    private PartitionedSide? _receiver;
    private BitArray _ready = new(0);
    private BitArray _taken = new(0);
    private BitArray _arrived = new(0);
    private int _missing;

    /// <summary>A side comes, before it is started.</summary>
    public void Add(PartitionedSide side)
    {
        lock (_guard)
        {
            if (!side.IsSender)
            {
                _receiver = side;
                return;
            }

            _sender = side;
            (_ready, _taken, _arrived) = (new(side.Partitions), new(side.Partitions), new(side.Partitions));
        }
    }

    public void Start(PartitionedSide side)
    {
        List<int>? due;
        lock (_guard)
        {
            side.IsActive = true;
            if (side.IsSender)
                Renew();
            due = Due();
        }

        Move(due);
    }

    /// <summary>MPI_Pready_range; false where a partition does not exist or is ready, or the send is not started.</summary>
    public bool MarkReady(int first, int last)
    {
        List<int>? due;
        lock (_guard)
        {
            if (_sender is not { IsActive: true } || first < 0 || last >= _ready.Length || first > last)
                return false;
            for (var i = first; i <= last; i++)
            {
                if (_ready[i])
                    return false;
                _ready[i] = true;
            }

            due = Due();
        }

        Move(due);
        return true;
    }

    /// <summary>Whether all data of a partition of the receive are there.</summary>
    public bool HasArrived(int partition)
    {
        lock (_guard)
        {
            var receiver = _receiver!;
            if (!receiver.IsActive)
                return true;
            if (_sender is not { IsActive: true } sender || sender.Bytes == 0)
                return false;
            var (start, end) = (partition * receiver.Bytes, Math.Min((partition + 1) * receiver.Bytes, sender.AllBytes));
            for (var i = start / sender.Bytes; i * sender.Bytes < end; i++)
            {
                if (!_arrived[(int)i])
                    return false;
            }

            return true;
        }
    }

    private void Renew()
    {
        _ready.SetAll(false);
        _taken.SetAll(false);
        _arrived.SetAll(false);
        _missing = _sender!.Partitions;
    }

    /// <summary>Partitions that can go over now, which nobody else moves; null where one side is not started. Under the lock.</summary>
    private List<int>? Due()
    {
        if (_sender is not { IsActive: true } || _receiver is not { IsActive: true })
            return null;
        var due = new List<int>();
        for (var i = 0; i < _ready.Length; i++)
        {
            if (!_ready[i] || _taken[i])
                continue;
            _taken[i] = true;
            due.Add(i);
        }

        return due;
    }

    private void Move(List<int>? due)
    {
        if (due is null)
            return;
        foreach (var partition in due)
            Copy(partition);
        lock (_guard)
        {
            foreach (var partition in due)
                _arrived[partition] = true;
            _missing -= due.Count;
            if (_missing != 0 || !_sender!.IsActive)
                return;
            (_sender.IsActive, _receiver!.IsActive) = (false, false);
        }

        End();
    }

    private void Copy(int partition)
    {
        var (sender, receiver) = (_sender!, _receiver!);
        var start = partition * sender.Bytes;
        var left = Math.Min(sender.Bytes, receiver.AllBytes - start);
        if (left <= 0)
            return;
        var from = new RunCursor(
            sender.Buffer + (partition * sender.Count * sender.Type.Extent), sender.Count, sender.Type,
            new RunCursor.Level[RunCursor.LevelsOf(sender.Type)]);
        var to = new RunCursor(
            receiver.Buffer, receiver.Partitions * receiver.Count, receiver.Type, new RunCursor.Level[RunCursor.LevelsOf(receiver.Type)]);
        to.Skip(start);
        while (true)
        {
            var piece = Math.Min(left, Math.Min(from.Length, to.Length));
            Buffer.MemoryCopy(from.Address, to.Address, piece, piece);
            left -= piece;
            if (left == 0)
                return;
            from.Take(piece);
            to.Take(piece);
        }
    }

    private void End()
    {
        var (sender, receiver) = (_sender!, _receiver!);
        receiver.Request!.Result = new Status
        {
            Source = source,
            Tag = tag,
            Error = sender.AllBytes > receiver.AllBytes ? StandardAbi.ErrTruncate : StandardAbi.Success,
            Bytes = Math.Min(sender.AllBytes, receiver.AllBytes),
        };
        receiver.Request.Complete();
        sender.Request!.Complete();
    }
}
