using System.Runtime.CompilerServices;
using MpiWasm.Wasm.Binary;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Wasm.Instructions;

/// <summary>
/// Reads the instructions of a function body or constant expression one by one (Wasm 2.0 §5.4). It allocates nothing but the targets
/// of br_table and the clauses of try_table, shares nothing that is written, and may be used on the same module by several threads at once.
/// </summary>
public ref struct InstructionReader
{
    private readonly WasmFeatures _features;
    private ByteReader _reader;

    /// <summary>Reads the instructions of a function the module defines.</summary>
    public InstructionReader(WasmModule module, FunctionBody body)
    {
        _features = module.Features;
        _reader = new ByteReader(module.Bytes.Span, body.CodeOffset, body.CodeOffset + body.CodeLength, "code", module, body.FunctionIndex);
    }

    /// <summary>Reads a constant expression.</summary>
    public InstructionReader(WasmModule module, ConstantExpression expression)
    {
        _features = module.Features;
        _reader = new ByteReader(module.Bytes.Span, expression.Offset, expression.Offset + expression.Code.Length, section: null, module);
    }

    internal InstructionReader(ByteReader reader, WasmFeatures features)
    {
        _reader = reader;
        _features = features;
    }

    /// <summary>Offset of the next instruction in the module.</summary>
    public readonly int Position => _reader.Position;

    /// <summary>Reads the next instruction; false at the end of the bytes.</summary>
    /// <exception cref="WasmFormatException">The bytes are no instruction.</exception>
    /// <exception cref="UnsupportedFeatureException">The instruction belongs to a proposal that is not supported.</exception>
    public bool Read(out Instruction instruction)
    {
        instruction = default;
        if (_reader.AtEnd)
            return false;
        instruction.Offset = _reader.Position;
        var code = _reader.U8();
        var info = InstructionTable.FindByte(code);
        if (info is null || (info.Feature & ~_features) != 0)
            info = ReadUncommon(instruction.Offset, code);
        instruction.Info = info;
        if (info.Immediate != ImmediateKind.None)
            ReadImmediate(ref instruction, info.Immediate);
        return true;
    }

    internal readonly ModulePlace Place(int offset) => _reader.Place(offset);

    /// <summary>A prefixed opcode, or one that must be refused.</summary>
    private InstructionInfo ReadUncommon(int offset, byte first)
    {
        uint code = first;
        if (first is >= 0xFB and <= 0xFE)
        {
            var sub = _reader.U32();
            if (sub > (first == 0xFD ? 0xFFFu : 0xFFu))
                _reader.Throw(offset, $"illegal opcode 0x{first:x2} {sub}");
            code = (uint)first << (first == 0xFD ? 12 : 8) | sub;
        }
        var info = InstructionTable.Find((Opcode)code);
        if (info is null)
        {
            if (InstructionTable.FindRefused(code) is var (what, feature))
                _reader.ThrowUnsupported(offset, $"instruction {what}", feature);
            _reader.Throw(offset, $"illegal opcode 0x{code:x2}");
        }
        if ((info.Feature & ~_features) != 0)
            _reader.ThrowUnsupported(offset, $"instruction {info.Name}", info.Feature);
        return info;
    }

    private void ReadImmediate(ref Instruction i, ImmediateKind kind)
    {
        switch (kind)
        {
            case ImmediateKind.Label:
            case ImmediateKind.Function:
            case ImmediateKind.Local:
            case ImmediateKind.Global:
            case ImmediateKind.Tag:
            case ImmediateKind.Table:
            case ImmediateKind.Element:
            case ImmediateKind.Data:
                i.Index = _reader.U32();
                break;
            case ImmediateKind.I32:
                i.Bits = (ulong)(long)_reader.S32();
                break;
            case ImmediateKind.Access:
                ReadMemArg(ref i);
                break;
            case ImmediateKind.Block:
                i.Bits = _reader.BlockType(_features).ToBits();
                break;
            case ImmediateKind.TryTable:
                i.Bits = _reader.BlockType(_features).ToBits();
                ReadCatchClauses(ref i);
                break;
            case ImmediateKind.I64:
                i.Bits = (ulong)_reader.S64();
                break;
            case ImmediateKind.F32:
                i.Bits = _reader.F32();
                break;
            case ImmediateKind.F64:
                i.Bits = _reader.F64();
                break;
            case ImmediateKind.TypeTable:
            case ImmediateKind.TableTable:
            case ImmediateKind.ElementTable:
                i.Index = _reader.U32();
                i.Index2 = _reader.U32();
                break;
            case ImmediateKind.Memory:
                i.Index = MemoryIndex();
                break;
            case ImmediateKind.MemoryMemory:
                i.Index = MemoryIndex();
                i.Index2 = MemoryIndex();
                break;
            case ImmediateKind.DataMemory:
                i.Index = _reader.U32();
                i.Index2 = MemoryIndex();
                break;
            case ImmediateKind.LabelTable:
                ReadLabelTable(ref i);
                break;
            case ImmediateKind.RefType:
                i.Bits = (ulong)_reader.HeapType(_features);
                break;
            case ImmediateKind.SelectTypes:
                ReadSelectTypes(ref i);
                break;
            case ImmediateKind.AccessLane:
                ReadMemArg(ref i);
                i.HighBits = _reader.U8();
                break;
            case ImmediateKind.Lane:
                i.HighBits = _reader.U8();
                break;
            case ImmediateKind.V128 or ImmediateKind.Shuffle:
                i.Bits = _reader.F64();
                i.HighBits = _reader.F64();
                break;
            case ImmediateKind.ZeroByte:
                if (_reader.U8() != 0)
                    _reader.Throw(_reader.Position - 1, "zero byte expected");
                break;
            default:
                throw new InvalidOperationException($"The reader does not know immediates of kind {kind}.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ReadMemArg(ref Instruction i)
    {
        var at = _reader.Position;
        var align = _reader.U32();
        if (align >= 32)
            align = ReadMemoryFlags(ref i, at, align);
        i.Index2 = align;
        i.Bits = (_features & WasmFeatures.Memory64) != 0 ? _reader.U64() : _reader.U32();
    }

    /// <summary>Bit 6 of the alignment announces a memory index (multi-memory proposal).</summary>
    private uint ReadMemoryFlags(ref Instruction i, int at, uint flags)
    {
        var align = flags & ~0x40u;
        if (align >= 32 || (_features & WasmFeatures.MultiMemory) == 0)
            _reader.Throw(at, $"malformed memop flags 0x{flags:x}");
        i.Index = _reader.U32();
        return align;
    }

    private uint MemoryIndex()
    {
        if ((_features & WasmFeatures.MultiMemory) != 0)
            return _reader.U32();
        if (_reader.U8() != 0)
            _reader.Throw(_reader.Position - 1, "zero byte expected (a memory index needs proposal multi-memory, not supported)");
        return 0;
    }

    private void ReadLabelTable(ref Instruction i)
    {
        var count = _reader.Count("branch targets", ImplementationLimits.BranchTargets);
        var targets = count == 0 ? [] : new uint[count];
        for (var n = 0; n < targets.Length; n++)
            targets[n] = _reader.U32();
        i.Targets = targets;
        i.Index = _reader.U32();
    }

    private void ReadCatchClauses(ref Instruction i)
    {
        var count = _reader.Count("catch clauses", ImplementationLimits.CatchClauses, elementSize: 2);
        var clauses = count == 0 ? [] : new CatchClause[count];
        for (var n = 0; n < clauses.Length; n++)
        {
            var at = _reader.Position;
            var kind = _reader.U8();
            if (kind > (byte)CatchKind.CatchAllRef)
                _reader.Throw(at, $"malformed catch clause {kind}");
            var tag = kind < (byte)CatchKind.CatchAll ? _reader.U32() : 0;
            clauses[n] = new CatchClause((CatchKind)kind, tag, _reader.U32());
        }
        i.Clauses = clauses;
    }

    private void ReadSelectTypes(ref Instruction i)
    {
        var count = _reader.Count("types", int.MaxValue);
        for (var n = 0; n < count; n++)
        {
            var type = _reader.ValType(_features);
            if (n == 0)
                i.Bits = (ulong)type;
        }
        i.Index = (uint)count;
    }
}
