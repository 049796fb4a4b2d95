using System.Diagnostics;
using System.Globalization;

namespace MpiWasm.MpichSuite;

/// <summary>
/// The time a job had. It runs slower while the job's processes wait for CPUs that others use, so that a time limit means the same on a
/// busy machine as on a quiet one. Processes that wait for each other, or for nothing, are not slowed.
/// </summary>
internal sealed class FairClock(Func<IEnumerable<int>> processes)
{
    private readonly Stopwatch _wall = Stopwatch.StartNew();
    private Dictionary<int, (long Run, long Wait, bool Ready)> _last = [];
    private double _lastWall;

    /// <summary>Seconds up to the last call of <see cref="Tick"/>.</summary>
    public double Seconds { get; private set; }

    public void Tick()
    {
        var wall = _wall.Elapsed.TotalSeconds;
        var elapsed = wall - _lastWall;
        var now = new Dictionary<int, (long Run, long Wait, bool Ready)>();
        long run = 0, wait = 0;
        foreach (var id in processes())
        {
            if (Read(id) is not { } times)
                continue;
            now[id] = times;
            var before = _last.GetValueOrDefault(id);
            run += times.Run - before.Run;
            // The kernel adds up a wait when it ends.
            wait += Math.Max(times.Wait - before.Wait, times.Ready ? (long)(elapsed * 1e9) - (times.Run - before.Run) : 0);
        }
        // What it could have used at most: all CPUs, or less if it wanted less.
        var wanted = Math.Min(Environment.ProcessorCount * elapsed, (run + wait) / 1e9);
        Seconds += wanted <= 0 ? elapsed : elapsed * Math.Min(1, run / 1e9 / wanted);
        (_last, _lastWall) = (now, wall);
    }

    private static (long Run, long Wait, bool Ready)? Read(int id)
    {
        try
        {
            // Nanoseconds on a CPU and waiting for one, of the main thread: the one that runs the test.
            var fields = File.ReadAllText($"/proc/{id}/schedstat").Split(' ');
            var state = File.ReadAllText($"/proc/{id}/stat");
            return (long.Parse(fields[0], CultureInfo.InvariantCulture), long.Parse(fields[1], CultureInfo.InvariantCulture),
                state[state.LastIndexOf(')') + 2] == 'R');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }
}
