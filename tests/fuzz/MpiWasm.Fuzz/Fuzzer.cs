using System.Globalization;
using System.Numerics;
using System.Text;
using MpiWasm.Compiler;
using MpiWasm.Fuzz.Modules;
using MpiWasm.Tests.Shared;
using MpiWasm.Wasm;
using MpiWasm.Wasm.Decoding;
using MpiWasm.Wasm.Model;
using MpiWasm.Wasm.Validation;

namespace MpiWasm.Fuzz;

/// <summary>What a run uses.</summary>
/// <param name="Directory">Where reports go.</param>
/// <param name="Node">V8.</param>
/// <param name="NewerNode">A newer V8, or null.</param>
/// <param name="Own">Our engine.</param>
/// <param name="Generators">Who writes modules.</param>
internal sealed record Bench(string Directory, NodeEngine Node, NodeEngine? NewerNode, OwnEngine Own, Generators Generators);

/// <summary>Runs cases by number: what a case is depends on the seed and its number only.</summary>
internal sealed class Fuzzer(int seed, Bench bench, Counts counts)
{
    /// <summary>One case in so many is damaged modules.</summary>
    private const int DamageEvery = 16;

    // One in so many modules runs in all modes and again from the cache; the others run in one of the first two
    // modes and are linked by the faster linker.
    private const int ThoroughEvery = 6;

    // Before the seed of the memory's contents, in reports.
    private const string Fill = "memory: ";

    private static readonly (string Name, CompileOptions Options)[] Modes =
    [
        ("O3 relaxed", new CompileOptions { Threads = 1 }),
        ("O3 precise", new CompileOptions { Threads = 1, PreciseTraps = true }),
        ("O0 relaxed", new CompileOptions { Threads = 1, OptimizationLevel = 0 }),
    ];

    /// <summary>The module that is worked on, for when it brings the process down.</summary>
    public static string CurrentModule(string directory) => Path.Combine(directory, "current.wasm");

    /// <summary>Keep LLVM's IR of every mode in the directory.</summary>
    public bool KeepIr { get; init; }

    /// <summary>Every case is damaged modules.</summary>
    public bool OnlyDamage { get; init; }

    /// <summary>
    /// Compares on a module given as a file, with the calls that a report beside it lists, else with arguments of this seed.
    /// </summary>
    public void Run(string path)
    {
        var wasm = Observable.Make(File.ReadAllBytes(path), keepImports: true);
        var module = ModuleDecoder.Decode(wasm);
        var report = Path.ChangeExtension(path, "txt");
        var lines = File.Exists(report) ? File.ReadAllLines(report) : [];
        var fill = lines.FirstOrDefault(line => line.StartsWith(Fill, StringComparison.Ordinal)) is { } found
            ? int.Parse(found[Fill.Length..], CultureInfo.InvariantCulture)
            : 0;
        var calls = lines.Length > 0 ? PlannedCall.OfReport(module, lines) : PlannedCall.OfExports(module, new Random(seed), 4);
        Compare(new FuzzCase(wasm, calls, fill) { NeedsNewer = bench.NewerNode is not null }, 0, thorough: true);
    }

    public void Run(long number)
    {
        var random = new Random(HashCode(seed, number));
        try
        {
            if (OnlyDamage || number % DamageEvery == DamageEvery - 1)
            {
                if (bench.Generators.Make(random, out _) is { } model)
                    new Damage(bench, counts, Report).Run(model, random, number);
            }
            else if (bench.Generators.Make(random, out var kind) is not { } test)
            {
                counts.Add($"left out: {kind}, the generator gave up");
            }
            else if (Compare(test, number, number % ThoroughEvery == 0 || KeepIr))
            {
                counts.Add($"modules of {kind}");
            }
        }
        catch (UnsupportedFeatureException e)
        {
            counts.Add($"left out: needs proposal {e.Feature}");
        }
    }

    private static int HashCode(int seed, long number)
    {
        var x = ((ulong)(uint)seed << 32) ^ (ulong)number;
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
        x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
        return (int)(x >> 32);
    }

