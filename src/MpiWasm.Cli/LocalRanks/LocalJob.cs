using System.Diagnostics.CodeAnalysis;
using MpiWasm.Cli.Options;
using MpiWasm.Cli.Output;
using MpiWasm.Cli.Rank;
using MpiWasm.Cli.Unix;
using MpiWasm.Cli.Wall;
using MpiWasm.Embedding.Compilation;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Messages;
using MpiWasm.Mpi.Local.Objects;
using MpiWasm.Runtime.Images;
using MpiWasm.Runtime.Traps;
using MpiWasm.Sandbox.Wall;

namespace MpiWasm.Cli.LocalRanks;

/// <summary>
/// A job whose ranks are threads of this process. Each has an instance, a sandbox and MPI objects of its own; they share the code, and
/// what becomes of one that fails becomes of all, as under a launcher.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "It ends with the process.")]
internal sealed class LocalJob
{
    private const int StarterStack = 1 << 20;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    // Also those that MPI_Comm_spawn has added; guarded by itself.
    private readonly List<LocalRankRun> _ranks = [];
    private readonly Job _job;
    private readonly CountdownEvent _running;
    private int _status;
    private int _isEnding;

    private LocalJob(RunOptions options, int ranks)
    {
        Options = options;
        RankLimit.Check(ranks, options.Isolation.Directories.Length);
        var program = GuestProgram.Load(options.Module);
        program.RequireCommand();
        Posix.IgnoreFileSizeSignal();
        Images = new ImageSource(options.Compilation.ToEngine(options.PreciseTraps));
        // All of it now: behind the wall nothing can be compiled.
        var main = Load(program, options.Module, options.Arguments);
        ProgressLine.Clear();
        Images.Install();
        _job = new Job(ranks) { Abort = Aborted, Prepare = options.AllowSpawn ? Prepare : null };
        _running = new CountdownEvent(ranks);
        _ranks.AddRange(_job.Ranks.Select(rank => new LocalRankRun(this, rank, main)));
    }

    public RunOptions Options { get; }

    public ImageSource Images { get; }

    /// <summary>Runs the guest on that many ranks; the exit status is the result.</summary>
    public static int Run(RunOptions options, int ranks) => new LocalJob(options, ranks).Run();

    /// <summary>A rank has ended of its own accord. It was the last where this does not return.</summary>
    public void RankEnded(int status)
    {
        if (status != 0)
            _ = Interlocked.CompareExchange(ref _status, status, 0);
        _ = _running.Signal();
    }

    /// <summary>Ends all ranks at once; what they have written is written first. Does not return.</summary>
    /// <param name="speak">Says why. Only the first to come here speaks.</param>
    public void End(Func<int> speak)
    {
        if (Interlocked.Exchange(ref _isEnding, 1) != 0)
            Thread.Sleep(Timeout.Infinite);
        Flush();
        var status = speak();
        Flush();
        Posix.ExitNow(status);
    }

    /// <summary>A signal that no handler of the guest took.</summary>
    public void Die(int signal)
    {
        if (Interlocked.Exchange(ref _isEnding, 1) != 0)
            Thread.Sleep(Timeout.Infinite);
        Flush();
        Posix.DieBySignal(signal);
    }

    private int Run()
    {
        HostCrashes.Watch(Crashed);
        using var limits = new RunLimits(Options.Limits, Flush, Where);
        // The kernel's wall stands around a thread and those it starts: one that starts the ranks, all of which have the same grants.
        var starter = new Thread(Start, StarterStack) { Name = "ranks" };
        starter.Start();
        while (!_running.Wait(BetweenLooks))
            LookForDeadlock();
        // Threads that a guest has left behind end with the process.
        if (Interlocked.Exchange(ref _isEnding, 1) != 0)
            Thread.Sleep(Timeout.Infinite);
        Flush();
        Posix.ExitNow(_status);
        return _status;
    }

