using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Guest.Function;

/// <summary>
/// Floating-point arithmetic and conversions of vectors (Wasm 3.0 §4.3.5). The rules are those of single floats: no fast-math flags, and
/// what LLVM may fold to an operand is quieted.
/// </summary>
internal sealed unsafe partial class FunctionEmitter
{
    internal void NegateFloatLanes(Shape shape) => PushLanes(_ir.FNeg(PopLanes(shape)));

    internal void AddFloatLanes(BinaryOperation operation, Shape shape) => FoldingLanes(operation, shape, 0.0);

    internal void MultiplyFloatLanes(BinaryOperation operation, Shape shape) => FoldingLanes(operation, shape, 1.0);

    /// <summary>
    /// Minimum, -0 below +0, NaN if one is. What x86 has is the pseudo-minimum, from whose two directions it is put
    /// together; elsewhere there is an instruction.
    /// </summary>
    internal void MinimumLanes(Shape shape) => MinMaxLanes("llvm.minimum", RealPredicate.OrderedLess, _ir.Or, shape);

    internal void MaximumLanes(Shape shape) => MinMaxLanes("llvm.maximum", RealPredicate.OrderedGreater, _ir.And, shape);

    private void MinMaxLanes(string intrinsic, RealPredicate wins, BinaryOperation combineZeros, Shape shape)
    {
        var b = PopLanes(shape);
        var a = PopLanes(shape);
        if (_e.Target.IsAArch64)
        {
            PushLanes(QuietLanes(_ir.Intrinsic(intrinsic, shape.Vector, a, b), shape));
            return;
        }
        // Both are the same number, unless they are zeros of either sign (or there is a NaN).
        var bits = Shapes.BitsOf(shape);
        var one = _ir.BitCast(_ir.Select(_ir.FCmp(wins, a, b), a, b), bits.Vector);
        var other = _ir.BitCast(_ir.Select(_ir.FCmp(wins, b, a), b, a), bits.Vector);
        var nan = Repeat(bits, shape.LaneBits == 32 ? 0x7FC0_0000u : 0x7FF8_0000_0000_0000u);
        PushLanes(_ir.Select(_ir.FCmp(RealPredicate.Unordered, a, b), nan, combineZeros(one, other)));
    }

    /// <summary>b &lt; a ? b : a</summary>
    internal void PseudoMinimum(Shape shape)
    {
        var b = PopLanes(shape);
        var a = PopLanes(shape);
        PushLanes(_ir.Select(_ir.FCmp(RealPredicate.OrderedLess, b, a), b, a));
    }

    /// <summary>a &lt; b ? b : a</summary>
    internal void PseudoMaximum(Shape shape)
    {
        var b = PopLanes(shape);
        var a = PopLanes(shape);
        PushLanes(_ir.Select(_ir.FCmp(RealPredicate.OrderedLess, a, b), b, a));
    }

    /// <summary>relaxed_madd and relaxed_nmadd: fused on every machine, so that all compute the same bits.</summary>
    internal void MultiplyAdd(Shape shape, bool negate)
    {
        var c = PopLanes(shape);
        var b = PopLanes(shape);
        var a = PopLanes(shape);
        var result = _ir.Intrinsic("llvm.fma", shape.Vector, negate ? _ir.FNeg(a) : a, b, c);
        // LLVM turns a factor of 1 into an addition, and that of a zero into nothing.
        var folds = HasNeutralLane(c, shape, 0.0) && (HasNeutralLane(a, shape, 1.0) || HasNeutralLane(b, shape, 1.0));
        PushLanes(folds ? QuietLanes(result, shape) : result);
    }

    internal void TruncateLanes(bool signed) => PushLanes(Truncate(PopLanes(Shapes.F32x4), Shapes.F32x4, signed));

    internal void TruncateLanesZero(bool signed) => PushLanes(WithZeros(Truncate(PopLanes(Shapes.F64x2), Shapes.F64x2, signed)));

    internal void ConvertLanes(Conversion convert) => PushLanes(convert(PopLanes(Shapes.I32x4), Shapes.F32x4.Vector));

    internal void ConvertLowLanes(Conversion convert) => PushLanes(convert(LowHalf(PopLanes(Shapes.I32x4)), Shapes.F64x2.Vector));

