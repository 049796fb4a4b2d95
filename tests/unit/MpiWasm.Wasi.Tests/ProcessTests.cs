using System.Diagnostics;
using MpiWasm.Sandbox.Grants;
using MpiWasm.Wasi.Abi;
using Xunit;

namespace MpiWasm.Wasi.Tests;

/// <summary>Arguments, environment, clocks, random numbers, waiting, ending.</summary>
public sealed unsafe class ProcessTests : IDisposable
{
    private readonly Guest _guest = new(new SandboxOptions
    {
        Arguments = ["program", "", "zwei Wörter"],
        Environment = [new("A", "1"), new("B", "x=y"), new("A", "2")],
    });

    private readonly uint _at;

    public ProcessTests() => _at = _guest.Allocate(256);

    [Fact]
    public void Arguments_are_handed_out_as_terminated_strings()
    {
        Assert.Equal(["program", "", "zwei Wörter"], Strings("args"));
        // 7+1, 0+1, 11 characters of which one takes two bytes, +1
        Assert.Equal(22u, _guest.U32(_at + 4));
    }

    [Fact]
    public void Only_the_granted_environment_is_there_and_the_last_value_counts() => Assert.Equal(["A=2", "B=x=y"], Strings("environ"));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Clocks_have_a_resolution_and_do_not_run_backwards(uint clock)
    {
        _guest.Do("clock_res_get", clock, _at);
        Assert.InRange(_guest.U64(_at), 1ul, 1_000_000_000ul);
        _guest.Do("clock_time_get", clock, 0, _at);
        var before = _guest.U64(_at);
        _guest.Do("clock_time_get", clock, 0, _at);
        Assert.InRange(_guest.U64(_at), before, before + 100_000_000_000);
    }

    [Fact]
    public void The_realtime_clock_counts_from_1970()
    {
        var before = (ulong)DateTimeOffset.UtcNow.AddSeconds(-1).ToUnixTimeMilliseconds() * 1_000_000;
        _guest.Do("clock_time_get", 0, 0, _at);
        Assert.InRange(_guest.U64(_at), before, before + 60_000_000_000);
    }

    [Fact]
    public void Unknown_clocks_are_invalid()
    {
        Assert.Equal(Errno.Inval, _guest.Call("clock_time_get", 4, 0, _at));
        Assert.Equal(Errno.Inval, _guest.Call("clock_res_get", 0xFFFF_FFFF, _at));
    }

    [Fact]
    public void Random_bytes_fill_the_buffer_and_no_more()
    {
        _guest.Memory.Slice((int)_at, 256).Clear();
        _guest.Do("random_get", _at, 128);
        var bytes = _guest.Memory.Slice((int)_at, 256);
        // 128 random bytes have fewer than 40 different values once in 10^25 tries.
        Assert.True(bytes[..128].ToArray().Distinct().Count() >= 40);
        Assert.Equal(-1, bytes[128..].IndexOfAnyExcept((byte)0));
        // More than getrandom gives at once.
        _guest.Do("random_get", 0, Guest.MemorySize);
    }

    [Fact]
    public void Ending_leaves_the_code_and_ends_the_guest()
    {
        Assert.Null(_guest.State.ExitCode);
        _guest.Call("proc_exit", 42);
        Assert.Equal(42, _guest.State.ExitCode);
        Assert.Equal(42, Assert.IsType<GuestExitException>(_guest.Left).ExitCode);
    }

    [Fact]
    public void An_exception_inside_a_call_does_not_leave_through_the_guest()
    {
        using var guest = new Guest(new SandboxOptions());
        var reasons = new List<Exception>();
        guest.State.Leave = (_, exception) =>
        {
            reasons.Add(exception);
            if (reasons.Count == 1)
                throw new InvalidOperationException("a defect");
        };
        guest.Call("proc_exit", 1);
        Assert.Equal("a defect", reasons[1].Message);
    }

    [Theory]
    [InlineData(0, "Success", null)]     // none
    [InlineData(16, "Success", null)]    // SIGCHLD
    [InlineData(27, "Success", null)]    // SIGWINCH
    [InlineData(18, "Notsup", null)]     // SIGSTOP: a job would hang
    [InlineData(31, "Inval", null)]
    [InlineData(0xFFFF_FFFF, "Inval", null)]
    [InlineData(6, "Success", 134)]      // SIGABRT
    [InlineData(9, "Success", 137)]      // SIGKILL
    [InlineData(23, "Success", 152)]     // SIGXCPU, 24 on Linux
    [InlineData(30, "Success", 159)]     // SIGSYS, 31 on Linux
    public void A_signal_does_what_it_does_by_default(uint signal, string error, int? status)
    {
        Assert.Equal(error, _guest.Call("proc_raise", signal).ToString());
        Assert.Equal(status, (_guest.Left as GuestExitException)?.ExitCode);
    }

