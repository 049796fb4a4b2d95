using System.Diagnostics;

namespace MpiWasm.Fuzz;

/// <summary>
/// Tells a worker that hangs from one that a busy machine does not let run: by the processor time since the last sign of
/// life, and after a long while by the clock.
/// </summary>
/// <param name="sign">The file that the worker writes before every case.</param>
internal sealed class Patience(string sign)
{
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(90), Idle = TimeSpan.FromMinutes(15);

    private DateTime _lastSign;
    private DateTime _seen = DateTime.UtcNow;
    private TimeSpan _processorTime;

    public bool IsOver(Process worker)
    {
        worker.Refresh();
        var written = File.Exists(sign) ? File.GetLastWriteTimeUtc(sign) : default;
        if (written != _lastSign)
        {
            (_lastSign, _seen, _processorTime) = (written, DateTime.UtcNow, ProcessorTime(worker));
            return false;
        }
        return ProcessorTime(worker) - _processorTime > Busy || DateTime.UtcNow - _seen > Idle;
    }

    private static TimeSpan ProcessorTime(Process worker)
    {
        try
        {
            return worker.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            return default;     // it has just ended
        }
    }
}
