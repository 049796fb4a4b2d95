using System.Diagnostics;
using System.Globalization;
using MpiWasm.JobEnds;

// MpiWasm.JobEnds --bin DIRECTORY --out DIRECTORY [--count n]: ends jobs in every way that a rank can go wrong, natively and under mpiwasm
// in turn, over each library. Each must end with a status other than 0, with a message, and leave no process. The times are printed, not
// judged. The last line is "N passed, N failed, N skipped".
string Value(string name, string standard) => Array.IndexOf(args, name) is >= 0 and var at ? args[at + 1] : standard;
var bin = Path.GetFullPath(Value("--bin", "out/bin"));
var directory = Directory.CreateDirectory(Path.GetFullPath(Value("--out", "out/job-ends"))).FullName;
var count = int.Parse(Value("--count", "200"), CultureInfo.InvariantCulture);
var (passed, failed, skipped) = (0, 0, 0);

var source = Path.Combine(directory, "ends.c");
using (var resource = typeof(Job).Assembly.GetManifestResourceStream("ends.c")!)
using (var file = File.Create(source))
    resource.CopyTo(file);
var mpiwasm = Path.Combine(bin, "mpiwasm");
var module = Path.Combine(directory, "ends.wasm");
Compile(Path.Combine(bin, "mpiwasm-cc"), module);
foreach (var host in Host.All)
{
    if (!host.IsInstalled)
    {
        Console.WriteLine($"skipped: {host.Launcher} is not installed");
        skipped++;
        continue;
    }

    var native = Path.Combine(directory, "ends." + host.Compiler);
    Compile(host.Compiler, native);
    // The images are compiled and cached before anything is timed.
    _ = Ours(host, new Case("exit", 0, 2, "receive"));
    var report = new Report(host.Library);
    for (var i = 0; i < count; i++)
    {
        var repetition = Case.Of(i);
        var theirs = Job.Run(
            repetition,
            host.Launcher,
            [.. host.Options, "-n", Text(repetition.Ranks), native, repetition.Fault, Text(repetition.Rank), repetition.Others]);
        var ours = Ours(host, repetition);
        if (ours.Wrong is { } wrong)
        {
            failed++;
            Console.WriteLine($"FAIL: {host.Library}: {repetition}: {wrong} (status {ours.Status})\n{ours.Output}");
            continue;
        }

        passed++;
        if (theirs.Wrong is { } odd)
            Console.WriteLine($"natively, {host.Library}: {repetition}: {odd}");
        else
            report.Add(repetition.Fault, theirs.Seconds, ours.Seconds);
    }

    report.Print();
}

Console.WriteLine($"{passed} passed, {failed} failed, {skipped} skipped");
return failed == 0 ? 0 : 1;

JobEnd Ours(Host host, Case repetition) =>
    Job.Run(
        repetition,
        mpiwasm,
        "run",
        "-q",
        "--mpi",
        host.Library,
        "-n",
        Text(repetition.Ranks),
        module,
        repetition.Fault,
        Text(repetition.Rank),
        repetition.Others);

void Compile(string compiler, string output)
{
    using var process = Process.Start(compiler, ["-O1", source, "-o", output]);
    process.WaitForExit();
    if (process.ExitCode != 0)
        throw new InvalidOperationException($"{compiler} cannot compile {source}");
}

static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
