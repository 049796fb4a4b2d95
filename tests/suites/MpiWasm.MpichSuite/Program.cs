using System.Runtime.InteropServices;
using MpiWasm.MpichSuite;

// MpiWasm.MpichSuite: MPICH's own tests on one host MPI, natively and as Wasm. scripts/test-mpich prepares what it works on.
// The status is 0 when the run could be made, whatever the tests' results: the lead number is in the last line.
var options = Options.Parse(args);
var host = Host.Named(options.Host, options.Polite);
var entries = TestLists.Read(options.NativeBuild, options.Source, host, options.Part);
var selected = entries.Where(options.Selects).ToList();
if (selected.Count == 0)
{
    Console.Error.WriteLine("mpich suite: no entry of the test lists is selected by TESTS or DIR");
    return 2;
}
using var stop = new CancellationTokenSource();
// What is running then is killed by the threads that wait for it.
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

var native = new NativeRun(host.Native(options.Polite), options).Complete(entries, selected, stop.Token);
var results = ResultFile.Read(options.ResultFile);
var candidates = selected.Where(e => native[e.Name].Passed).ToList();
if (options.OnlyFailed)
    candidates.RemoveAll(e => results.TryGetValue(e.Name, out var old) && old.Passed);
if (!options.OnlyNative && !options.OnlyReport)
    new WasmRun(host, options).Run(candidates, native, (entry, outcome) =>
    {
        lock (results)
        {
            results[entry.Name] = outcome;
            ResultFile.Write(options.ResultFile, entries, native, results);
        }
    }, stop.Token);
ResultFile.Write(options.ResultFile, entries, native, results);

var table = new Report(options, entries, native, results);
var isWhole = options.OnlyReport || (!options.Partial && !options.OnlyNative && !stop.IsCancellationRequested);
if (isWhole && options.Page is { } page)
    table.WriteTo(page);
Console.WriteLine(options.Partial ? new Report(options, selected, native, results).Summary : table.Summary);
Directory.Delete(Launch.Scratch, recursive: true);
return stop.IsCancellationRequested ? 130 : 0;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
