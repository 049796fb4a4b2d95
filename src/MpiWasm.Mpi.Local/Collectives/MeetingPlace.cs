using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;

namespace MpiWasm.Mpi.Local.Collectives;

/// <summary>
/// Where the collectives of a communicator meet. Each rank brings its arguments; the last to come does the whole of it, reading and
/// writing the others' buffers, and tells them. So a started collective needs no progress of those that wait, and all ranks get the
/// same bits, whatever the order in which they came.
/// </summary>
internal sealed class MeetingPlace(int seats)
{
    private readonly Lock _guard = new();
    private readonly Queue<Meeting> _open = new();
    private readonly Stack<Meeting> _spare = new();

    // The number of the first meeting that is open.
    private long _first;

    /// <summary>A rank comes to its next meeting here.</summary>
    /// <param name="calls">How many it has come to.</param>
    /// <param name="seat">Its place.</param>
    /// <param name="part">What it brings. Over when all have come; its result is written then.</param>
    public void Come(ref long calls, int seat, Part part)
    {
        Meeting meeting;
        lock (_guard)
        {
            var number = calls++;
            while (_first + _open.Count <= number)
                _open.Enqueue(_spare.TryPop(out var spare) ? spare : new Meeting(seats));
            meeting = _open.ElementAt((int)(number - _first));
            meeting.Parts[seat] = part;
            if (++meeting.Arrived < seats)
                return;
            // Each rank comes to them in order: the first that is full is the oldest.
            _ = _open.Dequeue();
            _first++;
        }

        Hold(meeting.Parts);
        Array.Clear(meeting.Parts);
        meeting.Arrived = 0;
        lock (_guard)
            _spare.Push(meeting);
    }

    private static void Hold(Part[] parts)
    {
        var error = Collective.IsSame(parts) ? StandardAbi.Success : StandardAbi.ErrOther;
        try
        {
            if (error == StandardAbi.Success)
                Collective.Do(parts);
        }
        catch (MpiFailure failure)
        {
            error = failure.ErrorClass;
        }

        foreach (var part in parts)
        {
            if (part.Request.Result.Error == StandardAbi.Success)
                part.Request.Result.Error = error;
            part.Request.Complete();
        }
    }

    private sealed class Meeting(int seats)
    {
        public Part[] Parts { get; } = new Part[seats];

        public int Arrived { get; set; }
    }
}
