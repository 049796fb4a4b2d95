using MpiWasm.Llvm;
using MpiWasm.Wasm.Instructions;

namespace MpiWasm.Compiler.Guest.Function;

/// <summary>Vectors: constants, lanes, comparisons, bits (Wasm 3.0 §4.3.5).</summary>
internal sealed unsafe partial class FunctionEmitter
{
    internal void V128Const(in Instruction i) => Push(Shapes.Constant(i.V128));

    internal void ShuffleBytes(in Instruction i)
    {
        var lanes = i.V128;
        var b = PopLanes(Shapes.I8x16);
        var a = PopLanes(Shapes.I8x16);
        PushLanes(_ir.Shuffle(a, b, Enumerable.Range(0, 16).Select(lane => (int)(byte)(lanes >> (8 * lane)))));
    }

    /// <summary>
    /// A lane selected by an index of 16 or more is 0. LLVM has no such instruction; the processors' differ in what an index beyond means.
    /// </summary>
    internal void Swizzle()
    {
        var shape = Shapes.I8x16;
        var indices = PopLanes(shape);
        var vector = PopLanes(shape);
        if (_e.Target.IsAArch64)
        {
            PushLanes(_ir.Intrinsic("llvm.aarch64.neon.tbl1", shape.Vector, vector, indices));
        }
        else if (_e.Target.HasSsse3)
        {
            // pshufb takes the low four bits, and yields 0 where bit 7 is set: after a saturating + 0x70 exactly for 16 and above.
            var marked = _ir.Intrinsic("llvm.uadd.sat", shape.Vector, indices, Repeat(shape, 0x70));
            PushLanes(_ir.Intrinsic("llvm.x86.ssse3.pshuf.b.128", _ir.Void, vector, marked));
        }
        else
        {
            PushLanes(SwizzleByLanes(shape, vector, indices));
        }
    }

    internal void Splat(Shape shape) => PushLanes(SplatValue(shape, NarrowToLane(shape, Pop())));

    internal void ExtractLane(in Instruction i, Shape shape) => Push(_ir.ExtractLane(PopLanes(shape), i.Lane));

    internal void ExtractLaneSigned(in Instruction i, Shape shape) => Push(_ir.SExt(_ir.ExtractLane(PopLanes(shape), i.Lane), _ir.I32));

    internal void ExtractLaneUnsigned(in Instruction i, Shape shape) => Push(_ir.ZExt(_ir.ExtractLane(PopLanes(shape), i.Lane), _ir.I32));

    internal void ReplaceLane(in Instruction i, Shape shape)
    {
        var value = NarrowToLane(shape, Pop());
        PushLanes(_ir.InsertLane(PopLanes(shape), value, i.Lane));
    }

    internal void CompareLanes(IntPredicate predicate, Shape shape)
    {
        var b = PopLanes(shape);
        var a = PopLanes(shape);
        PushLanes(_ir.SExt(_ir.ICmp(predicate, a, b), shape.Vector));
    }

    internal void CompareFloatLanes(RealPredicate predicate, Shape shape)
    {
        var b = PopLanes(shape);
        var a = PopLanes(shape);
        PushLanes(_ir.SExt(_ir.FCmp(predicate, a, b), Shapes.BitsOf(shape).Vector));
    }

    internal void Not() => Push(Complement(Pop()));

    internal void AndNot()
    {
        var b = Pop();
        Push(_ir.And(Pop(), Complement(b)));
    }

    internal void BitSelect()
    {
        var mask = Pop();
        var b = Pop();
        var a = Pop();
        Push(_ir.Or(_ir.And(a, mask), _ir.And(b, Complement(mask))));
    }

    internal void AnyTrue()
    {
        var bits = LLVM.IntTypeInContext(_ir.Context, 128);
        Push(_ir.ZExt(_ir.ICmp(IntPredicate.NotEqual, _ir.BitCast(Pop(), bits), GuestIr.Constant(bits, 0)), _ir.I32));
    }

    internal void AllTrue(Shape shape)
    {
        var bits = LLVM.IntTypeInContext(_ir.Context, (uint)shape.Count);
        var zeros = _ir.BitCast(_ir.ICmp(IntPredicate.Equal, PopLanes(shape), LLVM.ConstNull(shape.Vector)), bits);
        Push(_ir.ZExt(_ir.ICmp(IntPredicate.Equal, zeros, GuestIr.Constant(bits, 0)), _ir.I32));
    }

    internal void BitMask(Shape shape)
    {
        var bits = LLVM.IntTypeInContext(_ir.Context, (uint)shape.Count);
        Push(_ir.ZExt(_ir.BitCast(_ir.ICmp(IntPredicate.SignedLess, PopLanes(shape), LLVM.ConstNull(shape.Vector)), bits), _ir.I32));
    }

    private LlvmValue PopLanes(Shape shape) => Shapes.Cast(Pop(), shape);

    private void PushLanes(LlvmValue lanes) => Push(_ir.BitCast(lanes, _ir.V128));

    /// <summary>A constant in every lane.</summary>
    private static LlvmValue Repeat(Shape shape, ulong value) => Repeat(shape.Lane, shape.Count, value);

    private static LlvmValue Repeat(LlvmType lane, int count, ulong value)
    {
        var lanes = new LlvmValue[count];
        lanes.AsSpan().Fill(GuestIr.Constant(lane, value));
        return GuestIr.ConstantVector(lanes);
    }

    private LlvmValue SplatValue(Shape shape, LlvmValue lane) =>
        _ir.Shuffle(_ir.InsertLane(LLVM.GetPoison(shape.Vector), lane, 0), Enumerable.Repeat(0, shape.Count));

    private LlvmValue NarrowToLane(Shape shape, LlvmValue value) => shape.LaneBits < 32 ? _ir.Trunc(value, shape.Lane) : value;

    private LlvmValue Complement(LlvmValue vector) => _ir.Xor(vector, Repeat(Shapes.I64x2, ulong.MaxValue));

    private LlvmValue SwizzleByLanes(Shape shape, LlvmValue vector, LlvmValue indices)
    {
        var low = _ir.And(indices, Repeat(shape, 15));
        var result = LLVM.GetPoison(shape.Vector);
        for (var k = 0; k < shape.Count; k++)
            result = _ir.InsertLane(result, _ir.ExtractLane(vector, _ir.ExtractLane(low, k)), k);
        return _ir.Select(_ir.ICmp(IntPredicate.UnsignedLess, indices, Repeat(shape, 16)), result, LLVM.ConstNull(shape.Vector));
    }
}
