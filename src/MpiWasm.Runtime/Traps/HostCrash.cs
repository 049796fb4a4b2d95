using System.Collections.Immutable;
using MpiWasm.Unix;

namespace MpiWasm.Runtime.Traps;

/// <summary>A fault or an abort in native code that is neither ours nor .NET's: in the MPI library, or in something it uses.</summary>
/// <param name="Signal">What the process is about to end by.</param>
/// <param name="Library">The file's name, where it is known.</param>
/// <param name="Backtrace">
/// What the guest was doing, innermost first: the first frame is the imported function, where the guest had called one. Empty where the
/// thread is none of the guest's.
/// </param>
/// <param name="IsInCall">The first frame is an imported function.</param>
public sealed record HostCrash(int Signal, string? Library, ImmutableArray<GuestFrame> Backtrace, bool IsInCall)
{
    /// <summary>Nothing has crashed: it is the answer to <see cref="HostCrashes.Ask"/>.</summary>
    public bool WasAsked => Signal == SignalAction.Asked;

    /// <summary>What the signal means.</summary>
    public string Cause => Signal switch
    {
        4 => "illegal instruction",
        6 => "abort",
        7 => "bus error",
        8 => "arithmetic exception",
        11 => "segmentation fault",
        _ => $"signal {Signal}",
    };
}
