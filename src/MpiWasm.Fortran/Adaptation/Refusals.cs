using MpiWasm.Llvm;

namespace MpiWasm.Fortran.Adaptation;

/// <summary>
/// What flang compiles for another machine and a guest cannot have: the 80-bit numbers of x86, and code that is written when it runs.
/// </summary>
internal static class Refusals
{
    /// <summary>LLVM's name for making a function of another and an address, at run time.</summary>
    private const string Trampoline = "llvm.init.trampoline";

    public static void Check(IrModule ir)
    {
        foreach (var function in ir.Functions())
        {
            var type = LLVM.GlobalGetValueType(function);
            if (HasReal10(LLVM.GetReturnType(type)) || LLVM.ParametersOf(type).Any(HasReal10))
                throw Real10(FirstLine(function, LLVM.NameOf(function)));
            foreach (var instruction in IrModule.Instructions(function))
            {
                var of = LLVM.GetInstructionOpcode(instruction) is LlvmOpcode.Alloca
                    ? LLVM.GetAllocatedType(instruction)
                    : LLVM.TypeOf(instruction);
                if (LLVM.GetInstructionOpcode(instruction) is LlvmOpcode.Call
                    && LLVM.NameOf(LLVM.GetCalledValue(instruction)).StartsWith(Trampoline, StringComparison.Ordinal))
                    throw new FortranException(
                        FortranException.Refused,
                        $"{SourceLines.Of(instruction)}an internal procedure that uses variables of its host is passed as an argument",
                        "Make it a procedure of a module, and pass it what it needs there.");
                if (HasReal10(of) || HasReal10Operand(instruction))
                    throw Real10(SourceLines.Of(instruction));
            }
        }
        foreach (var global in ir.Globals())
            if (HasReal10(LLVM.GlobalGetValueType(global)))
                throw Real10($"variable {LLVM.NameOf(global)}: ");
    }

    /// <summary>The first line of a function that has one, or its name.</summary>
    private static string FirstLine(LlvmValue function, string name)
    {
        foreach (var instruction in IrModule.Instructions(function))
            if (SourceLines.Of(instruction) is { Length: > 0 } line)
                return line;
        // A call tells more than a declaration.
        foreach (var user in LLVM.Users(function))
            if (!LLVM.IsAInstruction(user).IsNull && SourceLines.Of(user) is { Length: > 0 } line)
                return line;
        return $"procedure {name}: ";
    }

    private static bool HasReal10Operand(LlvmValue instruction)
    {
        for (var i = 0u; i < LLVM.GetNumOperands(instruction); i++)
            if (IrModule.KindOf(LLVM.TypeOf(LLVM.GetOperand(instruction, i))) is TypeKind.X86Fp80)
                return true;
        return false;
    }

    private static bool HasReal10(LlvmType type)
    {
        switch (IrModule.KindOf(type))
        {
            case TypeKind.X86Fp80:
                return true;
            case TypeKind.Array or TypeKind.Vector:
                return HasReal10(LLVM.GetElementType(type));
            case TypeKind.Struct:
                for (var i = 0u; i < LLVM.CountStructElementTypes(type); i++)
                    if (HasReal10(LLVM.StructGetTypeAtIndex(type, i)))
                        return true;
                return false;
            default:
                return false;
        }
    }

    private static FortranException Real10(string place) => new(
        FortranException.Refused,
        $"{place}REAL(10) does not exist in WebAssembly",
        "Use REAL(8), or REAL(16), which is computed in software: selected_real_kind(33).");
}
