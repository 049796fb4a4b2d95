using System.Runtime.InteropServices;
using MpiWasm.Unix;
using MpiWasm.Wasi.Abi;
using MpiWasm.Wasi.Files;
using MpiWasm.Wasi.State;

namespace MpiWasm.Wasi.Calls;

/// <summary>poll_oneoff: sleeping, and waiting for descriptors.</summary>
internal static unsafe partial class Preview1
{
    private const uint FewSubscriptions = 8;
    private const uint MostSubscriptions = 1 << 16;
    private const ulong Never = ulong.MaxValue;

    /// <summary>A subscription, read from the guest once.</summary>
    private struct Subscription
    {
        public ulong UserData;
        public ulong Deadline;      // of a clock, on the monotonic clock
        public Errno Error;
        public uint Fd;
        public byte Type;
    }

    public static Errno PollOneoff(in WasiCall call, ulong subscriptions, ulong events, ulong nsubscriptions, ulong nevents)
    {
        if (nsubscriptions is 0 or > MostSubscriptions)
            return Errno.Inval;
        if (!call.Memory.Contains(subscriptions, nsubscriptions * SubscriptionSize(call))
            || !call.Memory.Contains(events, nsubscriptions * Layout.Event)
            || !call.HasWord(nevents))
            return Errno.Fault;
        var count = (int)nsubscriptions;
        if (nsubscriptions <= FewSubscriptions)
        {
            var waits = stackalloc Subscription[(int)FewSubscriptions];
            var polls = stackalloc PollDescriptor[(int)FewSubscriptions + 1];
            return Poll(call, subscriptions, events, count, nevents, waits, polls);
        }
        var memory = (byte*)NativeMemory.Alloc((nuint)nsubscriptions + 1, (nuint)(sizeof(Subscription) + sizeof(PollDescriptor)));
        try
        {
            return Poll(
                call,
                subscriptions,
                events,
                count,
                nevents,
                (Subscription*)memory,
                (PollDescriptor*)(memory + (count * sizeof(Subscription))));
        }
        finally
        {
            NativeMemory.Free(memory);
        }
    }

    private static Errno Poll(
        in WasiCall call, ulong subscriptions, ulong events, int count, ulong nevents, Subscription* waits, PollDescriptor* polls)
    {
        var deadline = Never;
        var hasFiles = false;
        for (var i = 0; i < count; i++)
        {
            waits[i] = ReadSubscription(call, subscriptions + ((uint)i * SubscriptionSize(call)));
            // An error is an event that has already happened.
            deadline = Math.Min(deadline, waits[i].Error == Errno.Success ? waits[i].Deadline : 0);
            hasFiles |= waits[i].Type != EventType.Clock;
        }
        var files = hasFiles ? new FileEntry?[count] : null;
        for (var i = 0; i < count; i++)
        {
            // A negative descriptor is one that poll passes over.
            polls[i] = new PollDescriptor { Descriptor = -1 };
            if (waits[i].Type == EventType.Clock || waits[i].Error != Errno.Success)
                continue;
            waits[i].Error = call.State.Files.Acquire(waits[i].Fd, Rights.PollFdReadWrite, out files![i]!);
            if (waits[i].Error == Errno.Success)
                polls[i] = new PollDescriptor
                {
                    Descriptor = files[i]!.HostDescriptor,
                    Events = waits[i].Type == EventType.FdRead ? PollDescriptor.In : PollDescriptor.Out,
                };
            else
                deadline = 0;
        }
        // A signal that the guest wants to hear of ends the wait.
        var signals = call.State.Signals;
        if (signals is not null)
            polls[count] = new PollDescriptor { Descriptor = signals.Wake, Events = PollDescriptor.In };
        uint happened;
        Errno error;
        do
        {
            error = Wait(polls, signals is null ? count : count + 1, deadline);
            happened = error == Errno.Success ? WriteEvents(call, events, count, waits, polls) : 0;
            if (happened == 0 && signals is not null && polls[count].Results != 0 && signals.Heard())
                error = Errno.Intr;
        }
        while (error == Errno.Success && happened == 0);
        if (error == Errno.Success)
            call.WriteWord(nevents, happened);
        foreach (var file in files ?? [])
            _ = file?.Release();
        return error;
    }

