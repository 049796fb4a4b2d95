using MpiWasm.Image;
using MpiWasm.Llvm;
using MpiWasm.Wasm;

namespace MpiWasm.Compiler.Guest;

/// <summary>Calls (Wasm 3.0 §4.4.8.10-12).</summary>
internal sealed unsafe partial class FunctionEmitter
{
    internal void Call(in Instruction i)
    {
        var index = (int)i.Index;
        var (function, native) = _e.Function(index);
        EmitCall(_module.TypeOfFunction(index), native, function, _context);
    }

    internal void CallIndirect(in Instruction i)
    {
        var type = _module.Types[(int)i.Index];
        // The index decides what runs: it is read once, whatever optimisation makes of its source.
        var index = _ir.ZExt(_ir.Freeze(Pop()), _ir.I64);
        TrapIf(_ir.ICmp(IntPredicate.UnsignedGreaterEqual, index, TableSize((int)i.Index2)), TrapCode.UndefinedElement);
        var record = _ir.Freeze(Guest(_ir.Load(_ir.Ptr, TableElement((int)i.Index2, index)), _e.Tags.Table));
        TrapIf(_ir.ICmp(IntPredicate.Equal, _ir.PtrToInt(record), _ir.C64(0)), TrapCode.UninitializedElement);
        var actual = _e.LoadRuntime(_ir.I32, record, FunctionRecord.TypeIdOffset);
        var expected = _e.Tags.MarkInvariant(_e.LoadRuntime(_ir.I32, _context, _e.Layout.TypeId((int)i.Index)));
        TrapIf(_ir.ICmp(IntPredicate.NotEqual, actual, expected), TrapCode.IndirectCallTypeMismatch);
        var code = _e.LoadRuntime(_ir.Ptr, record, 0);
        EmitCall(type, _e.NativeType(type), code, _e.LoadRuntime(_ir.Ptr, record, FunctionRecord.ContextOffset));
    }

    private void EmitCall(FunctionType type, LlvmType native, LlvmValue function, LlvmValue calleeContext)
    {
        var parameters = PopMany(type.Parameters.Length);
        var result = CallOrInvoke(native, function, [calleeContext, .. parameters]);
        if (type.Results.Length == 1)
            Push(result);
        if (type.Results.Length < 2)
            return;
        var buffer = _e.LoadRuntime(_ir.Ptr, calleeContext, InstanceContext.ResultsOffset);
        for (var k = 0; k < type.Results.Length; k++)
            Push(_e.LoadRuntime(_e.NativeType(type.Results[k]), buffer, 16 * k));
    }

    /// <summary>Calls a builtin of the runtime through its wrapper.</summary>
    private LlvmValue CallBuiltin(Builtin builtin, params ReadOnlySpan<LlvmValue> arguments)
    {
        var (function, type) = _e.BuiltinFunction(builtin);
        return _ir.Call(type, function, [_context, .. arguments]);
    }
}
