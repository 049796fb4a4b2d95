using MpiWasm.Image;
using MpiWasm.Llvm;
using MpiWasm.Wasm.Instructions;

namespace MpiWasm.Compiler.Guest.Function;

/// <summary>
/// Atomics (threads proposal): sequentially consistent, real machine atomics on shared and unshared memories alike. The address must be
/// naturally aligned, which is checked, so here LLVM may know the alignment. Where traps are precise they are volatile like other accesses:
/// of one that changes nothing (or with 0) LLVM keeps the ordering only.
/// </summary>
internal sealed unsafe partial class FunctionEmitter
{
    internal void AtomicLoad(in Instruction i, LlvmType type)
    {
        var bytes = 1u << i.Info.NaturalAlignment;
        var load = _ir.Load(_ir.Int((int)bytes * 8), AtomicAddress(i, Pop()));
        LLVM.SetOrdering(load, AtomicOrdering.SequentiallyConsistent);
        LLVM.SetAlignment(load, bytes);
        Push(Widen(Guest(load, _e.Tags.Memory), type));
    }

    internal void AtomicStore(in Instruction i)
    {
        var bytes = 1u << i.Info.NaturalAlignment;
        var value = Narrow(Pop(), (int)bytes * 8);
        var store = _ir.Store(value, AtomicAddress(i, Pop()));
        LLVM.SetOrdering(store, AtomicOrdering.SequentiallyConsistent);
        LLVM.SetAlignment(store, bytes);
        Guest(store, _e.Tags.Memory);
    }

    internal void AtomicRmw(in Instruction i, AtomicOperation operation, LlvmType type)
    {
        var value = Narrow(Pop(), 8 << i.Info.NaturalAlignment);
        Push(Widen(Guest(_ir.AtomicRmw(operation, AtomicAddress(i, Pop()), value), _e.Tags.Memory), type));
    }

    internal void AtomicCompareExchange(in Instruction i, LlvmType type)
    {
        var bits = 8 << i.Info.NaturalAlignment;
        var replacement = Narrow(Pop(), bits);
        var expected = Narrow(Pop(), bits);
        Push(Widen(_ir.CmpXchg(AtomicAddress(i, Pop()), expected, replacement, _precise), type));
    }

    internal void AtomicFence() => _ir.Fence();

    internal void AtomicWait(in Instruction i, Builtin builtin)
    {
        var timeout = Pop();
        var expected = Pop();
        var address = EffectiveAddress(i, Pop());
        Push(CallBuiltin(builtin, _ir.C32((int)i.MemArg.MemoryIndex), address, expected, timeout));
    }

    internal void AtomicNotify(in Instruction i)
    {
        var count = Pop();
        var address = EffectiveAddress(i, Pop());
        Push(CallBuiltin(Builtin.AtomicNotify, _ir.C32((int)i.MemArg.MemoryIndex), address, count));
    }

    private LlvmValue AtomicAddress(in Instruction i, LlvmValue address) =>
        _ir.Offset(MemoryBase((int)i.MemArg.MemoryIndex), EffectiveAddress(i, address));

    /// <summary>
    /// Address plus offset, after the alignment check. Bases are page-aligned, so it is the check of the host address too.
    /// </summary>
    private LlvmValue EffectiveAddress(in Instruction i, LlvmValue address)
    {
        var memory = (int)i.MemArg.MemoryIndex;
        var effective = Is64(memory)
            ? CheckedAddress64(memory, address, i.MemArg.Offset)
            : Address32(address, i.MemArg.Offset);
        var mask = (1L << i.Info.NaturalAlignment) - 1;
        if (mask != 0)
            TrapIf(_ir.ICmp(IntPredicate.NotEqual, _ir.And(effective, _ir.C64(mask)), _ir.C64(0)), TrapCode.UnalignedAtomic);
        if (!Is64(memory) && _e.Options.BoundsChecks)
            CheckBelowLength(memory, effective);
        return effective;
    }

    private LlvmValue Narrow(LlvmValue value, int bits) => LLVM.TypeOf(value) == _ir.Int(bits) ? value : _ir.Trunc(value, _ir.Int(bits));

    private LlvmValue Widen(LlvmValue value, LlvmType type) => LLVM.TypeOf(value) == type ? value : _ir.ZExt(value, type);
}
