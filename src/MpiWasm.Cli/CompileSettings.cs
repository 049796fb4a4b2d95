using MpiWasm.Compiler;
using MpiWasm.Runtime;

namespace MpiWasm.Cli;

/// <summary>How guests are compiled for this process.</summary>
internal static class CompileSettings
{
    public static CompileOptions Of(bool preciseTraps)
    {
        var isTight = !AddressSpace.HasRoomForReservation;
        if (isTight)
            Report.Note("address space is limited (ulimit -v): memory accesses are checked by code, which is slower, and memory may grow to half of what is left");
        return new CompileOptions { PreciseTraps = preciseTraps, BoundsChecks = isTight };
    }
}
