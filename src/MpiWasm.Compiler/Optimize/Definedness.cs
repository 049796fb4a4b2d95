using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Optimize;

/// <summary>
/// Whether a value may be poison. Nothing a guest computes is, where the guest computes it; but LLVM moves instructions before conditions
/// under which they are defined (a conversion before its range check, a sum whose flags hold in one branch only), and a guard evaluates
/// what the loop might never have looked at.
/// </summary>
internal static class Definedness
{
    private const int MaxValues = 64, FloatKind = 2, DoubleKind = 3;

    /// <summary>False when in doubt.</summary>
    public static bool IsSure(LlvmValue value)
    {
        // What is reached again through a phi of a loop cannot be the source of poison.
        var seen = new HashSet<LlvmValue>();
        var work = new Stack<LlvmValue>();
        work.Push(value);
        while (work.TryPop(out var next))
        {
            if (!seen.Add(next))
                continue;
            if (seen.Count > MaxValues || !IsSureIfOperandsAre(next))
                return false;
            if (!IsSource(next))
                for (uint i = 0, count = (uint)LLVM.GetNumOperands(next); i < count; i++)
                    work.Push(LLVM.GetOperand(next, i));
        }
        return true;
    }

    // Arguments: calls are not moved. Memory: whatever its bytes are, they are bits.
    private static bool IsSource(LlvmValue value) =>
        LLVM.IsAInstruction(value).IsNull || LLVM.GetInstructionOpcode(value) is LlvmOpcode.Freeze or LlvmOpcode.Load or LlvmOpcode.Call;

    private static bool IsSureIfOperandsAre(LlvmValue value)
    {
        if (LLVM.IsAInstruction(value).IsNull)
            return LLVM.IsConstant(value) == 0 || !LLVM.IsAConstantInt(value).IsNull;
        var opcode = LLVM.GetInstructionOpcode(value);
        return opcode switch
        {
            LlvmOpcode.Freeze or LlvmOpcode.Load or LlvmOpcode.Phi or LlvmOpcode.And or LlvmOpcode.Xor or LlvmOpcode.SExt => true,
            LlvmOpcode.Call => LLVM.GetIntrinsicID(LLVM.GetCalledValue(value)) == 0,
            LlvmOpcode.Add or LlvmOpcode.Sub or LlvmOpcode.Mul or LlvmOpcode.Trunc => HasNoFlag(value),
            LlvmOpcode.Shl => HasNoFlag(value) && ShiftsByLess(value),
            LlvmOpcode.LShr or LlvmOpcode.AShr => LLVM.GetExact(value) == 0 && ShiftsByLess(value),
            LlvmOpcode.Or => LLVM.GetIsDisjoint(value) == 0,
            LlvmOpcode.ZExt => LLVM.GetNNeg(value) == 0,
            LlvmOpcode.BitCast => LLVM.GetTypeKind(LLVM.TypeOf(LLVM.GetOperand(value, 0))) is FloatKind or DoubleKind,
            _ => false,
        };
    }

    private static bool HasNoFlag(LlvmValue value) => LLVM.GetNUW(value) == 0 && LLVM.GetNSW(value) == 0;

    private static bool ShiftsByLess(LlvmValue value) =>
        LLVM.GetOperand(value, 1) is var count && !LLVM.IsAConstantInt(count).IsNull
            && LLVM.ConstIntGetZExtValue(count) < LLVM.GetIntTypeWidth(LLVM.TypeOf(value));
}
