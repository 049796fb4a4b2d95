using System.Diagnostics;
using System.Globalization;

namespace MpiWasm.MpichSuite;

/// <summary>
/// The suite natively: what passes here is what the Wasm build is measured by. Results are kept until the
/// suite, the host's package or the rules change.
/// </summary>
internal sealed class NativeRun(Host host, Options options)
{
    /// <summary>To be raised when the way entries are read, run or judged changes.</summary>
    private const int Rules = 1;

    private readonly Dictionary<string, Outcome> _known = [];

    /// <summary>
    /// Results of all entries; those selected are run if they are not known. What was never run has no result that passes.
    /// </summary>
    public Dictionary<string, Outcome> Complete(IReadOnlyList<TestEntry> entries, IReadOnlyList<TestEntry> selected, CancellationToken stop)
    {
        var file = options.NativeResults;
        var key = $"# {host.Package} {PackageVersion()}, suite "
            + $"{File.ReadAllText(Path.Combine(options.Source, ".complete")).Trim()}, rules {Rules}";
        Load(file, key);
        var open = selected.Where(e => !_known.TryGetValue(e.Name, out var known)
            || (options.Retry && known.Reason.StartsWith(Outcome.NoEnd, StringComparison.Ordinal)))
            .ToList();
        if (open.Count > 0 && !options.OnlyWasm && !options.OnlyReport)
        {
            Console.Error.WriteLine($"mpich suite: {open.Count} entries natively on {host.Name}");
            var unbuilt = new Build(options.NativeBuild, options.Jobs).Make(open);
            var launch = new Launch(host, options.NativeBuild);
            using var writer = new StreamWriter(file, append: true) { AutoFlush = true };
            var count = 0;
            new Schedule(options.Jobs, stop).Run(open, entry => unbuilt.TryGetValue(entry.Path, out var reason)
                ? Outcome.Failed(reason)
                : Run(launch, entry, stop), (entry, outcome) =>
            {
                lock (_known)
                {
                    _known[entry.Name] = outcome;
                    if (!outcome.Reason.StartsWith(Outcome.NotRun, StringComparison.Ordinal))
                        writer.WriteLine(string.Create(
                            CultureInfo.InvariantCulture,
                            $"{entry.Name}\t{(outcome.Passed ? "pass" : "fail")}\t{outcome.Seconds:F1}\t{outcome.Reason}"));
                    Console.Error.WriteLine(
                        $"[{++count}/{open.Count}] native {(outcome.Passed ? "pass" : "FAIL")} {entry.Name} {outcome.Reason}");
                }
            });
        }
        foreach (var entry in entries)
            _known.TryAdd(entry.Name, Outcome.Failed(Outcome.NotRun));
        return _known;
    }

    private Outcome Run(Launch launch, TestEntry entry, CancellationToken stop)
    {
        var job = launch.Run(entry, [], [], Math.Min(entry.Seconds, options.NativeLimit), stop);
        return Verdict.Judge(entry, job) is { } reason ? Outcome.Failed(reason, job.Seconds) : Outcome.Success(job.Seconds);
    }

    private void Load(string file, string key)
    {
        if (!File.Exists(file) || File.ReadLines(file).FirstOrDefault() != key)
        {
            File.WriteAllText(file, key + "\n");
            return;
        }
        foreach (var fields in File.ReadLines(file).Skip(1).Select(l => l.Split('\t')).Where(f => f.Length == 4))
            _known[fields[0]] = new Outcome(fields[1] == "pass", double.Parse(fields[2], CultureInfo.InvariantCulture), fields[3]);
    }

    private string PackageVersion()
    {
        using var query = Process.Start(new ProcessStartInfo("dpkg-query", ["-W", "-f", "${Version}", host.Package])
        {
            RedirectStandardOutput = true,
        })!;
        var version = query.StandardOutput.ReadToEnd();
        query.WaitForExit();
        return version;
    }
}
