using MpiWasm.Image;
using MpiWasm.Runtime.Images;

namespace MpiWasm.Runtime.Memories;

/// <summary>
/// The reservations whose faults the signal handler takes for a guest's. The handler reads the entries while this writes them: an entry's
/// low end is published last and withdrawn first, so it never sees half of one.
/// </summary>
internal static unsafe class FaultRanges
{
    private const ulong Free = ulong.MaxValue;
    private static readonly Lock Guard = new();

    private static ReservedRange* Ranges => (ReservedRange*)((byte*)SupportImage.State + SupportState.RangesOffset);

    public static bool Add(ulong low, ulong high)
    {
        lock (Guard)
        {
            var count = SupportImage.State->RangeCount;
            ulong i = 0;
            while (i < count && Ranges[i].Low != Free)
                i++;
            if (i == SupportState.MaxRanges)
                return false;
            if (i == count)
                Ranges[i].Low = Free;
            Volatile.Write(ref Ranges[i].NullEnd, 0);
            Volatile.Write(ref Ranges[i].High, high);
            Volatile.Write(ref Ranges[i].Low, low);
            if (i == count)
                Volatile.Write(ref SupportImage.State->RangeCount, count + 1);
            return true;
        }
    }

    public static void Remove(ulong low)
    {
        lock (Guard)
        {
            for (ulong i = 0; i < SupportImage.State->RangeCount; i++)
            {
                if (Ranges[i].Low != low)
                    continue;
                Volatile.Write(ref Ranges[i].Low, Free);
                Volatile.Write(ref Ranges[i].High, 0);
                Volatile.Write(ref Ranges[i].NullEnd, 0);
                return;
            }
        }
    }

    /// <summary>Says that a reservation is inaccessible below an address.</summary>
    public static void SetNullEnd(ulong low, ulong end)
    {
        lock (Guard)
        {
            for (ulong i = 0; i < SupportImage.State->RangeCount; i++)
            {
                if (Ranges[i].Low == low)
                    Volatile.Write(ref Ranges[i].NullEnd, end);
            }
        }
    }

    /// <summary>The reservation that holds the address, or null.</summary>
    public static ReservedRange? Containing(ulong address)
    {
        lock (Guard)
        {
            for (ulong i = 0; i < SupportImage.State->RangeCount; i++)
            {
                if (Ranges[i].Low <= address && address < Ranges[i].High)
                    return Ranges[i];
            }
            return null;
        }
    }
}
