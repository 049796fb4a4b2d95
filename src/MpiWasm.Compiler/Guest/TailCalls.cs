using MpiWasm.Image;
using MpiWasm.Llvm;
using MpiWasm.Wasm;
using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Compiler.Guest;

/// <summary>
/// Tail calls. LLVM guarantees a tail call between functions of different types only in its tail calling convention. Modules that contain
/// tail calls use it for all their functions and stubs, and have an adapter in the C convention for each, which is what entries, tables and
/// other instances call. Arguments beyond registers go through the buffer that results go through: LLVM 22 drops stack arguments of such
/// calls on x86-64, older versions overwrite the return address.
/// </summary>
internal static unsafe class TailCalls
{
    // x86-64 has six registers for integers (one is for the context) and eight for floats, aarch64 eight and eight.
    private const int IntegerRegisters = 5;
    private const int VectorRegisters = 8;

    /// <summary>Whether any function of the module contains a tail call.</summary>
    public static bool UsedBy(WasmModule module)
    {
        if ((module.Features & WasmFeatures.TailCalls) == 0)
            return false;
        foreach (var body in module.Bodies)
        {
            // Most modules have none: the bytes tell faster than the instructions.
            if (module.Bytes.Span.Slice(body.CodeOffset, body.CodeLength)
                .IndexOfAny((byte)Opcode.ReturnCall, (byte)Opcode.ReturnCallIndirect) < 0)
                continue;
            var reader = new InstructionReader(module, body);
            while (reader.Read(out var instruction))
            {
                if (instruction.Opcode is Opcode.ReturnCall or Opcode.ReturnCallIndirect)
                    return true;
            }
        }
        return false;
    }

    /// <summary>The native type in the tail convention.</summary>
    public static LlvmType NativeType(ModuleEmitter e, FunctionType type)
    {
        var inRegister = InRegister(type);
        LlvmType[] parameters = [e.Ir.Ptr, .. type.Parameters.Where((_, i) => inRegister[i]).Select(e.NativeType)];
        return e.Ir.FunctionType(type.Results.Length == 1 ? e.NativeType(type.Results[0]) : e.Ir.Void, parameters);
    }

    /// <summary>The Wasm parameters in a function of the tail convention, read before anything can write to the buffer.</summary>
    public static LlvmValue[] Parameters(ModuleEmitter e, LlvmValue function, FunctionType type)
    {
        var inRegister = InRegister(type);
        var buffer = Array.TrueForAll(inRegister, r => r)
            ? default
            : e.LoadRuntime(e.Ir.Ptr, LLVM.GetParam(function, 0), InstanceContext.ResultsOffset);
        var parameters = new LlvmValue[inRegister.Length];
        uint next = 1;
        for (var i = 0; i < parameters.Length; i++)
            parameters[i] = inRegister[i]
                ? LLVM.GetParam(function, next++)
                : e.LoadRuntime(e.NativeType(type.Parameters[i]), buffer, 16 * i);
        return parameters;
    }

    /// <summary>
    /// Calls code in the tail convention; as a tail call when it is the function's last, which <see cref="Return"/> then has
    /// to follow; else in the way given, if any.
    /// </summary>
    public static LlvmValue Call(
        ModuleEmitter e, FunctionType type, LlvmValue code, LlvmValue context, LlvmValue calleeContext,
        ReadOnlySpan<LlvmValue> arguments, bool isLast = false,
        Func<LlvmType, LlvmValue, LlvmValue[], LlvmValue>? how = null)
    {
        var inRegister = InRegister(type);
        var registers = new List<LlvmValue> { calleeContext };
        var buffer = Array.TrueForAll(inRegister, r => r) ? default : e.LoadRuntime(e.Ir.Ptr, context, InstanceContext.ResultsOffset);
        for (var i = 0; i < inRegister.Length; i++)
        {
            if (inRegister[i])
                registers.Add(arguments[i]);
            else
                e.StoreRuntime(arguments[i], buffer, 16 * i);
        }
        var call = how is null ? e.Ir.Call(NativeType(e, type), code, [.. registers]) : how(NativeType(e, type), code, [.. registers]);
        LLVM.SetInstructionCallConv(call, CallingConvention.Tail);
        if (isLast)
            LLVM.SetTailCallKind(call, TailCallKind.MustTail);
        return call;
    }

    /// <summary>Returns what a call of a function of this type returned.</summary>
    public static void Return(ModuleEmitter e, FunctionType type, LlvmValue result)
    {
        if (type.Results.Length == 1)
            e.Ir.Ret(result);
        else
            e.Ir.RetVoid();
    }

    /// <summary>Goes on where the code is not null; the block for the other case is returned.</summary>
    public static LlvmBlock BranchIfNull(ModuleEmitter e, LlvmValue function, LlvmValue code)
    {
        var ir = e.Ir;
        var some = ir.AppendBlock(function);
        var none = ir.AppendBlock(function);
        ir.CondBr(ir.ICmp(IntPredicate.Equal, ir.PtrToInt(code), ir.C64(0)), none, some);
        ir.At(some);
        return none;
    }

    /// <summary>The adapter through which callers in the C convention reach a function or stub.</summary>
    public static LlvmValue DefineAdapter(ModuleEmitter e, int index)
    {
        var type = e.Module.TypeOfFunction(index);
        var adapter = e.Declare($"a.{index}", e.NativeType(type), Linkage.Internal);
        e.BeginHelper(adapter);
        var context = LLVM.GetParam(adapter, 0);
        var arguments = Enumerable.Range(0, type.Parameters.Length).Select(i => LLVM.GetParam(adapter, (uint)i + 1)).ToArray();
        Return(e, type, Call(e, type, e.Function(index).Value, context, context, arguments));
        return adapter;
    }

    /// <summary>Which parameters are passed in registers, on every machine.</summary>
    private static bool[] InRegister(FunctionType type)
    {
        var (integers, vectors) = (IntegerRegisters, VectorRegisters);
        var result = new bool[type.Parameters.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = type.Parameters[i] is ValType.F32 or ValType.F64 or ValType.V128 ? vectors-- > 0 : integers-- > 0;
        return result;
    }
}
