using System.Runtime.InteropServices;
using MpiWasm.Cli.Options;
using MpiWasm.Cli.Output;
using MpiWasm.Cli.Unix;

namespace MpiWasm.Cli.Rank;

/// <summary>
/// The limits on time, which end the rank from outside of the guest: it may be computing, or wait in a call. Leaving without
/// MPI_Finalize makes the launcher end the other ranks.
/// </summary>
internal sealed class RunLimits : IDisposable
{
    private const PosixSignal ProcessorTimeUsed = (PosixSignal)24;     // SIGXCPU

    /// <summary>
    /// All ranks reach a timeout at about the same time. The first one speaks for them, and gives them time to
    /// say where they are: its end is theirs.
    /// </summary>
    private static readonly TimeSpan ForTheOthers = TimeSpan.FromMilliseconds(500);

    /// <summary>In large jobs only so many say where they are.</summary>
    public const int MostThatSay = 64;

    private readonly Action _flush;
    private readonly Func<string?> _where;
    private readonly Timer? _timeout;
    private readonly PosixSignalRegistration? _processor;

    /// <param name="limits">The limits.</param>
    /// <param name="flush">Writes what is left of the guest's output.</param>
    /// <param name="where">Tells where the guest is, as in "was …", or null.</param>
    public RunLimits(LimitSettings limits, Action flush, Func<string?> where)
    {
        _flush = flush;
        _where = where;
        if (limits.Timeout is { } timeout)
        {
            var since = DateTime.Now - System.Diagnostics.Process.GetCurrentProcess().StartTime;
            var left = timeout - since;
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

    private void TimedOut(TimeSpan limit)
    {
        _flush();
        Report.IsPatient = false;
        var where = Report.Rank is null or < MostThatSay ? _where() : null;
        var message = $"the time given with --timeout ({limit.TotalSeconds} s) is over";
        if (Report.Rank > 0)
        {
            if (where is not null)
                Report.Say($"was {where}");
            // Where the first rank has ended before, there is nobody to speak for this one.
            Thread.Sleep(4 * ForTheOthers);
            Report.Error(CommandErrors.TimedOut, message, NextStep);
        }
        else
        {
            Report.Error(CommandErrors.TimedOut, where is null ? message : $"{message}; the program was {where}", NextStep);
            if (Report.Rank is not null)
                Thread.Sleep(ForTheOthers);
        }
        Posix.ExitNow(ExitCode.TimedOut);
    }

    private const string NextStep = "Give it more time, or run it with more ranks.";

    private void UsedUp(TimeSpan limit) =>
        End(
            CommandErrors.ProcessorTimeUsed,
            $"the processor time given with --cpu-limit ({limit.TotalSeconds} s) is used up",
            "Give it more; waiting for messages counts too, since MPI libraries wait actively.",
            ExitCode.ProcessorTimeUsed);

    private void End(string code, string message, string next, int status)
    {
        _flush();
        Report.IsPatient = false;
        Report.Error(code, message, next);
        Posix.ExitNow(status);
    }
}
