using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Optimize;

/// <summary>
/// A 32-bit value as a function of the loop's iteration k, modulo 2^32:
/// sum of Invariants + Constant + Stride · k + sum of Bounded.
/// </summary>
internal sealed class Affine
{
    /// <summary>Values from outside the loop, with factors.</summary>
    public List<(LlvmValue Value, uint Factor)> Invariants { get; } = [];

    public uint Constant { get; set; }

    public uint Stride { get; set; }

    /// <summary>Values from inside the loop that lie in [0, Maximum], with factors.</summary>
    public List<(LlvmValue Value, uint Maximum, uint Factor)> Bounded { get; } = [];

    public bool IsInvariant => Stride == 0 && Bounded.Count == 0;

    /// <summary>Largest sum of <see cref="Bounded"/>.</summary>
    public ulong BoundedMaximum => Bounded.Aggregate(0UL, (sum, term) => sum + ((ulong)term.Maximum * term.Factor));

    /// <summary>Two values with the same key differ by constants and bounded parts only.</summary>
    public string Key =>
        $"{Stride}:{string.Join('+', Invariants.OrderBy(t => t.Value.Handle).Select(t => $"{t.Value.Handle:x}*{t.Factor}"))}";

    public static Affine Sum(Affine a, Affine b, uint factor = 1)
    {
        var sum = new Affine { Constant = a.Constant + (b.Constant * factor), Stride = a.Stride + (b.Stride * factor) };
        sum.Invariants.AddRange(a.Invariants);
        foreach (var (value, times) in b.Invariants)
            Add(sum.Invariants, value, times * factor);
        sum.Bounded.AddRange(a.Bounded);
        sum.Bounded.AddRange(b.Bounded.Select(term => (term.Value, term.Maximum, term.Factor * factor)));
        return sum;
    }

    private static void Add(List<(LlvmValue Value, uint Factor)> terms, LlvmValue value, uint factor)
    {
        var at = terms.FindIndex(term => term.Value == value);
        if (at < 0)
            terms.Add((value, factor));
        else if (terms[at].Factor + factor == 0)
            terms.RemoveAt(at);
        else
            terms[at] = (value, terms[at].Factor + factor);
    }
}

/// <summary>Finds the affine form of a loop's 32-bit values.</summary>
internal sealed class AffineAnalysis(Loop loop)
{
    private const int MaxDepth = 16, MaxTerms = 8;

    private readonly Dictionary<LlvmValue, Affine?> _known = [];

    public Affine? Of(LlvmValue value, int depth = 0)
    {
        if (_known.TryGetValue(value, out var known))
            return known;
        var form = depth > MaxDepth ? null : Compute(value, depth);
        if (form is not null && (form.Invariants.Count > MaxTerms || form.Bounded.Count > MaxTerms))
            form = null;
        return _known[value] = form;
    }

    private Affine? Compute(LlvmValue value, int depth)
    {
        if (Constant(value) is { } constant)
            return new Affine { Constant = constant };
        if (LLVM.IsConstant(value) != 0)
            return null;    // undefined
        if (!loop.Defines(value))
            return new Affine { Invariants = { (value, 1) } };

        LlvmValue Operand(uint index) => LLVM.GetOperand(value, index);
        switch (LLVM.GetInstructionOpcode(value))
        {
            case LlvmOpcode.Phi:
                return Induction(value);
            case LlvmOpcode.Add:
            case LlvmOpcode.Or when LLVM.GetIsDisjoint(value) != 0:
                return Of(Operand(0), depth + 1) is { } left && Of(Operand(1), depth + 1) is { } right ? Affine.Sum(left, right) : null;
            case LlvmOpcode.Sub:
                // Minus a bounded part would be negative: only what does not vary that way.
                return Of(Operand(0), depth + 1) is { } from && Of(Operand(1), depth + 1) is { Bounded.Count: 0 } minus
                    ? Affine.Sum(from, minus, uint.MaxValue)
                    : null;
            case LlvmOpcode.Shl when Constant(Operand(1)) is { } bits and < 32:
                return Scaled(Operand(0), 1u << (int)bits, depth);
            case LlvmOpcode.Mul when Constant(Operand(1)) is { } factor and < 1 << 20:
                return Scaled(Operand(0), factor, depth);
            case LlvmOpcode.And when Constant(Operand(1)) is { } mask:
                return Within(value, mask);
            case LlvmOpcode.LShr when Constant(Operand(1)) is { } bits and > 0 and < 32:
                return Within(value, uint.MaxValue >> (int)bits);
            case LlvmOpcode.ZExt when LLVM.GetIntTypeWidth(LLVM.TypeOf(Operand(0))) is var width and <= 16:
                return Within(value, (1u << (int)width) - 1);
            default:
                return null;
        }
    }

    private Affine? Scaled(LlvmValue value, uint factor, int depth) =>
        Of(value, depth + 1) is { } form ? Affine.Sum(new Affine(), form, factor) : null;

    private static Affine? Within(LlvmValue value, uint maximum) =>
        maximum < 1u << 28 ? new Affine { Bounded = { (value, maximum, 1) } } : null;

    private Affine? Induction(LlvmValue phi)
    {
        if (LLVM.GetInstructionParent(phi) != loop.Header || LLVM.CountIncoming(phi) != 2)
            return null;
        var fromLatch = LLVM.GetIncomingBlock(phi, 0) == loop.Latch ? 0u : 1u;
        var next = LLVM.GetIncomingValue(phi, fromLatch);
        var start = LLVM.GetIncomingValue(phi, 1 - fromLatch);
        if (!loop.Defines(next) || LLVM.GetInstructionOpcode(next) != LlvmOpcode.Add
            || LLVM.GetOperand(next, 0) != phi || Constant(LLVM.GetOperand(next, 1)) is not { } step)
            return null;
        if (LLVM.IsConstant(start) != 0 && Constant(start) is null)
            return null;
        return Constant(start) is { } constant
            ? new Affine { Constant = constant, Stride = step }
            : new Affine { Invariants = { (start, 1) }, Stride = step };
    }

    private static uint? Constant(LlvmValue value) =>
        LLVM.IsAConstantInt(value).IsNull ? null : (uint)LLVM.ConstIntGetZExtValue(value);
}