    /// <summary>As for single floats, LLVM folds the demotion of a promoted value.</summary>
    internal void DemoteLanes()
    {
        var value = Pop();
        var result = WithZeros(_ir.FPTrunc(_ir.BitCast(value, Shapes.F64x2.Vector), LLVM.VectorType(_ir.F32, 2)));
        PushLanes(value == _lastPromotion ? QuietLanes(result, Shapes.F32x4) : result);
    }

    internal void PromoteLanes()
    {
        PushLanes(_ir.FPExt(LowHalf(PopLanes(Shapes.F32x4)), Shapes.F64x2.Vector));
        _lastPromotion = _stack[^1];
    }

    internal delegate LlvmValue Conversion(LlvmValue value, LlvmType type);

    /// <summary>
    /// Truncation to 32 bits, saturating. LLVM does llvm.fptosi.sat lane by lane where the processor has no such
    /// instruction, so there the operands are brought into range first: a NaN to 0, what is too small to the least, what is
    /// too large to 0, whose result is then replaced.
    /// </summary>
    private LlvmValue Truncate(LlvmValue value, Shape shape, bool signed)
    {
        var count = shape.Count;
        var integers = LLVM.VectorType(_ir.I32, (uint)count);
        if (_e.Target.IsAArch64)
            return _ir.Intrinsic(signed ? "llvm.fptosi.sat" : "llvm.fptoui.sat", integers, shape.Vector, value);
        var zero = LLVM.ConstNull(shape.Vector);
        var large = _ir.FCmp(RealPredicate.OrderedGreaterEqual, value, RepeatFloat(shape, signed ? 2147483648.0 : 4294967296.0));
        var least = RepeatFloat(shape, signed ? -2147483648.0 : 0.0);
        var notSmall = _ir.Select(_ir.FCmp(RealPredicate.UnorderedLess, value, least), least, value);
        if (signed)
            notSmall = _ir.Select(_ir.FCmp(RealPredicate.Unordered, value, value), zero, notSmall);
        var inRange = _ir.Select(large, zero, notSmall);
        var converted = signed ? _ir.FPToSI(inRange, integers) : _ir.FPToUI(inRange, integers);
        return _ir.Select(large, Repeat(_ir.I32, count, signed ? int.MaxValue : uint.MaxValue), converted);
    }

    private LlvmValue RepeatFloat(Shape shape, double value)
    {
        var lanes = new LlvmValue[shape.Count];
        lanes.AsSpan().Fill(_ir.CF(shape.Lane, value));
        return GuestIr.ConstantVector(lanes);
    }

    private LlvmValue LowHalf(LlvmValue four) => _ir.Shuffle(four, [0, 1]);

    private LlvmValue WithZeros(LlvmValue two) => _ir.Shuffle(two, LLVM.ConstNull(LLVM.TypeOf(two)), [0, 1, 2, 3]);

    private void FoldingLanes(BinaryOperation operation, Shape shape, double neutral)
    {
        var b = PopLanes(shape);
        var a = PopLanes(shape);
        var result = operation(a, b);
        PushLanes(HasNeutralLane(a, shape, neutral) || HasNeutralLane(b, shape, neutral) ? QuietLanes(result, shape) : result);
    }

    private bool HasNeutralLane(LlvmValue vector, Shape shape, double neutral)
    {
        if (LLVM.IsConstant(vector) == 0)
            return false;
        for (var k = 0; k < shape.Count; k++)
        {
            // No element: an expression LLVM has not evaluated yet, which may turn out to be anything.
            var lane = LLVM.GetAggregateElement(vector, (uint)k);
            if (lane.IsNull || IsNeutral(lane, shape.Lane, neutral))
                return true;
        }
        return false;
    }

    private LlvmValue QuietLanes(LlvmValue value, Shape shape)
    {
        var bits = Shapes.BitsOf(shape);
        var quietBit = Repeat(bits, shape.LaneBits == 32 ? 1ul << 22 : 1ul << 51);
        var quieted = _ir.BitCast(_ir.Or(_ir.BitCast(value, bits.Vector), quietBit), shape.Vector);
        return _ir.Select(_ir.FCmp(RealPredicate.Unordered, value, value), quieted, value);
    }
}
