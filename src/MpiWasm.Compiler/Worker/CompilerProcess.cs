using System.Diagnostics;
using System.Globalization;
using System.Text;
using MpiWasm.Compiler.Driver;

namespace MpiWasm.Compiler.Worker;

/// <summary>How to start a worker: a program and the arguments that come before the job's.</summary>
public sealed record WorkerCommand(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>.NET's debugging and tracing, which leaves sockets and pipes in /tmp when a process ends by a signal or at once.</summary>
    private const string Diagnostics = "DOTNET_EnableDiagnostics";

    /// <summary>Has the process leave nothing in /tmp, unless the user wants to debug it.</summary>
    public static void WithoutDiagnostics(ProcessStartInfo start) => start.Environment.TryAdd(Diagnostics, "0");

    /// <summary>This very program, whether it runs as <c>mpiwasm</c> or as <c>dotnet mpiwasm.dll</c>.</summary>
    public static WorkerCommand Self()
    {
        var program = Environment.ProcessPath
            ?? throw new CompileException(CompileException.WorkerFailed, "the path of the running program is unknown");
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? new WorkerCommand(program, ["exec", Path.GetFullPath(Environment.GetCommandLineArgs()[0]), CompilerWorker.Command])
            : new WorkerCommand(program, [CompilerWorker.Command]);
    }
}

/// <summary>The parent's side of compilation in a child process.</summary>
public static class CompilerProcess
{
    private enum Failure
    {
        None,
        Crashed,
        TimedOut,
        Limit,
    }

    private sealed record Outcome(Failure Failure, string Details, CompileState State, int Process);

    /// <summary>How often a listener is told of the progress.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Compiles in a worker. After a crash, a limit or a time-out another takes over what was done, and compiles
    /// the rest at O1, every function by itself.
    /// </summary>
    /// <param name="job">What to compile.</param>
    /// <param name="limits">What each worker may use; null for the defaults.</param>
    /// <param name="command">How to start the worker; null for this program.</param>
    /// <param name="progress">Told several times a second how far the worker is; null for nobody.</param>
    /// <returns>Null, or what made the retry necessary.</returns>
    /// <exception cref="CompileException">
    /// The worker's own error, or MW0202 (crash), MW0203 (time), MW0204 (limit), naming the function.
    /// </exception>
    public static string? Compile(
        CompileJob job, CompileLimits? limits = null, WorkerCommand? command = null, Action<CompileProgress>? progress = null)
    {
        limits ??= new CompileLimits();
        command ??= WorkerCommand.Self();
        var clock = Stopwatch.StartNew();
        var processes = new List<int>();
        try
        {
            var first = Attempt(job with { Limits = limits });
            if (first.Failure == Failure.None)
                return null;
            var options = job.Options with { OptimizationLevel = Math.Min(1, job.Options.OptimizationLevel) };
            // After a crash one thread: then the unfinished function is the one to blame. Where time was short, all.
            if (first.Failure != Failure.TimedOut)
                options = options with { Threads = 1 };
            var second = Attempt(job with { Limits = limits, Predecessor = first.Process, Options = options });
            return second.Failure == Failure.None ? Explain(first, limits) : throw Error(second, limits);
        }
        finally
        {
            foreach (var process in processes)
                RemoveLeftovers(job.Output, process);
        }

        Outcome Attempt(CompileJob attempt) => Run(attempt, limits, command, processes, Tell);

        void Tell(CompileState state) => progress?.Invoke(new CompileProgress(state.Done, state.Total, clock.Elapsed));
    }

