namespace MpiWasm.Runtime.Traps;

/// <summary>
/// Where a thread that a signal interrupted is in native libraries: the program counters of their frames, found by the tables that every
/// library carries for exceptions (.eh_frame, DWARF 5 § 6.4 as the Linux Standard Base has it). Words of the stack alone would not tell:
/// calls that are over leave theirs behind.
/// </summary>
internal static unsafe class HostFrames
{
    private const int MostFrames = 256;

    /// <summary>
    /// The frames of libraries, innermost first, up to the first that has no table: the guest's, .NET's, or none. Addresses after the
    /// first are those of the calls' last bytes.
    /// </summary>
    /// <param name="find">The C library's _dl_find_object.</param>
    /// <param name="registers">The thread's.</param>
    /// <param name="high">Where its stack ends.</param>
    public static List<ulong> Of(nint find, HostRegisters registers, ulong high)
    {
        var frames = new List<ulong>();
        var pc = registers.ProgramCounter;
        while (frames.Count < MostFrames && TableOf(find, pc) is var table && table != null)
        {
            frames.Add(pc);
            var low = registers.StackPointer;
            if (!FrameTable.TryFind(table, pc, out var rules) || !rules.TryStep(ref registers, high) || registers.StackPointer <= low)
                break;
            pc = registers.ProgramCounter - 1;
        }

        return frames;
    }

    /// <summary>The search table (.eh_frame_hdr) of the library that holds an address; null where there is none.</summary>
    private static byte* TableOf(nint find, ulong pc)
    {
        // struct dl_find_object of glibc, with room for what later versions add: flags, start, end, link_map, table.
        const int TablePlace = 4;
        var found = stackalloc nint[16];
        return ((delegate* unmanaged<ulong, nint*, int>)find)(pc, found) == 0 ? (byte*)found[TablePlace] : null;
    }
}
