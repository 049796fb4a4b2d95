using MpiWasm.Llvm;

namespace MpiWasm.Fortran.Adaptation;

/// <summary>
/// The target: what flang compiled for a machine with 32-bit pointers and 8-byte alignment of 8-byte types is laid out as in
/// WebAssembly, so that nothing but the names of the target and its processor changes.
/// </summary>
internal static unsafe class Retargeting
{
    /// <summary>clang's for wasm32-wasip1.</summary>
    private const string DataLayout = "e-m:e-p:32:32-p10:8:8-p20:8:8-i64:64-i128:128-n32:64-S128-ni:1:10:20";

    private const uint FunctionIndex = uint.MaxValue;

    private static readonly string[] OfProcessors = ["target-cpu", "target-features", "tune-cpu", "probe-stack", "stack-probe-size"];

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
    }
}
