using System.Buffers.Binary;
using System.Diagnostics;
using MpiWasm.Sandbox.Grants;
using MpiWasm.Unix;
using MpiWasm.Wasi.Abi;
using MpiWasm.Wasi.Services;
using MpiWasm.Wasi.State;
using Xunit;

namespace MpiWasm.Wasi.Tests;

/// <summary>
/// What the module <c>mpiwasm</c> serves beside WASI, at its limits. What it does is compared with native programs in
/// tests/end-to-end/toolchain.
/// </summary>
public sealed unsafe class HostServiceTests : IDisposable
{
    private const int User1 = 10;
    private const int Terminate = 15;
    private const int Handled = 2;
    private const int LockFile = 8;

    private readonly TemporaryDirectory _directory = new();
    private readonly List<int> _defaults = [];

    [Fact]
    public void Who_may_only_read_locks_nobody_out()
    {
        File.WriteAllText(Path.Combine(_directory.Path, "file"), "text");
        using var guest = new Guest($"{_directory.Path}::.:ro");
        var fd = guest.MustOpen("file");
        // LOCK_EX, F_WRLCK; LOCK_SH, F_RDLCK.
        Assert.Equal(Errno.Badf, Lock(guest, fd, LockFile, 2));
        Assert.Equal(Errno.Badf, Lock(guest, fd, FileControls.SetLock, 1));
        Assert.Equal(Errno.Success, Lock(guest, fd, LockFile, 1));
        Assert.Equal(Errno.Success, Lock(guest, fd, FileControls.SetLock, 0));
    }

    [Fact]
    public void What_others_have_open_as_well_is_not_locked()
    {
        using var guest = new Guest($"{_directory.Path}::.");
        Assert.Equal(Errno.Nolck, Lock(guest, 1, LockFile, 2));
        Assert.Equal(Errno.Nolck, Lock(guest, 3, LockFile, 2));
        Assert.Equal(Errno.Badf, Lock(guest, 99, LockFile, 2));
    }

    [Fact]
    public void Commands_and_addresses_are_checked()
    {
        using var guest = new Guest(new SandboxOptions { Directories = [DirectoryGrant.Parse($"{_directory.Path}::.")] }, Signals());
        File.WriteAllText(Path.Combine(_directory.Path, "file"), "");
        var fd = guest.MustOpen("file");
        // F_SETOWN, F_SETFL and the like are none of a lock's.
        foreach (var command in new[] { 4, 9, 1024, 1033 })
            Assert.Equal(Errno.Inval, Lock(guest, fd, command, 0));
        Assert.Equal(Errno.Fault, FileLocks.Act(guest.State, fd, LockFile, guest.Caller, Guest.MemorySize - 31));
        Assert.Equal(Errno.Fault, HostServices.FileSystem(guest.State, fd, guest.Caller, Guest.MemorySize - 71));
        Assert.Equal(Errno.Fault, HostServices.Processors(guest.Caller, Guest.MemorySize - 7, 8));
        Assert.Equal(Errno.Fault, HostServices.Signal(guest.State, User1, Handled, guest.Caller, Guest.MemorySize - 4));
        Assert.Equal(Errno.Fault, HostServices.Signal(guest.State, User1, Handled, guest.Caller, 1028));
        Assert.Equal(Errno.Success, HostServices.Signal(guest.State, User1, Handled, guest.Caller, 1032));
    }

    [Fact]
    public void Signals_that_are_the_users_stay_the_users()
    {
        using var guest = new Guest(new SandboxOptions(), Signals());
        // SIGQUIT, SIGKILL, SIGSEGV, SIGSTOP, SIGXCPU, and numbers that are none.
        foreach (var number in new[] { 3, 9, 11, 19, 24, 0, -1, 64 })
            Assert.Equal(Errno.Inval, HostServices.Signal(guest.State, number, Handled, guest.Caller, 1024));
        using var embedded = new Guest(new SandboxOptions());
        Assert.Equal(Errno.Nosys, HostServices.Signal(embedded.State, User1, Handled, embedded.Caller, 1024));
    }

