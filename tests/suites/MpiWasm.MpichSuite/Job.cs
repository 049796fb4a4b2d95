using System.Diagnostics;

namespace MpiWasm.MpichSuite;

internal sealed record JobResult(int Status, bool Killed, double Seconds, string Output);

/// <summary>
/// Runs a command and lets none of its processes outlive it. Launchers put ranks into process groups of their own, and a test may spawn
/// more: so each job has a variable in its environment by which all of them are found.
/// </summary>
internal sealed class Job
{
    private const string Variable = "MPIWASM_SUITE_JOB";
    private const int MostOutput = 1 << 20;
    private static int _count;

    private readonly string _marker = $"{Environment.ProcessId}-{Interlocked.Increment(ref _count)}";
    private readonly string _directory;
    private readonly List<(string Name, string Value)> _environment;

    public Job(string directory, IEnumerable<(string, string)> environment) => (_directory, _environment) = (directory, [.. environment]);

    /// <summary>Runs the command for so many seconds at most, as <see cref="FairClock"/> counts them.</summary>
    public JobResult Run(IReadOnlyList<string> command, double seconds, CancellationToken stop)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" > .output 2>&1 < /dev/null", "sh", .. command])
        {
            WorkingDirectory = _directory,
        };
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        start.Environment[Variable] = _marker;
        var clock = new FairClock(Processes);
        var killed = false;
        int status;
        try
        {
            using var process = Process.Start(start)!;
            while (!process.WaitForExit(1000) && !killed && !stop.IsCancellationRequested)
            {
                clock.Tick();
                killed = clock.Seconds > seconds;
            }
            clock.Tick();
            if (!process.HasExited)
                Kill();
            process.WaitForExit();
            status = process.ExitCode;
        }
        finally
        {
            Kill();
        }
        return new JobResult(status, killed, clock.Seconds, ReadOutput());
    }

    private void Kill()
    {
        // Again until none is left: one may have started another in between.
        for (var i = 0; i < 10; i++)
        {
            var found = Processes().ToList();
            if (found.Count == 0)
                return;
            foreach (var id in found)
            {
                try
                {
                    using var process = Process.GetProcessById(id);
                    process.Kill();
                }
                catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
                {
                    // It has ended meanwhile.
                }
            }
            Thread.Sleep(20);
        }
    }

    private IEnumerable<int> Processes()
    {
        var needle = System.Text.Encoding.ASCII.GetBytes($"{Variable}={_marker}\0");
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory), out var id) || id == Environment.ProcessId)
                continue;
            var found = false;
            try
            {
                found = File.ReadAllBytes($"{directory}/environ").AsSpan().IndexOf(needle) >= 0;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has ended meanwhile, or is not ours.
            }
            if (found)
                yield return id;
        }
    }

    private string ReadOutput()
    {
        using var stream = File.OpenRead(Path.Combine(_directory, ".output"));
        var bytes = new byte[Math.Min(stream.Length, MostOutput)];
        stream.ReadExactly(bytes);
        return System.Text.Encoding.Latin1.GetString(bytes);
    }
}
