using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Optimize;

/// <summary>Addresses of a loop that share base and stride and differ by constants and bounded parts: one range check serves all.</summary>
/// <param name="first">The form of any of them.</param>
/// <param name="shared">The part of the constant that belongs to the base.</param>
internal sealed class AddressGroup(Affine first, uint shared)
{
    private readonly List<(LlvmValue Extension, Affine Form)> _members = [];
    private readonly Dictionary<long, LlvmValue> _starts = [];
    private readonly long _stride = (int)first.Stride;
    private long _least = long.MaxValue;
    private long _most = long.MinValue;

    public void Add(LlvmValue extension, Affine form)
    {
        _members.Add((extension, form));
        _least = Math.Min(_least, Offset(form));
        _most = Math.Max(_most, Offset(form) + (long)form.BoundedMaximum);
    }

    /// <summary>Emits, before the loop, the conditions under which no member leaves [0, 2^32) in iterations 0 to <paramref name="last"/>.</summary>
    public void EmitGuard(Ir ir, LlvmValue last, List<LlvmValue> conditions)
    {
        // All terms are below 2^53 in size: the sums are exact.
        var start = first.Invariants.Count == 0 ? ir.Int64(0) : ir.ZeroExtend(ir.Narrow(first.Invariants, shared));
        var travel = _stride == 0 ? default : ir.Mul(last, ir.Int64(_stride));
        LlvmValue low = ir.Add(start, ir.Int64(_least)), high = ir.Add(start, ir.Int64(_most));
        if (_stride > 0)
            high = ir.Add(high, travel);
        else if (_stride < 0)
            low = ir.Add(low, travel);
        if (_stride < 0 || _least < 0)
            conditions.Add(ir.Compare(IntPredicate.SignedGreaterEqual, low, ir.Int64(0)));
        if (_stride > 0 || _most > 0)
            conditions.Add(ir.Compare(IntPredicate.SignedLess, high, ir.Int64(1L << 32)));
        foreach (var offset in _members.Select(member => Offset(member.Form)).Distinct())
            _starts[offset] = offset == 0 ? start : ir.Add(start, ir.Int64(offset));
    }

    /// <summary>Replaces the members by sums in 64 bits.</summary>
    public void Rewrite(Ir ir, LlvmValue iteration)
    {
        foreach (var (extension, form) in _members)
        {
            ir.Before(extension);
            var sum = _starts[Offset(form)];
            if (_stride != 0)
            {
                var travel = ir.Mul(iteration, ir.Int64(_stride));
                sum = ir.Add(sum, travel);
                foreach (var arithmetic in (ReadOnlySpan<LlvmValue>)[travel, sum])
                {
                    // The guard has shown it. (Constants fold: then there is no instruction to mark.)
                    if (LLVM.IsAInstruction(arithmetic).IsNull)
                        continue;
                    LLVM.SetNSW(arithmetic, 1);
                    LLVM.SetNUW(arithmetic, _stride > 0 ? 1 : 0);
                }
            }
            foreach (var (value, _, factor) in form.Bounded)
            {
                var wide = ir.ZeroExtend(value);
                sum = ir.Add(sum, factor == 1 ? wide : ir.Mul(wide, ir.Int64(factor)));
            }
            LLVM.ReplaceAllUsesWith(extension, sum);
        }
    }

    // Without an invariant part the constant is the address itself; else it is small, of either sign.
    private long Offset(Affine form) => form.Invariants.Count == 0 ? form.Constant : (int)(form.Constant - shared);
}
