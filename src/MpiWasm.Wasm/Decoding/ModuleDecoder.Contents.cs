using System.Collections.Immutable;
using MpiWasm.Wasm.Binary;
using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Wasm.Decoding;

// Sections with contents: element segments, code, data.
public sealed partial class ModuleDecoder
{
    private ImmutableArray<ElementSegment> _elements = [];
    private ImmutableArray<DataSegment> _data = [];
    private ImmutableArray<FunctionBody> _bodies = [];
    private uint? _dataCount;
    private int _elementsLeft = ImplementationLimits.SegmentElements;

    private void ElementSection(ref ByteReader reader) =>
        _elements = Vector(ref reader, "element segments", ImplementationLimits.ElementSegments, (ref r) => ElementSegment(ref r));

    /// <summary>
    /// Element segments have eight forms (§5.5.12). Bit 0: not active; bit 1: an active one names its table, or else it is
    /// declarative; bit 2: expressions instead of function indices.
    /// </summary>
    private ElementSegment ElementSegment(ref ByteReader reader)
    {
        var offset = reader.Position;
        var form = reader.U32();
        if (form > 7)
            reader.Throw(offset, $"malformed elements segment kind {form}");
        if (form != 0 && (_features & WasmFeatures.BulkMemory) == 0)
            reader.ThrowUnsupported(offset, $"an element segment of kind {form}", WasmFeatures.BulkMemory);
        var active = (form & 1) == 0;
        var second = (form & 2) != 0;
        var expressions = (form & 4) != 0;
        var table = active && second ? reader.U32() : 0;
        var tableOffset = active ? ConstantExpression(ref reader) : null;
        var type = ValType.FuncRef;
        if (!active || second)
        {
            if (expressions)
                type = reader.ReferenceType(_features);
            else if (reader.U8() is not 0 and var kind)
                reader.Throw(reader.Position - 1, $"malformed element kind {kind}");
        }
        var mode = active ? SegmentMode.Active : second ? SegmentMode.Declarative : SegmentMode.Passive;
        var segment = new ElementSegment(mode, table, tableOffset, type) { Offset = offset };
        segment = expressions
            ? segment with { Expressions = Vector(ref reader, "elements", _elementsLeft, (ref r) => ConstantExpression(ref r)) }
            : segment with { FunctionIndices = Vector(ref reader, "elements", _elementsLeft, (ref r) => r.U32()) };
        _elementsLeft -= segment.Count;
        return segment;
    }

    private void DataCountSection(ref ByteReader reader) => _dataCount = reader.U32();

    private void CodeSection(ref ByteReader reader)
    {
        _map.Code = reader.Position;
        var locals = ImmutableArray.CreateBuilder<LocalGroup>();
        var functionIndex = _importedFunctions.Count;
        _bodies = Vector(ref reader, "function bodies", ImplementationLimits.Functions, (ref r) => Body(ref r, functionIndex++, locals));
    }

    private FunctionBody Body(ref ByteReader reader, int functionIndex, ImmutableArray<LocalGroup>.Builder locals)
    {
        var at = reader.Position;
        var size = reader.U32();
        if (size > (uint)reader.Remaining)
            reader.Throw(
                at, $"unexpected end of section: the body of function {functionIndex} takes {size} bytes, {reader.Remaining} are left");
        if (size > ImplementationLimits.FunctionBytes)
            reader.ThrowLimit(
                at, $"the body of function {functionIndex} takes {size} bytes, at most {ImplementationLimits.FunctionBytes} are supported");
        var start = reader.Take(size);
        var body = new ByteReader(_bytes.Span, start, reader.Position, "code", null, functionIndex);
        var groups = body.Count("groups of locals", int.MaxValue, elementSize: 2);
        locals.Clear();
        ulong total = 0;
        for (var n = 0; n < groups; n++)
        {
            var count = body.U32();
            var type = body.ValType(_features);
            total += count;
            if (count != 0 && total <= ImplementationLimits.Locals)
                locals.Add(new LocalGroup(count, type));
        }
        if (total > uint.MaxValue)
            body.Throw(start, $"too many locals: {total}");
        if (total > ImplementationLimits.Locals)
            body.ThrowLimit(start, $"{total} locals, at most {ImplementationLimits.Locals} are supported");
        return new FunctionBody(functionIndex, start, locals.ToImmutable(), body.Position, body.Remaining);
    }

    private void DataSection(ref ByteReader reader) =>
        _data = Vector(ref reader, "data segments", ImplementationLimits.DataSegments, (ref r) => DataSegment(ref r));

    private DataSegment DataSegment(ref ByteReader reader)
    {
        var offset = reader.Position;
        var form = reader.U32();
        if (form > 2)
            reader.Throw(offset, $"malformed data segment kind {form}");
        if (form != 0 && (_features & WasmFeatures.BulkMemory) == 0)
            reader.ThrowUnsupported(offset, $"a data segment of kind {form}", WasmFeatures.BulkMemory);
        var memory = form == 2 ? reader.U32() : 0;
        var memoryOffset = form == 1 ? null : ConstantExpression(ref reader);
        var at = reader.Position;
        var length = reader.U32();
        if (length > (uint)reader.Remaining)
            reader.Throw(at, $"unexpected end of section: a segment of {length} bytes does not fit");
        var start = reader.Take(length);
        var mode = form == 1 ? SegmentMode.Passive : SegmentMode.Active;
        return new DataSegment(mode, memory, memoryOffset, _bytes.Slice(start, (int)length)) { Offset = offset };
    }

    /// <summary>
    /// A constant expression: any instructions up to the matching end. Which ones are constant is the validator's business.
    /// </summary>
    private ConstantExpression ConstantExpression(ref ByteReader reader)
    {
        var instructions = new InstructionReader(reader, _features);
        var open = 1;
        while (open > 0)
        {
            if (!instructions.Read(out var instruction))
                reader.Throw(reader.End, "unexpected end of section: a constant expression has no end");
            open += instruction.Opcode switch
            {
                Opcode.Block or Opcode.Loop or Opcode.If or Opcode.Try or Opcode.TryTable => 1,
                Opcode.End or Opcode.Delegate => -1,
                _ => 0,
            };
        }
        var start = reader.Take((uint)(instructions.Position - reader.Position));
        return new ConstantExpression(_bytes[start..reader.Position], start);
    }
}
