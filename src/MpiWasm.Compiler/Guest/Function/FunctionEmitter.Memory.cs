using MpiWasm.Image;
using MpiWasm.Llvm;
using MpiWasm.Wasm;

namespace MpiWasm.Compiler.Guest;

/// <summary>
/// Memory (Wasm 3.0 §4.4.7). No bounds checks on loads and stores: a 32-bit address plus a 32-bit offset plus the widest access stays within the 8 GiB + 64 KiB that a
/// memory reserves, because the address is zero-extended before anything is added. The MMU does the rest.
/// </summary>
internal sealed unsafe partial class FunctionEmitter
{
    internal void Load(in Instruction i, LlvmType type)
    {
        var load = GuestLoad(i.MemArg, type);
        Push(load);
    }

    internal void LoadSigned(in Instruction i, LlvmType memory, LlvmType type) => Push(_ir.SExt(GuestLoad(i.MemArg, memory), type));

    internal void LoadUnsigned(in Instruction i, LlvmType memory, LlvmType type) => Push(_ir.ZExt(GuestLoad(i.MemArg, memory), type));

    internal void Store(in Instruction i)
    {
        var value = Pop();
        GuestStore(i.MemArg, value);
    }

    internal void StoreNarrow(in Instruction i, LlvmType memory)
    {
        var value = _ir.Trunc(Pop(), memory);
        GuestStore(i.MemArg, value);
    }

    internal void MemorySize(in Instruction i) =>
        Push(_ir.Trunc(_e.LoadRuntime(_ir.I64, MemoryRecordOf((int)i.Index), MemoryRecord.PagesOffset), _ir.I32));

    internal void MemoryGrow(in Instruction i)
    {
        var delta = _ir.ZExt(Pop(), _ir.I64);
        Push(_ir.Trunc(CallBuiltin(Builtin.MemoryGrow, _ir.C32((int)i.Index), delta), _ir.I32));
    }

    internal void MemoryCopy(in Instruction i)
    {
        var length = CheckedOperand();
        var source = CheckedOperand();
        var destination = CheckedOperand();
        CheckRange((int)i.Index2, source, length);
        CheckRange((int)i.Index, destination, length);
        var move = _ir.MemMove(_ir.Offset(MemoryBase((int)i.Index), destination), _ir.Offset(MemoryBase((int)i.Index2), source), length);
        _e.Tags.Mark(move, _e.Tags.Memory);
    }

    internal void MemoryFill(in Instruction i)
    {
        var length = CheckedOperand();
        var value = _ir.Trunc(Pop(), _ir.I8);
        var destination = CheckedOperand();
        CheckRange((int)i.Index, destination, length);
        _e.Tags.Mark(_ir.MemSet(_ir.Offset(MemoryBase((int)i.Index), destination), value, length), _e.Tags.Memory);
    }

    internal void MemoryInit(in Instruction i)
    {
        var length = Pop();
        var source = Pop();
        var destination = _ir.ZExt(Pop(), _ir.I64);
        CallBuiltin(Builtin.MemoryInit, _ir.C32((int)i.Index2), _ir.C32((int)i.Index), destination, source, length);
    }

    internal void DataDrop(in Instruction i) => CallBuiltin(Builtin.DataDrop, _ir.C32((int)i.Index));

    private LlvmValue GuestLoad(MemArg access, LlvmType type)
    {
        var load = _ir.Load(type, GuestAddress(access, Pop()));
        LLVM.SetAlignment(load, 1);     // the alignment in the module is a hint that nobody checked
        return Guest(load, _e.Tags.Memory);
    }

    private void GuestStore(MemArg access, LlvmValue value)
    {
        var store = _ir.Store(value, GuestAddress(access, Pop()));
        LLVM.SetAlignment(store, 1);
        Guest(store, _e.Tags.Memory);
    }

    private LlvmValue GuestAddress(MemArg access, LlvmValue address) =>
        _ir.Offset(_ir.Offset(MemoryBase((int)access.MemoryIndex), _ir.ZExt(address, _ir.I64)), (long)access.Offset);

    private LlvmValue MemoryBase(int index)
    {
        if (_memoryBases.Length == 0)
            _memoryBases = new LlvmValue[_module.Memories.Length];
        ref var known = ref _memoryBases[index];
        if (known.IsNull)
        {
            if (_module.Memories[index].Is64)
                throw new CompileException(CompileException.Unsupported, "64-bit memories are not supported");
            known = InEntry(() => LoadInvariantPointer(_e.Layout.MemoryBase(index)));
        }
        return known;
    }

    private LlvmValue MemoryRecordOf(int index) => LoadInvariantPointer(_e.Layout.MemoryRecord(index));

    /// <summary>A 32-bit operand of a bounds check, read once.</summary>
    private LlvmValue CheckedOperand() => _ir.ZExt(_ir.Freeze(Pop()), _ir.I64);

    /// <summary>Both are below 2^32: the sum does not wrap.</summary>
    private void CheckRange(int memory, LlvmValue start, LlvmValue length)
    {
        var bytes = _e.LoadRuntime(_ir.I64, MemoryRecordOf(memory), MemoryRecord.BytesOffset);
        TrapIf(_ir.ICmp(IntPredicate.UnsignedGreater, _ir.Add(start, length), bytes), TrapCode.OutOfBoundsMemoryAccess);
    }
}
