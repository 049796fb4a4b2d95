using MpiWasm.Llvm;
using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Compiler.Guest.Function;

/// <summary>Locals, globals, drop, select, constants (Wasm 3.0 §4.4.1, §4.4.4, §4.4.5).</summary>
internal sealed unsafe partial class FunctionEmitter
{
    internal void Drop() => Pop();

    internal void Select()
    {
        var condition = Condition(Pop());
        var otherwise = Pop();
        var then = Pop();
        Push(_ir.Select(condition, then, otherwise));
    }

    internal void LocalGet(in Instruction i) => Push(_ir.Load(_localTypes[i.Index], _locals[i.Index]));

    internal void LocalSet(in Instruction i) => _ir.Store(Pop(), _locals[i.Index]);

    internal void LocalTee(in Instruction i) => _ir.Store(_stack[^1], _locals[i.Index]);

    internal void GlobalGet(in Instruction i)
    {
        var index = (int)i.Index;
        var type = _module.Globals[index];
        if (index >= _module.ImportedGlobalCount && !type.IsMutable
            && ConstantOf(_module.GlobalInitializers[index - _module.ImportedGlobalCount]) is { } constant)
        {
            Push(constant);
            return;
        }
        var load = _ir.Load(_e.NativeType(type.Type), GlobalAddress(index, out var tag));
        LLVM.SetAlignment(load, 4);
        Push(type.IsMutable ? Guest(load, tag) : _e.Tags.MarkInvariant(_e.Tags.Mark(load, tag)));
    }

    internal void GlobalSet(in Instruction i)
    {
        var address = GlobalAddress((int)i.Index, out var tag);
        var store = _ir.Store(Pop(), address);
        LLVM.SetAlignment(store, 4);
        Guest(store, tag);
    }

    internal void I32Const(in Instruction i) => Push(_ir.C32(i.I32));

    internal void I64Const(in Instruction i) => Push(_ir.C64(i.I64));

    internal void F32Const(in Instruction i) => Push(_ir.CF32(i.F32Bits));

    internal void F64Const(in Instruction i) => Push(_ir.CF64(i.F64Bits));

    /// <summary>Own globals lie in the context; of imported ones the context holds the address, which never changes.</summary>
    private LlvmValue GlobalAddress(int index, out LlvmValue tag)
    {
        var offset = _e.Layout.Global(index);
        if (index >= _module.ImportedGlobalCount)
        {
            tag = _e.Tags.OwnGlobal;
            return _ir.Offset(_context, offset);
        }
        tag = _e.Tags.ImportedGlobal;
        return LoadInvariantPointer(offset);
    }

    /// <summary>The value of an initialiser that is a single constant.</summary>
    private LlvmValue? ConstantOf(ConstantExpression expression)
    {
        var reader = new InstructionReader(_module, expression);
        if (!reader.Read(out var i) || !reader.Read(out var end) || end.Opcode != Opcode.End)
            return null;
        return i.Opcode switch
        {
            Opcode.I32Const => _ir.C32(i.I32),
            Opcode.I64Const => _ir.C64(i.I64),
            Opcode.F32Const => _ir.CF32(i.F32Bits),
            Opcode.F64Const => _ir.CF64(i.F64Bits),
            Opcode.V128Const => Shapes.Constant(i.V128),
            Opcode.RefNull => _ir.C64(0),
            _ => null,
        };
    }
}