    [Fact]
    public void A_timer_ends_a_sleep_and_sets_its_bit()
    {
        var signals = Signals();
        using var guest = new Guest(new SandboxOptions(), signals);
        Assert.Equal(Errno.Success, HostServices.Signal(guest.State, GuestSignals.Alarm, Handled, guest.Caller, 2048));
        _ = signals.SetTimer(20_000_000, 0);
        var wait = new byte[48];
        BinaryPrimitives.WriteUInt32LittleEndian(wait.AsSpan(16), 1);
        BinaryPrimitives.WriteUInt64LittleEndian(wait.AsSpan(24), 3_600_000_000_000);
        Assert.Equal(Errno.Intr, guest.Call("poll_oneoff", guest.Put(wait), guest.Allocate(32), 1, guest.Allocate(4)));
        Assert.Equal(1ul << 13, guest.U64(2048));
        Assert.Empty(_defaults);
    }

    /// <summary>Whatever part of a millisecond it is set for, and set at.</summary>
    [Fact]
    public void A_timer_never_ends_early()
    {
        using var rang = new SemaphoreSlim(0);
        long end = 0;
        using var signals = new GuestSignals(_ =>
        {
            end = Stopwatch.GetTimestamp();
            rang.Release();
        });
        for (var round = 0; round < 300; round++)
        {
            Thread.SpinWait(round * 50);
            var wanted = TimeSpan.FromMicroseconds(1000 + (round * 7));
            var start = Stopwatch.GetTimestamp();
            _ = signals.SetTimer((ulong)wanted.TotalNanoseconds, 0);
            Assert.True(rang.Wait(TimeSpan.FromMinutes(1)));
            Assert.InRange(Stopwatch.GetElapsedTime(start, end), wanted, TimeSpan.MaxValue);
        }
    }

    [Fact]
    public void Without_a_handler_an_alarm_ends_the_program_and_an_ignored_one_does_nothing()
    {
        var signals = Signals();
        using var guest = new Guest(new SandboxOptions(), signals);
        signals.Arrived(GuestSignals.Alarm);
        Assert.Equal([GuestSignals.Alarm], _defaults);
        Assert.Equal(Errno.Success, HostServices.Signal(guest.State, GuestSignals.Alarm, 1, guest.Caller, 2048));
        signals.Arrived(GuestSignals.Alarm);
        Assert.Equal([GuestSignals.Alarm], _defaults);
        Assert.Equal(0ul, guest.U64(2048));
    }

    [Fact]
    public void A_second_request_to_end_ends_a_program_that_has_not_heard_the_first()
    {
        var signals = Signals(patience: TimeSpan.Zero);
        using var guest = new Guest(new SandboxOptions(), signals);
        Assert.Equal(Errno.Success, HostServices.Signal(guest.State, Terminate, Handled, guest.Caller, 2048));
        signals.Arrived(Terminate);
        Assert.Empty(_defaults);
        // It has heard: its C library takes the bit.
        guest.Memory[2049] = 0;
        signals.Arrived(Terminate);
        Assert.Empty(_defaults);
        signals.Arrived(Terminate);
        Assert.Equal([Terminate], _defaults);
    }

    public void Dispose() => _directory.Dispose();

    private GuestSignals Signals(TimeSpan? patience = null) => new(_defaults.Add) { Patience = patience ?? TimeSpan.FromHours(1) };

    private static Errno Lock(Guest guest, uint fd, int command, int type)
    {
        var record = guest.Put(new byte[32]);
        BinaryPrimitives.WriteInt32LittleEndian(guest.Memory[(int)record..], type);
        return FileLocks.Act(guest.State, fd, command, guest.Caller, record);
    }
}
