namespace MpiWasm.Wasm;

// Instructions whose types depend on context: their rows have no signature.
internal sealed partial class FunctionValidator
{
    private void Special()
    {
        switch (current.Opcode)
        {
            case Opcode.LocalGet:
                Push(Local(current.Index));
                break;
            case Opcode.LocalSet:
                Pop(Local(current.Index));
                break;
            case Opcode.LocalTee:
                var local = Local(current.Index);
                Pop(local);
                Push(local);
                break;
            case Opcode.GlobalGet:
                Push(Global().Type);
                break;
            case Opcode.GlobalSet:
                if (!Global().IsMutable)
                    Fail($"global is immutable: {current.Index}");
                Pop(Global().Type);
                break;
            case Opcode.Drop:
                _ = PopAny();
                break;
            case Opcode.Block:
                OpenBlock(FrameKind.Block);
                break;
            case Opcode.Loop:
                OpenBlock(FrameKind.Loop);
                break;
            case Opcode.If:
                Pop(ValueType.I32);
                OpenBlock(FrameKind.If);
                break;
            case Opcode.Else:
                Else();
                break;
            case Opcode.End:
                End();
                break;
            case Opcode.Br:
                Pop(Label(current.Index));
                MarkUnreachable();
                break;
            case Opcode.BrIf:
                Pop(ValueType.I32);
                var types = Label(current.Index);
                Pop(types);
                Push(types);
                break;
            case Opcode.BrTable:
                BrTable();
                break;
            case Opcode.Return:
                Pop(frames[0].Type.Results);
                MarkUnreachable();
                break;
            case Opcode.Unreachable:
                MarkUnreachable();
                break;
            case Opcode.Call:
                CheckIndex("function", current.Index, module.FunctionTypeIndices.Length);
                Call(module.TypeOfFunction((int)current.Index));
                break;
            case Opcode.CallIndirect:
                Call(IndirectType());
                break;
            case Opcode.ReturnCall:
                CheckIndex("function", current.Index, module.FunctionTypeIndices.Length);
                ReturnCall(module.TypeOfFunction((int)current.Index));
                break;
            case Opcode.ReturnCallIndirect:
                ReturnCall(IndirectType());
                break;
            case Opcode.Select:
                Select();
                break;
            case Opcode.SelectTyped:
                if (current.SelectTypeCount != 1)
                    Fail($"invalid result arity: a select yields one value, not {current.SelectTypeCount}");
                Pop(ValueType.I32);
                Pop(current.SelectType);
                Pop(current.SelectType);
                Push(current.SelectType);
                break;
            case Opcode.TryTable:
                TryTable();
                break;
            case Opcode.Throw:
                Pop(Tag(current.Index).Parameters);
                MarkUnreachable();
                break;
            case Opcode.ThrowRef:
                Pop(ValueType.ExnRef);
                MarkUnreachable();
                break;
            case Opcode.Try:
                OpenBlock(FrameKind.Try);
                break;
            case Opcode.Catch:
                Catch(FrameKind.Catch, Tag(current.Index));
                break;
            case Opcode.CatchAll:
                Catch(FrameKind.CatchAll, null);
                break;
            case Opcode.Delegate:
                Delegate();
                break;
            case Opcode.Rethrow:
                Rethrow();
                break;
            case Opcode.MemoryCopy:
                PopCopy(module.Memories[(int)current.Index].Is64, module.Memories[(int)current.Index2].Is64);
                break;
            default:
                TableOrReference();
                break;
        }
    }

    private void TableOrReference()
    {
        switch (current.Opcode)
        {
            case Opcode.TableGet:
                var read = Table(current.Index);
                Pop(AddressType(read.Is64));
                Push(read.ElementType);
                break;
            case Opcode.TableSet:
                var written = Table(current.Index);
                Pop(written.ElementType);
                Pop(AddressType(written.Is64));
                break;
            case Opcode.TableGrow:
                var grown = Table(current.Index);
                Pop(AddressType(grown.Is64));
                Pop(grown.ElementType);
                Push(AddressType(grown.Is64));
                break;
            case Opcode.TableSize:
                Push(AddressType(Table(current.Index).Is64));
                break;
            case Opcode.TableFill:
                var filled = Table(current.Index);
                Pop(AddressType(filled.Is64));
                Pop(filled.ElementType);
                Pop(AddressType(filled.Is64));
                break;
            case Opcode.TableCopy:
                var (to, from) = (Table(current.Index), Table(current.Index2));
                if (to.ElementType != from.ElementType)
                    Fail($"type mismatch: table {current.Index2} has other elements than table {current.Index}");
                PopCopy(to.Is64, from.Is64);
                break;
            case Opcode.TableInit:
                CheckIndex("element segment", current.Index, module.Elements.Length);
                var initialized = Table(current.Index2);
                if (initialized.ElementType != module.Elements[(int)current.Index].ElementType)
                    Fail($"type mismatch: element segment {current.Index} has other elements than table {current.Index2}");
                Pop(ValueType.I32);
                Pop(ValueType.I32);
                Pop(AddressType(initialized.Is64));
                break;
            case Opcode.RefNull:
                Push(current.ReferenceType);
                break;
            case Opcode.RefIsNull:
                var type = PopAny();
                if (type != ValueType.Bottom && !ValueTypes.IsReference(type))
                    Fail($"type mismatch: ref.is_null expects a reference, but {ValueTypes.Name(type)} was found");
                Push(ValueType.I32);
                break;
            case Opcode.RefFunc:
                CheckIndex("function", current.Index, module.FunctionTypeIndices.Length);
                if (!declaredFunctions[(int)current.Index])
                    Fail($"undeclared function reference {current.Index}");
                Push(ValueType.FuncRef);
                break;
            default:
                throw new InvalidOperationException($"The validator does not know {current.Opcode}, whose row has no signature.");
        }
    }

