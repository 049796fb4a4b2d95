using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Optimize;

/// <summary>
/// How often a loop can go back to its header: from a test that every iteration passes and that leaves the loop once a value, growing or
/// shrinking by a constant, reaches an invariant bound.
/// </summary>
internal sealed class TripCount
{
    // Values of 64 bits are counted with where their differences are exact.
    private const long Most64 = 1L << 61;
    /// <summary>As many iterations and more nobody counts: their product with a stride stays below 2^60.</summary>
    private const long MostIterations = 1L << 40;

    private readonly IntPredicate _stay;    // another iteration follows while (_value _stay _bound)
    private readonly Affine _value;
    private readonly Affine _bound;

    private TripCount(IntPredicate stay, Affine value, Affine bound)
    {
        _stay = stay;
        _value = value;
        _bound = bound;
    }

    /// <summary>The test of the latch, else of the header (both are passed in every iteration), if it is one that can be counted.</summary>
    public static TripCount? Of(Loop loop, AffineAnalysis analysis) => At(loop.Latch, loop, analysis) ?? At(loop.Header, loop, analysis);

    private static TripCount? At(LlvmBlock block, Loop loop, AffineAnalysis analysis)
    {
        var branch = LLVM.GetBasicBlockTerminator(block);
        if (LLVM.GetInstructionOpcode(branch) != LlvmOpcode.Br || LLVM.IsConditional(branch) == 0)
            return null;
        var stays = (First: loop.Members.Contains(LLVM.GetSuccessor(branch, 0)),
            Second: loop.Members.Contains(LLVM.GetSuccessor(branch, 1)));
        var compare = LLVM.GetCondition(branch);
        if (stays.First == stays.Second || LLVM.IsAInstruction(compare).IsNull || LLVM.GetInstructionOpcode(compare) != LlvmOpcode.ICmp)
            return null;
        LlvmValue left = LLVM.GetOperand(compare, 0), right = LLVM.GetOperand(compare, 1);
        if (analysis.Of(left) is not { } value || analysis.Of(right) is not { } bound)
            return null;
        var stay = LLVM.GetICmpPredicate(compare);
        if (!stays.First)
            stay = Inverse(stay);
        if (value.IsInvariant)
            (value, bound, stay) = (bound, value, Swapped(stay));
        if (!bound.IsInvariant || value.Bounded.Count > 0 || value.Stride == 0
            || !AddressWidening.HasSmallStride(value))
            return null;
        var growing = value.SignedStride > 0;
        var counted = stay switch
        {
            IntPredicate.NotEqual => true,
            IntPredicate.UnsignedLess or IntPredicate.UnsignedLessEqual or IntPredicate.SignedLess
                or IntPredicate.SignedLessEqual => growing,
            IntPredicate.UnsignedGreater or IntPredicate.UnsignedGreaterEqual or IntPredicate.SignedGreater
                or IntPredicate.SignedGreaterEqual => !growing,
            _ => false,
        };
        return counted ? new TripCount(stay, value, bound) : null;
    }

    /// <summary>
    /// Emits, before the loop, the number of times it goes back (64 bits) and conditions under which that number is right, and below 2^40.
    /// </summary>
    public LlvmValue Emit(ProvenIr ir, List<LlvmValue> conditions)
    {
        var count = EmitCount(ir, conditions);
        if (_value.Bits == 64)
            conditions.Add(ir.Compare(IntPredicate.UnsignedLess, count, ir.Int64(MostIterations)));
        return count;
    }

