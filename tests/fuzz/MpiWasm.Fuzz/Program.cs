using System.Diagnostics;
using System.Globalization;
using MpiWasm.Fuzz;
using MpiWasm.Runtime.Threads;

// MpiWasm.Fuzz [--minutes n | --cases n] [--seed n] [--out directory] [--programs directory] [--kind name] [--case n | --file module]:
// compares our engine with V8 on random modules. The work is done by a second process, because a bug may crash or hang it; this one notes
// the case and goes on after it. The status is 1 when something differed.
var options = Options.Parse(args);
Directory.CreateDirectory(options.Directory);
var countsFile = Path.Combine(options.Directory, "counts.json");
if (options.Worker || options.Case is not null || options.File is not null)
    return Work();
return Supervise();

int Work()
{
    var tools = new Tools();
    GuestThread.Run(() =>
    {
        var counts = options.Worker ? Counts.Read(countsFile) : new Counts();
        using var node = new NodeEngine(Tools.Node);
        using var newer = tools.NewerNode is null ? null : new NodeEngine(tools.NewerNode);
        using var own = new OwnEngine();
        using var generators = new Generators(tools, options.Programs, options.OnlyDamage ? null : options.Kind);
        var fuzzer = new Fuzzer(options.Seed, new Bench(options.Directory, node, newer, own, generators), counts)
        {
            KeepIr = !options.Worker,
            OnlyDamage = options.OnlyDamage,
        };
        if (!options.Worker)
        {
            if (options.File is { } file)
                fuzzer.Run(file);
            else
                fuzzer.Run(options.Case!.Value);
            Console.WriteLine(counts);
            return;
        }
        while (DateTime.UtcNow < options.End && counts["cases"] < options.Cases)
        {
            counts.Add("cases");
            counts.Write(countsFile);
            fuzzer.Run(counts["cases"] - 1);
        }
        counts.Write(countsFile);
    }, 64 << 20);
    return 0;
}

int Supervise()
{
    using (var generators = new Generators(new Tools(), options.Programs, options.OnlyDamage ? null : options.Kind))
    {
        foreach (var kind in generators.Missing)
            Console.WriteLine(
                $"fuzz: note: no modules of {kind}: npm's node and binaryen (scripts/install-fuzz-tools), or --programs, are missing");
    }
    File.Delete(countsFile);
    while (DateTime.UtcNow < options.End)
    {
        using var worker = Process.Start(
            Environment.ProcessPath!,
            ["--worker", .. args, "--seed", $"{options.Seed}", "--until", options.End.ToString("O", CultureInfo.InvariantCulture)]);
        var hung = false;
        var patience = new Patience(countsFile);
        while (!worker.WaitForExit(1000) && !hung)
            hung = patience.IsOver(worker);
        if (hung)
        {
            worker.Kill(entireProcessTree: true);
            worker.WaitForExit();
        }
        if (worker.ExitCode == 0)
            break;
        var crashed = Counts.Read(countsFile);
        if (crashed["cases"] == 0)
            return 2;   // it did not even start, and has said why
        crashed.Add(Counts.Crashes);
        var name = Path.Combine(options.Directory, $"seed{options.Seed}-case{crashed["cases"] - 1}-{(hung ? "hang" : "crash")}.wasm");
        if (File.Exists(Fuzzer.CurrentModule(options.Directory)))
            File.Copy(Fuzzer.CurrentModule(options.Directory), name, overwrite: true);
        Console.WriteLine($"case {crashed["cases"] - 1}: the process {(hung ? "hung" : $"ended with status {worker.ExitCode}")}");
        crashed.Write(countsFile);
    }
    var total = Counts.Read(countsFile);
    var bad = total[Counts.Mismatches] + total[Counts.Crashes];
    Console.WriteLine($"seed {options.Seed}:\n{total}");
    if (bad > 0)
        Console.WriteLine($"reports are in {options.Directory}");
    Console.WriteLine($"fuzz: {total[Counts.Modules]} modules compared, {total[Counts.Mismatches]} mismatches, {total[Counts.Damaged]} "
        + $"damaged, {total[Counts.Crashes]} crashes");
    return bad == 0 && total[Counts.Modules] + total[Counts.Damaged] > 0 ? 0 : 1;
}
