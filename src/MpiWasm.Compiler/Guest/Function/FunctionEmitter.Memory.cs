using MpiWasm.Image;
using MpiWasm.Llvm;
using MpiWasm.Wasm.Instructions;

namespace MpiWasm.Compiler.Guest.Function;

/// <summary>
/// Memory (Wasm 3.0 §4.4.7). No bounds checks on loads and stores: a 32-bit address plus a 32-bit offset plus the widest access
/// stays within the 8 GiB + 64 KiB that a memory reserves, because the address is zero-extended before anything is added. The
/// MMU does the rest. Where the process may not reserve so much (<see cref="CompileOptions.BoundsChecks"/>), they are compared
/// with the length. Addresses of 64-bit memories that are too large become that of the guard behind the memory.
/// </summary>
internal sealed unsafe partial class FunctionEmitter
{
    private const int PageShift = 16;

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

    internal void MemorySize(in Instruction i)
    {
        var memory = (int)i.Index;
        var pages = Shared(memory, _e.LoadRuntime(_ir.I64, MemoryRecordOf(memory), MemoryRecord.PagesOffset));
        Push(Address(pages, Is64(memory)));
    }

    internal void MemoryGrow(in Instruction i)
    {
        var delta = Wide(Pop());
        Push(Address(CallBuiltin(Builtin.MemoryGrow, _ir.C32((int)i.Index), delta), Is64((int)i.Index)));
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
        var destination = Wide(Pop());
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

    private LlvmValue GuestAddress(MemArg access, LlvmValue address)
    {
        var memory = (int)access.MemoryIndex;
        if (!Is64(memory) && _e.Options.BoundsChecks)
            return _ir.Offset(MemoryBase(memory), CheckedAddress32(memory, address, access.Offset));
        if (!Is64(memory))
            return _ir.Offset(_ir.Offset(MemoryBase(memory), _ir.ZExt(address, _ir.I64)), (long)access.Offset);
        if (access.Offset >= MemoryRecord.GuardedOffset)
            return _ir.Offset(MemoryBase(memory), CheckedAddress64(memory, address, access.Offset));
        // The guard behind the memory takes the offset, so that accesses of one structure share one clamp.
        return _ir.Offset(_ir.Offset(MemoryBase(memory), ClampedAddress64(memory, address)), (long)access.Offset);
    }

    /// <summary>
    /// An address that is no larger than the beginning of the guard: the MMU does the rest. Unlike a comparison and a branch it is
    /// arithmetic, which LLVM moves out of loops and makes vectors of, and <see cref="Optimize.AddressWidening"/> does without.
    /// </summary>
    private LlvmValue ClampedAddress64(int memory, LlvmValue address)
    {
        if (!LLVM.IsAConstantInt(address).IsNull
            && LLVM.ConstIntGetZExtValue(address) <= _module.Memories[memory].Limits.Minimum << PageShift)
            return address;
        return _ir.Intrinsic("llvm.umin", _ir.I64, _ir.Freeze(address), MemoryLimit(memory));
    }

    /// <summary>
    /// Address plus offset, below the length of a 64-bit memory. What is compared is what is used: it is frozen. An access of a few bytes
    /// from there may reach beyond the length, and faults in the pages behind.
    /// </summary>
    private LlvmValue CheckedAddress64(int memory, LlvmValue address, ulong offset)
    {
        var start = _ir.Freeze(address);
        var end = start;
        var beyond = _ir.C1(false);
        if (offset != 0)
        {
            end = _ir.Add(start, _ir.C64((long)offset));
            beyond = _ir.ICmp(IntPredicate.UnsignedLess, end, start);     // the sum wrapped
        }
        TrapIf(_ir.Or(beyond, _ir.ICmp(IntPredicate.UnsignedGreaterEqual, end, LengthOf(memory))), TrapCode.OutOfBoundsMemoryAccess);
        return end;
    }

    /// <summary>Address plus offset, below the length of a 32-bit memory.</summary>
    private LlvmValue CheckedAddress32(int memory, LlvmValue address, ulong offset)
    {
        var sum = Address32(address, offset);
        CheckBelowLength(memory, sum);
        return sum;
    }

    /// <summary>A 32-bit address plus an offset; in 64 bits the sum does not wrap.</summary>
    private LlvmValue Address32(LlvmValue address, ulong offset) => _ir.Add(_ir.ZExt(_ir.Freeze(address), _ir.I64), _ir.C64((long)offset));

    private void CheckBelowLength(int memory, LlvmValue address) =>
        TrapIf(_ir.ICmp(IntPredicate.UnsignedGreaterEqual, address, LengthOf(memory)), TrapCode.OutOfBoundsMemoryAccess);

    private LlvmValue LengthOf(int memory)
    {
        var load = _ir.Load(_ir.I64, _ir.Offset(MemoryRecordOf(memory), MemoryRecord.BytesOffset));
        return Shared(memory, _e.Tags.Mark(load, _e.Tags.Length));
    }

    /// <summary>Another thread may grow a shared memory at any time.</summary>
    private LlvmValue Shared(int memory, LlvmValue load)
    {
        if (_module.Memories[memory].IsShared)
        {
            LLVM.SetOrdering(load, AtomicOrdering.Monotonic);
            LLVM.SetAlignment(load, 8);
        }
        return load;
    }

    private bool Is64(int memory) => _module.Memories[memory].Is64;

    /// <summary>An operand that may be 32 or 64 bits wide as 64 bits.</summary>
    private LlvmValue Wide(LlvmValue value) => LLVM.TypeOf(value) == _ir.I64 ? value : _ir.ZExt(value, _ir.I64);

    /// <summary>A 64-bit number in the address type of a memory or table.</summary>
    private LlvmValue Address(LlvmValue value, bool is64) => is64 ? value : _ir.Trunc(value, _ir.I32);

    private LlvmValue MemoryBase(int index) =>
        OfMemory(ref _memoryBases, index, () => LoadInvariantPointer(_e.Layout.MemoryBase(index)));

    private LlvmValue MemoryLimit(int index) => OfMemory(
        ref _memoryLimits, index, () => _e.Tags.MarkInvariant(_e.LoadRuntime(_ir.I64, MemoryRecordOf(index), MemoryRecord.LimitOffset)));

    /// <summary>What is loaded once a function for each memory that it uses.</summary>
    private LlvmValue OfMemory(ref LlvmValue[] loaded, int index, Func<LlvmValue> load)
    {
        if (loaded.Length == 0)
            loaded = new LlvmValue[_module.Memories.Length];
        ref var known = ref loaded[index];
        if (known.IsNull)
            known = InEntry(load);
        return known;
    }

    private LlvmValue MemoryRecordOf(int index) => LoadInvariantPointer(_e.Layout.MemoryRecord(index));

    /// <summary>An operand of a bounds check, read once, as 64 bits.</summary>
    private LlvmValue CheckedOperand() => Wide(_ir.Freeze(Pop()));

    private void CheckRange(int memory, LlvmValue start, LlvmValue length)
    {
        if (Is64(memory))
        {
            var size = LengthOf(memory);
            var tooLong = _ir.ICmp(IntPredicate.UnsignedGreater, length, size);
            var tooFar = _ir.ICmp(IntPredicate.UnsignedGreater, start, _ir.Sub(size, length));      // wraps only if too long
            TrapIf(_ir.Or(tooLong, tooFar), TrapCode.OutOfBoundsMemoryAccess);
            return;
        }
        // Both are below 2^32 (a length is as wide as the narrower memory of a copy): the sum does not wrap.
        var bytes = Shared(memory, _e.LoadRuntime(_ir.I64, MemoryRecordOf(memory), MemoryRecord.BytesOffset));
        TrapIf(_ir.ICmp(IntPredicate.UnsignedGreater, _ir.Add(start, length), bytes), TrapCode.OutOfBoundsMemoryAccess);
    }
}
