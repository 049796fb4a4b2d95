using MpiWasm.Llvm;

namespace MpiWasm.Fortran.Adaptation;

/// <summary>
/// The target: what flang compiled for a machine with 32-bit pointers and 8-byte alignment of 8-byte types is laid out as in
/// WebAssembly, so that nothing but the names of the target, of its processor and of some functions of its C library changes.
/// </summary>
internal static unsafe class Retargeting
{
    /// <summary>clang's for wasm32-wasip1.</summary>
    private const string DataLayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20";

    private const uint FunctionIndex = uint.MaxValue;

    private static readonly string[] OfProcessors = ["target-cpu", "target-features", "tune-cpu", "probe-stack", "stack-probe-size"];

    /// <summary>Functions that the C library of that machine has under a name of its own: an underscore before the usual one.</summary>
    private static readonly string[] OfTheLibrary = ["_hypot", "_hypotf", "_copysign", "_copysignf", "_logb", "_logbf"];

    /// <summary>flang rounds to 64 bits by the function that gives a long, which has 32 bits in a guest.</summary>
    private static readonly string[] OfRounding = ["f32", "f64", "f128"];

    public static void Apply(IrModule ir, string triple)
    {
        LLVM.SetTarget(ir.Module, triple);
        LLVM.SetDataLayout(ir.Module, DataLayout);
        foreach (var function in ir.Functions())
            foreach (var name in OfProcessors)
            {
                var bytes = System.Text.Encoding.UTF8.GetBytes(name);
                fixed (byte* text = bytes)
                    LLVM.RemoveStringAttributeAtIndex(function, FunctionIndex, text, (uint)bytes.Length);
            }
        foreach (var name in OfTheLibrary)
            Replace(ir, name, name[1..]);
        foreach (var type in OfRounding)
            foreach (var rounding in (ReadOnlySpan<string>)["round", "rint"])
                Replace(ir, $"llvm.l{rounding}.i64.{type}", $"llvm.ll{rounding}.i64.{type}");
    }

    private static void Replace(IrModule ir, string name, string by)
    {
        var function = LLVM.GetNamedFunction(ir.Module, name);
        if (function.IsNull || LLVM.IsDeclaration(function) == 0)
            return;
        var other = LLVM.GetNamedFunction(ir.Module, by);
        if (other.IsNull)
            other = LLVM.AddFunction(ir.Module, by, LLVM.GlobalGetValueType(function));
        LLVM.ReplaceAllUsesWith(function, other);
        LLVM.DeleteFunction(function);
    }
}
