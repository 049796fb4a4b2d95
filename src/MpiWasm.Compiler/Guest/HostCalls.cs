using MpiWasm.Image;
using MpiWasm.Llvm;
using ThreadState = MpiWasm.Image.ThreadState;

namespace MpiWasm.Compiler.Guest;

/// <summary>
/// The ways out of guest code: import stubs and wrappers of builtins. They are never inlined: a guest access moved across the change of
/// ThreadState.InGuest would have its fault taken for the host's.
/// </summary>
internal static unsafe class HostCalls
{
    public static (LlvmValue Value, LlvmType Type) DefineBuiltin(ModuleEmitter e, Builtin builtin)
    {
        var ir = e.Ir;
        var types = Builtins.SignatureOf(builtin).Select(c => c switch { 'v' => ir.Void, 'i' => ir.I32, _ => ir.I64 }).ToArray();
        var type = ir.FunctionType(types[0], [ir.Ptr, .. types[1..]]);
        var function = e.Declare($"b.{builtin}", type, Linkage.Internal);
        e.Attributes.AddNoInline(function);
        e.Attributes.AddNoUnwind(function);

        var at = ir.Block;
        var location = LLVM.GetCurrentDebugLocation2(ir.Builder);
        e.BeginHelper(function);
        var context = LLVM.GetParam(function, 0);
        CheckStack(e, function, context);
        var table = e.LoadRuntime(ir.Ptr, context, InstanceContext.BuiltinsOffset);
        var code = e.LoadRuntime(ir.Ptr, table, 8 * (int)builtin);
        // The collector of exception records looks for references on the stack, so the callers' registers must lie there.
        if (builtin == Builtin.ExceptionSave)
            ir.Clobber(e.Target.CalleeSavedRegisters);
        var arguments = Enumerable.Range(0, types.Length).Select(i => LLVM.GetParam(function, (uint)i)).ToArray();
        var result = CallOut(e, function, context, ir.C32(0), type, code, arguments, e.Raise);
        if (types[0] == ir.Void)
            ir.RetVoid();
        else
            ir.Ret(result);
        ir.At(at);
        LLVM.SetCurrentDebugLocation2(ir.Builder, location);
        return (function, type);
    }

    /// <summary>The stub of an imported function: guest code with the import's own signature.</summary>
    public static void DefineStub(ModuleEmitter e, int import)
    {
        var ir = e.Ir;
        var function = e.Function(import).Value;
        var wasmType = e.Module.TypeOfFunction(import);
        var type = e.NativeType(wasmType);
        e.Attributes.AddNoInline(function);
        e.BeginHelper(function);
        var context = LLVM.GetParam(function, 0);
        var parameters = e.Parameters(function, wasmType);
        CheckStack(e, function, context);
        var record = e.Layout.Import(import);
        var code = e.LoadRuntime(ir.Ptr, context, record);
        var target = e.LoadRuntime(ir.Ptr, context, record + ImportRecord.ContextOffset);
        var inGuest = e.LoadRuntime(ir.I32, context, record + ImportRecord.InGuestOffset);
        if (e.HasTailCalls)
        {
            // Another instance's function with tail calls may call back here in the same way: this frame must not stay. It runs in the
            // guest state as this one does, and raises what its own stubs find.
            var tailCode = e.LoadRuntime(ir.Ptr, context, record + ImportRecord.TailCodeOffset);
            var otherwise = TailCalls.BranchIfNull(e, function, tailCode);
            TailCalls.Return(e, wasmType, TailCalls.Call(e, wasmType, tailCode, context, target, parameters, isLast: true));
            ir.At(otherwise);
        }
        var result = CallOut(e, function, context, inGuest, type, code, [target, .. parameters], e.RaisePending);
        if (wasmType.Results.Length == 1)
        {
            ir.Ret(result);
            return;
        }
        if (wasmType.Results.Length > 1)
        {
            // The callee left its results in its own context's buffer; the first field of either kind of context leads there.
            var from = e.LoadRuntime(ir.Ptr, e.LoadRuntime(ir.Ptr, target, 0), InstanceContext.ResultsOffset);
            var to = e.LoadRuntime(ir.Ptr, context, InstanceContext.ResultsOffset);
            for (var i = 0; i < wasmType.Results.Length; i++)
                e.StoreRuntime(e.LoadRuntime(e.NativeType(wasmType.Results[i]), from, 16 * i), to, 16 * i);
        }
        ir.RetVoid();
    }

    private static void CheckStack(ModuleEmitter e, LlvmValue function, LlvmValue context)
    {
        var ir = e.Ir;
        var stack = ir.PtrToInt(ir.Intrinsic("llvm.frameaddress", ir.Ptr, ir.C32(0)));
        var low = ir.ICmp(IntPredicate.UnsignedLess, stack, e.LoadRuntime(ir.I64, context, InstanceContext.StackLimitOffset));
        var trap = ir.AppendBlock(function);
        var go = ir.AppendBlock(function);
        ir.CondBr(low, trap, go);
        ir.At(trap);
        e.Raise(context, TrapCode.StackOverflow);
        ir.At(go);
    }

    private static LlvmValue CallOut(
        ModuleEmitter e, LlvmValue function, LlvmValue context, LlvmValue inGuest, LlvmType type, LlvmValue code, LlvmValue[] arguments,
        Action<LlvmValue, LlvmValue> raise)
    {
        var ir = e.Ir;
        var thread = e.LoadRuntime(ir.Ptr, context, InstanceContext.ThreadOffset);
        e.StoreRuntime(inGuest, thread, ThreadState.InGuestOffset);
        var result = ir.Call(type, code, arguments);
        e.StoreRuntime(ir.C32(1), thread, ThreadState.InGuestOffset);
        var pending = e.LoadRuntime(ir.I32, thread, ThreadState.PendingTrapOffset);
        var trap = ir.AppendBlock(function);
        var go = ir.AppendBlock(function);
        ir.CondBr(ir.ICmp(IntPredicate.Equal, pending, ir.C32(0)), go, trap);
        ir.At(trap);
        e.StoreRuntime(ir.C32(0), thread, ThreadState.PendingTrapOffset);
        raise(context, pending);
        ir.At(go);
        return result;
    }
}