    /// <summary>Destination, source, length of a copy: a length is as wide as the narrower of both (Wasm 3.0 §3.4.7).</summary>
    private void PopCopy(bool is64, bool sourceIs64)
    {
        Pop(AddressType(is64 && sourceIs64));
        Pop(AddressType(sourceIs64));
        Pop(AddressType(is64));
    }

    private static ValueType AddressType(bool is64) => is64 ? ValueType.I64 : ValueType.I32;

    private void OpenBlock(FrameKind kind)
    {
        var block = current.BlockType;
        if (block.IsTypeIndex)
            CheckIndex("type", block.TypeIndex, module.Types.Length);
        var type = block.Resolve(module);
        Pop(type.Parameters);
        Open(kind, type);
    }

    private void Else()
    {
        var frame = frames[depth - 1];
        if (frame.Kind != FrameKind.If)
            throw new WasmFormatException(Place(current.Offset), "else without if");
        _ = Close();
        Open(FrameKind.Else, frame.Type);
    }

    private void End()
    {
        var frame = Close();
        if (frame.Kind == FrameKind.If && !frame.Type.Parameters.AsSpan().SequenceEqual(frame.Type.Results.AsSpan()))
            Fail($"type mismatch: an if without else must leave what it takes, its type is {frame.Type}");
        if (depth > 0)
            Push(frame.Type.Results);
    }

    private void BrTable()
    {
        Pop(ValueType.I32);
        var expected = Label(current.Index);
        uint? previous = null;
        foreach (var target in current.BranchTargets)
        {
            if (target == previous)
                continue;
            previous = target;
            var types = Label(target);
            if (types.Length != expected.Length)
                Fail($"type mismatch: label {target} takes {types.Length} values, the default label "
                    + $"{current.Index} takes {expected.Length}");
            CheckTop(types);
        }
        Pop(expected);
        MarkUnreachable();
    }

    private void Call(FunctionType type)
    {
        Pop(type.Parameters);
        Push(type.Results);
    }

    /// <summary>What the callee leaves is what the function returns (Wasm 3.0 §3.4.12).</summary>
    private void ReturnCall(FunctionType type)
    {
        if (!type.Results.AsSpan().SequenceEqual(frames[0].Type.Results.AsSpan()))
            Fail($"type mismatch: {current.Info.Name} of a function of type {type} in one of type {frames[0].Type}");
        Pop(type.Parameters);
        MarkUnreachable();
    }

    private FunctionType IndirectType()
    {
        var table = Table(current.Index2);
        if (table.ElementType != ValueType.FuncRef)
            Fail($"type mismatch: {current.Info.Name} through table {current.Index2}, whose elements are no functions");
        CheckIndex("type", current.Index, module.Types.Length);
        Pop(AddressType(table.Is64));
        return module.Types[(int)current.Index];
    }

    /// <summary>A select without types is for numbers only, so that its type is known without subtyping (§3.3.4).</summary>
    private void Select()
    {
        Pop(ValueType.I32);
        var second = PopAny();
        var first = PopAny();
        if (ValueTypes.IsReference(first) || ValueTypes.IsReference(second))
            Fail("type mismatch: a select without type does not take references");
        if (first != second && first != ValueType.Bottom && second != ValueType.Bottom)
            FailType(first, second);
        Push(first == ValueType.Bottom ? second : first);
    }

    private GlobalType Global()
    {
        CheckIndex("global", current.Index, module.Globals.Length);
        return module.Globals[(int)current.Index];
    }

    private TableType Table(uint index)
    {
        CheckIndex("table", index, module.Tables.Length);
        return module.Tables[(int)index];
    }
}
