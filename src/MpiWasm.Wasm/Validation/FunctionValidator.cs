using System.Collections;
using System.Diagnostics.CodeAnalysis;
using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Wasm.Validation;

/// <summary>
/// Validates function bodies one after the other (Wasm 2.0 appendix, "Validation algorithm"): a stack of operand types and a stack of open
/// blocks, both kept from one body to the next. Blocks nest in arrays, never in recursion.
/// </summary>
internal sealed partial class FunctionValidator
{
    private readonly WasmModule _module;
    private readonly BitArray _declaredFunctions;
    private readonly bool _hasMemory64;
    private int _functionIndex;
    private Instruction _current;

    public FunctionValidator(WasmModule module, BitArray declaredFunctions)
    {
        _module = module;
        _declaredFunctions = declaredFunctions;
        _hasMemory64 = module.Memories.Any(m => m.Is64);
    }

    public void Validate(FunctionBody body)
    {
        _functionIndex = body.FunctionIndex;
        var type = _module.TypeOfFunction(_functionIndex);
        SetLocals(type, body);
        _height = 0;
        _depth = 0;
        Open(FrameKind.Function, type);
        var reader = new InstructionReader(_module, body);
        while (reader.Read(out _current))
        {
            if (_depth == 0)
                throw new WasmFormatException(Place(_current.Offset), "the function body goes on after its end");
            var info = _current.Info;
            if (info.Immediate != ImmediateKind.None)
                CheckImmediate(info);
            if (info.Signature is null)
            {
                Special();
                continue;
            }
            var wide = _hasMemory64 && info.HasAddress && Memory().Is64;
            var operands = (wide ? info.WideOperands : info.Operands).AsSpan();
            for (var n = operands.Length - 1; n >= 0; n--)
                Pop(operands[n]);
            foreach (var result in (wide ? info.WideResults : info.Results).AsSpan())
                Push(result);
        }
        if (_depth != 0)
            throw new WasmFormatException(Place(reader.Position), "unexpected end of function body: END opcode expected");
    }

    /// <summary>
    /// Checks what an immediate refers to; labels, functions, locals, globals and tables are checked where their types are needed.
    /// </summary>
    private void CheckImmediate(InstructionInfo info)
    {
        switch (info.Immediate)
        {
            case ImmediateKind.Access:
                CheckAccess(info);
                break;
            case ImmediateKind.AccessLane:
                CheckAccess(info);
                CheckLane(_current.Lane, info.LaneCount);
                break;
            case ImmediateKind.Lane:
                CheckLane(_current.Lane, info.LaneCount);
                break;
            case ImmediateKind.Shuffle:
                for (var lane = 0; lane < 16; lane++)
                    CheckLane((byte)(_current.V128 >> (8 * lane)), 32);
                break;
            case ImmediateKind.Memory:
                CheckIndex("memory", _current.Index, _module.Memories.Length);
                break;
            case ImmediateKind.MemoryMemory:
                CheckIndex("memory", _current.Index, _module.Memories.Length);
                CheckIndex("memory", _current.Index2, _module.Memories.Length);
                break;
            case ImmediateKind.DataMemory:
                CheckIndex("memory", _current.Index2, _module.Memories.Length);
                CheckData();
                break;
            case ImmediateKind.Data:
                CheckData();
                break;
            case ImmediateKind.Element:
                CheckIndex("element segment", _current.Index, _module.Elements.Length);
                break;
            default:
                break;
        }
    }

    private void CheckAccess(InstructionInfo info)
    {
        CheckIndex("memory", _current.Index, _module.Memories.Length);
        var align = _current.MemArg.Align;
        if (align > (uint)info.NaturalAlignment)
            Fail($"alignment must not be larger than natural: 2**{align} > 2**{info.NaturalAlignment}");
        if (align != (uint)info.NaturalAlignment && info.IsAtomicAccess)
            Fail($"atomic alignment must be natural: 2**{align} instead of 2**{info.NaturalAlignment}");
        if (_current.MemArg.Offset > uint.MaxValue && !_module.Memories[(int)_current.Index].Is64)
            Fail($"offset out of range: {_current.MemArg.Offset} in a 32-bit memory");
    }

    private void CheckLane(int lane, int count)
    {
        if (lane >= count)
            Fail($"invalid lane index {lane}: there are {count}");
    }

    /// <summary>The memory an instruction with an address works on; its index was checked.</summary>
    private MemoryType Memory() =>
        _module.Memories[(int)(_current.Info.Immediate == ImmediateKind.DataMemory ? _current.Index2 : _current.Index)];

    /// <summary>Without a data count section a one-pass decoder could not know how many segments there are (§5.5.16).</summary>
    private void CheckData()
    {
        CheckIndex("data segment", _current.Index, _module.Data.Length);
        if (_module.DataCount is null)
            throw new WasmFormatException(Place(_current.Offset), "data count section required");
    }

    private void CheckIndex(string what, uint index, int count)
    {
        if (index >= (uint)count)
            Fail($"unknown {what} {index}: the module has {count}");
    }

    private ModulePlace Place(int offset) =>
        new(offset, "code", _functionIndex, _module.Names.Functions.TryGetValue((uint)_functionIndex, out var name) ? name : null);

    [DoesNotReturn]
    private void Fail(string reason) => throw new WasmValidationException(Place(_current.Offset), reason);
}
