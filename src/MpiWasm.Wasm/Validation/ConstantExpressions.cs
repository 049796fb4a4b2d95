using System.Collections;
using MpiWasm.Wasm.Binary;
using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Wasm.Validation;

/// <summary>The value of a constant expression.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Bits">Its bits; a reference is whatever number the caller gave for it.</param>
public readonly record struct ConstantValue(ValType Type, UInt128 Bits)
{
    public int I32 => (int)(uint)(Bits & uint.MaxValue);

    public long I64 => (long)(ulong)(Bits & ulong.MaxValue);

    public ulong U64 => (ulong)(Bits & ulong.MaxValue);
}

/// <summary>Constant expressions (Wasm 3.0 §3.4.10): initial values, offsets, elements.</summary>
public static class ConstantExpressions
{
    /// <summary>The instructions without the final end.</summary>
    public static IReadOnlyList<Instruction> Instructions(WasmModule module, ConstantExpression expression)
    {
        var result = new List<Instruction>();
        var reader = new InstructionReader(module, expression);
        while (reader.Read(out var instruction) && instruction.Opcode != Opcode.End)
            result.Add(instruction);
        return result;
    }

    /// <summary>Evaluates an expression of a valid module.</summary>
    /// <param name="module">The module.</param>
    /// <param name="expression">The expression.</param>
    /// <param name="global">The bits of a global's value.</param>
    /// <param name="function">The number that stands for a reference to a function; a null reference is 0.</param>
    public static ConstantValue Evaluate(
        WasmModule module, ConstantExpression expression, Func<uint, UInt128> global, Func<uint, UInt128> function)
    {
        var stack = new Stack<ConstantValue>();
        foreach (var i in Instructions(module, expression))
        {
            switch (i.Opcode)
            {
                case Opcode.I32Const:
                    stack.Push(new(ValType.I32, (uint)i.I32));
                    break;
                case Opcode.I64Const:
                    stack.Push(new(ValType.I64, (ulong)i.I64));
                    break;
                case Opcode.F32Const:
                    stack.Push(new(ValType.F32, i.F32Bits));
                    break;
                case Opcode.F64Const:
                    stack.Push(new(ValType.F64, i.F64Bits));
                    break;
                case Opcode.V128Const:
                    stack.Push(new(ValType.V128, i.V128));
                    break;
                case Opcode.RefNull:
                    stack.Push(new(i.ReferenceType, 0));
                    break;
                case Opcode.RefFunc:
                    stack.Push(new(ValType.FuncRef, function(i.Index)));
                    break;
                case Opcode.GlobalGet:
                    stack.Push(new(module.Globals[(int)i.Index].Type, global(i.Index)));
                    break;
                default:
                    var right = stack.Pop();
                    stack.Push(Arithmetic(i.Opcode, stack.Pop(), right));
                    break;
            }
        }
        return stack.Pop();
    }

    /// <summary>Validates an expression, which may read the globals before an index, and notes the functions it refers to.</summary>
    internal static void Validate(
        WasmModule module, ConstantExpression expression, ValType type, string section, BitArray declaredFunctions, int visibleGlobals)
    {
        var reader = new InstructionReader(
            new ByteReader(
                module.Bytes.Span, expression.Offset, expression.Offset + expression.Code.Length, section, module), module.Features);
        var stack = new List<ValType>(1);
        while (reader.Read(out var i))
        {
            var place = reader.Place(i.Offset);
            switch (i.Opcode)
            {
                case Opcode.End:
                    if (stack.Count != 1)
                        throw new WasmValidationException(
                            place, $"type mismatch: a constant expression must leave one value, this leaves {stack.Count}");
                    Expect(type, stack[0], place);
                    return;
                case Opcode.RefNull:
                    stack.Add(i.ReferenceType);
                    break;
                case Opcode.RefFunc:
                    if (i.Index >= (uint)declaredFunctions.Length)
                        throw new WasmValidationException(place, $"unknown function {i.Index}: the module has {declaredFunctions.Length}");
                    declaredFunctions[(int)i.Index] = true;
                    stack.Add(ValType.FuncRef);
                    break;
                case Opcode.GlobalGet:
                    stack.Add(Global(module, i.Index, visibleGlobals, place));
                    break;
                default:
                    if (!IsConstant(i.Opcode, module.Features))
                        throw new WasmValidationException(place, $"constant expression required: {i.Info.Name} is not constant");
                    for (var n = i.Info.Operands.Length - 1; n >= 0; n--)
                    {
                        if (stack.Count == 0)
                            throw new WasmValidationException(place, $"type mismatch: {i.Info.Name} lacks an operand");
                        Expect(i.Info.Operands[n], stack[^1], place);
                        stack.RemoveAt(stack.Count - 1);
                    }
                    stack.AddRange(i.Info.Results);
                    break;
            }
        }
    }

    private static ValType Global(WasmModule module, uint index, int visible, ModulePlace place)
    {
        if (index >= (uint)visible)
            throw new WasmValidationException(place, $"unknown global {index}: this constant expression sees only the first {visible}");
        var global = module.Globals[(int)index];
        return global.IsMutable
            ? throw new WasmValidationException(place, $"constant expression required: global {index} is mutable")
            : global.Type;
    }

    private static bool IsConstant(Opcode opcode, WasmFeatures features) => opcode switch
    {
        Opcode.I32Const or Opcode.I64Const or Opcode.F32Const or Opcode.F64Const or Opcode.V128Const => true,
        Opcode.I32Add or Opcode.I32Sub or Opcode.I32Mul or Opcode.I64Add or Opcode.I64Sub or Opcode.I64Mul =>
                (features & WasmFeatures.ExtendedConst) != 0,
        _ => false,
    };

    private static void Expect(ValType expected, ValType found, ModulePlace place)
    {
        if (found != expected)
            throw new WasmValidationException(
                place, $"type mismatch: {ValueTypes.Name(expected)} expected, {ValueTypes.Name(found)} found");
    }

    private static ConstantValue Arithmetic(Opcode opcode, ConstantValue left, ConstantValue right) => opcode switch
    {
        Opcode.I32Add => new(ValType.I32, unchecked((uint)(left.I32 + right.I32))),
        Opcode.I32Sub => new(ValType.I32, unchecked((uint)(left.I32 - right.I32))),
        Opcode.I32Mul => new(ValType.I32, unchecked((uint)(left.I32 * right.I32))),
        Opcode.I64Add => new(ValType.I64, unchecked(left.U64 + right.U64)),
        Opcode.I64Sub => new(ValType.I64, unchecked(left.U64 - right.U64)),
        Opcode.I64Mul => new(ValType.I64, unchecked(left.U64 * right.U64)),
        _ => throw new InvalidOperationException($"{opcode} is not constant: the module was not validated."),
    };
}
