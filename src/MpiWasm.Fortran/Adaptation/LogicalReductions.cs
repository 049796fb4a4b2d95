using MpiWasm.Llvm;

namespace MpiWasm.Fortran.Adaptation;

/// <summary>
/// Reductions of LOGICAL: flang names what makes and combines a thread's part by the operator alone, so that the kind of the first
/// in a file serves all others, in parts that are too small or too large. What comes of it is wrong, natively too.
/// </summary>
internal static class LogicalReductions
{
    private static readonly string[] Entries = ["__kmpc_reduce", "__kmpc_reduce_nowait"];
    private const uint Parts = 4;

    public static void Check(IrModule ir)
    {
        foreach (var function in Entries.Select(name => LLVM.GetNamedFunction(ir.Module, name)).Where(f => !f.IsNull))
            foreach (var call in IrModule.DirectCalls(function, out _))
                foreach (var part in StoredIn(LLVM.GetOperand(call, Parts)))
                    if (IsAlloca(part) && OtherAccess(part) is { IsNull: false } access)
                        throw new FortranException(
                            FortranException.Refused,
                            $"{SourceLines.Of(access)}reductions of LOGICALs of different kinds by one operator are in one file, "
                                + "which flang 19 compiles wrongly",
                            "Give them the same kind, or put them into different files.");
    }

    /// <summary>The addresses of a thread's parts: what is stored in the array that the library gets.</summary>
    private static IEnumerable<LlvmValue> StoredIn(LlvmValue array)
    {
        foreach (var user in Users(array))
        {
            if (LLVM.GetInstructionOpcode(user) is LlvmOpcode.Store && LLVM.GetOperand(user, 1) == array)
                yield return LLVM.GetOperand(user, 0);
            else if (LLVM.GetInstructionOpcode(user) is LlvmOpcode.GetElementPtr)
                foreach (var part in StoredIn(user))
                    yield return part;
        }
    }

    private static bool IsAlloca(LlvmValue value) =>
        !LLVM.IsAInstruction(value).IsNull && LLVM.GetInstructionOpcode(value) is LlvmOpcode.Alloca;

    /// <summary>A load or store of a number of another size than the part has.</summary>
    private static LlvmValue OtherAccess(LlvmValue part)
    {
        var type = LLVM.GetAllocatedType(part);
        if (IrModule.KindOf(type) is not TypeKind.Integer)
            return default;
        foreach (var user in Users(part))
        {
            var accessed = LLVM.GetInstructionOpcode(user) switch
            {
                LlvmOpcode.Load => LLVM.TypeOf(user),
                LlvmOpcode.Store when LLVM.GetOperand(user, 1) == part => LLVM.TypeOf(LLVM.GetOperand(user, 0)),
                _ => type,
            };
            if (accessed != type)
                return user;
        }
        return default;
    }

    private static IEnumerable<LlvmValue> Users(LlvmValue value) => LLVM.Users(value).Where(user => !LLVM.IsAInstruction(user).IsNull);
}
