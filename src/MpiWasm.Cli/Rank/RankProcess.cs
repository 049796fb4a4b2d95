using System.Diagnostics.CodeAnalysis;
using MpiWasm.Cli.Launcher;
using MpiWasm.Cli.Options;
using MpiWasm.Cli.Output;
using MpiWasm.Cli.Unix;
using MpiWasm.Cli.Wall;
using MpiWasm.Embedding.Compilation;
using MpiWasm.Mpi.Abi;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Processes;
using MpiWasm.Runtime.Images;
using MpiWasm.Runtime.Instances;
using MpiWasm.Runtime.Memories;
using MpiWasm.Runtime.Threads;
using MpiWasm.Runtime.Traps;
using MpiWasm.Sandbox;
using MpiWasm.Sandbox.Wall;
using MpiWasm.Unix;
using MpiWasm.Wasi.State;
using MpiWasm.Wasi.Threads;

namespace MpiWasm.Cli.Rank;

/// <summary>One rank: images, sandbox, MPI, the guest, and how it all ends.</summary>
internal static class RankProcess
{
    /// <summary>Of the guest, when the library crashes.</summary>
    private const int MostFrames = 24;

    private static int _isEnding;

    // The kernel's number of the guest's first thread.
    private static volatile int _guestThread;

    /// <summary>Runs the guest; its exit status is the result.</summary>
    public static int Run(RunOptions options)
    {
        var launcher = LauncherEnvironment.Detect();
        var name = Path.GetFileName(options.Module);
        using var policy = SandboxPolicy.Open(options.Isolation.ToSandbox([name, .. options.Arguments], launcher, options.Limits));
        var program = options.IsSpawned ? GuestProgram.Load(options.Module, policy) : GuestProgram.Load(options.Module);
        program.RequireCommand();
        Posix.IgnoreFileSizeSignal();
        var images = new ImageSource(options.Compilation.ToEngine(options.PreciseTraps));
        var guest = new NativeImage(images.Guest(program), program.Module, program.Name);
        ProgressLine.Clear();

        // Our handlers first: Open MPI installs its own only where none stands.
        images.Install();
        // A signal ends the rank as it would end a native one, but for a line of its output that waits for its
        // end; or the guest has a handler for it.
        using var signals = new GuestSignals(number => Die(policy, number));
        using var wasi = new WasiState(policy) { Signals = signals };
        MpiProcess? process = null;
        MpiEnvironment? mpi = null;
        if (program.UsesMpi)
        {
            HostNeeds.Prepare(options.Isolation.Wall);
            process = MpiProcess.Open(images, options.Mpi);
            mpi = process.Environment;
            mpi.Arguments = [program.Name, .. options.Arguments];
            mpi.BeforeAbort = () =>
            {
                policy.FlushOutput();
                ReachNote.Tell(policy, ExitCode.Failure);
                Posix.WaitUntilRead();
            };
            mpi.AllowPorts = options.AllowPorts;
            mpi.Sandbox = policy;
            mpi.SpawnCommand = RankCommand.ForSpawned(options);
            mpi.AllowToolWrites = options.AllowToolWrites;
            if (options.Isolation.Wall != WallMode.Off)
                mpi.Started = () => RankWall.Raise(
                    policy, options.Isolation.Wall, HostNeeds.WithMpi(options.Isolation.Wall, mpi, launcher is not null));
            mpi.ReportFailure = e => Failed(mpi, e);
            mpi.HostMemory = new HostMemory(options.Limits.HostMemory ?? HostMemory.LimitBeside(options.Limits.Memory))
            {
                Exceeded = message => OutOfHostMemory(mpi, policy, message),
            };
            HostCrashes.Watch(crash => Crashed(mpi, policy, crash));
        }

        using var limits = new RunLimits(options.Limits, () => policy.FlushOutput(Report.Patience), () => Whereabouts.Ask(_guestThread));

        var stackSize = checked((int)Math.Min(options.StackSize, int.MaxValue));
        var budget = options.Limits.Memory is { } memory ? new MemoryBudget(memory) : null;
        ThreadGroup? threads = null;
        if (ThreadGroup.IsNeededBy(program.Module))
        {
            threads = new ThreadGroup(program.Module, new ThreadOptions
            {
                Limit = options.Limits.Threads ?? ThreadOptions.DefaultLimit,
                StackSize = Math.Max(stackSize, 1 << 20),
                Memory = budget,
                CreateImports = () => GuestImports.Create(program, wasi, process, threads),
                Ended = e => End(mpi, policy, e),
            });
        }

        var raise = mpi is null && options.Isolation.Wall != WallMode.Off
            ? () => RankWall.Raise(policy, options.Isolation.Wall, HostNeeds.WithoutMpi())
            : (Action?)null;
        GuestThread.Run(
            () =>
            {
                // Here and not before: files are restricted for this thread and those it starts.
                raise?.Invoke();
                RunGuest(guest, GuestImports.Create(program, wasi, process, threads).Resolver, mpi, policy, budget, options.NullIsMemory);
            },
            stackSize);
        return ExitCode.Success;
    }

