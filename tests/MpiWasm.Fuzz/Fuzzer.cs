using System.Text;
using MpiWasm.Compiler;
using MpiWasm.Fuzz.Modules;
using MpiWasm.Wasm;

namespace MpiWasm.Fuzz;

/// <summary>Runs cases by number: what a case is depends on the seed and its number only.</summary>
internal sealed class Fuzzer(int seed, string directory, NodeEngine node, OwnEngine own, Counts counts)
{
    private const int Mutants = 100;

    private static readonly (string Name, CompileOptions Options)[] _modes =
    [
        ("O3 relaxed", new CompileOptions { Threads = 1 }),
        ("O3 precise", new CompileOptions { Threads = 1, PreciseTraps = true }),
        ("O0 relaxed", new CompileOptions { Threads = 1, OptimizationLevel = 0 }),
    ];

    /// <summary>The module that is worked on, for when it brings the process down.</summary>
    public static string CurrentModule(string directory) => Path.Combine(directory, "current.wasm");

    /// <summary>Keep LLVM's IR of every mode in the directory.</summary>
    public bool KeepIr { get; init; }

    /// <summary>Compares on a module given as a file, with arguments of this seed.</summary>
    public void Run(string path)
    {
        var wasm = File.ReadAllBytes(path);
        Compare(new FuzzCase(wasm, PlannedCall.OfExports(ModuleDecoder.Decode(wasm), new Random(seed), 4), 1), 0);
    }

    public void Run(long number)
    {
        var random = new Random(HashCode(seed, number));
        switch (number % 8)
        {
            case 0 or 2 or 4:
                counts.Add("modules from wasm-opt -ttf");
                if (TranslatedModule.Make(random) is { } translated)
                    Compare(translated, number);
                break;
            case 7:
                var model = number % 16 == 7 ? TranslatedModule.Make(random) : LoopModule.Make(random);
                if (model is not null)
                    Damage(model, random, number);
                break;
            default:
                counts.Add("modules of loops");
                Compare(LoopModule.Make(random), number);
                break;
        }
    }

    private static int HashCode(int seed, long number)
    {
        var x = ((ulong)(uint)seed << 32) ^ (ulong)number;
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
        x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
        return (int)(x >> 32);
    }

    private void Compare(FuzzCase test, long number)
    {
        File.WriteAllBytes(CurrentModule(directory), test.Wasm);
        var module = ModuleDecoder.Decode(test.Wasm);
        ModuleValidator.Validate(module);
        var expected = node.Run(test);
        if (expected is null)
        {
            counts.Add("given up: V8 ran out of time");
            return;
        }
        counts.Add("calls", expected.Length);
        counts.Add("calls that trap", expected.Count(line => line.StartsWith("trap", StringComparison.Ordinal)));
        foreach (var (name, options) in _modes)
        {
            string[] actual;
            try
            {
                actual = own.Run(test, module, KeepIr ? options with { KeepIr = Path.Combine(directory, name.Replace(' ', '-')) } : options);
            }
            catch (MpiWasmException e)
            {
                Report(number, test, $"{name}: {e}");
                continue;
            }
            counts.Add("runs of a module");
            if (Difference(test, expected, actual, options.PreciseTraps) is { } difference)
                Report(number, test, $"{name}: {difference}");
        }
    }

    private static string? Difference(FuzzCase test, string[] expected, string[] actual, bool precise)
    {
        for (var i = 0; i < Math.Min(expected.Length, actual.Length); i++)
        {
            // How much stack there is, engines may choose.
            if (expected[i].StartsWith("trap stack", StringComparison.Ordinal) || actual[i].StartsWith("trap stack", StringComparison.Ordinal))
                return null;
            // With relaxed traps nothing is promised from the first trap on.
            if (!precise && (expected[i].StartsWith("trap", StringComparison.Ordinal) || expected[i].StartsWith("instantiation", StringComparison.Ordinal)))
                return null;
            if (expected[i] != actual[i])
                return $"call {i}, {(i < test.Calls.Count ? test.Calls[i] : "")}\n  V8   {expected[i]}\n  ours {actual[i]}";
        }
        return expected.Length == actual.Length ? null : $"{actual.Length} lines instead of {expected.Length}: {actual[^1]} instead of {expected[^1]}";
    }

    /// <summary>Decoder and validator refuse or accept in an orderly way, and accept nothing that V8 refuses.</summary>
    private void Damage(FuzzCase model, Random random, long number)
    {
        var mutants = Enumerable.Range(0, Mutants).Select(i => i % 10 == 0 ? Mutation.Noise(random) : Mutation.Of(model.Wasm, random)).ToArray();
        var accepted = new bool[Mutants];
        for (var i = 0; i < mutants.Length; i++)
        {
            File.WriteAllBytes(CurrentModule(directory), mutants[i]);
            counts.Add("damaged modules");
            try
            {
                ModuleValidator.Validate(ModuleDecoder.Decode(mutants[i]));
                accepted[i] = true;
                counts.Add("damaged modules that are valid");
            }
            catch (MpiWasmException)
            {
                // What should happen.
            }
            catch (Exception e)
            {
                Report(number, new FuzzCase(mutants[i], [], 0), $"decoding or validating: {e}");
            }
        }
        if (node.Validate(mutants) is not { } answers)
            return;
        for (var i = 0; i < mutants.Length; i++)
        {
            if (accepted[i] && !answers[i])
                Report(number, new FuzzCase(mutants[i], [], 0), "accepted by us, refused by V8");
            if (!accepted[i] && answers[i])
                counts.Add("damaged modules that only V8 accepts");
        }
    }

    private void Report(long number, FuzzCase test, string text)
    {
        counts.Add("MISMATCHES");
        var name = $"seed{seed}-case{number}-{counts["MISMATCHES"]}";
        File.WriteAllBytes(Path.Combine(directory, name + ".wasm"), test.Wasm);
        var report = new StringBuilder().AppendLine(text).AppendLine($"again: --seed {seed} --case {number}");
        foreach (var call in test.Calls)
            report.AppendLine(call.ToString());
        File.WriteAllText(Path.Combine(directory, name + ".txt"), report.ToString());
        Console.WriteLine($"case {number}: {text}");
    }
}
