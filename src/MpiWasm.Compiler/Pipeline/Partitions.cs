using MpiWasm.Wasm.Model;

namespace MpiWasm.Compiler.Pipeline;

/// <summary>
/// Splits the defined functions in contiguous ranges of about the same amount of code, each compiled as an LLVM module of its own. It
/// depends on the module only, not on the machine, so that the image does not either.
/// </summary>
internal static class Partitions
{
    /// <summary>Below this, one partition: LLVM sees (and can inline) everything.</summary>
    public const int SplitAbove = 128 << 10;

    private const int Target = 96 << 10;

    public static List<Range> Split(WasmModule module)
    {
        var bodies = module.Bodies;
        var total = bodies.Sum(body => (long)body.CodeLength);
        if (total <= SplitAbove)
            return [0..bodies.Length];
        var share = total / ((total + Target - 1) / Target);
        var ranges = new List<Range>();
        var start = 0;
        var size = 0L;
        for (var i = 0; i < bodies.Length; i++)
        {
            size += bodies[i].CodeLength;
            if (size < share && i + 1 < bodies.Length)
                continue;
            ranges.Add(start..(i + 1));
            start = i + 1;
            size = 0;
        }
        return ranges;
    }
}
