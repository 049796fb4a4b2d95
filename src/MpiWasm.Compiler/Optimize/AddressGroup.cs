using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Optimize;

/// <summary>Addresses of a loop that share base and stride and differ by constants and bounded parts: one range check serves all.</summary>
/// <param name="first">The form of any of them.</param>
/// <param name="shared">The part of the constant that belongs to the base.</param>
/// <param name="limit">What addresses of 64 bits are clamped to; none for those of 32 bits.</param>
internal sealed class AddressGroup(Affine first, ulong shared, LlvmValue limit)
{
    // Starts of 64 bits below this keep the sums exact, whatever is added. A power of two: LLVM compares several at once.
    private const long MostStart = 1L << 61;

    private readonly List<(LlvmValue Address, Affine Form)> _members = [];
    private readonly Dictionary<long, LlvmValue> _starts = [];
    private LlvmValue _start;
    private readonly long _stride = first.SignedStride;
    private long _least = long.MaxValue;
    private long _most = long.MinValue;

    public void Add(LlvmValue address, Affine form)
    {
        _members.Add((address, form));
        _least = Math.Min(_least, Offset(form));
        _most = Math.Max(_most, Offset(form) + (long)form.BoundedMaximum);
    }

    /// <summary>
    /// Emits, before the loop, the conditions under which no member leaves [0, 2^32), or [0, limit], in iterations 0 to
    /// <paramref name="last"/>.
    /// </summary>
    public void EmitGuard(ProvenIr ir, LlvmValue last, List<LlvmValue> conditions)
    {
        // Travels are below 2^60 in size (2^40 times 2^20), constants and bounded parts below 2^61: the sums are exact.
        var start = _start = first.Invariants.Count == 0 ? ir.Int64(0) : ir.Wide(ir.Narrow(first, shared));
        var travel = _stride == 0 ? default : ir.Mul(last, ir.Int64(_stride));
        LlvmValue low = ir.Add(start, ir.Int64(_least)), high = ir.Add(start, ir.Int64(_most));
        if (_stride > 0)
            high = ir.Add(high, travel);
        else if (_stride < 0)
            low = ir.Add(low, travel);
        if (!limit.IsNull && first.Invariants.Count != 0)
            conditions.Add(ir.Compare(IntPredicate.UnsignedLess, start, ir.Int64(MostStart)));
        if (_stride < 0 || _least < 0)
            conditions.Add(ir.Compare(IntPredicate.SignedGreaterEqual, low, ir.Int64(0)));
        if (!limit.IsNull)
            conditions.Add(ir.Compare(IntPredicate.SignedLessEqual, high, ir.Definite(limit)));
        else if (_stride > 0 || _most > 0)
            conditions.Add(ir.Compare(IntPredicate.SignedLess, high, ir.Int64(1L << 32)));
        foreach (var offset in _members.Select(member => Offset(member.Form)).Distinct())
            _starts[offset] = offset == 0 ? start : ir.Add(start, ir.Int64(offset));
    }

    /// <summary>
    /// Replaces the members by sums in 64 bits. With <paramref name="separate"/> the group gets a pointer of its own, made before the loop
    /// so that LLVM does not see where it comes from: for pointers into the same memory its vectoriser compares every two accesses, and
    /// takes the fields of one array of structures for arrays that overlap.
    /// </summary>
    public void Rewrite(ProvenIr ir, Loop loop, LlvmValue iteration, bool separate)
    {
        var pointers = new Dictionary<LlvmValue, LlvmValue>();
        foreach (var (address, form) in _members)
        {
            if (separate)
                RewriteAccesses(ir, loop, iteration, address, form, pointers);
            if (LLVM.GetFirstUse(address).Handle == 0)
                continue;
            ir.Before(address);
            var sum = _starts[Offset(form)];
            if (_stride != 0)
                sum = ir.Add(sum, Travel(ir, iteration), _stride > 0);
            LLVM.ReplaceAllUsesWith(address, AddBounded(ir, form, sum));
        }
    }

    private void RewriteAccesses(
        ProvenIr ir, Loop loop, LlvmValue iteration, LlvmValue address, Affine form, Dictionary<LlvmValue, LlvmValue> pointers)
    {
        foreach (var user in LLVM.Users(address).ToList())
        {
            if (LLVM.GetInstructionOpcode(user) != LlvmOpcode.GetElementPtr || LLVM.GetNumOperands(user) != 2
                || LLVM.GetOperand(user, 1) != address
                || !ProvenIr.IsByteOffset(user) || LLVM.GetOperand(user, 0) is var root && loop.Defines(root))
                continue;
            if (!pointers.TryGetValue(root, out var pointer))
            {
                ir.Before(LLVM.GetBasicBlockTerminator(loop.Preheader));
                pointers[root] = pointer = ir.Opaque(ir.Offset(root, _start));
            }
            ir.Before(user);
            var offset = _stride == 0
                ? ir.Int64(Offset(form))
                : ir.Add(Travel(ir, iteration), ir.Int64(Offset(form)), unsigned: _stride > 0 && Offset(form) >= 0);
            LLVM.ReplaceAllUsesWith(user, ir.Offset(pointer, AddBounded(ir, form, offset)));
        }
    }

    private LlvmValue Travel(ProvenIr ir, LlvmValue iteration) => ir.Mul(iteration, ir.Int64(_stride), unsigned: _stride > 0);

    private static LlvmValue AddBounded(ProvenIr ir, Affine form, LlvmValue sum)
    {
        foreach (var (value, _, factor) in form.Bounded)
        {
            var wide = ir.Wide(value);
            sum = ir.Add(sum, factor == 1 ? wide : ir.Mul(wide, ir.Int64((long)factor)));
        }
        return sum;
    }

    // Without an invariant part the constant is the address itself; else it is small, of either sign.
    private long Offset(Affine form) => form.Invariants.Count == 0 ? (long)form.Constant : form.Signed(form.Constant - shared);
}