    [Fact]
    public void Yielding_is_there() => Assert.Equal(Errno.Success, _guest.Call("sched_yield"));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void A_clock_subscription_sleeps_that_long(uint clock, bool absolute)
    {
        var timeout = 30_000_000ul;
        if (absolute)
        {
            _guest.Do("clock_time_get", clock, 0, _at);
            timeout += _guest.U64(_at);
        }
        var start = Stopwatch.GetTimestamp();
        var events = Poll(ClockSubscription(77, clock, timeout, absolute));
        Assert.True(Stopwatch.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(absolute ? 20 : 30));
        Assert.Equal([(77ul, Errno.Success, EventType.Clock)], events);
    }

    [Fact]
    public void Clocks_that_cannot_be_waited_for_are_reported_in_the_event()
    {
        Assert.Equal([(1ul, Errno.Notsup, EventType.Clock)], Poll(ClockSubscription(1, 2, 1_000_000_000_000, false)));
        Assert.Equal([(1ul, Errno.Inval, EventType.Clock)], Poll(ClockSubscription(1, 9, 1_000_000_000_000, false)));
    }

    [Fact]
    public void A_readable_pipe_ends_the_wait_before_the_clock()
    {
        using var pipe = new Pipe(nonBlocking: false);
        using var guest = new Guest(new SandboxOptions { StandardInput = pipe.Reader, StandardOutput = pipe.Writer });
        var clock = ClockSubscription(1, 1, 1_000_000, false);
        Assert.Equal([(1ul, Errno.Success, EventType.Clock)], Poll(guest, FdSubscription(2, EventType.FdRead, 0), clock));
        pipe.Write("abc");
        var far = ClockSubscription(1, 1, ulong.MaxValue, false);
        Assert.Equal(
            [(2ul, Errno.Success, EventType.FdRead), (3ul, Errno.Success, EventType.FdWrite)],
            Poll(guest, FdSubscription(2, EventType.FdRead, 0), far, FdSubscription(3, EventType.FdWrite, 1)));
        Assert.Equal(3ul, guest.U64(guest.LastEvents + 16));
        Assert.Equal([(4ul, Errno.Badf, EventType.FdRead)], Poll(guest, FdSubscription(4, EventType.FdRead, 99), far));
    }

    [Fact]
    public void Many_subscriptions_are_served()
    {
        var subscriptions = Enumerable.Range(0, 100).Select(i => ClockSubscription((ulong)i, 1, 0, false)).ToArray();
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (ulong)i), Poll(subscriptions).Select(e => e.UserData));
    }

    [Fact]
    public void Waiting_for_nothing_is_invalid() => Assert.Equal(Errno.Inval, _guest.Call("poll_oneoff", 0, 0, 0, _at));

    public void Dispose() => _guest.Dispose();

    private static byte[] ClockSubscription(ulong userData, uint clock, ulong timeout, bool absolute)
    {
        var bytes = new byte[48];
        BitConverter.TryWriteBytes(bytes, userData);
        BitConverter.TryWriteBytes(bytes.AsSpan(16), clock);
        BitConverter.TryWriteBytes(bytes.AsSpan(24), timeout);
        bytes[40] = absolute ? (byte)1 : (byte)0;
        return bytes;
    }

    private static byte[] FdSubscription(ulong userData, byte type, uint fd)
    {
        var bytes = new byte[48];
        BitConverter.TryWriteBytes(bytes, userData);
        bytes[8] = type;
        BitConverter.TryWriteBytes(bytes.AsSpan(16), fd);
        return bytes;
    }

    private List<(ulong UserData, Errno Error, byte Type)> Poll(params byte[][] subscriptions) => Poll(_guest, subscriptions);

    private static List<(ulong UserData, Errno Error, byte Type)> Poll(Guest guest, params byte[][] subscriptions)
    {
        var at = guest.Put(subscriptions.SelectMany(s => s).ToArray());
        var count = guest.Allocate(4);
        guest.LastEvents = guest.Allocate(32 * (uint)subscriptions.Length);
        guest.Do("poll_oneoff", at, guest.LastEvents, (uint)subscriptions.Length, count);
        return [.. Enumerable.Range(0, (int)guest.U32(count)).Select(i => guest.LastEvents + (32 * (uint)i))
            .Select(e => (guest.U64(e), (Errno)guest.U16(e + 8), guest.Memory[(int)e + 10]))];
    }

    private List<string> Strings(string prefix)
    {
        _guest.Do(prefix + "_sizes_get", _at, _at + 4);
        var (count, size) = (_guest.U32(_at), _guest.U32(_at + 4));
        var (pointers, bytes) = (_guest.Allocate(4 * count), _guest.Allocate(size));
        _guest.Do(prefix + "_get", pointers, bytes);
        return [.. Enumerable.Range(0, (int)count).Select(i => _guest.U32(pointers + (4 * (uint)i)))
            .Select(p => _guest.Text(p, (uint)_guest.Memory[(int)p..].IndexOf((byte)0)))];
    }
}
