using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Guest.Function;

/// <summary>Integer arithmetic and conversions of vectors (Wasm 3.0 §4.3.5).</summary>
internal sealed unsafe partial class FunctionEmitter
{
    internal void BinaryLanes(BinaryOperation operation, Shape shape)
    {
        var b = PopLanes(shape);
        var a = PopLanes(shape);
        PushLanes(operation(a, b));
    }

    internal void UnaryLanes(string intrinsic, Shape shape) => PushLanes(_ir.Intrinsic(intrinsic, shape.Vector, PopLanes(shape)));

    /// <summary>An operation of two vectors for which LLVM has an intrinsic.</summary>
    internal void IntrinsicLanes(string intrinsic, Shape shape)
    {
        var b = PopLanes(shape);
        var a = PopLanes(shape);
        PushLanes(_ir.Intrinsic(intrinsic, shape.Vector, a, b));
    }

    /// <summary>The flag keeps the absolute value of the smallest number what it is, instead of poison.</summary>
    internal void AbsoluteLanes(Shape shape) => PushLanes(_ir.Intrinsic("llvm.abs", shape.Vector, PopLanes(shape), _ir.C1(false)));

    internal void NegateLanes(Shape shape) => PushLanes(_ir.Sub(LLVM.ConstNull(shape.Vector), PopLanes(shape)));

    /// <summary>One count for all lanes, taken modulo their width.</summary>
    internal void ShiftLanes(BinaryOperation operation, Shape shape)
    {
        var count = _ir.And(Pop(), _ir.C32(shape.LaneBits - 1));
        var lane = shape.LaneBits == 64 ? _ir.ZExt(count, _ir.I64) : NarrowToLane(shape, count);
        PushLanes(operation(PopLanes(shape), SplatValue(shape, lane)));
    }

    /// <summary>(a + b + 1) / 2, without wrapping.</summary>
    internal void AverageLanes(Shape shape)
    {
        var wide = LLVM.VectorType(_ir.Int(shape.LaneBits * 2), (uint)shape.Count);
        var one = Repeat(_ir.Int(shape.LaneBits * 2), shape.Count, 1);
        var b = _ir.ZExt(PopLanes(shape), wide);
        var a = _ir.ZExt(PopLanes(shape), wide);
        PushLanes(_ir.Trunc(_ir.LShr(_ir.Add(_ir.Add(a, b), one), one), shape.Vector));
    }

    /// <summary>Products of fractions with 15 bits, rounded. Only -1 · -1 is out of range, and becomes the largest fraction.</summary>
    internal void MultiplyQ15()
    {
        var shape = Shapes.I16x8;
        var wide = LLVM.VectorType(_ir.I32, 8);
        var b = _ir.SExt(PopLanes(shape), wide);
        var a = _ir.SExt(PopLanes(shape), wide);
        var rounded = _ir.AShr(_ir.Add(_ir.Mul(a, b), Repeat(_ir.I32, 8, 1 << 14)), Repeat(_ir.I32, 8, 15));
        PushLanes(_ir.Trunc(_ir.Intrinsic("llvm.smin", wide, rounded, Repeat(_ir.I32, 8, (ulong)short.MaxValue)), shape.Vector));
    }

    internal void DotProduct()
    {
        var b = PopLanes(Shapes.I16x8);
        var a = PopLanes(Shapes.I16x8);
        PushLanes(PairProducts(Shapes.I16x8, Shapes.I32x4, a, b));
    }

    /// <summary>
    /// relaxed_dot_i8x16_i7x16: both signed, as the deterministic profile has it. Only -128 · -128 twice is out of range, and wraps.
    /// </summary>
    internal void RelaxedDotProduct()
    {
        var b = PopLanes(Shapes.I8x16);
        var a = PopLanes(Shapes.I8x16);
        PushLanes(PairProducts(Shapes.I8x16, Shapes.I16x8, a, b));
    }

    internal void RelaxedDotProductAdd()
    {
        var c = PopLanes(Shapes.I32x4);
        RelaxedDotProduct();
        AddPairs(Shapes.I32x4, signed: true);
        PushLanes(_ir.Add(PopLanes(Shapes.I32x4), c));
    }

    /// <summary>Sums of neighbours, twice as wide: the halves of each wide lane, brought to its width by shifts.</summary>
    internal void AddPairs(Shape wide, bool signed)
    {
        var pairs = PopLanes(wide);
        var half = Repeat(wide, (ulong)wide.LaneBits / 2);
        PushLanes(signed
            ? _ir.Add(_ir.AShr(_ir.Shl(pairs, half), half), _ir.AShr(pairs, half))
            : _ir.Add(_ir.And(pairs, Repeat(wide, (1ul << (wide.LaneBits / 2)) - 1)), _ir.LShr(pairs, half)));
    }

    internal void MultiplyExtended(Shape narrow, Shape wide, bool high, bool signed)
    {
        var b = ExtendHalf(PopLanes(narrow), narrow, wide, high, signed);
        var a = ExtendHalf(PopLanes(narrow), narrow, wide, high, signed);
        PushLanes(_ir.Mul(a, b));
    }

    internal void Extend(Shape narrow, Shape wide, bool high, bool signed) =>
        PushLanes(ExtendHalf(PopLanes(narrow), narrow, wide, high, signed));

    /// <summary>The lanes of two vectors, as signed numbers, clamped to the range of half their width.</summary>
    internal void Narrow(Shape wide, Shape narrow, bool signed)
    {
        var b = PopLanes(wide);
        var a = PopLanes(wide);
        var both = _ir.Shuffle(a, b, Enumerable.Range(0, narrow.Count));
        var type = LLVM.TypeOf(both);
        var (least, most) = signed
            ? (-1L << (narrow.LaneBits - 1), (1L << (narrow.LaneBits - 1)) - 1)
            : (0, (1L << narrow.LaneBits) - 1);
        var mask = (1ul << wide.LaneBits) - 1;
        both = _ir.Intrinsic("llvm.smax", type, both, Repeat(wide.Lane, narrow.Count, (ulong)least & mask));
        both = _ir.Intrinsic("llvm.smin", type, both, Repeat(wide.Lane, narrow.Count, (ulong)most));
        PushLanes(_ir.Trunc(both, narrow.Vector));
    }

    private LlvmValue ExtendHalf(LlvmValue vector, Shape narrow, Shape wide, bool high, bool signed)
    {
        var half = _ir.Shuffle(vector, Enumerable.Range(high ? wide.Count : 0, wide.Count));
        return signed ? _ir.SExt(half, wide.Vector) : _ir.ZExt(half, wide.Vector);
    }

    /// <summary>
    /// Signed products of corresponding lanes, neighbours added, twice as wide. The form is what LLVM makes one multiply-add of.
    /// </summary>
    private LlvmValue PairProducts(Shape narrow, Shape wide, LlvmValue a, LlvmValue b)
    {
        LlvmValue Every(LlvmValue vector, int from) =>
            _ir.SExt(_ir.Shuffle(vector, Enumerable.Range(0, wide.Count).Select(k => (2 * k) + from)), wide.Vector);
        return _ir.Add(_ir.Mul(Every(a, 0), Every(b, 0)), _ir.Mul(Every(a, 1), Every(b, 1)));
    }
}
