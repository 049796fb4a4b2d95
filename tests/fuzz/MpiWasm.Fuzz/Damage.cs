using System.Diagnostics;
using MpiWasm.Fuzz.Modules;
using MpiWasm.Wasm.Decoding;
using MpiWasm.Wasm.Validation;

namespace MpiWasm.Fuzz;

/// <summary>Decoder and validator refuse or accept in an orderly way, soon and with memory in proportion, and agree with V8.</summary>
internal sealed class Damage(Bench bench, Counts counts, Action<long, FuzzCase, string> report)
{
    private const int Mutants = 1000, Compared = 100;

    // What one module may cost: bytes of memory, whatever it is, and for each of its bytes.
    private const long Fixed = 4 << 20, PerByte = 512;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Valid, but not for V8: other limits, proposals that are not switched on, legacy and new exceptions in one module.
    private static readonly string[] OtherLimits =
        ["experimental-wasm", "legacy", "exceed", "limit", "maximum", "too many", "too large", "expected at most", "larger than"];

    public void Run(FuzzCase model, Random random, long number)
    {
        File.WriteAllBytes(Fuzzer.CurrentModule(bench.Directory), model.Wasm);
        var mutants = new byte[Compared][];
        var refusals = new Exception?[Compared];
        for (var i = 0; i < Mutants; i++)
        {
            var mutant = i % 10 == 0 ? Mutation.Noise(random) : Mutation.Of(model.Wasm, random);
            var refusal = Refusal(mutant, number);
            counts.Add(Counts.Damaged);
            if (refusal is null)
                counts.Add("damaged modules that are valid");
            if (i < Compared)
                (mutants[i], refusals[i]) = (mutant, refusal);
        }
        if ((bench.NewerNode ?? bench.Node).Validate(mutants) is not { } objections)
            return;
        counts.Add("damaged modules validated by V8 too", Compared);
        for (var i = 0; i < Compared; i++)
        {
            if (refusals[i] is null && objections[i].Length > 0
                && !OtherLimits.Any(limit => objections[i].Contains(limit, StringComparison.Ordinal)))
                report(number, new FuzzCase(mutants[i], [], 0), $"accepted by us, refused by V8: {objections[i]}");
            if (objections[i].Length > 0 || refusals[i] is not { } refusal)
                continue;
            if (refusal is UnsupportedFeatureException unsupported)
                counts.Add($"damaged modules that V8 accepts and that need proposal {unsupported.Feature}");
            else
                report(number, new FuzzCase(mutants[i], [], 0), $"refused by us, accepted by V8: {refusal.Message}");
        }
    }

    /// <summary>Why the module is refused, or null.</summary>
    private Exception? Refusal(byte[] mutant, long number)
    {
        var start = Stopwatch.GetTimestamp();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Exception? refusal = null;
        try
        {
            ModuleValidator.Validate(ModuleDecoder.Decode(mutant));
        }
        catch (MpiWasmException e)
        {
            refusal = e;    // what should happen
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            refusal = e;
            report(number, new FuzzCase(mutant, [], 0), $"decoding or validating: {e}");
        }
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        counts.Raise("most memory a damaged module took, KiB", allocated >> 10);
        if (allocated > Fixed + (PerByte * mutant.Length))
            report(number, new FuzzCase(mutant, [], 0), $"{mutant.Length} bytes made decoder and validator allocate {allocated}");
        var time = Stopwatch.GetElapsedTime(start);
        counts.Raise("longest time a damaged module took, ms", (long)time.TotalMilliseconds);
        if (time > Patience)
            report(number, new FuzzCase(mutant, [], 0), $"{mutant.Length} bytes kept decoder and validator busy for {time}");
        return refusal;
    }
}