    /// <returns>Whether V8 could run it.</returns>
    private bool Compare(FuzzCase test, long number, bool thorough)
    {
        File.WriteAllBytes(CurrentModule(bench.Directory), test.Wasm);
        var node = test.NeedsNewer || (number % 2 == 0 && bench.NewerNode is not null) ? bench.NewerNode : bench.Node;
        if (node is null)
        {
            counts.Add("left out: needs a newer Node");
            return false;
        }
        var module = ModuleDecoder.Decode(test.Wasm);
        ModuleValidator.Validate(module);
        var expected = node.Run(test, module);
        if (expected is null)
        {
            counts.Add("left out: V8 ran out of time");
            return false;
        }
        counts.Add(Counts.Modules);
        foreach (var feature in Enum.GetValues<WasmFeatures>()
            .Where(feature => BitOperations.IsPow2((int)feature) && (FeatureUse.Of(module) & feature) != 0))
            counts.Add($"modules that use {feature}");
        counts.Add("calls", expected.Length - 1);
        counts.Add("calls that trap", expected.Count(line => line.StartsWith("trap", StringComparison.Ordinal)));
        counts.Add("calls that throw", expected.Count(line => line.StartsWith("throw", StringComparison.Ordinal)));
        Linkers.Choose(usual: thorough);
        for (var i = 0; i < Modes.Length; i++)
        {
            if (thorough || i == number / 2 % 2)
                CompareOne(test, module, expected, Modes[i], number, thorough);
        }
        return true;
    }

    private void CompareOne(
        FuzzCase test, WasmModule module, string[] expected, (string Name, CompileOptions Options) mode, long number, bool thorough)
    {
        var options = KeepIr ? mode.Options with { KeepIr = Path.Combine(bench.Directory, mode.Name.Replace(' ', '-')) } : mode.Options;
        try
        {
            foreach (var (time, actual) in bench.Own.Run(test, module, options, thorough).Index())
            {
                counts.Add($"runs, {mode.Name}{(time == 0 ? "" : ", from the cache")}");
                if (Difference(test, expected, actual, options.PreciseTraps) is { } difference)
                    Report(number, test, $"{mode.Name}{(time == 0 ? "" : ", from the cache")}: {difference}");
            }
        }
        catch (MpiWasmException e)
        {
            Report(number, test, $"{mode.Name}: {e}");
        }
    }

    private static string? Difference(FuzzCase test, string[] expected, string[] actual, bool precise)
    {
        for (var i = 0; i < Math.Min(expected.Length, actual.Length); i++)
        {
            // How much stack there is, engines may choose.
            if (expected[i].StartsWith("trap stack", StringComparison.Ordinal)
                || actual[i].StartsWith("trap stack", StringComparison.Ordinal))
                return null;
            // With relaxed traps nothing is promised from the first trap on.
            if (!precise
                && (expected[i].StartsWith("trap", StringComparison.Ordinal)
                    || expected[i].StartsWith("instantiation", StringComparison.Ordinal)))
                return null;
            if (OneBounds(expected[i]) != OneBounds(actual[i]))
                return $"call {i}, {(i < test.Calls.Count ? test.Calls[i] : "")}\n  V8   {expected[i]}\n  ours {actual[i]}";
        }
        return expected.Length == actual.Length
            ? null
            : $"{actual.Length} lines instead of {expected.Length}: {actual[^1]} instead of {expected[^1]}";
    }

    /// <summary>What an atomic access that is both unaligned and out of bounds is told first, engines may choose.</summary>
    private static string OneBounds(string line) => line.Replace("trap unaligned", "trap memory", StringComparison.Ordinal);

    private void Report(long number, FuzzCase test, string text)
    {
        counts.Add(Counts.Mismatches);
        var name = $"seed{seed}-case{number}-{counts[Counts.Mismatches]}";
        File.WriteAllBytes(Path.Combine(bench.Directory, name + ".wasm"), test.Wasm);
        var report = new StringBuilder().AppendLine(text)
            .AppendLine($"again: --seed {seed} --case {number}")
            .AppendLine($"{Fill}{test.Fill}");
        foreach (var call in test.Calls)
            report.AppendLine(call.ToString());
        File.WriteAllText(Path.Combine(bench.Directory, name + ".txt"), report.ToString());
        Console.WriteLine($"case {number}: {text}");
    }
}
