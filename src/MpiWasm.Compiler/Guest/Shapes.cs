using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Guest;

/// <summary>A way to see the 16 bytes of a v128 as lanes.</summary>
/// <param name="Vector">The LLVM type.</param>
/// <param name="Lane">Its lanes' type.</param>
/// <param name="Count">How many lanes there are.</param>
internal sealed record Shape(LlvmType Vector, LlvmType Lane, int Count)
{
    public int LaneBits => 128 / Count;
}

/// <summary>
/// The six shapes (Wasm 3.0 §4.2.2). A v128 travels as <c>&lt;2 x i64&gt;</c> and is cast to the shape an instruction
/// wants, which costs nothing: LLVM removes the casts, also from loop variables, and keeps every vector in a vector
/// register, which it would not do with an i128.
/// </summary>
internal sealed class Shapes(GuestIr ir)
{
    // By their LLVM values, so that each use gets a constant in its own shape.
    private readonly Dictionary<LlvmValue, UInt128> _constants = [];

    public Shape I8x16 { get; } = new(LLVM.VectorType(ir.I8, 16), ir.I8, 16);

    public Shape I16x8 { get; } = new(LLVM.VectorType(ir.I16, 8), ir.I16, 8);

    public Shape I32x4 { get; } = new(LLVM.VectorType(ir.I32, 4), ir.I32, 4);

    public Shape I64x2 { get; } = new(ir.V128, ir.I64, 2);

    public Shape F32x4 { get; } = new(LLVM.VectorType(ir.F32, 4), ir.F32, 4);

    public Shape F64x2 { get; } = new(LLVM.VectorType(ir.F64, 2), ir.F64, 2);

    /// <summary>The integers with the bits of a float shape.</summary>
    public Shape BitsOf(Shape floats) => floats.Count == 4 ? I32x4 : I64x2;

    public LlvmValue Constant(UInt128 bits)
    {
        var value = Constant(I64x2, bits);
        _constants[value] = bits;
        return value;
    }

    /// <summary>A v128 in the shape an instruction wants.</summary>
    public LlvmValue Cast(LlvmValue vector, Shape shape) =>
        _constants.TryGetValue(vector, out var bits) ? Constant(shape, bits) : ir.BitCast(vector, shape.Vector);

    private LlvmValue Constant(Shape shape, UInt128 bits)
    {
        var lanes = new LlvmValue[shape.Count];
        for (var k = 0; k < lanes.Length; k++)
        {
            var lane = unchecked((ulong)(bits >> (k * shape.LaneBits)));
            lanes[k] = shape == F32x4 ? ir.CF32(unchecked((uint)lane))
                : shape == F64x2 ? ir.CF64(lane)
                : GuestIr.Constant(shape.Lane, lane & (ulong.MaxValue >> (64 - shape.LaneBits)));
        }
        return GuestIr.ConstantVector(lanes);
    }
}