    private static void Die(SandboxPolicy policy, int signal)
    {
        policy.FlushOutput(Report.Patience);
        Posix.DieBySignal(signal);
    }

    /// <summary>The guest's first thread: its end is the end of the rank, whatever the others do.</summary>
    private static void RunGuest(
        NativeImage image, IImportResolver imports, MpiEnvironment? mpi, SandboxPolicy policy, MemoryBudget? budget, bool nullIsMemory)
    {
        try
        {
            _guestThread = Libc.Thread();
            var store = new Runtime.Instances.Store(budget) { NullPointersTrap = !nullIsMemory };
            Runtime.Instances.Instance.Create(store, image, imports).Invoke("_start", GuestProgram.StartType);
        }
        catch (Exception e)
        {
            End(mpi, policy, e);
        }

        End(mpi, policy, new GuestExitException(ExitCode.Success));
    }

    /// <summary>
    /// Ends the rank, on the thread that ended the guest. Leaves without .NET's and the MPI library's exit handlers: a native program's
    /// exit would not wait for threads either, and after an error a handler could wait for ranks that are gone.
    /// </summary>
    [DoesNotReturn]
    private static void End(MpiEnvironment? mpi, SandboxPolicy policy, Exception end)
    {
        // The first to come here speaks for all; the end of the process takes the others.
        if (Interlocked.Exchange(ref _isEnding, 1) != 0)
            Thread.Sleep(Timeout.Infinite);
        int status;
        if (end is GuestExitException exit)
        {
            mpi?.GuestEnded();
            status = exit.ExitCode;
        }
        else
        {
            policy.FlushOutput();
            status = Failed(mpi, end);
        }

        policy.FlushOutput();
        ReachNote.Tell(policy, status);
        if (end is not GuestExitException)
            Abort(mpi, status);
        Posix.ExitNow(status);
    }

    /// <summary>Says what has ended the guest; returns the exit status.</summary>
    private static int Failed(MpiEnvironment? mpi, Exception failure)
    {
        Report.Rank ??= mpi?.Rank;
        return GuestFailure.Tell(failure);
    }

    /// <summary>
    /// MPI has taken too much memory of its own accord. Called on another thread than the guest's, which may be anywhere.
    /// </summary>
    private static void OutOfHostMemory(MpiEnvironment mpi, SandboxPolicy policy, string message)
    {
        policy.FlushOutput(Report.Patience);
        Report.Rank ??= mpi.Rank;
        Report.Error(
            MpiException.HostMemory,
            message,
            "Messages that arrive and are not received take memory, too. Receive them, or allow more with --max-host-memory.");
        // Without MPI_Finalize: the launcher ends the other ranks.
        Posix.ExitNow(ExitCode.Failure);
    }

    /// <summary>
    /// Says what crashed, before the signal ends the process. Called on a thread of its own; what the crashed
    /// one holds must not be waited for.
    /// </summary>
    private static void Crashed(MpiEnvironment mpi, SandboxPolicy policy, HostCrash crash)
    {
        if (crash.WasAsked)
        {
            // Who has asked ends the process; until then the guest stays where it is.
            Whereabouts.Answer(crash);
            return;
        }

        Report.Rank ??= mpi.Rank;
        var call = crash.Backtrace.Length > 0 ? $", which the program has called through {crash.Backtrace[0].Name}" : "";
        var frames = string.Concat(crash.Backtrace.Skip(1).Take(MostFrames).Select(f => $"\n  at {f}"));
        var version = mpi.Library.Version.Split('\n')[0];
        Report.Error(
            MpiException.LibraryCrash,
            $"a crash in the MPI library: {crash.Cause} in {crash.Library ?? "a library"}{call}{frames}",
            $"The library is {version}. If the calls are right, it is its defect: another version, or the "
                + $"other library (--mpi), may not have it.");
        policy.FlushOutput(Report.Patience);
    }

    /// <summary>Ends the whole job where there is one: other ranks may wait for this one for ever.</summary>
    private static void Abort(MpiEnvironment? mpi, int status)
    {
        if (mpi is { IsRunning: true })
            mpi.AbortJob(status);
    }
}
