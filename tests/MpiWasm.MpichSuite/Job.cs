using System.Diagnostics;

namespace MpiWasm.MpichSuite;

internal sealed record JobResult(int Status, bool Killed, bool TimedOut, double Seconds, string Output);

/// <summary>
/// Runs a command and lets none of its processes outlive it. Launchers put ranks into process groups of their own, and a test may spawn more: so each job has a variable
/// in its environment by which all of them are found.
/// </summary>
internal sealed class Job
{
    private const string Variable = "MPIWASM_SUITE_JOB";
    private const int MostOutput = 1 << 20;
    /// <summary>Both launchers end a job by themselves after MPIEXEC_TIMEOUT seconds, which a test counts on; they have this long for it.</summary>
    private const double Grace = 10;
    private static int s_count;

    private readonly string _marker = $"{Environment.ProcessId}-{Interlocked.Increment(ref s_count)}";
    private readonly string _directory;
    private readonly List<(string Name, string Value)> _environment;

    public Job(string directory, IEnumerable<(string, string)> environment) => (_directory, _environment) = (directory, [.. environment]);

    public JobResult Run(IReadOnlyList<string> command, double seconds, CancellationToken stop)
    {
        var log = Path.Combine(_directory, ".output");
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" > .output 2>&1 < /dev/null", "sh", .. command]) { WorkingDirectory = _directory };
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        start.Environment[Variable] = _marker;
        start.Environment["MPIEXEC_TIMEOUT"] = $"{Math.Ceiling(seconds):F0}";
        var clock = Stopwatch.StartNew();
        var killed = false;
        int status;
        try
        {
            using var process = Process.Start(start)!;
            while (!process.WaitForExit(100) && !killed && !stop.IsCancellationRequested)
                killed = clock.Elapsed.TotalSeconds > seconds + Grace;
            if (!process.HasExited)
                KillAllOfIt();
            process.WaitForExit();
            status = process.ExitCode;
        }
        finally
        {
            KillAllOfIt();
        }
        return new JobResult(status, killed, clock.Elapsed.TotalSeconds >= seconds, clock.Elapsed.TotalSeconds, Read(log));
    }

    private void KillAllOfIt()
    {
        // Again until none is left: one may have started another in between.
        for (var i = 0; i < 10 && Kill() > 0; i++)
            Thread.Sleep(20);
    }

    private int Kill()
    {
        var needle = System.Text.Encoding.ASCII.GetBytes($"{Variable}={_marker}\0");
        var found = 0;
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory), out var id) || id == Environment.ProcessId)
                continue;
            try
            {
                if (File.ReadAllBytes($"{directory}/environ").AsSpan().IndexOf(needle) < 0)
                    continue;
                found++;
                using var process = Process.GetProcessById(id);
                process.Kill();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                // It has ended meanwhile, or is not ours.
            }
        }
        return found;
    }

    private static string Read(string log)
    {
        using var stream = File.OpenRead(log);
        var bytes = new byte[Math.Min(stream.Length, MostOutput)];
        stream.ReadExactly(bytes);
        return System.Text.Encoding.Latin1.GetString(bytes);
    }
}
