using MpiWasm.Fortran.Linking;
using MpiWasm.Llvm;

namespace MpiWasm.Fortran.Adaptation;

/// <summary>
/// COMMON blocks. Natively the linker gives each as much room as the largest file asks for; WebAssembly's has nothing like it. So a
/// file names the blocks it uses and says their sizes in a section of its own, and the wrapper defines them when it links.
/// </summary>
internal static unsafe class CommonBlocks
{
    private const string SectionsOfWasm = "wasm.custom_sections";

    public static void Apply(IrModule ir)
    {
        var blocks = new List<CommonBlock>();
        foreach (var global in ir.Globals())
        {
            if (LLVM.GetLinkage(global) != Linkage.Common)
                continue;
            var type = LLVM.GlobalGetValueType(global);
            var name = LLVM.NameOf(global);
            var alignment = Math.Max(LLVM.GetAlignment(global), LLVM.ABIAlignmentOfType(ir.Layout, type));
            blocks.Add(new CommonBlock(name, LLVM.ABISizeOfType(ir.Layout, type), Math.Max(alignment, CommonBlock.LeastAlignment)));
            var elsewhere = LLVM.AddGlobal(ir.Module, type, "");
            LLVM.ReplaceAllUsesWith(global, elsewhere);
            LLVM.DeleteGlobal(global);
            LLVM.Rename(elsewhere, name);
        }
        if (blocks.Count > 0)
            AddSection(ir, CommonBlock.Section, string.Concat(blocks.Select(b => b.Line)));
    }

    private static void AddSection(IrModule ir, string name, string contents)
    {
        var node = stackalloc LlvmMetadata[2];
        node[0] = LLVM.MetadataString(ir.Context, name);
        node[1] = LLVM.MetadataString(ir.Context, contents);
        LLVM.AddNamedMetadataOperand(
            ir.Module, SectionsOfWasm, LLVM.MetadataAsValue(ir.Context, LLVM.MDNodeInContext2(ir.Context, node, 2)));
    }
}
