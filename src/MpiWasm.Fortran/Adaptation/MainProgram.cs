using MpiWasm.Llvm;

namespace MpiWasm.Fortran.Adaptation;

/// <summary>
/// The main program: flang gives it arguments and environment as natively, where a guest's start file passes the arguments only.
/// </summary>
internal static class MainProgram
{
    private const string Main = "main";
    private const string GuestMain = "__main_argc_argv";

    public static void Apply(IrModule ir)
    {
        var main = LLVM.GetNamedFunction(ir.Module, Main);
        if (main.IsNull || LLVM.IsDeclaration(main) != 0)
            return;
        var type = LLVM.GlobalGetValueType(main);
        LLVM.Rename(main, "fortran_main");
        LLVM.SetLinkage(main, Linkage.Internal);
        // Without an environment the run-time library takes the C library's.
        var wrapper = LLVM.AddFunction(ir.Module, GuestMain, ir.FunctionType(ir.Int32, [ir.Int32, ir.Pointer]));
        ir.StartBody(wrapper);
        var status = ir.Call(type, main, [LLVM.GetParam(wrapper, 0), LLVM.GetParam(wrapper, 1), LLVM.ConstNull(ir.Pointer)]);
        LLVM.BuildRet(ir.Builder, status);
    }
}
