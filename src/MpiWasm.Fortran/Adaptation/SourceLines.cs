using System.Text;
using MpiWasm.Llvm;

namespace MpiWasm.Fortran.Adaptation;

/// <summary>Where in the source an instruction comes from.</summary>
internal static unsafe class SourceLines
{
    /// <summary><c>file:line: </c>; empty for what was compiled without debug information.</summary>
    public static string Of(LlvmValue instruction)
    {
        if (instruction.IsNull)
            return "";
        var line = LLVM.GetDebugLocLine(instruction);
        var name = line == 0 ? null : LLVM.GetDebugLocFilename(instruction, out _);
        if (name is null)
            return "";
        LLVM.GetDebugLocFilename(instruction, out var length);
        return $"{Encoding.UTF8.GetString(name, (int)length)}:{line}: ";
    }
}
