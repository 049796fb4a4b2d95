using System.Diagnostics;
using System.Globalization;
using MpiWasm.Fuzz;
using MpiWasm.Runtime;

// MpiWasm.Fuzz [--minutes n] [--seed n] [--out directory] [--case n | --file module]: compares our engine with V8 on random modules. The work is done by a second process,
// because a bug may crash or hang it; this one notes the case and goes on after it. The status is 1 when something differed.
var options = Options.Parse(args);
Directory.CreateDirectory(options.Directory);
var countsFile = Path.Combine(options.Directory, "counts.json");
if (options.Worker || options.Case is not null || options.File is not null)
    return Work();
return Supervise();

int Work()
{
    GuestThread.Run(() =>
    {
        var counts = options.Worker ? Counts.Read(countsFile) : new Counts();
        using var node = new NodeEngine();
        using var own = new OwnEngine();
        var fuzzer = new Fuzzer(options.Seed, options.Directory, node, own, counts) { KeepIr = !options.Worker };
        if (!options.Worker)
        {
            if (options.File is { } file)
                fuzzer.Run(file);
            else
                fuzzer.Run(options.Case!.Value);
            Console.WriteLine(counts);
            return;
        }
        while (DateTime.UtcNow < options.End)
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
    File.Delete(countsFile);
    while (DateTime.UtcNow < options.End)
    {
        using var worker = Process.Start(Environment.ProcessPath!, ["--worker", "--seed", $"{options.Seed}", "--out", options.Directory, "--until", options.End.ToString("O", CultureInfo.InvariantCulture)]);
        var hung = false;
        while (!worker.WaitForExit(1000) && !hung)
            hung = File.Exists(countsFile) && DateTime.UtcNow - File.GetLastWriteTimeUtc(countsFile) > TimeSpan.FromMinutes(2);
        if (hung)
        {
            worker.Kill(entireProcessTree: true);
            worker.WaitForExit();
        }
        if (worker.ExitCode == 0)
            break;
        var crashed = Counts.Read(countsFile);
        crashed.Add("MISMATCHES");
        var name = Path.Combine(options.Directory, $"seed{options.Seed}-case{crashed["cases"] - 1}-{(hung ? "hang" : "crash")}.wasm");
        File.Copy(Fuzzer.CurrentModule(options.Directory), name, overwrite: true);
        Console.WriteLine($"case {crashed["cases"] - 1}: the process {(hung ? "hung" : $"ended with status {worker.ExitCode}")}");
        crashed.Write(countsFile);
    }
    var total = Counts.Read(countsFile);
    Console.WriteLine($"seed {options.Seed}:\n{total}");
    Console.WriteLine(total["MISMATCHES"] == 0 ? "no mismatch" : $"mismatches are in {options.Directory}");
    return total["MISMATCHES"] == 0 ? 0 : 1;
}

internal sealed record Options(int Seed, string Directory, DateTime End, long? Case, string? File, bool Worker)
{
    public static Options Parse(string[] arguments)
    {
        var seed = Environment.TickCount & 0xffff;
        var directory = "out/fuzz";
        var end = DateTime.UtcNow.AddMinutes(1);
        long? number = null;
        string? file = null;
        var worker = false;
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--minutes":
                    end = DateTime.UtcNow.AddMinutes(double.Parse(arguments[++i], CultureInfo.InvariantCulture));
                    break;
                case "--until":
                    end = DateTime.Parse(arguments[++i], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
                    break;
                case "--seed":
                    seed = int.Parse(arguments[++i], CultureInfo.InvariantCulture);
                    break;
                case "--out":
                    directory = arguments[++i];
                    break;
                case "--case":
                    number = long.Parse(arguments[++i], CultureInfo.InvariantCulture);
                    break;
                case "--file":
                    file = arguments[++i];
                    break;
                case "--worker":
                    worker = true;
                    break;
                default:
                    throw new ArgumentException($"unknown option {arguments[i]}");
            }
        }
        return new Options(seed, Path.GetFullPath(directory), end, number, file, worker);
    }
}
