using System.Globalization;
using MpiWasm;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// Modules are compiled by a child process, which is this program again.
if (CompileWorker.TryRun(args, out var status))
    return status;
if (args.Length != 1)
{
    Console.Error.WriteLine("usage: embedding plugin.wasm");
    return 2;
}

using var engine = new Engine(new EngineOptions { Traps = TrapMode.Precise });
using var module = Module.FromFile(engine, args[0]);
using var store = new Store(engine);

var linker = new Linker(engine);
linker.Define("env", "f", (double x) => 4 / (1 + (x * x)));
linker.Define("env", "say", (Caller caller, uint text, int length) =>
    Console.WriteLine($"guest: {caller.Memory.ReadString(text, length)}"));

var instance = linker.Instantiate(store, module);
var integrate = instance.GetFunction<double, double, int, double>("integrate")!;
Console.WriteLine($"host: the integral is {integrate(0, 1, 10_000):F6}");

try
{
    integrate(0, 1, 0);
}
catch (WasmTrapException trap)
{
    Console.WriteLine($"host: the guest trapped ({trap.Kind}) in {trap.Backtrace[0].Name}");
}

return 0;
