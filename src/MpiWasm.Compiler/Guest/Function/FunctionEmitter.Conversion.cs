using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Guest.Function;

/// <summary>Conversions (Wasm 3.0 §4.3.4).</summary>
internal sealed unsafe partial class FunctionEmitter
{
    private LlvmValue _lastPromotion;

    internal void Wrap() => Push(_ir.Trunc(Pop(), _ir.I32));

    internal void ExtendSigned() => Push(_ir.SExt(Pop(), _ir.I64));

    internal void ExtendUnsigned() => Push(_ir.ZExt(Pop(), _ir.I64));

    internal void SignExtend(LlvmType narrow, LlvmType type) => Push(_ir.SExt(_ir.Trunc(Pop(), narrow), type));

    /// <summary>
    /// Truncation that traps. The bounds are the nearest floats outside of what is representable: below, exclusive where the integer
    /// minimum minus one is a float, else the minimum itself, inclusive; above, the power of two, exclusive.
    /// </summary>
    internal void TruncateSigned(LlvmType to, LlvmType from)
    {
        var exactBelow = from == _ir.F64 && to == _ir.I32;
        var lowest = to == _ir.I32 ? (exactBelow ? -2147483649.0 : -2147483648.0) : -9223372036854775808.0;
        var limit = to == _ir.I32 ? 2147483648.0 : 9223372036854775808.0;
        var value = CheckTruncation(from, lowest, exactBelow ? RealPredicate.OrderedGreater : RealPredicate.OrderedGreaterEqual, limit);
        Push(_ir.FPToSI(value, to));
    }

    internal void TruncateUnsigned(LlvmType to, LlvmType from)
    {
        var limit = to == _ir.I32 ? 4294967296.0 : 18446744073709551616.0;
        Push(_ir.FPToUI(CheckTruncation(from, -1.0, RealPredicate.OrderedGreater, limit), to));
    }

    internal void TruncateSaturating(string intrinsic, LlvmType to, LlvmType from) => Push(_ir.Intrinsic(intrinsic, to, from, Pop()));

    internal void ConvertSigned(LlvmType to) => Push(_ir.SIToFP(Pop(), to));

    internal void ConvertUnsigned(LlvmType to) => Push(_ir.UIToFP(Pop(), to));

    /// <summary>LLVM folds the demotion of a promoted value to that value, which may be a signalling NaN.</summary>
    internal void Demote()
    {
        var value = Pop();
        var result = _ir.FPTrunc(value);
        Push(value == _lastPromotion ? Quiet(result, _ir.F32) : result);
    }

    internal void Promote()
    {
        _lastPromotion = _ir.FPExt(Pop());
        Push(_lastPromotion);
    }

    internal void Reinterpret(LlvmType to) => Push(_ir.BitCast(Pop(), to));

    private LlvmValue CheckTruncation(LlvmType from, double lowest, RealPredicate above, double limit)
    {
        var value = _ir.Freeze(Pop());
        TrapIf(_ir.FCmp(RealPredicate.Unordered, value, value), TrapCode.InvalidConversionToInteger);
        var fits = _ir.And(_ir.FCmp(above, value, _ir.CF(from, lowest)), _ir.FCmp(RealPredicate.OrderedLess, value, _ir.CF(from, limit)));
        TrapIf(_ir.Xor(fits, _ir.C1(true)), TrapCode.IntegerOverflow);
        return value;
    }
}
