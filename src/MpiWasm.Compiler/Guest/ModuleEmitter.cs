using MpiWasm.Image;
using MpiWasm.Llvm;
using MpiWasm.Wasm;
using ValueType = MpiWasm.Wasm.ValueType;

namespace MpiWasm.Compiler.Guest;

/// <summary>What all functions emitted into one LLVM module share: types, declarations, the trap function, wrappers of builtins.</summary>
internal sealed unsafe class ModuleEmitter : IDisposable
{
    private readonly (LlvmValue Value, LlvmType Type)[] _functions;
    private readonly (LlvmValue Value, LlvmType Type)[] _builtins = new (LlvmValue, LlvmType)[(int)Builtin.Count];
    private readonly Dictionary<FunctionType, LlvmType> _types = [];
    private readonly Symbols _symbols;
    private LlvmValue _raise;
    private LlvmType _raiseType;

    public ModuleEmitter(LlvmSession session, WasmModule module, InstanceLayout layout, Symbols symbols, CompileOptions options, Target target)
    {
        Module = module;
        Layout = layout;
        Options = options;
        _symbols = symbols;
        Ir = new Ir(session.Context, session.Module);
        Tags = new AliasTags(Ir);
        Attributes = new Attributes(session.Context, target);
        Debug = new DebugInfo(Ir);
        _functions = new (LlvmValue, LlvmType)[module.FunctionTypeIndices.Length];
        HasTailCalls = TailCalls.UsedBy(module);
    }

    public WasmModule Module { get; }

    public InstanceLayout Layout { get; }

    /// <summary>Whether the module's functions have the tail calling convention; the C convention's callers reach them through <see cref="TailCalls"/>' adapters.</summary>
    public bool HasTailCalls { get; }

    public CompileOptions Options { get; }

    public Ir Ir { get; }

    public AliasTags Tags { get; }

    public Attributes Attributes { get; }

    public DebugInfo Debug { get; }

    public void Dispose()
    {
        Debug.Dispose();
        Ir.Dispose();
    }

    public string SymbolOf(int function) => _symbols.Function(function);

    public LlvmType NativeType(ValueType type) => type switch
    {
        ValueType.I32 => Ir.I32,
        ValueType.I64 => Ir.I64,
        ValueType.F32 => Ir.F32,
        ValueType.F64 => Ir.F64,
        ValueType.V128 => Ir.V128,
        ValueType.FuncRef or ValueType.ExternRef => Ir.I64,     // a record's address or an opaque number; 0 is null
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
            DefineRaise();
        var call = Ir.Call(_raiseType, _raise, context, code);
        Attributes.AddNoMerge(call);
        Ir.Unreachable();
    }

    public void Raise(LlvmValue context, TrapCode code) => Raise(context, Ir.C32((int)code));

    /// <summary>The wrapper through which guest code calls a builtin: it checks the stack and leaves and re-enters the guest state.</summary>
    public (LlvmValue Value, LlvmType Type) BuiltinFunction(Builtin builtin)
    {
        ref var function = ref _builtins[(int)builtin];
        if (function.Value.IsNull)
            function = HostCalls.DefineBuiltin(this, builtin);
        return function;
    }

    /// <summary>A field of the runtime's structures.</summary>
    public LlvmValue LoadRuntime(LlvmType type, LlvmValue pointer, int offset) =>
        Tags.Mark(Ir.Load(type, Ir.Offset(pointer, offset)), Tags.Runtime);

    public void StoreRuntime(LlvmValue value, LlvmValue pointer, int offset) =>
        Tags.Mark(Ir.Store(value, Ir.Offset(pointer, offset)), Tags.Runtime);

    /// <summary>Starts the body of a function that has no Wasm code of its own.</summary>
    public void BeginHelper(LlvmValue function)
    {
        Debug.ClearLocation();
        Ir.At(Ir.AppendBlock(function));
    }

    // One cold function keeps the call sites small: ctx->Trap is loaded here only.
    private void DefineRaise()
    {
        var at = Ir.Block;
        var location = LLVM.GetCurrentDebugLocation2(Ir.Builder);
        _raiseType = Ir.FunctionType(Ir.Void, Ir.Ptr, Ir.I32);
        _raise = Declare("raise", _raiseType, Linkage.Internal);
        Attributes.AddColdNoReturn(_raise);
        BeginHelper(_raise);
        var context = LLVM.GetParam(_raise, 0);
        Ir.Call(_raiseType, LoadRuntime(Ir.Ptr, context, InstanceContext.TrapOffset), context, LLVM.GetParam(_raise, 1));
        Ir.Unreachable();
        Ir.At(at);
        LLVM.SetCurrentDebugLocation2(Ir.Builder, location);
    }
}
