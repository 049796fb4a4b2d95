using System.Runtime.InteropServices;
using MpiWasm.Cli.Commands;
using MpiWasm.Embedding;
using MpiWasm.Mpi;
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
        var program = GuestProgram.Load(options.Module);
        if (!program.IsCommand)
            throw ModuleFileException.NotACommand(program.Name);
        using var policy = SandboxPolicy.Open(SandboxOf(program, options));
        var images = new Images(Setup.Engine(options.PreciseTraps, options.CompileLimits));
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
            mpi.ReportFailure = e => Failed(mpi, e);
            mpi.Arguments = [program.Name, .. options.Arguments];
            mpi.AllowToolWrites = options.AllowToolWrites;
            imports.Add(process.CreateImports());
        }

        // A signal ends the rank as it would end a native one; nothing of the guest's output waits in buffers of ours.
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static _ => Posix.DieBySignal(15));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static _ => Posix.DieBySignal(2));

        var status = ExitCode.Success;
        GuestThread.Run(() => status = RunGuest(guest, imports, mpi), checked((int)Math.Min(options.StackSize, int.MaxValue)));
        End(status);
        return status;
    }

    private static int RunGuest(NativeImage image, ImportTable imports, MpiEnvironment? mpi)
    {
        try
        {
            var store = new Runtime.Store();
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

    private static SandboxOptions SandboxOf(GuestProgram program, RunOptions options) => new()
    {
        Directories = [.. options.Directories.Select(DirectoryGrant.Parse)],
        Environment = [.. options.Variables.Select(EnvironmentVariable.Parse).Where(v => v is not null).Select(v => v!.Value)],
        Arguments = [program.Name, .. options.Arguments],
    };
}
