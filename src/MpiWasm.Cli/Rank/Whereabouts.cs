using System.Collections.Concurrent;
using MpiWasm.Cli.Output;
using MpiWasm.Runtime.Traps;

namespace MpiWasm.Cli.Rank;

/// <summary>
/// Where a thread of a guest is when a time-out ends the rank: which call of MPI or WASI it waits in, and
/// which of its functions made it.
/// </summary>
internal static class Whereabouts
{
    private const int MostFrames = 12;

    private static readonly BlockingCollection<HostCrash> Answers = [];

    /// <summary>The place, in words and frames, as in "was …"; null where nobody can tell.</summary>
    public static string? Ask(int thread) =>
        thread != 0 && HostCrashes.Ask(thread) && Answers.TryTake(out var answer, Report.Patience) ? Describe(answer) : null;

    /// <summary>To be called with what the thread has answered.</summary>
    public static void Answer(HostCrash place) => Answers.Add(place);

    /// <summary>The words for a place.</summary>
    internal static string? Describe(HostCrash place)
    {
        if (place.Backtrace.IsEmpty)
            return null;
        var (what, frames) = place.IsInCall
            ? ($"in {GuestText.Of(place.Backtrace[0].Name)}", place.Backtrace.Skip(1))
            : ("computing", place.Backtrace.AsEnumerable());
        return what + string.Concat(frames.Take(MostFrames).Select(frame => $"\n  at {frame}"));
    }
}
