using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Optimize;

/// <summary>
/// A value of 32 or 64 bits as a function of the loop's iteration k, modulo 2^<see cref="Bits"/>:
/// sum of Invariants + Constant + Stride · k + sum of Bounded.
/// </summary>
internal sealed class Affine(uint bits)
{
    public uint Bits => bits;

    /// <summary>Values from outside the loop, with factors.</summary>
    public List<(LlvmValue Value, ulong Factor)> Invariants { get; } = [];

    public ulong Constant { get; init; }

    public ulong Stride { get; init; }

    /// <summary>Values from inside the loop that lie in [0, Maximum], with factors.</summary>
    public List<(LlvmValue Value, ulong Maximum, ulong Factor)> Bounded { get; } = [];

    public bool IsInvariant => Stride == 0 && Bounded.Count == 0;

    public long SignedStride => Signed(Stride);

    /// <summary>Largest sum of <see cref="Bounded"/>; a huge number where it has more than 64 bits.</summary>
    public ulong BoundedMaximum =>
        (ulong)UInt128.Min(ulong.MaxValue, Bounded.Aggregate(UInt128.Zero, (sum, term) => sum + ((UInt128)term.Maximum * term.Factor)));

    /// <summary>Two values with the same key differ by constants and bounded parts only.</summary>
    public string Key =>
        $"{Bits}:{Stride}:{string.Join('+', Invariants.OrderBy(t => t.Value.Handle).Select(t => $"{t.Value.Handle:x}*{t.Factor}"))}";

    /// <summary>A number of <see cref="Bits"/> bits as a signed one.</summary>
    public long Signed(ulong value) => (long)(value << (int)(64 - bits)) >> (int)(64 - bits);

    /// <summary>What is left of a number in <see cref="Bits"/> bits.</summary>
    public ulong Wrap(ulong value) => value & (ulong.MaxValue >> (int)(64 - bits));

    public static Affine Sum(Affine a, Affine b, ulong factor = 1)
    {
        var sum = new Affine(a.Bits)
        {
            Constant = a.Wrap(a.Constant + (b.Constant * factor)),
            Stride = a.Wrap(a.Stride + (b.Stride * factor)),
        };
        sum.Invariants.AddRange(a.Invariants);
        foreach (var (value, times) in b.Invariants)
            sum.Add(value, sum.Wrap(times * factor));
        sum.Bounded.AddRange(a.Bounded);
        sum.Bounded.AddRange(b.Bounded.Select(term => (term.Value, term.Maximum, sum.Wrap(term.Factor * factor))));
        return sum;
    }

    private void Add(LlvmValue value, ulong factor)
    {
        var at = Invariants.FindIndex(term => term.Value == value);
        if (at < 0)
            Invariants.Add((value, factor));
        else if (Wrap(Invariants[at].Factor + factor) == 0)
            Invariants.RemoveAt(at);
        else
            Invariants[at] = (value, Wrap(Invariants[at].Factor + factor));
    }
}

/// <summary>Finds the affine form of a loop's values of 32 and 64 bits.</summary>
internal sealed class AffineAnalysis(Loop loop)
{
    private const int MaxDepth = 16, MaxTerms = 8;

    /// <summary>What varies by more is taken for unbounded: beyond, a check of the whole range would hardly ever hold.</summary>
    private const ulong MostBounded32 = 1UL << 28, MostBounded64 = 1UL << 33;

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
        var bits = ProvenIr.IsInteger(value, 32) ? 32u : ProvenIr.IsInteger(value, 64) ? 64u : 0;
        if (bits == 0)
            return null;
        if (Constant(value) is { } constant)
            return new Affine(bits) { Constant = constant };
        if (LLVM.IsConstant(value) != 0)
            return null;    // undefined
        if (!loop.Defines(value))
            return new Affine(bits) { Invariants = { (value, 1) } };

        LlvmValue Operand(uint index) => LLVM.GetOperand(value, index);
        switch (LLVM.GetInstructionOpcode(value))
        {
            case LlvmOpcode.Phi:
                return Induction(value, bits);
            case LlvmOpcode.Freeze:
                // The value that is chosen for poison may as well be that of the sum, whose terms the guard freezes. A bounded part is used
                // as it is.
                return Of(Operand(0), depth + 1) is { Bounded.Count: 0 } form ? form : null;
            case LlvmOpcode.Add:
            case LlvmOpcode.Or when LLVM.GetIsDisjoint(value) != 0:
                return Of(Operand(0), depth + 1) is { } left && Of(Operand(1), depth + 1) is { } right ? Affine.Sum(left, right) : null;
            case LlvmOpcode.Sub:
                // Minus a bounded part would be negative: only what does not vary that way.
                return Of(Operand(0), depth + 1) is { } from && Of(Operand(1), depth + 1) is { Bounded.Count: 0 } minus
                    ? Affine.Sum(from, minus, ulong.MaxValue)
                    : null;
            case LlvmOpcode.Shl when Constant(Operand(1)) is { } places and < 32:
                return Scaled(Operand(0), bits, 1UL << (int)places, depth);
            case LlvmOpcode.Mul when Constant(Operand(1)) is { } factor and < 1 << 20:
                return Scaled(Operand(0), bits, factor, depth);
            case LlvmOpcode.And when Constant(Operand(1)) is { } mask:
                return Within(value, bits, mask);
            case LlvmOpcode.LShr when Constant(Operand(1)) is { } places && places > 0 && places < bits:
                return Within(value, bits, (ulong.MaxValue >> (int)(64 - bits)) >> (int)places);
            case LlvmOpcode.ZExt when LLVM.GetIntTypeWidth(LLVM.TypeOf(Operand(0))) is var width and <= 32:
                return Within(value, bits, MostOf(Operand(0), depth) ?? (1UL << (int)width) - 1);
            default:
                return null;
        }
    }

    // Of a value of 32 bits that is bounded and nothing else.
    private ulong? MostOf(LlvmValue value, int depth) =>
        loop.Defines(value) && Of(value, depth + 1) is { Invariants.Count: 0, Constant: 0, Stride: 0, Bounded: [(_, var maximum, 1)] }
            ? maximum
            : null;

    private Affine? Scaled(LlvmValue value, uint bits, ulong factor, int depth) =>
        Of(value, depth + 1) is { } form ? Affine.Sum(new Affine(bits), form, factor) : null;

    private static Affine? Within(LlvmValue value, uint bits, ulong maximum) =>
        maximum < (bits == 32 ? MostBounded32 : MostBounded64) ? new Affine(bits) { Bounded = { (value, maximum, 1) } } : null;

    private Affine? Induction(LlvmValue phi, uint bits)
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
            ? new Affine(bits) { Constant = constant, Stride = step }
            : new Affine(bits) { Invariants = { (start, 1) }, Stride = step };
    }

    private static ulong? Constant(LlvmValue value) =>
        LLVM.IsAConstantInt(value).IsNull ? null : LLVM.ConstIntGetZExtValue(value);
}
