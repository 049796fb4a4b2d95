using MpiWasm.Image;
using MpiWasm.Llvm;
using MpiWasm.Wasm.Instructions;

namespace MpiWasm.Compiler.Guest.Function;

/// <summary>Tables and references (Wasm 3.0 §4.4.2, §4.4.6).</summary>
internal sealed unsafe partial class FunctionEmitter
{
    internal void TableGet(in Instruction i)
    {
        var element = CheckedElement((int)i.Index, TrapCode.OutOfBoundsTableAccess);
        Push(Guest(_ir.Load(_ir.I64, element), _e.Tags.Table));
    }

    internal void TableSet(in Instruction i)
    {
        var value = Pop();
        Guest(_ir.Store(value, CheckedElement((int)i.Index, TrapCode.OutOfBoundsTableAccess)), _e.Tags.Table);
    }

    internal void TableSizeOf(in Instruction i) => Push(Address(TableSize((int)i.Index), _module.Tables[(int)i.Index].Is64));

    internal void TableGrow(in Instruction i)
    {
        var delta = Wide(Pop());
        var value = Pop();
        Push(Address(CallBuiltin(Builtin.TableGrow, _ir.C32((int)i.Index), delta, value), _module.Tables[(int)i.Index].Is64));
    }

    internal void TableFill(in Instruction i)
    {
        var length = Wide(Pop());
        var value = Pop();
        var start = Wide(Pop());
        CallBuiltin(Builtin.TableFill, _ir.C32((int)i.Index), start, value, length);
    }

    internal void TableCopy(in Instruction i)
    {
        var length = Wide(Pop());
        var source = Wide(Pop());
        var destination = Wide(Pop());
        CallBuiltin(Builtin.TableCopy, _ir.C32((int)i.Index), _ir.C32((int)i.Index2), destination, source, length);
    }

    internal void TableInit(in Instruction i)
    {
        var length = Pop();
        var source = Pop();
        var destination = Wide(Pop());
        CallBuiltin(Builtin.TableInit, _ir.C32((int)i.Index2), _ir.C32((int)i.Index), destination, source, length);
    }

    internal void ElementDrop(in Instruction i) => CallBuiltin(Builtin.ElementDrop, _ir.C32((int)i.Index));

    internal void RefNull() => Push(_ir.C64(0));

    internal void RefIsNull() => Push(_ir.ZExt(_ir.ICmp(IntPredicate.Equal, Pop(), _ir.C64(0)), _ir.I32));

    internal void RefFunc(in Instruction i) => Push(_ir.PtrToInt(_ir.Offset(_context, _e.Layout.Function((int)i.Index))));

    /// <summary>
    /// The address of the element that the operand on the stack means: read once, whatever optimisation makes
    /// of its source, checked, and clamped.
    /// </summary>
    private LlvmValue CheckedElement(int table, TrapCode otherwise)
    {
        var index = CheckedOperand();
        var size = TableSize(table);
        TrapIf(_ir.ICmp(IntPredicate.UnsignedGreaterEqual, index, size), otherwise);
        return _ir.Offset(TableBase(table), _ir.Shl(Clamped(index, size, _module.Tables[table].Is64), _ir.C64(3)));
    }

    /// <summary>
    /// The index if it is below the size, else 0, without a branch: a processor that guesses the bounds check wrong and runs ahead reads
    /// element 0 and nothing beyond the table (Spectre, variant 1). An empty table has that element too: pages are reserved for at least
    /// one. LLVM sees neither that the size is the one of the check, which makes all of this superfluous, nor that the mask is one, of
    /// which it would make a select and of that perhaps a branch.
    /// </summary>
    private LlvmValue Clamped(LlvmValue index, LlvmValue size, bool is64)
    {
        size = _ir.Opaque(size);
        var sign = _ir.Sub(index, size);        // both below 2^33: negative exactly if the index is smaller
        if (is64)
            // any index: neither it nor what is left above it may be negative
            sign = _ir.Xor(_ir.Or(index, _ir.Sub(_ir.Sub(size, _ir.C64(1)), index)), _ir.C64(-1));
        return _ir.And(index, _ir.Opaque(_ir.AShr(sign, _ir.C64(63))));
    }

    private LlvmValue TableSize(int table) =>
        _e.LoadRuntime(_ir.I64, LoadInvariantPointer(_e.Layout.TableRecord(table)), TableRecord.SizeOffset);

    private LlvmValue TableBase(int index)
    {
        if (_tableBases.Length == 0)
            _tableBases = new LlvmValue[_module.Tables.Length];
        ref var known = ref _tableBases[index];
        if (known.IsNull)
            known = InEntry(() => LoadInvariantPointer(_e.Layout.TableBase(index)));
        return known;
    }
}
