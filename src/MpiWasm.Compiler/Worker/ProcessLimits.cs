using System.Globalization;
using System.Runtime.InteropServices;
using MpiWasm.Compiler.Pipeline;

namespace MpiWasm.Compiler.Worker;

/// <summary>setrlimit for the worker's own process.</summary>
internal static unsafe partial class ProcessLimits
{
    // Linux numbers, the same on x86-64 and aarch64.
    private const int ProcessorTime = 0;
    private const int CoreSize = 4;
    private const int AddressSpace = 9;

    /// <summary>What glibc's malloc reserves for each thread, in steps of 64 MiB, two while it aligns them.</summary>
    private const ulong AllocatorReservation = 128 << 20;

    /// <param name="limits">What the process may use.</param>
    /// <param name="threads">How many threads will compile.</param>
    public static void Apply(CompileLimits limits, int threads)
    {
        Set(CoreSize, 0);
        if (limits.ProcessorSeconds > 0)
            Set(ProcessorTime, (ulong)limits.ProcessorSeconds);
        // .NET has reserved hundreds of gigabytes of address space by now; what counts is what comes on top, without what
        // each thread reserves and hardly touches.
        var memory = limits.MemoryBytes ?? MachineMemory.Bytes() / 2;
        if (memory > 0)
            Set(AddressSpace, CurrentAddressSpace() + (ulong)memory + ((ulong)threads * (DeepThreads.StackSize + AllocatorReservation)));
    }

    /// <summary>
    /// Ignores what ends the parent too: SIGHUP, SIGINT, SIGQUIT and SIGTERM go to all processes of a terminal or job. The parent's end is
    /// noticed.
    /// </summary>
    public static void LeaveSignalsToParent()
    {
        foreach (var signal in (ReadOnlySpan<int>)[1, 2, 3, 15])
            _ = SetSignal(signal, 1);
    }

    /// <summary>Ends the process without running anything else in it.</summary>
    public static void ExitNow(int status) => ExitProcess(status);

    private static ulong CurrentAddressSpace()
    {
        var pages = File.ReadAllText("/proc/self/statm").Split(' ')[0];
        return ulong.Parse(pages, CultureInfo.InvariantCulture) * (ulong)Environment.SystemPageSize;
    }

    private static void Set(int resource, ulong value)
    {
        var limit = stackalloc ulong[2];
        if (GetLimit(resource, limit) != 0)
            return;
        limit[0] = Math.Min(value, limit[1]);   // never above the hard limit
        _ = SetLimit(resource, limit);
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")] private static partial int GetLimit(int resource, ulong* limit);

    [LibraryImport("libc", EntryPoint = "setrlimit")] private static partial int SetLimit(int resource, ulong* limit);

    [LibraryImport("libc", EntryPoint = "signal")] private static partial nint SetSignal(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "_exit")] private static partial void ExitProcess(int status);
}
