using MpiWasm.Compiler.Pipeline;
using MpiWasm.Image;
using MpiWasm.Llvm;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Compiler.Guest;

/// <summary>What all functions emitted into one LLVM module share: types, declarations, the trap function, wrappers of builtins.</summary>
internal sealed unsafe class ModuleEmitter : IDisposable
{
    private readonly (LlvmValue Value, LlvmType Type)[] _functions;
    private readonly (LlvmValue Value, LlvmType Type)[] _builtins = new (LlvmValue, LlvmType)[Builtins.Count];
    private readonly Dictionary<FunctionType, LlvmType> _types = [];
    private readonly Symbols _symbols;
    private readonly LlvmType _raiseType;
    private LlvmValue _raise;
    private LlvmValue _raisePending;
    private LlvmValue _throw;
    private LlvmValue _personality;

    public ModuleEmitter(
        LlvmSession session,
        WasmModule module,
        InstanceLayout layout,
        Symbols symbols,
        CompileOptions options,
        Target target,
        bool usesExceptions)
    {
        Module = module;
        Layout = layout;
        Options = options;
        Target = target;
        _symbols = symbols;
        Ir = new GuestIr(session.Context, session.Module);
        Shapes = new Shapes(Ir);
        Tags = new AliasTags(Ir);
        UsesExceptions = usesExceptions;
        Attributes = new Attributes(session.Context, target, usesExceptions);
        Debug = new DebugInfo(Ir);
        _functions = new (LlvmValue, LlvmType)[module.FunctionTypeIndices.Length];
        _raiseType = Ir.FunctionType(Ir.Void, Ir.Ptr, Ir.I32);
        HasTailCalls = TailCalls.UsedBy(module);
    }

    public WasmModule Module { get; }

    public InstanceLayout Layout { get; }

    /// <summary>
    /// Whether the module's functions have the tail calling convention; the C convention's callers reach them
    /// through <see cref="TailCalls"/>' adapters.
    /// </summary>
    public bool HasTailCalls { get; }

    public CompileOptions Options { get; }

    public Target Target { get; }

    public GuestIr Ir { get; }

    public Shapes Shapes { get; }

    /// <summary>Whether functions of the module may throw. If not, everything is compiled as if there were no exceptions.</summary>
    public bool UsesExceptions { get; }

    public AliasTags Tags { get; }

    public Attributes Attributes { get; }

    public DebugInfo Debug { get; }

    public void Dispose()
    {
        Debug.Dispose();
        Ir.Dispose();
    }

    public string SymbolOf(int function) => _symbols.Function(function);

    public LlvmType NativeType(ValType type) => type switch
    {
        ValType.I32 => Ir.I32,
        ValType.I64 => Ir.I64,
        ValType.F32 => Ir.F32,
        ValType.F64 => Ir.F64,
        ValType.V128 => Ir.V128,
        ValType.FuncRef or ValType.ExternRef or ValType.ExnRef => Ir.I64,     // a record's address or an opaque number; 0 is null
        _ => throw new CompileException(CompileException.Unsupported, $"values of type {ValueTypes.Name(type)} are not supported"),
    };

    /// <summary>The native function type: context first; two or more results go through memory.</summary>
    public LlvmType NativeType(FunctionType type)
    {
        if (_types.TryGetValue(type, out var native))
            return native;
        var parameters = new LlvmType[type.Parameters.Length + 1];
        parameters[0] = Ir.Ptr;
        for (var i = 0; i < type.Parameters.Length; i++)
            parameters[i + 1] = NativeType(type.Parameters[i]);
        native = Ir.FunctionType(type.Results.Length == 1 ? NativeType(type.Results[0]) : Ir.Void, parameters);
        _types.Add(type, native);
        return native;
    }

    /// <summary>A guest function, or the stub of an imported one; declared when first asked for.</summary>
    public (LlvmValue Value, LlvmType Type) Function(int index)
    {
        ref var function = ref _functions[index];
        if (function.Value.IsNull)
        {
            var wasmType = Module.TypeOfFunction(index);
            var type = HasTailCalls ? TailCalls.NativeType(this, wasmType) : NativeType(wasmType);
            function = (Declare(SymbolOf(index), type), type);
            if (HasTailCalls)
                LLVM.SetFunctionCallConv(function.Value, CallingConvention.Tail);
        }
        return function;
    }

    /// <summary>The Wasm parameters inside a guest function or stub.</summary>
    public LlvmValue[] Parameters(LlvmValue function, FunctionType type) => HasTailCalls
        ? TailCalls.Parameters(this, function, type)
        : [.. Enumerable.Range(0, type.Parameters.Length).Select(i => LLVM.GetParam(function, (uint)i + 1))];

