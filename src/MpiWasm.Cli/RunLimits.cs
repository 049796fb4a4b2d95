using System.Runtime.InteropServices;
using MpiWasm.Cli.Options;

namespace MpiWasm.Cli;

/// <summary>
/// The limits on time, which end the rank from outside of the guest: it may be computing, or wait in a call. Leaving without MPI_Finalize makes the launcher end
/// the other ranks.
/// </summary>
internal sealed class RunLimits : IDisposable
{
    private const PosixSignal ProcessorTimeUsed = (PosixSignal)24;     // SIGXCPU

    /// <summary>All ranks reach a timeout together: the first one speaks for them.</summary>
    private static readonly TimeSpan AfterTheFirst = TimeSpan.FromMilliseconds(500);

    private readonly Action _flush;
    private readonly Timer? _timeout;
    private readonly PosixSignalRegistration? _processor;

    /// <param name="limits">The limits.</param>
    /// <param name="flush">Writes what is left of the guest's output.</param>
    public RunLimits(LimitSettings limits, Action flush)
    {
        _flush = flush;
        if (limits.Timeout is { } timeout)
        {
            var since = DateTime.Now - System.Diagnostics.Process.GetCurrentProcess().StartTime;
            var left = timeout - since + (Report.Rank is null or 0 ? TimeSpan.Zero : AfterTheFirst);
            _timeout = new Timer(_ => TimedOut(timeout), null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
        if (limits.Processor is { } processor)
        {
            _processor = PosixSignalRegistration.Create(ProcessorTimeUsed, _ => UsedUp(processor));
            Posix.LimitProcessorTime((ulong)Math.Ceiling(processor.TotalSeconds));
        }
    }

    public void Dispose()
    {
        _timeout?.Dispose();
        _processor?.Dispose();
    }

    private void TimedOut(TimeSpan limit) =>
        End("MW0821", $"the time given with --timeout ({limit.TotalSeconds} s) is over", "Give it more time, or run it with more ranks.", ExitCode.TimedOut);

    private void UsedUp(TimeSpan limit) =>
        End("MW0822", $"the processor time given with --cpu-limit ({limit.TotalSeconds} s) is used up", "Give it more; waiting for messages counts too, since MPI libraries wait actively.", ExitCode.ProcessorTimeUsed);

    private void End(string code, string message, string next, int status)
    {
        _flush();
        Report.IsPatient = false;
        Report.Error(code, message, next);
        Posix.ExitNow(status);
    }
}
