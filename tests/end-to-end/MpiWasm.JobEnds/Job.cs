using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MpiWasm.JobEnds;

/// <summary>How a job has ended.</summary>
/// <param name="Seconds">From the fault until launcher and ranks were gone.</param>
/// <param name="Status">The launcher's exit status.</param>
/// <param name="Output">What was said.</param>
/// <param name="Wrong">What was not as it should be; null for nothing.</param>
internal sealed record JobEnd(double Seconds, int Status, string Output, string? Wrong);

/// <summary>Runs a job in which a rank goes wrong.</summary>
internal static class Job
{
    /// <summary>What takes longer counts as hanging: generous, for machines with much else to do.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static JobEnd Run(Case repetition, string program, params string[] arguments)
    {
        var mark = Guid.NewGuid().ToString("N");
        var processes = new JobProcesses(mark);
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        start.Environment[JobProcesses.Variable] = mark;
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = new StringBuilder();
        DataReceivedEventHandler add = (_, e) =>
        {
            lock (output)
                output.AppendLine(e.Data);
        };
        process.ErrorDataReceived += add;
        process.OutputDataReceived += add;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();

        var started = Stopwatch.StartNew();
        DateTime? fault = repetition.Fault == "kill" ? Kill(repetition.Rank, processes, process, () => Text(output), started) : null;
        var ended = process.WaitForExit(Limit - started.Elapsed is { Ticks: > 0 } left ? left : TimeSpan.Zero);
        while (processes.Living().Any() && started.Elapsed < Limit)
            Thread.Sleep(2);
        var end = DateTime.UtcNow;
        var remains = processes.Living().ToList();
        foreach (var rest in remains)
            End(rest);
        process.WaitForExit();

        var text = Text(output);
        fault ??= Said(text, "fault");
        var wrong = !ended ? "the launcher did not come back"
            : remains.Count > 0 ? $"{remains.Count} processes were left"
            : fault is null ? "the rank did not go wrong"
            : process.ExitCode == 0 ? "the exit status was 0"
            // The status is what a program that exits wants to say.
            : repetition.Fault != "exit" && text.Split('\n').All(line => line.Trim().Length == 0 || line[0] == '@') ? "nobody said anything"
            : null;
        return new JobEnd(fault is { } at ? (end - at).TotalSeconds : double.NaN, process.ExitCode, text, wrong);
    }

    /// <summary>Ends the rank's process when it is ready; the result is when, or null where it never was.</summary>
    private static DateTime? Kill(int rank, JobProcesses processes, Process launcher, Func<string> output, Stopwatch started)
    {
        while (Said(output(), "ready") is null)
        {
            if (launcher.HasExited || started.Elapsed > Limit)
                return null;
            Thread.Sleep(2);
        }

        if (processes.OfRank(rank) is not { } victim)
            return null;
        var now = DateTime.UtcNow;
        End(victim);
        return now;
    }

    private static void End(int process)
    {
        try
        {
            using var victim = Process.GetProcessById(process);
            victim.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>When the rank says it said something.</summary>
    private static DateTime? Said(string output, string what)
    {
        var at = output.IndexOf($"@{what} ", StringComparison.Ordinal);
        if (at < 0)
            return null;
        var digits = output[(at + what.Length + 2)..].TakeWhile(char.IsAsciiDigit).ToArray();
        return DateTime.UnixEpoch.AddTicks(long.Parse(digits, CultureInfo.InvariantCulture) / 100);
    }

    private static string Text(StringBuilder output)
    {
        lock (output)
            return output.ToString();
    }
}
