using System.Diagnostics.CodeAnalysis;
using MpiWasm.Cli.Options;
using MpiWasm.Cli.Output;
using MpiWasm.Cli.Rank;
using MpiWasm.Cli.Unix;
using MpiWasm.Cli.Wall;
using MpiWasm.Embedding.Compilation;
using MpiWasm.Mpi.Local;
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

    private readonly LocalRankRun[] _ranks;
    private readonly CountdownEvent _running;
    private int _status;
    private int _isEnding;

    private LocalJob(RunOptions options, int ranks)
    {
        Options = options;
        Program = GuestProgram.Load(options.Module);
        Program.RequireCommand();
        Posix.IgnoreFileSizeSignal();
        Images = new ImageSource(options.Compilation.ToEngine(options.PreciseTraps));
        // All of it now: behind the wall nothing can be compiled.
        _ = Images.Prepare(Program, null, LocalLibrary.Library);
        Guest = new NativeImage(Images.Guest(Program), Program.Module, Program.Name);
        ProgressLine.Clear();
        Images.Install();
        var job = new Job(ranks) { Abort = Aborted };
        _running = new CountdownEvent(ranks);
        _ranks = Array.ConvertAll(job.Ranks, rank => new LocalRankRun(this, rank));
    }

    public RunOptions Options { get; }

    public GuestProgram Program { get; }

    public ImageSource Images { get; }

    public NativeImage Guest { get; }

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
        _running.Wait();
        // Threads that a guest has left behind end with the process.
        if (Interlocked.Exchange(ref _isEnding, 1) != 0)
            Thread.Sleep(Timeout.Infinite);
        Flush();
        Posix.ExitNow(_status);
        return _status;
    }

    private void Start()
    {
        if (Options.Isolation.Wall is var mode && mode != WallMode.Off)
            RankWall.Raise(_ranks[0].Policy, mode, HostNeeds.WithoutMpi());
        foreach (var rank in _ranks)
            rank.Start();
    }

    private void Aborted(LocalRank rank, int code) => End(() =>
    {
        Report.Speak(rank.Number);
        Report.Say($"called MPI_Abort with code {code}");
        return (code & 0xFF) == 0 ? ExitCode.Failure : code & 0xFF;
    });

    private void Flush()
    {
        foreach (var rank in _ranks)
            rank.Policy.FlushOutput(Report.Patience);
    }

    /// <summary>Where each rank is, as in "was …".</summary>
    private string? Where()
    {
        var places = _ranks.Where(rank => rank.IsRunning).Take(RunLimits.MostThatSay)
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
