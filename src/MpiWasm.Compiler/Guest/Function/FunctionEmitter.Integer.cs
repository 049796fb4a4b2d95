using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Guest.Function;

/// <summary>Integer arithmetic (Wasm 3.0 §4.3.2).</summary>
internal sealed unsafe partial class FunctionEmitter
{
    internal delegate LlvmValue BinaryOperation(LlvmValue a, LlvmValue b);

    internal void Compare(IntPredicate predicate)
    {
        var b = Pop();
        var a = Pop();
        Push(_ir.ZExt(_ir.ICmp(predicate, a, b), _ir.I32));
    }

    internal void EqualZero(LlvmType type) => Push(_ir.ZExt(_ir.ICmp(IntPredicate.Equal, Pop(), GuestIr.Constant(type, 0)), _ir.I32));

    internal void Binary(BinaryOperation operation)
    {
        var b = Pop();
        var a = Pop();
        Push(operation(a, b));
    }

    /// <summary>Shift counts are taken modulo the width; an LLVM shift by more would be poison.</summary>
    internal void Shift(BinaryOperation operation, LlvmType type)
    {
        var count = _ir.And(Pop(), GuestIr.Constant(type, type == _ir.I32 ? 31u : 63u));
        Push(operation(Pop(), count));
    }

    /// <summary>fshl/fshr take their count modulo the width by definition.</summary>
    internal void Rotate(string funnelShift, LlvmType type)
    {
        var count = Pop();
        var value = Pop();
        Push(_ir.Intrinsic(funnelShift, type, value, value, count));
    }

    /// <summary>Counts zeros; the flag makes the result for zero the width, not poison.</summary>
    internal void CountZeros(string intrinsic, LlvmType type) => Push(_ir.Intrinsic(intrinsic, type, Pop(), _ir.C1(false)));

    internal void PopulationCount(LlvmType type) => Push(_ir.Intrinsic("llvm.ctpop", type, Pop()));

    internal void DivideSigned(LlvmType type)
    {
        var (a, b) = PopDivision(type);
        var minimum = GuestIr.Constant(type, type == _ir.I32 ? 0x8000_0000u : 0x8000_0000_0000_0000u);
        var overflow = _ir.And(_ir.ICmp(IntPredicate.Equal, a, minimum), _ir.ICmp(IntPredicate.Equal, b, MinusOne(type)));
        TrapIf(overflow, TrapCode.IntegerOverflow);
        Push(_ir.SDiv(a, b));
    }

    internal void DivideUnsigned(LlvmType type)
    {
        var (a, b) = PopDivision(type);
        Push(_ir.UDiv(a, b));
    }

    /// <summary>x rem -1 is 0 for every x, but LLVM's srem overflows for the smallest: -1 becomes 1, with the same result.</summary>
    internal void RemainderSigned(LlvmType type)
    {
        var (a, b) = PopDivision(type);
        Push(_ir.SRem(a, _ir.Select(_ir.ICmp(IntPredicate.Equal, b, MinusOne(type)), GuestIr.Constant(type, 1), b)));
    }

    internal void RemainderUnsigned(LlvmType type)
    {
        var (a, b) = PopDivision(type);
        Push(_ir.URem(a, b));
    }

    /// <summary>Operands that reach a check and then the instruction it guards are one value each: frozen.</summary>
    private (LlvmValue A, LlvmValue B) PopDivision(LlvmType type)
    {
        var b = _ir.Freeze(Pop());
        var a = _ir.Freeze(Pop());
        TrapIf(_ir.ICmp(IntPredicate.Equal, b, GuestIr.Constant(type, 0)), TrapCode.IntegerDivideByZero);
        return (a, b);
    }

    private LlvmValue MinusOne(LlvmType type) => GuestIr.Constant(type, type == _ir.I32 ? uint.MaxValue : ulong.MaxValue);
}
