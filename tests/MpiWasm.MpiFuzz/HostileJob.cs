using System.Diagnostics;
using System.Globalization;

namespace MpiWasm.MpiFuzz;

/// <summary>A process of the guest, and what it said.</summary>
/// <param name="Results">The calls that came back: procedure, code, whether it got past the check of the first argument.</param>
/// <param name="Ending">How it ended.</param>
/// <param name="Last">The last call made.</param>
/// <param name="LastCall">Its procedure, where it did not come back.</param>
/// <param name="Next">Where to go on, if it did not reach the end.</param>
/// <param name="IsFinding">Whether the host crashed or did not come back.</param>
internal sealed record HostileRun(List<(string Procedure, int Code, bool Past)> Results, string Ending, string Last, string? LastCall, int? Next, bool IsFinding);

/// <summary>Runs the guest over a library.</summary>
internal sealed class HostileJob(Options options, string library, string guest)
{
    private readonly string _files = Directory.CreateDirectory(Path.Combine(options.Out, "files." + Path.GetFileName(library))).FullName;

    /// <summary>Has the images made, so that no run's time goes there.</summary>
    public void Prepare() => Run(1, 0, 0, options.Limit * 10);

    public HostileRun Run(long seed, int first, int count) => Run(seed, first, count, options.Limit);

    private HostileRun Run(long seed, int first, int count, TimeSpan limit)
    {
        var log = Path.Combine(options.Out, $"{Path.GetFileName(library)}.{seed}.{first}.log");
        // A shell limits the sizes of files and dumps, and keeps what is said in a file, also when the process is killed.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "ulimit -f 200000; ulimit -c 0; log=$1; shift; exec \"$@\" > \"$log\" 2> \"$log.errors\" < /dev/null", "sh", log,
            Path.Combine(options.Bin, "mpiwasm"), "run", "-q", "--mpi", library, "--dir", $"{_files}::.", guest, .. new[] { seed, first, count }.Select(n => n.ToString(CultureInfo.InvariantCulture))]);
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        using var process = Process.Start(start)!;
        var hung = !process.WaitForExit(limit);
        if (hung)
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        var run = Read(File.ReadAllLines(log), hung, process.ExitCode, first, count);
        if (run.Next is null)
        {
            File.Delete(log);
            File.Delete(log + ".errors");
        }

        return run;
    }

    private static HostileRun Read(string[] lines, bool hung, int status, int first, int count)
    {
        var results = new List<(string, int, bool)>();
        string? open = null;
        var (last, number, ended) = ("before the first call", first, false);
        foreach (var line in lines)
        {
            var words = line.Split(' ');
            if (words[0] == "C" && words.Length >= 3)
            {
                (open, last) = (words[2], line);
                number = int.Parse(words[1], CultureInfo.InvariantCulture);
            }
            else if (words[0] == "R" && words.Length == 3 && open is not null)
            {
                results.Add((open, int.Parse(words[1], CultureInfo.InvariantCulture), words[2] == "1"));
                open = null;
            }
            else if (line == "end")
            {
                ended = true;
            }
        }

        var ending = hung ? "hung" : $"status {status}";
        return ended
            ? new HostileRun(results, ending, last, null, null, false)
            : new HostileRun(results, open is null ? ending + " after the call" : ending, last, open, Math.Min(number + 1, first + count), true);
    }
}
