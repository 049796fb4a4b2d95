using System.Diagnostics;
using System.Globalization;

namespace MpiWasm.Compiler;

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
        var program = Environment.ProcessPath ?? throw new CompileException(CompileException.WorkerFailed, "the path of the running program is unknown");
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

    private sealed record Outcome(Failure Failure, string Details, IReadOnlyList<string> Unfinished);

    /// <summary>Compiles in a worker. After a crash, a limit or a time-out it is tried once more at O1, every function by itself.</summary>
    /// <param name="job">What to compile.</param>
    /// <param name="limits">What the worker may use; null for the defaults.</param>
    /// <param name="command">How to start the worker; null for this program.</param>
    /// <returns>Null, or what made the retry necessary.</returns>
    /// <exception cref="CompileException">The worker's own error, or MW0202 (crash), MW0203 (time), MW0204 (limit), naming the function.</exception>
    public static string? Compile(CompileJob job, CompileLimits? limits = null, WorkerCommand? command = null)
    {
        limits ??= new CompileLimits();
        command ??= WorkerCommand.Self();
        var first = Attempt(job with { Limits = limits }, limits, command);
        if (first.Failure == Failure.None)
            return null;
        // One thread: then the unfinished function is the one to blame.
        var retry = job with { Limits = limits, Singly = true, Options = job.Options with { OptimizationLevel = Math.Min(1, job.Options.OptimizationLevel), Threads = 1 } };
        var second = Attempt(retry, limits, command);
        return second.Failure == Failure.None ? Explain(first, limits) : throw Error(second, limits);
    }

    private static Outcome Attempt(CompileJob job, CompileLimits limits, WorkerCommand command)
    {
        var start = new ProcessStartInfo(command.FileName) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in command.Arguments.Concat(job.ToArguments()))
            start.ArgumentList.Add(argument);
        WorkerCommand.WithoutDiagnostics(start);
        using var process = Process.Start(start) ?? throw new CompileException(CompileException.WorkerFailed, $"{command.FileName} did not start");
        var status = CompileStatus.PathFor(job.Output, process.Id);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            // The worker ends itself when its time is over; the margin is for one that cannot even do that.
            var ended = process.WaitForExit(limits.WallClock + TimeSpan.FromSeconds(1));
            if (!ended)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
            }
            _ = output.Result;
            return Judge(process.ExitCode, ended, error.Result, CompileStatus.Unfinished(status));
        }
        finally
        {
            RemoveLeftovers(job.Output, process.Id);
        }
    }

    private static Outcome Judge(int exitCode, bool ended, string error, IReadOnlyList<string> unfinished)
    {
        if (!ended || exitCode == CompilerWorker.OutOfTime)
            return new Outcome(Failure.TimedOut, "", unfinished);
        switch (exitCode)
        {
            case 0:
                return new Outcome(Failure.None, "", unfinished);
            case CompilerWorker.Described when Describe(error) is { } described:
                // Running out of memory may also surface as an exception in the worker.
                if (described.Message.Contains(nameof(OutOfMemoryException), StringComparison.Ordinal))
                    return new Outcome(Failure.Limit, "memory", unfinished);
                throw described;
            case 128 + 24:      // SIGXCPU
                return new Outcome(Failure.Limit, "processor time", unfinished);
            default:
                var memory = error.Contains("out of memory", StringComparison.OrdinalIgnoreCase) || error.Contains("bad_alloc", StringComparison.Ordinal)
                    || error.Contains("OutOfMemory", StringComparison.Ordinal);
                return memory
                    ? new Outcome(Failure.Limit, "memory", unfinished)
                    : new Outcome(Failure.Crashed, $"{(exitCode > 128 ? $"signal {exitCode - 128}" : $"status {exitCode}")}{FirstLine(error)}", unfinished);
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
        return outcome.Unfinished.Count == 0 ? $"the compiler {what} before it compiled a function" : $"the compiler {what} while compiling {string.Join(", ", outcome.Unfinished)}";
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
