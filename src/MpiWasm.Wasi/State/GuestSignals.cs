using System.Diagnostics;
using System.Runtime.InteropServices;
using MpiWasm.Unix;

namespace MpiWasm.Wasi.State;

/// <summary>
/// Signals of the host that a guest has asked for: a batch system announces the end of the time limit with one, and the program writes its
/// checkpoint. A guest cannot be interrupted: the host sets a bit in a word of the guest's memory and ends its sleep; the guest's C library
/// looks at the word after each call of the runtime, and calls the handler.
/// </summary>
public sealed unsafe class GuestSignals : IDisposable
{
    /// <summary>SIGALRM, which the guest's own timer sends.</summary>
    public const int Alarm = 14;

    private const int Interrupt = 2;
    private const int Terminate = 15;

    /// <summary>What ends a rank by default and a guest may take over. The others (SIGQUIT, SIGXCPU …) stay the user's.</summary>
    private static readonly int[] Known = [1, Interrupt, 10, 12, Alarm, Terminate];

    private readonly Lock _lock = new();
    private readonly Action<int> _default;
    private readonly Dictionary<int, PosixSignalRegistration> _registrations = [];
    private readonly int[] _dispositions = new int[32];
    private readonly long[] _since = new long[32];
    private ulong* _word;
    private Timer? _timer;
    private long _due;
    private ulong _interval;

    /// <param name="byDefault">Ends the process as the signal would; called on any thread.</param>
    public GuestSignals(Action<int> byDefault)
    {
        _default = byDefault;
        Wake = Libc.EventDescriptor(0, OpenFlags.CloseOnExec | OpenFlags.NonBlocking);
        Register(Terminate);
        Register(Interrupt);
    }

    /// <summary>Who has not heard of a request to end for so long is computing without a call, and is ended by the next.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What sleeping calls of the guest poll beside what they wait for, or -1.</summary>
    internal int Wake { get; }

    /// <summary>Empties <see cref="Wake"/>: whether there is a signal that the guest has not heard of.</summary>
    internal bool Heard()
    {
        ulong count;
        _ = Libc.Read(Wake, &count, sizeof(ulong));
        lock (_lock)
        {
            return _word != null && Volatile.Read(ref *_word) != 0;
        }
    }

    /// <summary>What the guest wants done: 0 the default, 1 nothing, 2 to be told.</summary>
    internal bool Set(int number, int disposition, ulong* word)
    {
        if (Array.IndexOf(Known, number) < 0 || disposition is < 0 or > 2)
            return false;
        lock (_lock)
        {
            _word = word;
            _dispositions[number] = disposition;
            if (number != Alarm)
                Register(number);
        }
        return true;
    }

    /// <summary>Starts the guest's timer, whose end is SIGALRM; 0 stops it. All in nanoseconds.</summary>
    /// <returns>What was left of the one before, and its interval.</returns>
    internal (ulong Left, ulong Interval) SetTimer(ulong first, ulong interval)
    {
        lock (_lock)
        {
            var last = (_due == 0 ? 0 : Math.Max(1, Nanoseconds(_due - Stopwatch.GetTimestamp())),
                _due == 0 ? 0 : _interval);
            _timer?.Dispose();
            _timer = null;
            _due = 0;
            _interval = interval;
            if (first != 0)
            {
                _due = After(first);
                _timer = new Timer(self => Rings((Timer)self!));
                _ = _timer.Change(Milliseconds(first), Timeout.Infinite);
            }
            return last;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var registration in _registrations.Values)
                registration.Dispose();
            _registrations.Clear();
            _timer?.Dispose();
            _word = null;
        }
    }

    private void Register(int number)
    {
        if (!_registrations.ContainsKey(number))
        {
            _registrations.Add(number, PosixSignalRegistration.Create((PosixSignal)number, context =>
            {
                context.Cancel = true;
                Arrived(number);
            }));
        }
    }

    private void Rings(Timer timer)
    {
        lock (_lock)
        {
            // Stopped meanwhile.
            if (timer != _timer)
                return;
            // The clock of .NET's timers is coarse, an alarm never comes early.
            if (_due - Stopwatch.GetTimestamp() is var early and > 0)
            {
                _ = timer.Change(Milliseconds(Nanoseconds(early)), Timeout.Infinite);
                return;
            }

            _due = _interval == 0 ? 0 : After(_interval);
            if (_interval != 0)
                _ = timer.Change(Milliseconds(_interval), Timeout.Infinite);
            else
                _timer = null;
        }
        Arrived(Alarm);
    }

    /// <summary>A signal is there.</summary>
    internal void Arrived(int number)
    {
        lock (_lock)
        {
            if (_dispositions[number] == 1)
                return;
            if (_dispositions[number] == 2 && _word != null)
            {
                var bit = 1UL << (number - 1);
                var isUnheard = (Interlocked.Or(ref *_word, bit) & bit) != 0;
                var now = Stopwatch.GetTimestamp();
                if (!isUnheard)
                    _since[number] = now;
                if (!isUnheard || number is not (Interrupt or Terminate) || Stopwatch.GetElapsedTime(_since[number], now) < Patience)
                {
                    ulong one = 1;
                    _ = Libc.Write(Wake, (byte*)&one, sizeof(ulong));
                    return;
                }
            }
        }
        _default(number);
    }

    private static long After(ulong nanoseconds) => Stopwatch.GetTimestamp() + (long)(nanoseconds * (Stopwatch.Frequency / 1e9));

    private static ulong Nanoseconds(long ticks) => (ulong)Math.Max(0, ticks * (1e9 / Stopwatch.Frequency));

    // Rounded up.
    private static long Milliseconds(ulong nanoseconds) => (long)Math.Min((nanoseconds + 999_999) / 1_000_000, uint.MaxValue - 1);
}
