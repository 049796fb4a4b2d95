using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Optimize;

/// <summary>The smaller of two unsigned numbers of 64 bits: what becomes of an address before it is used in a 64-bit memory.</summary>
internal static unsafe class Clamp
{
    private static readonly uint Minimum = Lookup();

    public static bool Is(LlvmValue instruction) =>
        LLVM.GetInstructionOpcode(instruction) == LlvmOpcode.Call && LLVM.GetIntrinsicID(LLVM.GetCalledValue(instruction)) == Minimum;

    private static uint Lookup()
    {
        fixed (byte* name = "llvm.umin"u8)
            return LLVM.LookupIntrinsicID(name, 9);
    }
}