    private static uint SubscriptionSize(in WasiCall call) => (uint)(call.IsUnstable ? Layout.UnstableSubscription : Layout.Subscription);

    private static Subscription ReadSubscription(in WasiCall call, ulong at)
    {
        var wait = new Subscription
        {
            UserData = call.Memory.Read<ulong>(at),
            Type = call.Memory.Read<byte>(at + Layout.SubscriptionTag),
            Deadline = Never,
        };
        switch (wait.Type)
        {
            case EventType.Clock:
                at += call.IsUnstable ? (uint)Layout.UnstableClockShift : 0;
                var clock = call.Memory.Read<uint>(at + Layout.SubscriptionClock);
                var timeout = call.Memory.Read<ulong>(at + Layout.SubscriptionTimeout);
                var isAbsolute = (call.Memory.Read<ushort>(at + Layout.SubscriptionClockFlags) & Layout.SubscriptionAbsolute) != 0;
                wait.Error = clock is ClockRealtime or ClockMonotonic ? Errno.Success : clock < ClockCount ? Errno.Notsup : Errno.Inval;
                if (isAbsolute && wait.Error == Errno.Success)
                {
                    var now = Now(clock);
                    timeout = timeout > now ? timeout - now : 0;
                }
                var start = Now(ClockMonotonic);
                // Never is kept for "no clock": a time so far away is waited for a moment less.
                wait.Deadline = timeout < Never - 1 - start ? start + timeout : Never - 1;
                break;
            case EventType.FdRead:
            case EventType.FdWrite:
                wait.Fd = call.Memory.Read<uint>(at + Layout.SubscriptionFd);
                break;
            default:
                wait.Error = Errno.Inval;
                break;
        }
        return wait;
    }

    private static Errno Wait(PollDescriptor* polls, int count, ulong deadline)
    {
        while (true)
        {
            TimeSpec left;
            if (deadline != Never)
            {
                var now = Now(ClockMonotonic);
                left = TimeSpec.FromNanoseconds(deadline > now ? deadline - now : 0);
            }
            if (Libc.Poll(polls, (nuint)count, deadline == Never ? null : &left, null) >= 0)
                return Errno.Success;
            if (Libc.Errno != HostErrno.EINTR)
                return HostError();
        }
    }

    private static uint WriteEvents(in WasiCall call, ulong events, int count, Subscription* waits, PollDescriptor* polls)
    {
        var written = 0u;
        var now = Now(ClockMonotonic);
        for (var i = 0; i < count; i++)
        {
            ref var wait = ref waits[i];
            var results = polls[i].Results;
            var happens = wait.Error != Errno.Success || (wait.Type == EventType.Clock ? wait.Deadline <= now : results != 0);
            if (!happens)
                continue;
            var at = events + (written++ * Layout.Event);
            new Span<byte>(call.Memory.At(at), Layout.Event).Clear();
            call.Memory.Write(at, wait.UserData);
            call.Memory.Write(at + Layout.EventError, (ushort)ErrorOf(wait.Error, results));
            call.Memory.Write(at + Layout.EventTypeOffset, wait.Type);
            if (wait.Type == EventType.Clock || wait.Error != Errno.Success)
                continue;
            call.Memory.Write(at + Layout.EventBytes, BytesReady(wait.Type, polls[i].Descriptor));
            if ((results & PollDescriptor.HangUp) != 0)
                call.Memory.Write(at + Layout.EventFlags, (ushort)Layout.EventHangUp);
        }
        return written;
    }

    private static Errno ErrorOf(Errno error, short results)
    {
        if (error != Errno.Success)
            return error;
        if ((results & PollDescriptor.Invalid) != 0)
            return Errno.Badf;
        // A pipe whose reader is gone reports an error to the writer; its next write says which.
        return (results & (PollDescriptor.Error | PollDescriptor.In | PollDescriptor.Out)) == PollDescriptor.Error
            ? Errno.Io
            : Errno.Success;
    }

    private static ulong BytesReady(byte type, int descriptor)
    {
        var bytes = 0;
        return type == EventType.FdRead && Libc.DeviceControl(descriptor, FileControls.BytesToRead, &bytes) == 0 && bytes > 0
            ? (ulong)bytes
            : 0;
    }
}