    /// <summary>A hidden function of this image, with our attributes.</summary>
    public LlvmValue Declare(string name, LlvmType type, Linkage linkage = Linkage.External)
    {
        var value = LLVM.AddFunction(Ir.Module, name, type);
        if (linkage == Linkage.External)
            LLVM.SetVisibility(value, Visibility.Hidden);
        else
            LLVM.SetLinkage(value, linkage);
        Attributes.AddCommon(value);
        return value;
    }

    /// <summary>Ends the current block with a trap.</summary>
    public void Raise(LlvmValue context, LlvmValue code)
    {
        if (_raise.IsNull)
            _raise = DefineCold("raise", InstanceContext.TrapOffset, mayUnwind: false);
        CallCold(_raise, context, code);
    }

    /// <summary>
    /// Ends the current block of a stub with what the host function left pending: a trap, or an exception for the callers of the stub.
    /// </summary>
    public void RaisePending(LlvmValue context, LlvmValue code)
    {
        if (!UsesExceptions)
        {
            Raise(context, code);
            return;
        }
        if (_raisePending.IsNull)
            _raisePending = DefineCold("raise.pending", InstanceContext.TrapOffset, mayUnwind: true);
        CallCold(_raisePending, context, code);
    }

    /// <summary>Ends the current block by throwing the thread's pending exception to the callers.</summary>
    public void Throw(LlvmValue context, bool isNew)
    {
        if (_throw.IsNull)
            _throw = DefineCold("throw", InstanceContext.ThrowOffset, mayUnwind: true);
        CallCold(_throw, context, Ir.C32(isNew ? 1 : 0));
    }

    /// <summary>
    /// Lets a function have landing pads. The personality is that of C's cleanups, which stops at every pad:
    /// which exceptions a pad takes is data.
    /// </summary>
    public void AddPersonality(LlvmValue function)
    {
        if (_personality.IsNull)
            _personality = LLVM.AddFunction(Ir.Module, ExceptionUse.Personality, LLVM.FunctionType(Ir.I32, null, 0, 1));
        LLVM.SetPersonalityFn(function, _personality);
    }

    public void Raise(LlvmValue context, TrapCode code) => Raise(context, Ir.C32((int)code));

    /// <summary>
    /// The wrapper through which guest code calls a builtin: it checks the stack and leaves and re-enters the guest state.
    /// </summary>
    public (LlvmValue Value, LlvmType Type) BuiltinFunction(Builtin builtin)
    {
        ref var function = ref _builtins[(int)builtin];
        if (function.Value.IsNull)
            function = HostCalls.DefineBuiltin(this, builtin);
        return function;
    }

    /// <summary>A field of the runtime's structures.</summary>
    public LlvmValue LoadRuntime(LlvmType type, LlvmValue pointer, int offset)
    {
        var load = Ir.Load(type, Ir.Offset(pointer, offset));
        AlignVector(load, type);
        return Tags.Mark(load, Tags.Runtime);
    }

    public void StoreRuntime(LlvmValue value, LlvmValue pointer, int offset)
    {
        var store = Ir.Store(value, Ir.Offset(pointer, offset));
        AlignVector(store, LLVM.TypeOf(value));
        Tags.Mark(store, Tags.Runtime);
    }

    // The runtime's structures, and slots in managed arrays, are 8-byte aligned; LLVM would expect 16 of a vector.
    private void AlignVector(LlvmValue access, LlvmType type)
    {
        if (type == Ir.V128)
            LLVM.SetAlignment(access, 8);
    }

    /// <summary>Starts the body of a function that has no Wasm code of its own.</summary>
    public void BeginHelper(LlvmValue function)
    {
        Debug.ClearLocation();
        Ir.At(Ir.AppendBlock(function));
    }

    private void CallCold(LlvmValue function, LlvmValue context, LlvmValue argument)
    {
        Attributes.AddNoMerge(Ir.Call(_raiseType, function, context, argument));
        Ir.Unreachable();
    }

    // Cold functions keep the call sites small: what they call is loaded in them only.
    private LlvmValue DefineCold(string name, int targetOffset, bool mayUnwind)
    {
        var at = Ir.Block;
        var location = LLVM.GetCurrentDebugLocation2(Ir.Builder);
        var function = Declare(name, _raiseType, Linkage.Internal);
        Attributes.AddColdNoReturn(function);
        if (!mayUnwind)
            Attributes.AddNoUnwind(function);
        BeginHelper(function);
        var context = LLVM.GetParam(function, 0);
        Ir.Call(_raiseType, LoadRuntime(Ir.Ptr, context, targetOffset), context, LLVM.GetParam(function, 1));
        Ir.Unreachable();
        Ir.At(at);
        LLVM.SetCurrentDebugLocation2(Ir.Builder, location);
        return function;
    }
}