    private static Outcome Run(CompileJob job, CompileLimits limits, WorkerCommand command, List<int> processes, Action<CompileState> tell)
    {
        var start = new ProcessStartInfo(command.FileName)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in command.Arguments.Concat(job.ToArguments()))
            start.ArgumentList.Add(argument);
        WorkerCommand.WithoutDiagnostics(start);
        using var process = Process.Start(start)
            ?? throw new CompileException(CompileException.WorkerFailed, $"{command.FileName} did not start");
        processes.Add(process.Id);
        var status = CompileStatus.PathFor(job.Output, process.Id);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        // The worker ends itself when its time is over; the margin is for one that cannot even do that.
        var clock = Stopwatch.StartNew();
        var most = limits.WallClock + TimeSpan.FromSeconds(1);
        bool ended;
        while (!(ended = process.WaitForExit(Beat)) && clock.Elapsed < most)
            tell(CompileStatus.Read(status));
        if (!ended)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
        _ = output.Result;
        var (failure, details) = Judge(process.ExitCode, ended, error.Result);
        return new Outcome(failure, details, failure == Failure.None ? CompileState.Nothing : CompileStatus.Read(status), process.Id);
    }

    private static (Failure Failure, string Details) Judge(int exitCode, bool ended, string error)
    {
        if (!ended || exitCode == CompilerWorker.OutOfTime)
            return (Failure.TimedOut, "");
        switch (exitCode)
        {
            case 0:
                return (Failure.None, "");
            case CompilerWorker.Described when Describe(error) is { } described:
                // Running out of memory may also surface as an exception in the worker.
                if (described.Message.Contains(nameof(OutOfMemoryException), StringComparison.Ordinal))
                    return (Failure.Limit, "memory");
                throw described;
            case 128 + 24:      // SIGXCPU
                return (Failure.Limit, "processor time");
            default:
                var memory = error.Contains("out of memory", StringComparison.OrdinalIgnoreCase)
                    || error.Contains("bad_alloc", StringComparison.Ordinal)
                    || error.Contains("OutOfMemory", StringComparison.Ordinal);
                return memory
                    ? (Failure.Limit, "memory")
                    : (Failure.Crashed, $"{(exitCode > 128 ? $"signal {exitCode - 128}" : $"status {exitCode}")}{FirstLine(error)}");
        }
    }

    private static CompileException? Describe(string error)
    {
        var at = error.IndexOf(CompilerWorker.ErrorMark, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var parts = error[(at + CompilerWorker.ErrorMark.Length)..].TrimEnd('\n').Split('\0');
        return parts.Length < 3 ? null : new CompileException(parts[0], parts[1], parts[2].Length == 0 ? null : parts[2]);
    }

    private static CompileException Error(Outcome outcome, CompileLimits limits)
    {
        var (code, next) = outcome.Failure switch
        {
            Failure.TimedOut => (CompileException.WorkerTimedOut, "split the function, or compile the guest with less optimisation"),
            Failure.Limit => (CompileException.WorkerLimit, "split the function, or compile the guest with less optimisation"),
            _ => (CompileException.WorkerFailed, "this is an error in LLVM or mpiwasm; please report it with the module"),
        };
        return new CompileException(code, Explain(outcome, limits), next);
    }

    private static string Explain(Outcome outcome, CompileLimits limits)
    {
        var what = outcome.Failure switch
        {
            Failure.TimedOut => string.Create(CultureInfo.InvariantCulture, $"took longer than {limits.WallClock.TotalSeconds:0.###} s"),
            Failure.Limit => $"reached its limit of {outcome.Details}",
            _ => $"crashed ({outcome.Details})",
        };
        var text = new StringBuilder("the compiler ").Append(what);
        if (outcome.State.Progress is { Length: > 0 } progress)
            text.Append(": ").Append(progress);
        // A function that has begun is the one to blame, or one of a few.
        if (outcome.State.Unfinished.Count > 0)
            text.Append(outcome.State.Total > 1 ? "; it was compiling " : " while compiling ").AppendJoin(", ", outcome.State.Unfinished);
        return text.ToString();
    }

    private static string FirstLine(string error)
    {
        var line = error.Split('\n').Select(text => text.Trim()).FirstOrDefault(text => text.Length > 0);
        return line is null ? "" : $": {line}";
    }

    /// <summary>A killed worker could not remove its objects.</summary>
    private static void RemoveLeftovers(string output, int process)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(output))!;
        if (!Directory.Exists(directory))
            return;
        foreach (var path in Directory.EnumerateFiles(directory, $"{Path.GetFileName(output)}.{process}.*"))
            File.Delete(path);
    }
}
