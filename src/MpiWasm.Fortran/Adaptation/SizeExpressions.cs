using MpiWasm.Llvm;

namespace MpiWasm.Fortran.Adaptation;

/// <summary>
/// Sizes of types: flang writes them as expressions, products among them, which newer versions of LLVM cannot read. With the guest's
/// layout they are numbers.
/// </summary>
internal sealed unsafe class SizeExpressions
{
    private readonly IrModule _ir;
    private readonly Dictionary<LlvmValue, LlvmValue> _known = [];

    private SizeExpressions(IrModule ir) => _ir = ir;

    public static void Apply(IrModule ir)
    {
        var expressions = new SizeExpressions(ir);
        foreach (var global in ir.Globals())
        {
            if (LLVM.IsDeclaration(global) != 0)
                continue;
            var value = LLVM.GetInitializer(global);
            if (expressions.Folded(value) is var folded && folded != value)
                LLVM.SetInitializer(global, folded);
        }
        foreach (var function in ir.Functions())
            foreach (var instruction in IrModule.Instructions(function))
                for (var i = 0u; i < LLVM.GetNumOperands(instruction); i++)
                {
                    var operand = LLVM.GetOperand(instruction, i);
                    if (expressions.Folded(operand) is var folded && folded != operand)
                        LLVM.SetOperand(instruction, i, folded);
                }
    }

    private LlvmValue Folded(LlvmValue value)
    {
        if (LLVM.IsConstant(value) == 0 || !LLVM.IsAGlobalValue(value).IsNull)
            return value;
        if (!_known.TryGetValue(value, out var folded))
            _known[value] = folded = Fold(value);
        return folded;
    }

    private LlvmValue Fold(LlvmValue value)
    {
        if (!LLVM.IsAConstantExpr(value).IsNull)
            return Expression(value);
        var structure = !LLVM.IsAConstantStruct(value).IsNull;
        if (!structure && LLVM.IsAConstantArray(value).IsNull)
            return value;
        var elements = new LlvmValue[LLVM.GetNumOperands(value)];
        var changed = false;
        for (var i = 0u; i < elements.Length; i++)
        {
            var element = LLVM.GetOperand(value, i);
            elements[i] = Folded(element);
            changed |= elements[i] != element;
        }
        if (!changed)
            return value;
        var type = LLVM.TypeOf(value);
        fixed (LlvmValue* first = elements)
            return !structure ? LLVM.ConstArray2(LLVM.GetElementType(type), first, (ulong)elements.Length)
                : LLVM.GetStructName(type) is null
                    ? LLVM.ConstStructInContext(_ir.Context, first, (uint)elements.Length, LLVM.IsPackedStruct(type))
                    : LLVM.ConstNamedStruct(type, first, (uint)elements.Length);
    }

    private LlvmValue Expression(LlvmValue value)
    {
        var type = LLVM.TypeOf(value);
        switch (LLVM.GetConstOpcode(value))
        {
            case LlvmOpcode.PtrToInt when Offset(LLVM.GetOperand(value, 0)) is { } offset:
                return LLVM.ConstInt(type, offset, 0);
            case LlvmOpcode.Add or LlvmOpcode.Sub or LlvmOpcode.Mul:
                var left = LLVM.IsAConstantInt(Folded(LLVM.GetOperand(value, 0)));
                var right = LLVM.IsAConstantInt(Folded(LLVM.GetOperand(value, 1)));
                if (left.IsNull || right.IsNull)
                    return value;
                var (x, y) = (LLVM.ConstIntGetZExtValue(left), LLVM.ConstIntGetZExtValue(right));
                return LLVM.ConstInt(
                    type,
                    unchecked(LLVM.GetConstOpcode(value) switch { LlvmOpcode.Add => x + y, LlvmOpcode.Sub => x - y, _ => x * y }),
                    0);
            default:
                return value;
        }
    }

    /// <summary>The distance from a null pointer, for an address that is one element behind it.</summary>
    private ulong? Offset(LlvmValue address)
    {
        if (LLVM.IsAConstantExpr(address).IsNull || LLVM.GetConstOpcode(address) is not LlvmOpcode.GetElementPtr
            || LLVM.GetNumOperands(address) != 2 || LLVM.IsNull(LLVM.GetOperand(address, 0)) == 0)
            return null;
        var index = LLVM.IsAConstantInt(LLVM.GetOperand(address, 1));
        return index.IsNull ? null
            : unchecked(LLVM.ConstIntGetZExtValue(index) * LLVM.ABISizeOfType(_ir.Layout, LLVM.GetGEPSourceElementType(address)));
    }
}