    private LlvmValue EmitCount(ProvenIr ir, List<LlvmValue> conditions)
    {
        var step = Math.Abs(_value.SignedStride);
        var growing = _value.SignedStride > 0;
        LlvmValue start = ir.Narrow(_value), bound = ir.Narrow(_bound);
        if (_stay == IntPredicate.NotEqual)
        {
            // Modulo 2^bits and exact: with a step of one the value meets the bound after that many steps, whatever it starts from.
            var difference = ir.Wide(growing ? ir.Sub(bound, start) : ir.Sub(start, bound));
            if (step == 1)
                return difference;
            conditions.Add(ir.Compare(IntPredicate.Equal, ir.UnsignedRemainder(difference, ir.Int64(step)), ir.Int64(0)));
            return ir.UnsignedQuotient(difference, ir.Int64(step));
        }

        var signed = _stay is IntPredicate.SignedLess or IntPredicate.SignedLessEqual or IntPredicate.SignedGreater
            or IntPredicate.SignedGreaterEqual;
        LlvmValue from = ir.Wide(start, signed), to = ir.Wide(bound, signed);
        var wide = _value.Bits == 64;
        if (wide)
        {
            foreach (var value in new[] { from, to })
            {
                conditions.Add(ir.Compare(IntPredicate.SignedLessEqual, value, ir.Int64(Most64)));
                conditions.Add(ir.Compare(IntPredicate.SignedGreaterEqual, value, ir.Int64(signed ? -Most64 : 0)));
            }
        }
        // From here on the test is "strictly below" or "strictly above" in 64 bits.
        if (_stay is IntPredicate.UnsignedLessEqual or IntPredicate.SignedLessEqual)
            to = ir.Add(to, ir.Int64(1));
        else if (_stay is IntPredicate.UnsignedGreaterEqual or IntPredicate.SignedGreaterEqual)
            to = ir.Sub(to, ir.Int64(1));
        // The value must not wrap in the step that takes it to the bound or past it. One of 64 bits does not at the upper end, nor at the
        // lower end of signed ones.
        long least = signed ? int.MinValue : 0, most = signed ? int.MaxValue : uint.MaxValue;
        if (growing && !wide)
            conditions.Add(ir.Compare(IntPredicate.SignedLessEqual, to, ir.Int64(most + 1 - step)));
        else if (!growing && (!wide || !signed))
            conditions.Add(ir.Compare(IntPredicate.SignedGreaterEqual, to, ir.Int64(least - 1 + step)));
        var distance = growing ? ir.Sub(to, from) : ir.Sub(from, to);
        var rounded = step == 1 ? distance : ir.UnsignedQuotient(ir.Add(distance, ir.Int64(step - 1)), ir.Int64(step));
        return ir.Select(ir.Compare(IntPredicate.SignedGreater, distance, ir.Int64(0)), rounded, ir.Int64(0));
    }

    private static IntPredicate Inverse(IntPredicate predicate) => predicate switch
    {
        IntPredicate.Equal => IntPredicate.NotEqual,
        IntPredicate.NotEqual => IntPredicate.Equal,
        IntPredicate.UnsignedGreater => IntPredicate.UnsignedLessEqual,
        IntPredicate.UnsignedGreaterEqual => IntPredicate.UnsignedLess,
        IntPredicate.UnsignedLess => IntPredicate.UnsignedGreaterEqual,
        IntPredicate.UnsignedLessEqual => IntPredicate.UnsignedGreater,
        IntPredicate.SignedGreater => IntPredicate.SignedLessEqual,
        IntPredicate.SignedGreaterEqual => IntPredicate.SignedLess,
        IntPredicate.SignedLess => IntPredicate.SignedGreaterEqual,
        _ => IntPredicate.SignedGreater,
    };

    private static IntPredicate Swapped(IntPredicate predicate) => predicate switch
    {
        IntPredicate.UnsignedGreater => IntPredicate.UnsignedLess,
        IntPredicate.UnsignedGreaterEqual => IntPredicate.UnsignedLessEqual,
        IntPredicate.UnsignedLess => IntPredicate.UnsignedGreater,
        IntPredicate.UnsignedLessEqual => IntPredicate.UnsignedGreaterEqual,
        IntPredicate.SignedGreater => IntPredicate.SignedLess,
        IntPredicate.SignedGreaterEqual => IntPredicate.SignedLessEqual,
        IntPredicate.SignedLess => IntPredicate.SignedGreater,
        IntPredicate.SignedLessEqual => IntPredicate.SignedGreaterEqual,
        _ => predicate,
    };
}
