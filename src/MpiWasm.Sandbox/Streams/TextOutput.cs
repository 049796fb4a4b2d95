using System.Buffers;
using MpiWasm.Sandbox.Grants;
using MpiWasm.Unix;

namespace MpiWasm.Sandbox.Streams;

/// <summary>
/// A standard stream on its way to a terminal, or to where other ranks write too.
/// <list type="bullet">
/// <item>For a terminal, <see cref="TerminalFilter"/> looks at all that is written.</item>
/// <item>
/// Beside other ranks, whole lines are written, as many at a time as a pipe takes in one piece. The start of a line waits here for its
/// end, but not longer than <see cref="Patience"/>, and not while the guest waits for input: a prompt appears.
/// </item>
/// <item>
/// A launcher reads what lies in a pipe, a few KiB at a time, and mixes a line cut in two by such a read with those of others; so no more
/// than one read takes is ever left in the pipe. (Of a pseudo-terminal, which Open MPI uses, nobody can tell what is left in it.)
/// </item>
/// </list>
/// </summary>
internal sealed unsafe class TextOutput : IDisposable
{
    /// <summary>What Open MPI's daemons read at a time, and what a pipe takes in one piece (PIPE_BUF).</summary>
    private const int Block = 4096;

    /// <summary>A longer line is written in pieces.</summary>
    private const int LongestLine = 64 << 10;

    /// <summary>What one call takes at most: whoever wants to end this process waits for the call in progress.</summary>
    private const int MostAtATime = 1 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly int _descriptor;
    private readonly TerminalFilter? _filter;
    private readonly bool _wholeLines;
    private readonly bool _paces;
    private readonly Timer? _timer;
    private readonly ArrayBufferWriter<byte> _pending = new();

    // When to give up on a reader who does not read, as Environment.TickCount64; null: never.
    private long? _deadline;

    public TextOutput(int descriptor, bool filters, OutputSharing sharing)
    {
        var wholeLines = sharing != OutputSharing.None;
        _paces = sharing == OutputSharing.ThroughLauncher;
        _descriptor = descriptor;
        _filter = filters ? new TerminalFilter() : null;
        _wholeLines = wholeLines;
        _timer = wholeLines ? new Timer(static self => _ = ((TextOutput)self!).Flush(), this, Timeout.Infinite, Timeout.Infinite) : null;
    }

    /// <summary>Takes bytes of the vectors, in their order, up to 1 MiB. Returns their number, or a negative error number.</summary>
    public nint Write(IoVector* vectors, int count)
    {
        lock (_lock)
        {
            nint taken = 0;
            for (var i = 0; i < count; i++)
            {
                for (nuint done = 0; done < vectors[i].Length && taken < MostAtATime;)
                {
                    // The guest's bytes may change while we look: what was looked at is what is written, because it was copied.
                    var piece = (int)Math.Min(vectors[i].Length - done, (nuint)Math.Min(LongestLine, MostAtATime - taken));
                    Take(new ReadOnlySpan<byte>(vectors[i].Base + done, piece));
                    var errno = Emit(everything: !_wholeLines);
                    if (errno != 0)
                        return -errno;
                    done += (nuint)piece;
                    taken += piece;
                }
            }
            if (_pending.WrittenCount > 0)
                _ = _timer?.Change(Patience, Timeout.InfiniteTimeSpan);
            return taken;
        }
    }

    /// <summary>Writes the line that waits for its end. Returns 0 or the error number.</summary>
    public int Flush()
    {
        lock (_lock)
        {
            return Emit(everything: true);
        }
    }

    /// <summary>
    /// The same, within a time: for ends that the guest and its reader must not hold off, by calls that take long or by not
    /// reading. False when the time was over first.
    /// </summary>
    public bool TryFlush(TimeSpan time)
    {
        var deadline = Environment.TickCount64 + (long)time.TotalMilliseconds;
        if (!_lock.TryEnter(time))
            return false;
        try
        {
            _deadline = deadline;
            return Emit(everything: true) == 0;
        }
        finally
        {
            _deadline = null;
            _lock.Exit();
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _ = Flush();
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        if (_filter is null)
            _pending.Write(bytes);
        else
            _filter.Filter(bytes, _pending);
    }

    private int Emit(bool everything)
    {
        var bytes = _pending.WrittenSpan;
        var ready = everything || bytes.Length >= LongestLine ? bytes.Length : bytes.LastIndexOf((byte)'\n') + 1;
        if (ready == 0)
            return 0;
        var errno = 0;
        fixed (byte* start = bytes)
        {
            for (var at = 0; at < ready && errno == 0;)
            {
                var piece = _wholeLines ? PieceOf(bytes[at..ready]) : ready - at;
                if (_paces)
                    WaitForRoom(piece);
                errno = WriteAll(start + at, piece);
                at += piece;
            }
        }
        var rest = bytes[ready..].ToArray();
        _pending.ResetWrittenCount();
        _pending.Write(rest);
        return errno;
    }

    /// <summary>As many whole lines as make a block; of a longer line, a block.</summary>
    private static int PieceOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= Block)
            return bytes.Length;
        var lines = bytes[..Block].LastIndexOf((byte)'\n') + 1;
        return lines > 0 ? lines : Block;
    }

    /// <summary>
    /// Waits until the launcher has read so much that it will find this piece as a whole; not for ever, since it may not be reading at all.
    /// </summary>
    private void WaitForRoom(int piece)
    {
        const int Attempts = 20_000;
        var pause = new TimeSpec { Nanoseconds = 20_000 };
        for (var i = 0; i < Attempts; i++)
        {
            if ((Unread() is var unread && (unread <= 0 || unread + piece <= Block)) || Left() == 0)
                return;
            _ = Libc.Sleep(&pause, null);
        }
    }

    private int Unread()
    {
        int bytes;
        return Libc.DeviceControl(_descriptor, FileControls.BytesToRead, &bytes) == 0 ? bytes : 0;
    }

    /// <summary>Milliseconds to the deadline; more than there will ever be where there is none.</summary>
    private long Left() => _deadline is { } deadline ? Math.Max(deadline - Environment.TickCount64, 0) : long.MaxValue;

    private bool WaitForReader()
    {
        var left = Left();
        var time = new TimeSpec { Seconds = left / 1000, Nanoseconds = left % 1000 * 1_000_000 };
        var poll = new PollDescriptor { Descriptor = _descriptor, Events = PollDescriptor.Out };
        return Libc.Poll(&poll, 1, &time, null) > 0;
    }

    private int WriteAll(byte* bytes, int length)
    {
        while (length > 0)
        {
            // So much a pipe that has room takes without waiting.
            if (_deadline is not null && !WaitForReader())
                return HostErrno.EAGAIN;
            var written = Libc.Write(_descriptor, bytes, (nuint)(_deadline is null ? length : Math.Min(length, Block)));
            if (written >= 0)
            {
                bytes += written;
                length -= (int)written;
                continue;
            }
            var errno = Libc.Errno;
            if (errno == HostErrno.EAGAIN)
            {
                var poll = new PollDescriptor { Descriptor = _descriptor, Events = PollDescriptor.Out };
                _ = Libc.Poll(&poll, 1, null, null);
            }
            else if (errno != HostErrno.EINTR)
            {
                return errno;
            }
        }
        return 0;
    }
}
