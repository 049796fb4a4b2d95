using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Wasm.Validation;

// Locals, operands and open blocks.
internal sealed partial class FunctionValidator
{
    /// <summary>
    /// Locals beyond these are looked up in their groups: to write out the types of 50,000 locals for every function of four bytes
    /// would let a small module keep us busy for minutes.
    /// </summary>
    private const int FastLocals = 256;

    private readonly ValType[] _fastLocals = new ValType[FastLocals];
    private readonly List<(uint End, ValType Type)> _localGroups = [];
    private uint _localCount;
    private ValType[] _operands = new ValType[256];
    private int _height;
    private Frame[] _frames = new Frame[64];
    private int _depth;

    // Of the innermost frame.
    private int _floor;
    private bool _unreachable;

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
        _localGroups.Clear();
        _localCount = 0;
        foreach (var parameter in type.Parameters)
            AddLocals(1, parameter);
        foreach (var group in body.Locals)
            AddLocals(group.Count, group.Type);
    }

    private void AddLocals(uint count, ValType type)
    {
        if (_localCount < FastLocals)
            _fastLocals.AsSpan((int)_localCount, (int)Math.Min(count, FastLocals - _localCount)).Fill(type);
        _localCount += count;
        _localGroups.Add((_localCount, type));
    }

    private ValType Local(uint index)
    {
        if (index >= _localCount)
            Fail($"unknown local {index}: the function has {_localCount}");
        if (index < FastLocals)
            return _fastLocals[index];
        var low = 0;
        var high = _localGroups.Count - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (index < _localGroups[middle].End)
                high = middle;
            else
                low = middle + 1;
        }
        return _localGroups[low].Type;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Push(ValType type)
    {
        if (_height == _operands.Length)
            GrowOperands();
        _operands[_height++] = type;
    }

    private void Push(ImmutableArray<ValType> types)
    {
        foreach (var type in types)
            Push(type);
    }

    private void GrowOperands()
    {
        if (_height >= ImplementationLimits.Operands)
            throw new WasmLimitException(Place(_current.Offset), $"more than {ImplementationLimits.Operands} operands on the stack");
        Array.Resize(ref _operands, Math.Min(_height * 2, ImplementationLimits.Operands));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Pop(ValType expected)
    {
        if (_height > _floor && _operands[_height - 1] == expected)
            _height--;
        else
            PopUnusual(expected);
    }

    private void Pop(ImmutableArray<ValType> types)
    {
        for (var n = types.Length - 1; n >= 0; n--)
            Pop(types[n]);
    }

    /// <summary>Pops an operand of any type; <see cref="ValType.Bottom"/> in unreachable code.</summary>
    private ValType PopAny()
    {
        if (_height > _floor)
            return _operands[--_height];
        if (!_unreachable)
            Fail($"type mismatch: {_current.Info.Name} lacks an operand");
        return ValType.Bottom;
    }

    private void PopUnusual(ValType expected)
    {
        if (_height == _floor && !_unreachable)
            Fail($"type mismatch: {_current.Info.Name} expects {ValueTypes.Name(expected)}, but the stack is empty");
        var found = PopAny();
        if (found != ValType.Bottom)
            FailType(expected, found);
    }

    /// <summary>Checks that the topmost operands have these types, and leaves them where they are.</summary>
    private void CheckTop(ImmutableArray<ValType> types)
    {
        for (var n = 0; n < types.Length; n++)
        {
            var at = _height - types.Length + n;
            if (at >= _floor)
            {
                if (_operands[at] != types[n] && _operands[at] != ValType.Bottom)
                    FailType(types[n], _operands[at]);
            }
            else if (!_unreachable)
            {
                Fail($"type mismatch: {_current.Info.Name} expects {types.Length} operands, there are {_height - _floor}");
            }
        }
    }

    [DoesNotReturn]
    private void FailType(ValType expected, ValType found) =>
        Fail($"type mismatch: {_current.Info.Name} expects {ValueTypes.Name(expected)}, but {ValueTypes.Name(found)} was found");

    private void Open(FrameKind kind, FunctionType type)
    {
        if (_depth == _frames.Length)
        {
            if (_depth >= ImplementationLimits.Nesting)
                throw new WasmLimitException(Place(_current.Offset), $"blocks nested deeper than {ImplementationLimits.Nesting}");
            Array.Resize(ref _frames, Math.Min(_depth * 2, ImplementationLimits.Nesting));
        }
        if (_depth > 0)
            _frames[_depth - 1].Unreachable = _unreachable;
        _frames[_depth++] = new Frame { Kind = kind, Type = type, Floor = _height };
        _floor = _height;
        _unreachable = false;
        if (kind != FrameKind.Function)
            Push(type.Parameters);
    }

    /// <summary>Closes the innermost block; its results are popped and not yet pushed to the block around.</summary>
    private Frame Close()
    {
        var frame = _frames[_depth - 1];
        Pop(frame.Type.Results);
        if (_height != _floor)
            Fail($"type mismatch: {_height - _floor} values remain on the stack at the end of the block");
        _depth--;
        if (_depth > 0)
        {
            _floor = _frames[_depth - 1].Floor;
            _unreachable = _frames[_depth - 1].Unreachable;
        }
        return frame;
    }

    private ImmutableArray<ValType> Label(uint label)
    {
        if (label >= (uint)_depth)
            Fail($"unknown label {label}: {_depth} blocks are open");
        ref var frame = ref _frames[_depth - 1 - (int)label];
        return frame.Kind == FrameKind.Loop ? frame.Type.Parameters : frame.Type.Results;
    }

    private void MarkUnreachable()
    {
        _height = _floor;
        _unreachable = true;
    }

    private struct Frame
    {
        public FrameKind Kind;
        public bool Unreachable;
        public int Floor;
        public FunctionType Type;
    }
}
