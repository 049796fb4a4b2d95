using System.Buffers.Binary;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Runtime.Instances;

/// <summary>Evaluates constant expressions (Wasm 3.0 §3.4.10) of a validated module: a stack machine of a dozen instructions.</summary>
internal static unsafe class ConstantEvaluator
{
    public static Slot Evaluate(Instance instance, ConstantExpression expression)
    {
        var code = expression.Code.Span;
        var stack = new Stack<Slot>();
        var at = 0;
        while (at < code.Length)
        {
            var opcode = code[at++];
            switch (opcode)
            {
                case 0x0B: // end
                    return stack.Pop();
                case 0x23: // global.get
                    stack.Push(*instance.GlobalAddress((int)Unsigned(code, ref at)));
                    break;
                case 0x41: // i32.const
                    stack.Push((int)Signed(code, ref at));
                    break;
                case 0x42: // i64.const
                    stack.Push(Signed(code, ref at));
                    break;
                case 0x43: // f32.const
                    stack.Push(BinaryPrimitives.ReadUInt32LittleEndian(code[at..]));
                    at += 4;
                    break;
                case 0x44: // f64.const
                    stack.Push(BinaryPrimitives.ReadUInt64LittleEndian(code[at..]));
                    at += 8;
                    break;
                case 0xD0: // ref.null
                    _ = Signed(code, ref at);
                    stack.Push(Slot.OfReference(0));
                    break;
                case 0xD2: // ref.func
                    stack.Push(Slot.OfReference((nint)instance.FunctionRecord((int)Unsigned(code, ref at))));
                    break;
                case 0xFD: // v128.const, the one constant vector instruction
                    _ = Unsigned(code, ref at);
                    stack.Push(BinaryPrimitives.ReadUInt128LittleEndian(code[at..]));
                    at += 16;
                    break;
                default:
                    var right = stack.Pop();
                    stack.Push(Arithmetic(opcode, stack.Pop(), right));
                    break;
            }
        }
        throw new InvalidOperationException("a constant expression has no end");
    }

    private static Slot Arithmetic(byte opcode, Slot left, Slot right) => opcode switch
    {
        0x6A => unchecked(left.I32 + right.I32),
        0x6B => unchecked(left.I32 - right.I32),
        0x6C => unchecked(left.I32 * right.I32),
        0x7C => unchecked(left.I64 + right.I64),
        0x7D => unchecked(left.I64 - right.I64),
        0x7E => unchecked(left.I64 * right.I64),
        _ => throw new InvalidOperationException($"opcode 0x{opcode:x2} is not constant"),
    };

    private static ulong Unsigned(ReadOnlySpan<byte> code, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = code[at++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }
    }

    private static long Signed(ReadOnlySpan<byte> code, ref int at)
    {
        long value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = code[at++];
            value |= (long)(b & 0x7F) << shift;
            if (b >= 0x80)
                continue;
            shift += 7;
            return shift < 64 && (b & 0x40) != 0 ? value | (-1L << shift) : value;
        }
    }
}
