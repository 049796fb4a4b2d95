using MpiWasm.Cli.Options;
using MpiWasm.Cli.Output;
using MpiWasm.Cli.Unix;
using MpiWasm.Embedding.Compilation;
using MpiWasm.Embedding.Linking;
using MpiWasm.Mpi.Hosts.Library;
using MpiWasm.Mpi.Local;
using MpiWasm.Mpi.Local.Objects;
using MpiWasm.Mpi.Processes;
using MpiWasm.Runtime.Images;
using MpiWasm.Runtime.Memories;
using MpiWasm.Runtime.Threads;
using MpiWasm.Sandbox;
using MpiWasm.Wasi.State;

namespace MpiWasm.Cli.Rank;

/// <summary>A job whose ranks are threads of this process.</summary>
internal static class LocalJob
{
    private static readonly Lock Ending = new();

    /// <summary>Runs the guest on that many ranks; the exit status is the result.</summary>
    public static int Run(RunOptions options, int ranks)
    {
        var program = GuestProgram.Load(options.Module);
        program.RequireCommand();
        Posix.IgnoreFileSizeSignal();
        var images = new ImageSource(options.Compilation.ToEngine(options.PreciseTraps));
        var guest = new NativeImage(images.Guest(program), program.Module, program.Name);
        images.Install();
        ProgressLine.Clear();
        var library = MpiLibrary.OfFunctions(LocalLibrary.Functions, LocalLibrary.Version);
        var job = new Job(ranks);
        var status = 0;
        var threads = job.Ranks.Select(rank => new Thread(() =>
        {
            var code = RunRank(options, program, images, guest, library, rank);
            if (code != 0)
                _ = Interlocked.CompareExchange(ref status, code, 0);
        })
        { IsBackground = true }).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        return status;
    }

    private static int RunRank(RunOptions options, GuestProgram program, ImageSource images, NativeImage guest, MpiLibrary library, LocalRank rank)
    {
        var name = Path.GetFileName(options.Module);
        using var policy = SandboxPolicy.Open(options.Isolation.ToSandbox([name, .. options.Arguments], null, options.Limits));
        using var wasi = new WasiState(policy);
        var process = MpiProcess.OfRank(images, library);
        var mpi = process.Environment;
        mpi.Arguments = [program.Name, .. options.Arguments];
        mpi.Sandbox = policy;
        mpi.BeforeAbort = () => policy.FlushOutput();
        rank.Job.Abort = (_, code) => { policy.FlushOutput(); Posix.ExitNow(code); };
        var budget = options.Limits.Memory is { } memory ? new MemoryBudget(memory) : null;
        var result = 0;
        GuestThread.Run(
            () =>
            {
                rank.Enter();
                try
                {
                    using var systems = new SystemImports(program.Module, () => wasi, process);
                    var store = new Runtime.Instances.Store(budget) { NullPointersTrap = !options.NullIsMemory };
                    Runtime.Instances.Instance.Create(store, guest, systems).Invoke("_start", GuestProgram.StartType);
                }
                catch (GuestExitException exit)
                {
                    result = exit.ExitCode;
                }
                catch (MpiWasmException e)
                {
                    lock (Ending)
                    {
                        policy.FlushOutput();
                        Report.Rank = rank.Number;
                        Report.Error(e);
                        Posix.ExitNow(e is WasmTrapException ? ExitCode.Trap : ExitCode.Failure);
                    }
                }

                mpi.GuestEnded();
                policy.FlushOutput();
            },
            checked((int)Math.Min(options.StackSize, int.MaxValue)));
        return result;
    }
}
