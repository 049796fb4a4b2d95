using System.Diagnostics.CodeAnalysis;
using MpiWasm.Cli.Launcher;
using MpiWasm.Cli.Output;
using MpiWasm.Cli.Rank;
using MpiWasm.Embedding.Compilation;
using MpiWasm.Mpi.Local;
using MpiWasm.Mpi.Local.Objects;
using MpiWasm.Mpi.Processes;
using MpiWasm.Runtime.Memories;
using MpiWasm.Runtime.Threads;
using MpiWasm.Sandbox;
using MpiWasm.Unix;
using MpiWasm.Wasi.State;
using MpiWasm.Wasi.Threads;

namespace MpiWasm.Cli.LocalRanks;

/// <summary>One rank of a job in this process: its sandbox, its MPI, its guest, and how that ends.</summary>
[SuppressMessage("Design", "CA1001", Justification = "It ends with the process.")]
internal sealed class LocalRankRun
{
    private const int LeastStack = 1 << 20;

    private readonly LocalJob _job;
    private readonly LocalRank _rank;
    private readonly RankProgram _program;
    private readonly WasiState _wasi;
    private readonly MpiProcess? _process;
    private readonly MemoryBudget? _budget;
    private readonly ThreadGroup? _threads;
    private readonly int _stackSize;
    private int _hasEnded;

    public LocalRankRun(LocalJob job, LocalRank rank, RankProgram program)
    {
        var options = job.Options;
        (_job, _rank, _program) = (job, rank, program);
        _stackSize = Math.Max(checked((int)Math.Min(options.StackSize, int.MaxValue)), LeastStack);
        var name = Path.GetFileName(program.Path);
        Policy = SandboxPolicy.Open(options.Isolation.ToSandbox(
            [name, .. program.Arguments], new LauncherEnvironment("mpiwasm", rank.Number), options.Limits) with
        {
            // As launchers have it: input is the first rank's.
            StandardInput = rank.Number == 0 ? 0 : NoInput.Descriptor,
        });
        _wasi = new WasiState(Policy) { Signals = new GuestSignals(job.Die) };
        _budget = options.Limits.Memory is { } memory ? new MemoryBudget(memory) : null;
        if (program.Module.UsesMpi)
            _process = OpenMpi();
        if (ThreadGroup.IsNeededBy(program.Module.Module))
        {
            _threads = new ThreadGroup(program.Module.Module, new ThreadOptions
            {
                Limit = options.Limits.Threads ?? ThreadOptions.DefaultLimit,
                StackSize = _stackSize,
                Memory = _budget,
                CreateImports = () =>
                {
                    Enter();
                    return GuestImports.Create(program.Module, _wasi, _process, _threads);
                },
                Ended = End,
            });
        }
    }

    public SandboxPolicy Policy { get; }

    public int Number => _rank.Number;

    /// <summary>The kernel's number of its first thread; 0 before that runs.</summary>
    public int Thread { get; private set; }

    /// <summary>Whether its program has started threads of its own.</summary>
    public bool HasThreads => _threads is { Count: > 0 };

    public bool IsRunning => Volatile.Read(ref _hasEnded) == 0;

    public void Start() => new Thread(Run, _stackSize) { Name = $"rank {Number}", IsBackground = true }.Start();

    private MpiProcess OpenMpi()
    {
        var process = MpiProcess.OfRank(_job.Images, LocalLibrary.Library);
        var mpi = process.Environment;
        mpi.Arguments = [_program.Module.Name, .. _program.Arguments];
        mpi.Sandbox = Policy;
        // What is started is a thread: of the command only the guest's part means something.
        mpi.SpawnCommand = _job.Options.AllowSpawn ? ["mpiwasm"] : [];
        mpi.AllowPorts = _job.Options.AllowPorts;
        mpi.AllowToolWrites = _job.Options.AllowToolWrites;
        mpi.BeforeAbort = () => Policy.FlushOutput();
        mpi.ReportFailure = Failed;
        return process;
    }

    /// <summary>What the calling thread does from now on, this rank does.</summary>
    private void Enter()
    {
        _rank.Enter();
        Report.Speak(Number);
    }

    private void Run()
    {
        Enter();
        Thread = Libc.Thread();
        Exception end;
        try
        {
            var imports = GuestImports.Create(_program.Module, _wasi, _process, _threads);
            var store = new Runtime.Instances.Store(_budget) { NullPointersTrap = !_job.Options.NullIsMemory };
            Runtime.Instances.Instance.Create(store, _program.Guest, imports.Resolver).Invoke("_start", GuestProgram.StartType);
            end = new GuestExitException(ExitCode.Success);
        }
        catch (Exception e)
        {
            end = e;
        }

        End(end);
        GuestThread.End();
    }

    /// <summary>The end of the guest, told by whichever of its threads ended it.</summary>
    private void End(Exception end)
    {
        if (end is not GuestExitException exit)
        {
            _job.End(() =>
            {
                var status = Failed(end);
                ReachNote.Tell(Policy, status);
                return status;
            });
            return;
        }

        if (Interlocked.Exchange(ref _hasEnded, 1) != 0)
            return;
        var status = exit.ExitCode;
        _process?.Environment.GuestEnded();
        Policy.FlushOutput();
        ReachNote.Tell(Policy, status);
        if (_process?.Environment.IsRunning == true && _rank.Job.Ranks.Length > 1)
            _job.End(() => Unfinished(status));
        _wasi.Signals?.Dispose();
        _rank.HasEnded = true;
        _job.RankEnded(status);
    }

    /// <summary>Others may wait for this rank for ever: the job ends.</summary>
    private static int Unfinished(int status)
    {
        Report.Error(
            CommandErrors.NotFinalized,
            $"the program has ended with status {status} and without MPI_Finalize",
            "The other ranks were ended. If it ended for an error, its output says which; else have it call MPI_Finalize on each rank.");
        return status == 0 ? ExitCode.Failure : status;
    }

    private static int Failed(Exception failure) => GuestFailure.Tell(failure);
}
