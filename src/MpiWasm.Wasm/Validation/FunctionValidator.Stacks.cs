using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace MpiWasm.Wasm;

// Locals, operands and open blocks.
internal sealed partial class FunctionValidator
{
    /// <summary>
    /// Locals beyond these are looked up in their groups: to write out the types of 50,000 locals for every function of four bytes
    /// would let a small module keep us busy for minutes.
    /// </summary>
    private const int FastLocals = 256;

    private readonly ValueType[] fastLocals = new ValueType[FastLocals];
    private readonly List<(uint End, ValueType Type)> localGroups = [];
    private uint localCount;
    private ValueType[] operands = new ValueType[256];
    private int height;
    private Frame[] frames = new Frame[64];
    private int depth;

    // Of the innermost frame.
    private int floor;
    private bool unreachable;

    private enum FrameKind : byte
    {
        Function,
        Block,
        Loop,
        If,
        Else,
        Try,
        Catch,
        CatchAll,
    }

    private void SetLocals(FunctionType type, FunctionBody body)
    {
        localGroups.Clear();
        localCount = 0;
        foreach (var parameter in type.Parameters)
            AddLocals(1, parameter);
        foreach (var group in body.Locals)
            AddLocals(group.Count, group.Type);
    }

    private void AddLocals(uint count, ValueType type)
    {
        if (localCount < FastLocals)
            fastLocals.AsSpan((int)localCount, (int)Math.Min(count, FastLocals - localCount)).Fill(type);
        localCount += count;
        localGroups.Add((localCount, type));
    }

    private ValueType Local(uint index)
    {
        if (index >= localCount)
            Fail($"unknown local {index}: the function has {localCount}");
        if (index < FastLocals)
            return fastLocals[index];
        var low = 0;
        var high = localGroups.Count - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (index < localGroups[middle].End)
                high = middle;
            else
                low = middle + 1;
        }
        return localGroups[low].Type;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Push(ValueType type)
    {
        if (height == operands.Length)
            GrowOperands();
        operands[height++] = type;
    }

    private void Push(ImmutableArray<ValueType> types)
    {
        foreach (var type in types)
            Push(type);
    }

    private void GrowOperands()
    {
        if (height >= ImplementationLimits.Operands)
            throw new WasmLimitException(Place(current.Offset), $"more than {ImplementationLimits.Operands} operands on the stack");
        Array.Resize(ref operands, Math.Min(height * 2, ImplementationLimits.Operands));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Pop(ValueType expected)
    {
        if (height > floor && operands[height - 1] == expected)
            height--;
        else
            PopUnusual(expected);
    }

    private void Pop(ImmutableArray<ValueType> types)
    {
        for (var n = types.Length - 1; n >= 0; n--)
            Pop(types[n]);
    }

    /// <summary>Pops an operand of any type; <see cref="ValueType.Bottom"/> in unreachable code.</summary>
    private ValueType PopAny()
    {
        if (height > floor)
            return operands[--height];
        if (!unreachable)
            Fail($"type mismatch: {current.Info.Name} lacks an operand");
        return ValueType.Bottom;
    }

    private void PopUnusual(ValueType expected)
    {
        if (height == floor && !unreachable)
            Fail($"type mismatch: {current.Info.Name} expects {ValueTypes.Name(expected)}, but the stack is empty");
        var found = PopAny();
        if (found != ValueType.Bottom)
            FailType(expected, found);
    }

    /// <summary>Checks that the topmost operands have these types, and leaves them where they are.</summary>
    private void CheckTop(ImmutableArray<ValueType> types)
    {
        for (var n = 0; n < types.Length; n++)
        {
            var at = height - types.Length + n;
            if (at >= floor)
            {
                if (operands[at] != types[n] && operands[at] != ValueType.Bottom)
                    FailType(types[n], operands[at]);
            }
            else if (!unreachable)
            {
                Fail($"type mismatch: {current.Info.Name} expects {types.Length} operands, there are {height - floor}");
            }
        }
    }

    [DoesNotReturn]
    private void FailType(ValueType expected, ValueType found) =>
        Fail($"type mismatch: {current.Info.Name} expects {ValueTypes.Name(expected)}, but {ValueTypes.Name(found)} was found");

    private void Open(FrameKind kind, FunctionType type)
    {
        if (depth == frames.Length)
        {
            if (depth >= ImplementationLimits.Nesting)
                throw new WasmLimitException(Place(current.Offset), $"blocks nested deeper than {ImplementationLimits.Nesting}");
            Array.Resize(ref frames, Math.Min(depth * 2, ImplementationLimits.Nesting));
        }
        if (depth > 0)
            frames[depth - 1].Unreachable = unreachable;
        frames[depth++] = new Frame { Kind = kind, Type = type, Floor = height };
        floor = height;
        unreachable = false;
        if (kind != FrameKind.Function)
            Push(type.Parameters);
    }

    /// <summary>Closes the innermost block; its results are popped and not yet pushed to the block around.</summary>
    private Frame Close()
    {
        var frame = frames[depth - 1];
        Pop(frame.Type.Results);
        if (height != floor)
            Fail($"type mismatch: {height - floor} values remain on the stack at the end of the block");
        depth--;
        if (depth > 0)
        {
            floor = frames[depth - 1].Floor;
            unreachable = frames[depth - 1].Unreachable;
        }
        return frame;
    }

    private ImmutableArray<ValueType> Label(uint label)
    {
        if (label >= (uint)depth)
            Fail($"unknown label {label}: {depth} blocks are open");
        ref var frame = ref frames[depth - 1 - (int)label];
        return frame.Kind == FrameKind.Loop ? frame.Type.Parameters : frame.Type.Results;
    }

    private void MarkUnreachable()
    {
        height = floor;
        unreachable = true;
    }

    private struct Frame
    {
        public FrameKind Kind;
        public bool Unreachable;
        public int Floor;
        public FunctionType Type;
    }
}
