using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Guest.Function;

/// <summary>
/// Floating-point arithmetic (Wasm 3.0 §4.3.3). No fast-math flag anywhere, and LLVM contracts nothing without one. A NaN result must
/// be quiet. The machine's arithmetic sees to that, but LLVM folds some operations to one of their operands, which may be a
/// signalling NaN: those are quieted explicitly.
/// </summary>
internal sealed unsafe partial class FunctionEmitter
{
    internal void CompareFloat(RealPredicate predicate)
    {
        var b = Pop();
        var a = Pop();
        Push(_ir.ZExt(_ir.FCmp(predicate, a, b), _ir.I32));
    }

    /// <summary>Addition or subtraction, which LLVM folds when an operand is a zero.</summary>
    internal void AddFloat(BinaryOperation operation, LlvmType type) => FoldingBinary(operation, type, 0.0);

    /// <summary>Multiplication or division, which LLVM folds when an operand is 1 or -1.</summary>
    internal void MultiplyFloat(BinaryOperation operation, LlvmType type) => FoldingBinary(operation, type, 1.0);

    internal void UnaryFloat(string intrinsic, LlvmType type) => Push(_ir.Intrinsic(intrinsic, type, Pop()));

    internal void Negate() => Push(_ir.FNeg(Pop()));

    internal void CopySign(LlvmType type)
    {
        var sign = Pop();
        Push(_ir.Intrinsic("llvm.copysign", type, Pop(), sign));
    }

    /// <summary>llvm.minimum and llvm.maximum order -0 below +0 and return a NaN operand, not necessarily quieted.</summary>
    internal void MinMax(string intrinsic, LlvmType type)
    {
        var b = Pop();
        var a = Pop();
        Push(Quiet(_ir.Intrinsic(intrinsic, type, a, b), type));
    }

    private void FoldingBinary(BinaryOperation operation, LlvmType type, double neutral)
    {
        var b = Pop();
        var a = Pop();
        var result = operation(a, b);
        Push(IsNeutral(a, type, neutral) || IsNeutral(b, type, neutral) ? Quiet(result, type) : result);
    }

    /// <summary>LLVM constants are unique: equal ones are the same object.</summary>
    private bool IsNeutral(LlvmValue value, LlvmType type, double neutral) =>
        value == _ir.CF(type, neutral) || value == _ir.CF(type, -neutral);

    private LlvmValue Quiet(LlvmValue value, LlvmType type)
    {
        var bits = type == _ir.F32 ? _ir.I32 : _ir.I64;
        var quieted = _ir.BitCast(_ir.Or(_ir.BitCast(value, bits), GuestIr.Constant(bits, type == _ir.F32 ? 1ul << 22 : 1ul << 51)), type);
        return _ir.Select(_ir.FCmp(RealPredicate.Unordered, value, value), quieted, value);
    }
}
