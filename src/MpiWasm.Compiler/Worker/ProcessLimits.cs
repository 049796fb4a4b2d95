using System.Globalization;
using MpiWasm.Compiler.Pipeline;
using MpiWasm.Unix;

namespace MpiWasm.Compiler.Worker;

/// <summary>setrlimit for the worker's own process.</summary>
internal static unsafe class ProcessLimits
{
    /// <summary>What glibc's malloc reserves for each thread, in steps of 64 MiB, two while it aligns them.</summary>
    private const ulong AllocatorReservation = 128 << 20;

    /// <param name="limits">What the process may use.</param>
    /// <param name="threads">How many threads will compile.</param>
    public static void Apply(CompileLimits limits, int threads)
    {
        Set(Libc.CoreSize, 0);
        if (limits.ProcessorSeconds > 0)
            Set(Libc.ProcessorTime, (ulong)limits.ProcessorSeconds);
        // .NET has reserved hundreds of gigabytes of address space by now; what counts is what comes on top, without what
        // each thread reserves and hardly touches.
        var memory = limits.MemoryBytes ?? MachineMemory.Bytes() / 2;
        if (memory > 0)
        {
            var stacks = (ulong)threads * (DeepThreads.StackSize + AllocatorReservation);
            Set(Libc.AddressSpace, CurrentAddressSpace() + (ulong)memory + stacks);
        }
    }

    /// <summary>
    /// Ignores what ends the parent too: SIGHUP, SIGINT, SIGQUIT and SIGTERM go to all processes of a terminal or job. The parent's end is
    /// noticed.
    /// </summary>
    public static void LeaveSignalsToParent()
    {
        foreach (var signal in (ReadOnlySpan<int>)[1, 2, 3, 15])
            _ = Libc.Signal(signal, Libc.Ignore);
    }

    private static ulong CurrentAddressSpace()
    {
        var pages = File.ReadAllText("/proc/self/statm").Split(' ')[0];
        return ulong.Parse(pages, CultureInfo.InvariantCulture) * (ulong)Environment.SystemPageSize;
    }

    private static void Set(int resource, ulong value)
    {
        var limit = stackalloc ulong[2];
        if (Libc.GetLimit(resource, limit) != 0)
            return;
        limit[0] = Math.Min(value, limit[1]);   // never above the hard limit
        _ = Libc.SetLimit(resource, limit);
    }
}
