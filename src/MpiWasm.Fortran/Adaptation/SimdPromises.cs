using MpiWasm.Llvm;

namespace MpiWasm.Fortran.Adaptation;

/// <summary>
/// OpenMP's simd: flang tells LLVM that no iteration depends on another by anything in memory, scalars of the enclosing construct and
/// its reductions among them. Where LLVM has not made registers of these when it comes to the loop, all sums but the last are lost;
/// natively its passes happen to come in an order that hides it. So LLVM is to find out what depends on what: it still vectorises such
/// a loop wherever it can, with checks at run time.
/// </summary>
internal static class SimdPromises
{
    private const string AccessGroup = "llvm.access.group";

    public static void Apply(IrModule ir)
    {
        var kind = LLVM.MetadataKind(ir.Context, AccessGroup);
        foreach (var function in ir.Functions())
            foreach (var instruction in IrModule.Instructions(function))
                if (!LLVM.GetMetadata(instruction, kind).IsNull)
                    LLVM.SetMetadata(instruction, kind, default);
    }
}
