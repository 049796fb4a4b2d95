using System.Diagnostics;
using System.Globalization;

namespace MpiWasm.MpiFuzz;

/// <summary>A process of the guest, and what it said.</summary>
/// <param name="Results">The calls that came back: procedure, code, whether it got past the check of the first argument.</param>
/// <param name="Ending">How it ended.</param>
/// <param name="Last">The last call made.</param>
/// <param name="LastCall">Its procedure, where it did not come back.</param>
/// <param name="Next">Where to go on, if it did not reach the end.</param>
/// <param name="Kind">What that means.</param>
internal sealed record HostileRun(
    List<(string Procedure, int Code, bool Past)> Results, string Ending, string Last, string? LastCall, int? Next, EndKind Kind);

/// <summary>Why a process of the guest ended.</summary>
internal enum EndKind
{
    /// <summary>It made all its calls.</summary>
    Finished,
    /// <summary>The guest trapped, in a function of its own that a call ran (MPI_Free_mem frees with the guest's allocator).</summary>
    Trap,
    /// <summary>An error went to the handler that ends the job, of an object the guest has not seen.</summary>
    Handler,
    /// <summary>The library ended the job as it does natively, where no check of one call can tell: see docs/mpi.md.</summary>
    AsNatively,
    /// <summary>The host crashed or did not come back.</summary>
    Found,
}

/// <summary>Runs the guest over a library.</summary>
internal sealed class HostileJob(Options options, string library, string guest)
{
    private readonly string _files = Directory.CreateDirectory(Path.Combine(options.Out, "files." + Path.GetFileName(library))).FullName;

    /// <summary>The option that starts several processes.</summary>
    private string[] Ranks => options.Ranks > 1 ? ["-n", options.Ranks.ToString(CultureInfo.InvariantCulture)] : [];

    /// <summary>Has the images made, so that no run's time goes there.</summary>
    public void Prepare() => Run(1, 0, 0, options.Limit * 10);

    /// <summary>Calls of all procedures in turn, or of one.</summary>
    public HostileRun Run(long seed, int first, int count, string? only = null) => Run(seed, first, count, options.Limit, only);

    private HostileRun Run(long seed, int first, int count, TimeSpan limit, string? only = null)
    {
        var log = Path.Combine(options.Out, $"{Path.GetFileName(library)}.{seed}.{first}.log");
        // A shell limits the sizes of files and dumps, and keeps what is said in a file, also when the process is killed.
        var start = new ProcessStartInfo("/bin/sh",
            ["-c", "ulimit -f 200000; ulimit -c 0; log=$1; shift; exec \"$@\" > \"$log\" 2> \"$log.errors\" < /dev/null", "sh", log,
            Path.Combine(options.Bin, "mpiwasm"), "run", "-q", .. Ranks, "--mpi", library, "--dir", $"{_files}::.", guest,
            .. new[] { seed, first, count }.Select(n => n.ToString(CultureInfo.InvariantCulture)),
            .. only is null ? Array.Empty<string>() : [only]]);
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        using var process = Process.Start(start)!;
        var hung = !process.WaitForExit(limit);
        if (hung)
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        var run = Read(File.ReadAllLines(log), hung, process.ExitCode, first, count, File.ReadAllText(log + ".errors"));
        if (run.Kind != EndKind.Found)
        {
            File.Delete(log);
            File.Delete(log + ".errors");
        }

        return run;
    }

    /// <summary>What the library says when it ends the job over a call that no check of one call can tell (docs/mpi.md).</summary>
    private static readonly string[] Native =
    [
        "memory ranges overlap", "element_size < 0", "actual_pack_bytes == size",
        // A message to itself that is too long for its receive, and reaches beyond the memory.
        "segmentation fault in mca_btl_self.so",
    ];

    private static EndKind Kind(bool hung, string errors) =>
        hung ? EndKind.Found
        : errors.Contains("wasm trap", StringComparison.Ordinal) ? EndKind.Trap
        : Native.Any(text => errors.Contains(text, StringComparison.Ordinal)) ? EndKind.AsNatively
        : errors.Contains("mpiwasm: rank 0: MPI_", StringComparison.Ordinal)
            || errors.Contains("mpiwasm: rank 1: MPI_", StringComparison.Ordinal)
            ? EndKind.Handler
        : EndKind.Found;

    private static HostileRun Read(string[] lines, bool hung, int status, int first, int count, string errors)
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
            ? new HostileRun(results, ending, last, null, null, EndKind.Finished)
            : new HostileRun(results, open is null ? ending + " after the call" : ending, last, open, Math.Min(number + 1, first + count),
                Kind(hung, errors));
    }
}
