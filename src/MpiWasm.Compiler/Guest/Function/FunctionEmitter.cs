using MpiWasm.Llvm;
using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Compiler.Guest.Function;

/// <summary>
/// Translates one function body. The operand stack holds LLVM values; locals are allocas, which LLVM promotes to SSA values.
/// </summary>
internal sealed unsafe partial class FunctionEmitter
{
    private readonly ModuleEmitter _e;
    private readonly GuestIr _ir;
    private readonly WasmModule _module;
    private readonly FunctionBody _body;
    private readonly FunctionType _type;
    private readonly LlvmValue _function;
    private readonly LlvmValue _context;
    private readonly bool _precise;
    private readonly List<LlvmValue> _stack = [];
    private readonly LlvmMetadata _scope;
    private readonly LlvmValue[] _locals;
    private readonly LlvmType[] _localTypes;
    private readonly LlvmBlock _entry;
    private LlvmValue[] _memoryBases = [];
    private LlvmValue[] _memoryLimits = [];
    private LlvmValue[] _tableBases = [];

    private FunctionEmitter(ModuleEmitter emitter, FunctionBody body)
    {
        _e = emitter;
        _ir = emitter.Ir;
        _module = emitter.Module;
        _body = body;
        _type = _module.TypeOfFunction(body.FunctionIndex);
        _function = emitter.Function(body.FunctionIndex).Value;
        _context = LLVM.GetParam(_function, 0);
        _precise = emitter.Options.PreciseTraps;
        _scope = emitter.Debug.AddFunction(
            _function, _module.Names.Function(body.FunctionIndex), emitter.SymbolOf(body.FunctionIndex), body.Offset);
        _localTypes =
        [
            .. _type.Parameters.Select(emitter.NativeType),
            .. body.Locals.SelectMany(group => Enumerable.Repeat(emitter.NativeType(group.Type), (int)group.Count)),
        ];
        _locals = new LlvmValue[_localTypes.Length];
        _entry = _ir.AppendBlock(_function);
    }

    public static void Emit(ModuleEmitter emitter, FunctionBody body) => new FunctionEmitter(emitter, body).Emit();

    private void Emit()
    {
        _e.Debug.SetLocation(_scope, _body.CodeOffset);
        EmitEntry();
        var start = _ir.AppendBlock(_function);
        _ir.At(start);
        EmitBody();
        // The entry block stays open until now: bases are loaded into it when first needed.
        _ir.At(_entry);
        _e.Debug.SetLocation(_scope, _body.CodeOffset);
        _ir.Br(start);
        _e.Debug.ClearLocation();
    }

    private void EmitEntry()
    {
        _ir.At(_entry);
        var parameters = _e.Parameters(_function, _type);
        for (var i = 0; i < _locals.Length; i++)
        {
            _locals[i] = _ir.Alloca(_localTypes[i]);
            _ir.Store(i < parameters.Length ? parameters[i] : LLVM.ConstNull(_localTypes[i]), _locals[i]);
        }
    }

    private void EmitBody()
    {
        var reader = new InstructionReader(_module, _body);
        PushFrame(FrameKind.Function, [], _type.Results, _ir.AppendBlock(_function));
        while (_frames.Count > 0 && reader.Read(out var instruction))
        {
            if (!_reachable && Skip(instruction.Opcode))
                continue;
            _e.Debug.SetLocation(_scope, instruction.Offset);
            InstructionEmitters.Find(instruction.Opcode)(this, instruction);
        }
    }

    internal GuestIr Ir => _ir;

    internal Shapes Shapes => _e.Shapes;

    private void Push(LlvmValue value) => _stack.Add(value);

    private LlvmValue Pop()
    {
        var value = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    /// <summary>Pops arguments; the first one popped is the last.</summary>
    private LlvmValue[] PopMany(int count)
    {
        var values = _stack.GetRange(_stack.Count - count, count).ToArray();
        _stack.RemoveRange(_stack.Count - count, count);
        return values;
    }

    /// <summary>Traps when the condition holds.</summary>
    private void TrapIf(LlvmValue condition, TrapCode code)
    {
        var trap = _ir.AppendBlock(_function);
        var go = _ir.AppendBlock(_function);
        _ir.CondBr(condition, trap, go);
        _ir.At(trap);
        _e.Raise(_context, code);
        _ir.At(go);
    }

    /// <summary>Emits into the entry block, where a value is available to the whole function.</summary>
    private LlvmValue InEntry(Func<LlvmValue> emit)
    {
        var at = _ir.Block;
        _ir.At(_entry);
        var value = emit();
        _ir.At(at);
        return value;
    }

    /// <summary>A pointer out of the context that never changes while the instance lives.</summary>
    private LlvmValue LoadInvariantPointer(int offset) => _e.Tags.MarkInvariant(_e.LoadRuntime(_ir.Ptr, _context, offset));

    /// <summary>Marks an access whose faults and order matter under precise traps.</summary>
    private LlvmValue Guest(LlvmValue access, LlvmValue tag)
    {
        if (_precise)
            LLVM.SetVolatile(access, 1);
        return _e.Tags.Mark(access, tag);
    }
}