    /// <summary>All ranks wait for one another, and will for ever.</summary>
    private void LookForDeadlock()
    {
        if (!_job.IsStuck() || Array.Exists(Runs(), run => run.HasThreads))
            return;
        End(() =>
        {
            var ranks = Array.FindAll(_job.Ranks, rank => !rank.HasEnded);
            var waits = ranks.Take(RunLimits.MostThatSay).Select(rank =>
                $"\nrank {rank.Number} waits for {rank.WaitsFor as Request ?? (object)"other ranks"}{PlaceOf(rank.Number)}");
            Report.Error(
                CommandErrors.Deadlock,
                "all ranks that have not ended wait for what no rank will do:" + string.Concat(waits),
                "Look for sends and receives that do not match in rank, tag or communicator, and for collectives that not all ranks call.");
            return ExitCode.Failure;
        });
    }

    private string PlaceOf(int rank) =>
        Array.Find(Runs(), run => run.Number == rank) is { } run && Whereabouts.Ask(run.Thread) is { } place ? $", {place}" : "";

    private void Start()
    {
        if (Options.Isolation.Wall is var mode && mode != WallMode.Off)
            RankWall.Raise(_ranks[0].Policy, mode, HostNeeds.WithoutMpi());
        foreach (var rank in Runs())
            rank.Start();
    }

    private RankProgram Load(GuestProgram program, string path, IReadOnlyList<string> arguments)
    {
        _ = Images.Prepare(program, null, LocalLibrary.Library);
        return new RankProgram(program, new NativeImage(Images.Guest(program), program.Module, program.Name), path, arguments);
    }

    /// <summary>
    /// What MPI_Comm_spawn starts: a module below the directories of the rank that asks, whose thread this is. Behind the wall it must be
    /// compiled already, as the program itself is.
    /// </summary>
    private Action<LocalRank> Prepare(SpawnedProgram spawned)
    {
        RankProgram program;
        try
        {
            var module = GuestProgram.Load(spawned.Module, Runs().First(run => run.Number == LocalRank.Current.Number).Policy);
            module.RequireCommand();
            program = Load(module, spawned.Module, spawned.Arguments);
        }
        catch (MpiWasmException)
        {
            throw new MpiFailure(StandardAbi.ErrSpawn);
        }

        return rank =>
        {
            var run = new LocalRankRun(this, rank, program);
            _running.AddCount();
            lock (_ranks)
                _ranks.Add(run);
            run.Start();
        };
    }

    private LocalRankRun[] Runs()
    {
        lock (_ranks)
            return [.. _ranks];
    }

    private void Aborted(LocalRank rank, int code) => End(() =>
    {
        Report.Speak(rank.Number);
        Report.Say($"called MPI_Abort with code {code}");
        return (code & 0xFF) == 0 ? ExitCode.Failure : code & 0xFF;
    });

    private void Flush()
    {
        foreach (var rank in Runs())
            rank.Policy.FlushOutput(Report.Patience);
    }

    /// <summary>Where each rank is, as in "was …".</summary>
    private string? Where()
    {
        var places = Runs().Where(rank => rank.IsRunning).Take(RunLimits.MostThatSay)
            .Select(rank => Whereabouts.Ask(rank.Thread) is { } place ? $"\nrank {rank.Number}: {place}" : "").ToArray();
        return places.Length == 0 ? null : $"here:{string.Concat(places)}";
    }

    private void Crashed(HostCrash crash)
    {
        if (crash.WasAsked)
        {
            Whereabouts.Answer(crash);
            return;
        }

        var frames = string.Concat(crash.Backtrace.Select(frame => $"\n  at {frame}"));
        Report.Error(
            CommandErrors.Internal,
            $"a crash: {crash.Cause} in {crash.Library ?? "this program"}{frames}",
            "This is a bug in mpiwasm; please report it with the module.");
        Flush();
    }
}
