using MpiWasm.Unix;
using MpiWasm.Wasi.Abi;
using MpiWasm.Wasi.State;

namespace MpiWasm.Wasi.Calls;

/// <summary>Clocks. WASI numbers its four clocks (realtime, monotonic, process and thread CPU time) as Linux does.</summary>
internal static unsafe partial class Preview1
{
    private const uint ClockRealtime = 0;
    private const uint ClockMonotonic = 1;
    private const uint ClockCount = 4;

    public static Errno ClockResGet(in WasiCall call, uint id, ulong resolution)
    {
        if (id >= ClockCount)
            return Errno.Inval;
        if (!call.Memory.Contains(resolution, 8))
            return Errno.Fault;
        TimeSpec time;
        if (Libc.GetResolution((int)id, &time) != 0)
            return HostError();
        call.Memory.Write(resolution, time.ToNanoseconds());
        return Errno.Success;
    }

    public static Errno ClockTimeGet(in WasiCall call, uint id, ulong precision, ulong time)
    {
        // The precision is a hint that allows a coarser answer; the clocks of the vDSO are exact at no cost.
        _ = precision;
        if (id >= ClockCount)
            return Errno.Inval;
        if (!call.Memory.Contains(time, 8))
            return Errno.Fault;
        TimeSpec now;
        if (Libc.GetTime((int)id, &now) != 0)
            return HostError();
        call.Memory.Write(time, now.ToNanoseconds());
        return Errno.Success;
    }

    private static ulong Now(uint clock)
    {
        TimeSpec now;
        _ = Libc.GetTime((int)clock, &now);
        return now.ToNanoseconds();
    }

    private static Errno HostError() => ErrnoMap.FromHost(Libc.Errno);
}
