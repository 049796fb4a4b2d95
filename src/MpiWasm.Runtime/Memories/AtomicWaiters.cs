namespace MpiWasm.Runtime.Memories;

/// <summary>
/// Threads that wait on a shared memory (threads proposal, memory.atomic.wait and notify), in queues by host address: the same
/// memory is the same address in every instance and store. Comparing the value and joining the queue happen under the lock
/// that notify takes, so no wake-up is lost.
/// </summary>
internal static unsafe class AtomicWaiters
{
    public const int Woken = 0;
    public const int NotEqual = 1;
    public const int TimedOut = 2;

    // Addresses are spread over several locks; a queue that becomes empty is removed.
    private static readonly Bucket[] Buckets = [.. Enumerable.Range(0, 64).Select(_ => new Bucket())];

    /// <summary>Waits while the value is the expected one.</summary>
    /// <param name="address">Host address of the value.</param>
    /// <param name="size">4 or 8 bytes.</param>
    /// <param name="expected">The value, zero-extended.</param>
    /// <param name="nanoseconds">How long at most; negative for ever.</param>
    public static int Wait(byte* address, int size, ulong expected, long nanoseconds)
    {
        var bucket = BucketOf(address);
        var waiter = new Waiter();
        lock (bucket)
        {
            var value = size == 4 ? Volatile.Read(ref *(uint*)address) : Volatile.Read(ref *(ulong*)address);
            if (value != expected)
                return NotEqual;
            if (!bucket.Queues.TryGetValue((nint)address, out var queue))
                bucket.Queues.Add((nint)address, queue = new LinkedList<Waiter>());
            queue.AddLast(waiter);
        }
        if (waiter.Sleep(nanoseconds))
            return Woken;
        lock (bucket)
        {
            // A notify may have come between the end of the sleep and here; it counted this thread.
            if (waiter.IsWoken)
                return Woken;
            var queue = bucket.Queues[(nint)address];
            queue.Remove(waiter);
            if (queue.Count == 0)
                bucket.Queues.Remove((nint)address);
            return TimedOut;
        }
    }

    /// <summary>Wakes those that have waited longest; how many.</summary>
    public static uint Notify(byte* address, uint count)
    {
        var bucket = BucketOf(address);
        lock (bucket)
        {
            if (count == 0 || !bucket.Queues.TryGetValue((nint)address, out var queue))
                return 0;
            uint woken = 0;
            while (woken < count && queue.First is { } first)
            {
                queue.RemoveFirst();
                first.Value.Wake();
                woken++;
            }
            if (queue.Count == 0)
                bucket.Queues.Remove((nint)address);
            return woken;
        }
    }

    private static Bucket BucketOf(byte* address) => Buckets[(((ulong)address >> 2) * 0x9E3779B97F4A7C15UL) >> 58];

    private sealed class Bucket
    {
        public Dictionary<nint, LinkedList<Waiter>> Queues { get; } = [];
    }

    private sealed class Waiter
    {
        private const long NanosecondsPerMillisecond = 1_000_000;
        private readonly object _signal = new();

        public bool IsWoken { get; private set; }

        public void Wake()
        {
            lock (_signal)
            {
                IsWoken = true;
                Monitor.Pulse(_signal);
            }
        }

        /// <summary>Whether it was woken before the time was over.</summary>
        public bool Sleep(long nanoseconds)
        {
            // Rounded up: never less than asked for.
            var left = nanoseconds < 0
                ? long.MaxValue
                : (nanoseconds / NanosecondsPerMillisecond) + (nanoseconds % NanosecondsPerMillisecond == 0 ? 0 : 1);
            var start = Environment.TickCount64;
            lock (_signal)
            {
                while (!IsWoken)
                {
                    var rest = nanoseconds < 0 ? long.MaxValue : left - (Environment.TickCount64 - start);
                    if (rest <= 0)
                        return false;
                    _ = Monitor.Wait(_signal, (int)Math.Min(rest, int.MaxValue));
                }
                return true;
            }
        }
    }
}
