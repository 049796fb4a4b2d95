using MpiWasm.Wasm.Model;

namespace MpiWasm.Wasm.Validation;

// Exception handling (Wasm 3.0 §3.4.8), and its legacy form (exception-handling proposal, "legacy").
internal sealed partial class FunctionValidator
{
    private void TryTable()
    {
        // The clauses' labels count from outside the block.
        foreach (var clause in _current.CatchClauses)
        {
            var values = clause.IsAll ? [] : Tag(clause.Tag).Parameters;
            if (clause.PassesReference)
                values = values.Add(ValType.ExnRef);
            var expected = Label(clause.Label);
            if (!values.AsSpan().SequenceEqual(expected.AsSpan()))
            {
                Fail($"type mismatch: a clause of try_table passes {new FunctionType([], values)} on, "
                    + $"label {clause.Label} takes {new FunctionType([], expected)}");
            }
        }
        OpenBlock(FrameKind.Block);
    }

    /// <summary>Ends the body of a try or the catch before; every catch leaves what the try leaves.</summary>
    private void Catch(FrameKind kind, FunctionType? tag)
    {
        if (_frames[_depth - 1].Kind is not (FrameKind.Try or FrameKind.Catch))
            throw new WasmFormatException(Place(_current.Offset), $"{_current.Info.Name} without try");
        var frame = Close();
        Open(kind, new FunctionType([], frame.Type.Results));
        if (tag is not null)
            Push(tag.Parameters);
    }

    /// <summary>Ends a try without catches. The label counts from outside the try; it may be any block's, also the function's.</summary>
    private void Delegate()
    {
        if (_frames[_depth - 1].Kind != FrameKind.Try)
            throw new WasmFormatException(Place(_current.Offset), "delegate without try");
        var frame = Close();
        _ = Label(_current.Index);
        Push(frame.Type.Results);
    }

    private void Rethrow()
    {
        _ = Label(_current.Index);
        if (_frames[_depth - 1 - (int)_current.Index].Kind is not (FrameKind.Catch or FrameKind.CatchAll))
            Fail($"invalid rethrow label {_current.Index}: it is no catch");
        MarkUnreachable();
    }

    private FunctionType Tag(uint index)
    {
        CheckIndex("tag", index, _module.TagTypeIndices.Length);
        return _module.TypeOfTag((int)index);
    }
}
