using System.Runtime.InteropServices;
using MpiWasm.Cli.Commands;
using MpiWasm.Cli.Launcher;
using MpiWasm.Cli.Options;
using MpiWasm.Embedding;
using MpiWasm.Mpi;
using MpiWasm.Mpi.Published;
using MpiWasm.Runtime;
using MpiWasm.Sandbox;
using MpiWasm.Wasi;

namespace MpiWasm.Cli;

/// <summary>One rank: images, sandbox, MPI, the guest, and how it all ends.</summary>
internal static class RankProcess
{
    /// <summary>Runs the guest; its exit status is the result.</summary>
    public static int Run(RunOptions options)
    {
        var launcher = LauncherEnvironment.Detect();
        var name = Path.GetFileName(options.Module);
        using var policy = SandboxPolicy.Open(options.Isolation.ToSandbox([name, .. options.Arguments], launcher, options.Limits));
        var program = options.IsSpawned ? GuestProgram.Load(options.Module, policy) : GuestProgram.Load(options.Module);
        if (!program.IsCommand)
            throw ModuleFileException.NotACommand(program.Name);
        Posix.IgnoreFileSizeSignal();
        var images = new Images(Setup.Engine(options.PreciseTraps, options.Compilation));
        var guest = new NativeImage(images.Guest(program), program.Module, program.Name);

        // Our handlers first: Open MPI installs its own only where none stands.
        images.Install();
        MpiEnvironment? mpi = null;
        var imports = new ImportTable();
        using var wasi = new WasiState(policy);
        imports.Add(new WasiImports(wasi));
        if (program.UsesMpi)
        {
            var process = MpiProcess.Open(images, options.Mpi);
            mpi = process.Environment;
            mpi.Arguments = [program.Name, .. options.Arguments];
            mpi.BeforeAbort = policy.FlushOutput;
            mpi.AllowPorts = options.AllowPorts;
            mpi.Sandbox = policy;
            mpi.SpawnCommand = RunCommand.SpawnCommand(options);
            mpi.AllowToolWrites = options.AllowToolWrites;
            mpi.ReportFailure = e => Failed(mpi, e);
            var procedures = process.CreateImports();
            imports.Add(procedures);
            if (program.UsesPublishedMpi)
                imports.Add(new PublishedImports(procedures));
        }

        // A signal ends the rank as it would end a native one, but for a line of its output that waits for its end.
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Die(policy, 15));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Die(policy, 2));
        using var limits = new RunLimits(options.Limits, policy.FlushOutput);

        var status = ExitCode.Success;
        GuestThread.Run(() => status = RunGuest(guest, imports, mpi, policy, options.Limits), checked((int)Math.Min(options.StackSize, int.MaxValue)));
        policy.FlushOutput();
        End(status);
        return status;
    }

    private static void Die(SandboxPolicy policy, int signal)
    {
        policy.FlushOutput();
        Posix.DieBySignal(signal);
    }

    private static int RunGuest(NativeImage image, ImportTable imports, MpiEnvironment? mpi, SandboxPolicy policy, LimitSettings limits)
    {
        try
        {
            var store = new Runtime.Store(limits.Memory is { } memory ? new MemoryBudget(memory) : null);
            Runtime.Instance.Create(store, image, imports).Invoke("_start");
            mpi?.GuestEnded();
            return ExitCode.Success;
        }
        catch (GuestExitException e)
        {
            mpi?.GuestEnded();
            return e.ExitCode;
        }
        catch (Exception e)
        {
            policy.FlushOutput();
            return Abort(mpi, Failed(mpi, e));
        }
    }

    /// <summary>Says what has ended the guest; returns the exit status.</summary>
    private static int Failed(MpiEnvironment? mpi, Exception failure)
    {
        Report.Rank ??= mpi?.Rank;
        if (failure is MpiWasmException e)
        {
            Report.Error(e);
            return e is WasmTrapException ? ExitCode.Trap : ExitCode.Failure;
        }

        Report.Error("MW0899", $"internal error: {failure}", "This is a bug in mpiwasm; please report it with the module.");
        return ExitCode.Failure;
    }

    /// <summary>Ends the whole job where there is one: other ranks may wait for this one for ever.</summary>
    private static int Abort(MpiEnvironment? mpi, int status)
    {
        if (mpi is { IsRunning: true })
            mpi.AbortJob(status);
        return status;
    }

    /// <summary>
    /// Leaves without .NET's and the MPI library's exit handlers: a native program's exit would not wait for threads either, and after an error a handler could
    /// wait for ranks that are gone.
    /// </summary>
    private static void End(int status) => Posix.ExitNow(status);
}
