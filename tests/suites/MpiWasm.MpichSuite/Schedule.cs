using System.Globalization;

namespace MpiWasm.MpichSuite;

/// <summary>
/// Works through entries with a few jobs at a time, long ones last, and the same programs with other algorithms of MPICH after them; those
/// that need much memory come after that, one at a time, and only where there is enough.
/// </summary>
internal sealed class Schedule(int jobs, CancellationToken stop)
{
    private const double MuchMemory = 4;

    public void Run(IEnumerable<TestEntry> entries, Func<TestEntry, Outcome> run, Action<TestEntry, Outcome> done)
    {
        var all = entries.ToList();
        var next = 0;
        var light = all.Where(e => e.Memory < MuchMemory)
            .OrderBy(e => e.ChoosesAlgorithms)
            .ThenBy(e => e.Memory)
            .ThenBy(e => e.Seconds)
            .ToList();
        var workers = Enumerable.Range(0, jobs).Select(_ => new Thread(() =>
        {
            while (!stop.IsCancellationRequested && Interlocked.Increment(ref next) is var n && n <= light.Count)
                Do(light[n - 1]);
        })).ToList();
        workers.ForEach(w => w.Start());
        workers.ForEach(w => w.Join());
        foreach (var entry in all.Except(light))
        {
            if (stop.IsCancellationRequested)
                return;
            Do(entry);
        }

        void Do(TestEntry entry)
        {
            var free = FreeMemory();
            var outcome = entry.Memory >= MuchMemory && entry.Memory > free
                ? Outcome.Failed($"{Outcome.NotRun}: it needs {entry.Memory} GB of memory, {free:F0} are free")
                : run(entry);
            if (!stop.IsCancellationRequested)
                done(entry, outcome);
        }
    }

    private static double FreeMemory()
    {
        var line = File.ReadLines("/proc/meminfo").First(l => l.StartsWith("MemAvailable:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1e6;
    }
}
