using System.Globalization;
using MpiWasm.Image;
using MpiWasm.Unix;

namespace MpiWasm.Runtime.Memories;

/// <summary>What a limit on address space (<c>ulimit -v</c>) leaves of it.</summary>
public static unsafe class AddressSpace
{
    private const ulong Unlimited = ulong.MaxValue;

    /// <summary>For what the process will still map beside a memory: libraries, stacks, .NET's own growth.</summary>
    private const ulong ForOthers = 1UL << 30;

    private static readonly Lazy<bool> HasRoom = new(() => Left() is not { } left || left >= MemoryRecord.Reserved32 + ForOthers);

    /// <summary>
    /// Whether a 32-bit memory can have the reservation that makes bounds checks unnecessary. Where not, modules are compiled with checks,
    /// and their memories reserve what there is room for. Decided once: code and memories of a process must agree.
    /// </summary>
    public static bool HasRoomForReservation => HasRoom.Value;

    /// <summary>The most that one memory should reserve, or null where nothing is limited: half of what is left.</summary>
    internal static ulong? Share => Left() / 2;

    private static ulong? Left()
    {
        var limit = stackalloc ulong[2];
        if (Libc.GetLimit(Libc.AddressSpace, limit) != 0 || limit[0] == Unlimited)
            return null;
        // The first number of statm is the size of the address space in pages.
        var pages = ulong.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[0], CultureInfo.InvariantCulture);
        var used = pages * (ulong)Environment.SystemPageSize;
        return limit[0] > used ? limit[0] - used : 0;
    }
}
