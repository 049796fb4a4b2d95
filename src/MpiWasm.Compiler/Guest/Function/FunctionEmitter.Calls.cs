using MpiWasm.Image;
using MpiWasm.Llvm;
using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Compiler.Guest.Function;

/// <summary>Calls (Wasm 3.0 §4.4.8.10-12).</summary>
internal sealed unsafe partial class FunctionEmitter
{
    internal void Call(in Instruction i)
    {
        var index = (int)i.Index;
        var (function, native) = _e.Function(index);
        var type = _module.TypeOfFunction(index);
        var arguments = PopMany(type.Parameters.Length);
        PushResults(type, _context, _e.HasTailCalls
            ? TailCalls.Call(_e, type, function, _context, _context, arguments, how: CallOrInvoke)
            : CallOrInvoke(native, function, [_context, .. arguments]));
    }

    internal void CallIndirect(in Instruction i)
    {
        var record = CheckedFunction(i);
        var type = _module.Types[(int)i.Index];
        var code = _e.LoadRuntime(_ir.Ptr, record, 0);
        var context = _e.LoadRuntime(_ir.Ptr, record, FunctionRecord.ContextOffset);
        PushResults(type, context, CallOrInvoke(_e.NativeType(type), code, [context, .. PopMany(type.Parameters.Length)]));
    }

    /// <summary>
    /// Results need no care: the callee's are this function's, and two or more go through the one buffer that
    /// all instances of a store share.
    /// </summary>
    internal void ReturnCall(in Instruction i)
    {
        var index = (int)i.Index;
        var type = _module.TypeOfFunction(index);
        TailCalls.Return(
            _e,
            type,
            TailCalls.Call(_e, type, _e.Function(index).Value, _context, _context, PopMany(type.Parameters.Length), isLast: true));
        _reachable = false;
    }

    internal void ReturnCallIndirect(in Instruction i)
    {
        var record = CheckedFunction(i);
        var type = _module.Types[(int)i.Index];
        var arguments = PopMany(type.Parameters.Length);
        var context = _e.LoadRuntime(_ir.Ptr, record, FunctionRecord.ContextOffset);
        var tailCode = _e.LoadRuntime(_ir.Ptr, record, FunctionRecord.TailCodeOffset);
        var otherwise = TailCalls.BranchIfNull(_e, _function, tailCode);
        TailCalls.Return(_e, type, TailCalls.Call(_e, type, tailCode, _context, context, arguments, isLast: true));
        _ir.At(otherwise);
        // A function of a module without tail calls: it cannot go on calling, so one frame more does not add up.
        TailCalls.Return(_e, type, _ir.Call(_e.NativeType(type), _e.LoadRuntime(_ir.Ptr, record, 0), [context, .. arguments]));
        _reachable = false;
    }

    /// <summary>The record of the function an indirect call means, after all checks.</summary>
    private LlvmValue CheckedFunction(in Instruction i)
    {
        var record = _ir.Freeze(Guest(_ir.Load(_ir.Ptr, CheckedElement((int)i.Index2, TrapCode.UndefinedElement)), _e.Tags.Table));
        TrapIf(_ir.ICmp(IntPredicate.Equal, _ir.PtrToInt(record), _ir.C64(0)), TrapCode.UninitializedElement);
        var actual = _e.LoadRuntime(_ir.I32, record, FunctionRecord.TypeIdOffset);
        var expected = _e.Tags.MarkInvariant(_e.LoadRuntime(_ir.I32, _context, _e.Layout.TypeId((int)i.Index)));
        TrapIf(_ir.ICmp(IntPredicate.NotEqual, actual, expected), TrapCode.IndirectCallTypeMismatch);
        return record;
    }

    private void PushResults(FunctionType type, LlvmValue calleeContext, LlvmValue result)
    {
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
