using MpiWasm.Llvm;

namespace MpiWasm.Fortran.Adaptation;

/// <summary>
/// OpenMP's tasks: flang makes procedures of them, and the library calls functions with a result. Natively nobody notices; here the call
/// would trap.
/// </summary>
internal static class TaskRoutines
{
    private const string Allocation = "__kmpc_omp_task_alloc";
    private const uint RoutineArgument = 5;

    public static void Apply(IrModule ir)
    {
        var allocation = LLVM.GetNamedFunction(ir.Module, Allocation);
        if (allocation.IsNull)
            return;
        foreach (var call in IrModule.DirectCalls(allocation, out _))
        {
            var routine = LLVM.IsAFunction(LLVM.GetOperand(call, RoutineArgument));
            if (routine.IsNull || LLVM.GlobalGetValueType(routine) is var type
                && IrModule.KindOf(LLVM.GetReturnType(type)) is not TypeKind.Void)
                continue;
            var parameters = LLVM.ParametersOf(type);
            var function = LLVM.AddFunction(ir.Module, LLVM.NameOf(routine) + ".task", ir.FunctionType(ir.Int32, parameters));
            LLVM.SetLinkage(function, Linkage.Internal);
            ir.StartBody(function);
            ir.Call(type, routine, [.. Enumerable.Range(0, parameters.Length).Select(i => LLVM.GetParam(function, (uint)i))]);
            LLVM.BuildRet(ir.Builder, LLVM.ConstInt(ir.Int32, 0, 0));
            LLVM.SetOperand(call, RoutineArgument, function);
        }
    }
}
