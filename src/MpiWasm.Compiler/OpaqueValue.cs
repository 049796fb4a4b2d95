using MpiWasm.Llvm;

namespace MpiWasm.Compiler;

/// <summary>
/// A copy of a value of which LLVM does not know where it comes from: what an empty piece of assembly returns. Nothing else about it is
/// hidden: it touches no memory and may be moved, and it costs at most a move.
/// </summary>
internal static unsafe class OpaqueValue
{
    public static LlvmValue Of(LlvmContext context, LlvmBuilder builder, LlvmValue value)
    {
        var type = LLVM.TypeOf(value);
        var function = LLVM.FunctionType(type, &type, 1, 0);
        fixed (byte* none = "\0"u8, constraints = "=r,0"u8)
        {
            var nothing = LLVM.GetInlineAsm(function, none, 0, constraints, 4, sideEffects: 0, alignStack: 0, dialect: 0, canThrow: 0);
            var call = LLVM.BuildCall2(builder, function, nothing, &value, 1, none);
            Attribute(context, call, "memory");    // value 0: it touches none
            Attribute(context, call, "nounwind");
            return call;
        }
    }

    /// <summary>Whether a call is such a copy, judged by what it calls. No other assembly of ours is without effects of its own.</summary>
    public static bool IsCopy(LlvmValue callee) => !LLVM.IsAInlineAsm(callee).IsNull;

    private static void Attribute(LlvmContext context, LlvmValue call, string attribute) =>
        LLVM.AddCallSiteAttribute(call, uint.MaxValue, LLVM.EnumAttribute(context, attribute));
}
