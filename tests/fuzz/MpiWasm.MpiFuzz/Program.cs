using MpiWasm.MpiFuzz;

// MpiWasm.MpiFuzz --bin DIRECTORY --out DIRECTORY [--calls n] [--chunk n] [--seed n] [--least n] [--limit seconds] [--ranks n] [--threads]
// [--mpi LIBRARY]... Hostile calls of every procedure. The status is 1 when the host crashed or did not come back.
var options = Options.Parse(args);
Directory.CreateDirectory(options.Out);
var guest = Path.Combine(options.Out, options.Threads ? "hostile-threads.wasm" : "hostile.wasm");
if (HostileGuest.Make(Path.Combine(options.Bin, "mpiwasm-cc"), options.Out, guest, options.Threads) is { } failure)
{
    Console.Error.WriteLine(failure);
    return 2;
}

var found = 0;
foreach (var library in options.Libraries)
{
    var report = new Report();
    var job = new HostileJob(options, library, guest);
    job.Prepare();
    for (var (seed, left) = (options.Seed, options.Calls); left > 0; seed++)
    {
        var count = Math.Min(left, options.Chunk);
        left -= count;
        // What a call of its own ended is gone on with behind it, in a new process; the first call differs by seed, so that all procedures
        // have their turn.
        var first = (int)(seed % 1000) * options.Chunk;
        for (var (next, end) = (first, first + count); next < end;)
        {
            var run = job.Run(seed, next, end - next);
            Add(run, seed);
            if (run.Next is not { } after)
                break;
            next = after;
        }
    }

    // Where an argument is seldom right by chance: more calls of the procedure alone, with what is valid at the start.
    for (var batch = 0; batch < 6; batch++)
    {
        foreach (var procedure in report.Below(options.Least))
            Add(job.Run(options.Seed, (batch * 400) + 1, 400, procedure), options.Seed);
    }

    void Add(HostileRun run, long seed)
    {
        report.Add(run);
        if (run.Kind != EndKind.Finished)
        {
            var kind = run.Kind == EndKind.Found ? "FOUND" : $"{run.Kind}";
            Console.WriteLine($"{library}: seed {seed}, call {run.Next - 1}: {kind}: {run.Ending}: {run.Last}");
        }
    }

    File.WriteAllText(Path.Combine(options.Out, $"{Path.GetFileName(library)}.txt"), report.Table());
    Console.WriteLine($"{library}: {report.Summary()}");
    found += report.Found;
}

return found == 0 ? 0 : 1;
