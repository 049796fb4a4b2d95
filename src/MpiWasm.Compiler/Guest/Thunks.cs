using MpiWasm.Image;
using MpiWasm.Llvm;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Compiler.Guest;

/// <summary>
/// Per function type: from slots to a native call (entry) and from a native call to slots (host). Structurally equal types share them.
/// </summary>
internal static unsafe class Thunks
{
    private const int SlotSize = 16;

    /// <summary>void entry(code, ctx, Slot* slots)</summary>
    public static LlvmValue DefineEntry(ModuleEmitter e, FunctionType type, int index)
    {
        var ir = e.Ir;
        var function = e.Declare($"e.{index}", ir.FunctionType(ir.Void, ir.Ptr, ir.Ptr, ir.Ptr), Linkage.Internal);
        e.BeginHelper(function);
        var context = LLVM.GetParam(function, 1);
        var slots = LLVM.GetParam(function, 2);
        var arguments = new LlvmValue[type.Parameters.Length + 1];
        arguments[0] = context;
        for (var i = 0; i < type.Parameters.Length; i++)
            arguments[i + 1] = e.LoadRuntime(e.NativeType(type.Parameters[i]), slots, SlotSize * i);
        var result = ir.Call(e.NativeType(type), LLVM.GetParam(function, 0), arguments);
        if (type.Results.Length == 1)
            e.StoreRuntime(result, slots, 0);
        else if (type.Results.Length > 1)
            CopySlots(e, type, e.LoadRuntime(ir.Ptr, context, InstanceContext.ResultsOffset), slots);
        ir.RetVoid();
        return function;
    }

    /// <summary>result thunk(SlotFunction*, parameters...)</summary>
    public static LlvmValue DefineHost(ModuleEmitter e, FunctionType type, int index)
    {
        var ir = e.Ir;
        var function = e.Declare($"h.{index}", e.NativeType(type), Linkage.Internal);
        e.Attributes.AddNoUnwind(function);
        e.BeginHelper(function);
        var target = LLVM.GetParam(function, 0);
        var count = Math.Max(1, Math.Max(type.Parameters.Length, type.Results.Length));
        var slots = ir.Alloca(LLVM.ArrayType2(ir.V128, (ulong)count));
        for (var i = 0; i < type.Parameters.Length; i++)
            e.StoreRuntime(LLVM.GetParam(function, (uint)i + 1), slots, SlotSize * i);
        var code = e.LoadRuntime(ir.Ptr, target, SlotFunction.CallOffset);
        ir.Call(ir.FunctionType(ir.Void, ir.Ptr, ir.Ptr), code, target, slots);
        if (type.Results.Length == 1)
        {
            ir.Ret(e.LoadRuntime(e.NativeType(type.Results[0]), slots, 0));
            return function;
        }
        if (type.Results.Length > 1)
            CopySlots(e, type, slots, e.LoadRuntime(ir.Ptr, e.LoadRuntime(ir.Ptr, target, 0), InstanceContext.ResultsOffset));
        ir.RetVoid();
        return function;
    }

    private static void CopySlots(ModuleEmitter e, FunctionType type, LlvmValue from, LlvmValue to)
    {
        for (var i = 0; i < type.Results.Length; i++)
            e.StoreRuntime(e.LoadRuntime(e.NativeType(type.Results[i]), from, SlotSize * i), to, SlotSize * i);
    }
}
