using System.Collections.Concurrent;
using System.Text;
using Microsoft.Win32.SafeHandles;
using MpiWasm.Compiler.Driver;
using MpiWasm.Compiler.Pipeline;
using MpiWasm.Image.Cache;
using MpiWasm.Unix;
using MpiWasm.Wasm.Decoding;
using MpiWasm.Wasm.Validation;

namespace MpiWasm.Compiler.Worker;

/// <summary>The child process that compiles: whatever LLVM does, the parent survives.</summary>
public static class CompilerWorker
{
    /// <summary>The hidden command under which the program runs a worker.</summary>
    public const string Command = "compile-worker";

    /// <summary>Exit status of a worker that failed in an orderly way and described it on stderr.</summary>
    internal const int Described = 3;

    /// <summary>Exit status of a worker that stopped itself because its time was over or its parent gone.</summary>
    internal const int OutOfTime = 4;

    private static readonly ConcurrentDictionary<string, Func<string, CompileOptions, TextImage>> Kinds = new(StringComparer.Ordinal);

    /// <summary>
    /// Adds a kind of job: the factory gets the job's input and options and returns the IR. Both parent and worker are the same
    /// program, so registering at start-up does.
    /// </summary>
    public static void Register(string kind, Func<string, CompileOptions, TextImage> factory) => Kinds[kind] = factory;

    /// <summary>Does the job that the arguments (those after the command's name) describe.</summary>
    /// <returns>The exit status: 0, or <c>3</c> with the error on stderr.</returns>
    public static int Run(string[] args)
    {
        try
        {
            var job = CompileJob.FromArguments(args);
            ProcessLimits.Apply(job.Limits, job.Options.Threads > 0 ? job.Options.Threads : Environment.ProcessorCount);
            // Signals of the terminal and the batch system are the parent's business: it ends, and then this process tidies up.
            ProcessLimits.LeaveSignalsToParent();
            using var place = WorkDirectory.TryJoin(Path.GetDirectoryName(Path.GetFullPath(job.Output))!);
            WatchParent(job.Limits.WallClock, place);
            using var status = new CompileStatus(CompileStatus.PathFor(job.Output, Environment.ProcessId));
            Execute(job, status);
            return 0;
        }
        catch (MpiWasmException e)
        {
            Report(e.Code, e.Message, e.NextStep);
        }
        catch (Exception e)
        {
            Report(CompileException.WorkerFailed, $"the compile worker failed: {e}", null);
        }
        return Described;
    }

    private static void Execute(CompileJob job, CompileStatus status)
    {
        if (job.Kind == CompileJob.Guest)
        {
            var module = ModuleDecoder.Decode(File.ReadAllBytes(job.Input));
            ModuleValidator.Validate(module);
            GuestCompiler.Compile(module, job.Options, job.Output, new GuestCompilation { Predecessor = job.Predecessor, Status = status });
            return;
        }
        if (!Kinds.TryGetValue(job.Kind, out var factory))
            throw new CompileException(CompileException.WorkerFailed, $"there is no kind of compile job called {job.Kind}");
        status.Start(job.Kind);
        var image = factory(job.Input, job.Options);
        ImagePipeline.CompileText(image.Parts, job.Options, job.Output, ImagePipeline.LibrarySymbols.Union(image.AllowedUndefined));
        status.End(job.Kind);
    }

    /// <summary>
    /// Ends this process when its parent does (the pipe that is its stdin closes), with what they were working on, or when its time is
    /// over.
    /// </summary>
    private static void WatchParent(TimeSpan wallClock, WorkDirectory? place)
    {
        new Thread(() =>
        {
            Thread.Sleep(wallClock);
            Libc.Exit(OutOfTime);
        }, 128 << 10)
        { IsBackground = true }.Start();
        new Thread(() =>
        {
            try
            {
                using var input = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, 0);
                while (input.ReadByte() >= 0)
                    continue;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                return;     // no stdin to watch
            }
            place?.Remove();
            Libc.Exit(OutOfTime);
        }, 128 << 10)
        { IsBackground = true }.Start();
    }

    // Not through Console: its set-up writes terminal escapes.
    private static void Report(string code, string message, string? nextStep)
    {
        var text = $"{ErrorMark}{code}\0{message}\0{nextStep}\n";
        using var error = new FileStream(new SafeFileHandle(2, ownsHandle: false), FileAccess.Write, 0);
        error.Write(Encoding.UTF8.GetBytes(text));
    }

    internal const string ErrorMark = "mpiwasm compile worker: ";
}
