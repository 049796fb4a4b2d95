using MpiWasm.Wasm.Model;

namespace MpiWasm.Runtime.Instances;

/// <content>Data and element segments (Wasm 2.0 §4.4.6, §4.4.7, §4.5.4). A dropped segment is empty.</content>
public sealed unsafe partial class Instance
{
    private readonly ReadOnlyMemory<byte>[] _data;
    private readonly nint[][] _elements;

    internal bool InitMemory(int memory, int segment, ulong destination, uint source, uint length)
    {
        var data = _data[segment].Span;
        if ((ulong)source + length > (ulong)data.Length || !Memories[memory].Contains(destination, length))
            return false;
        return Memories[memory].TryWrite(destination, data.Slice((int)source, (int)length));
    }

    internal void DropData(int segment) => _data[segment] = default;

    internal bool InitTable(int table, int segment, ulong destination, uint source, uint length)
    {
        var elements = _elements[segment];
        if ((ulong)source + length > (ulong)elements.Length || !Tables[table].Contains(destination, length))
            return false;
        elements.AsSpan((int)source, (int)length).CopyTo(Tables[table].Elements(destination, length));
        return true;
    }

    internal void DropElements(int segment) => _elements[segment] = [];

    private nint[] EvaluateElements(ElementSegment segment) => segment.FunctionIndices.IsDefault
        ? [.. segment.Expressions.Select(e => ConstantEvaluator.Evaluate(this, e).Reference)]
        : [.. segment.FunctionIndices.Select(i => (nint)FunctionRecord((int)i))];

    /// <summary>Copies the active segments in order. What was written before one that does not fit stays.</summary>
    private void ApplySegments()
    {
        for (var i = 0; i < _elements.Length; i++)
        {
            var segment = Module.Elements[i];
            if (segment.Mode == SegmentMode.Active)
            {
                var at = Offset(segment.TableOffset!, Module.Tables[(int)segment.TableIndex].Is64);
                if (!InitTable((int)segment.TableIndex, i, at, 0, (uint)segment.Count))
                    throw new WasmTrapException(TrapCode.OutOfBoundsTableAccess, []);
            }
            if (segment.Mode != SegmentMode.Passive)
                DropElements(i);
        }
        for (var i = 0; i < _data.Length; i++)
        {
            var segment = Module.Data[i];
            if (segment.Mode != SegmentMode.Active)
                continue;
            var at = Offset(segment.MemoryOffset!, Module.Memories[(int)segment.MemoryIndex].Is64);
            if (!InitMemory((int)segment.MemoryIndex, i, at, 0, (uint)segment.Bytes.Length))
                throw new WasmTrapException(TrapCode.OutOfBoundsMemoryAccess, []);
            DropData(i);
        }
    }

    private ulong Offset(ConstantExpression expression, bool is64)
    {
        var value = ConstantEvaluator.Evaluate(this, expression);
        return is64 ? value.U64 : value.U32;
    }
}
