using System.Diagnostics;
using MpiWasm.Fuzz.Modules;
using MpiWasm.Wasm;

namespace MpiWasm.Fuzz;

/// <summary>Decoder and validator refuse or accept in an orderly way, soon and with memory in proportion, and accept nothing that V8 refuses.</summary>
internal sealed class Damage(Bench bench, Counts counts, Action<long, FuzzCase, string> report)
{
    private const int Mutants = 1000, Compared = 100;

    // What one module may cost: bytes of memory, whatever it is, and for each of its bytes.
    private const long Fixed = 4 << 20, PerByte = 512;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    // Valid, but not for V8: other limits, proposals that are not switched on, legacy and new exceptions in one module.
    private static readonly string[] _otherLimits = ["experimental-wasm", "legacy", "exceed", "limit", "maximum", "too many", "too large", "expected at most", "larger than"];

    public void Run(FuzzCase model, Random random, long number)
    {
        File.WriteAllBytes(Fuzzer.CurrentModule(bench.Directory), model.Wasm);
        var mutants = new byte[Compared][];
        var accepted = new bool[Compared];
        for (var i = 0; i < Mutants; i++)
        {
            var mutant = i % 10 == 0 ? Mutation.Noise(random) : Mutation.Of(model.Wasm, random);
            var valid = IsValid(mutant, number);
            counts.Add(Counts.Damaged);
            if (valid)
                counts.Add("damaged modules that are valid");
            if (i < Compared)
                (mutants[i], accepted[i]) = (mutant, valid);
        }
        if ((bench.NewerNode ?? bench.Node).Validate(mutants) is not { } objections)
            return;
        counts.Add("damaged modules validated by V8 too", Compared);
        for (var i = 0; i < Compared; i++)
        {
            if (accepted[i] && objections[i].Length > 0 && !_otherLimits.Any(limit => objections[i].Contains(limit, StringComparison.Ordinal)))
                report(number, new FuzzCase(mutants[i], [], 0), $"accepted by us, refused by V8: {objections[i]}");
            if (!accepted[i] && objections[i].Length == 0)
                counts.Add("damaged modules that only V8 accepts");
        }
    }

    private bool IsValid(byte[] mutant, long number)
    {
        var start = Stopwatch.GetTimestamp();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var valid = false;
        try
        {
            ModuleValidator.Validate(ModuleDecoder.Decode(mutant));
            valid = true;
        }
        catch (MpiWasmException)
        {
            // What should happen.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            report(number, new FuzzCase(mutant, [], 0), $"decoding or validating: {e}");
        }
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        counts.Raise("most memory a damaged module took, KiB", allocated >> 10);
        if (allocated > Fixed + (PerByte * mutant.Length))
            report(number, new FuzzCase(mutant, [], 0), $"{mutant.Length} bytes made decoder and validator allocate {allocated}");
        var time = Stopwatch.GetElapsedTime(start);
        counts.Raise("longest time a damaged module took, ms", (long)time.TotalMilliseconds);
        if (time > _patience)
            report(number, new FuzzCase(mutant, [], 0), $"{mutant.Length} bytes kept decoder and validator busy for {time}");
        return valid;
    }
}
