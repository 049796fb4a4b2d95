using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Wasm.Validation;

// Instructions whose types depend on context: their rows have no signature.
internal sealed partial class FunctionValidator
{
    private void Special()
    {
        switch (_current.Opcode)
        {
            case Opcode.LocalGet:
                Push(Local(_current.Index));
                break;
            case Opcode.LocalSet:
                Pop(Local(_current.Index));
                break;
            case Opcode.LocalTee:
                var local = Local(_current.Index);
                Pop(local);
                Push(local);
                break;
            case Opcode.GlobalGet:
                Push(Global().Type);
                break;
            case Opcode.GlobalSet:
                if (!Global().IsMutable)
                    Fail($"global is immutable: {_current.Index}");
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
                Pop(ValType.I32);
                OpenBlock(FrameKind.If);
                break;
            case Opcode.Else:
                Else();
                break;
            case Opcode.End:
                End();
                break;
            case Opcode.Br:
                Pop(Label(_current.Index));
                MarkUnreachable();
                break;
            case Opcode.BrIf:
                Pop(ValType.I32);
                var types = Label(_current.Index);
                Pop(types);
                Push(types);
                break;
            case Opcode.BrTable:
                BrTable();
                break;
            case Opcode.Return:
                Pop(_frames[0].Type.Results);
                MarkUnreachable();
                break;
            case Opcode.Unreachable:
                MarkUnreachable();
                break;
            case Opcode.Call:
                CheckIndex("function", _current.Index, _module.FunctionTypeIndices.Length);
                Call(_module.TypeOfFunction((int)_current.Index));
                break;
            case Opcode.CallIndirect:
                Call(IndirectType());
                break;
            case Opcode.ReturnCall:
                CheckIndex("function", _current.Index, _module.FunctionTypeIndices.Length);
                ReturnCall(_module.TypeOfFunction((int)_current.Index));
                break;
            case Opcode.ReturnCallIndirect:
                ReturnCall(IndirectType());
                break;
            case Opcode.Select:
                Select();
                break;
            case Opcode.SelectTyped:
                if (_current.SelectTypeCount != 1)
                    Fail($"invalid result arity: a select yields one value, not {_current.SelectTypeCount}");
                Pop(ValType.I32);
                Pop(_current.SelectType);
                Pop(_current.SelectType);
                Push(_current.SelectType);
                break;
            case Opcode.TryTable:
                TryTable();
                break;
            case Opcode.Throw:
                Pop(Tag(_current.Index).Parameters);
                MarkUnreachable();
                break;
            case Opcode.ThrowRef:
                Pop(ValType.ExnRef);
                MarkUnreachable();
                break;
            case Opcode.Try:
                OpenBlock(FrameKind.Try);
                break;
            case Opcode.Catch:
                Catch(FrameKind.Catch, Tag(_current.Index));
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
                PopCopy(_module.Memories[(int)_current.Index].Is64, _module.Memories[(int)_current.Index2].Is64);
                break;
            default:
                TableOrReference();
                break;
        }
    }

    private void TableOrReference()
    {
        switch (_current.Opcode)
        {
            case Opcode.TableGet:
                var read = Table(_current.Index);
                Pop(AddressType(read.Is64));
                Push(read.ElementType);
                break;
            case Opcode.TableSet:
                var written = Table(_current.Index);
                Pop(written.ElementType);
                Pop(AddressType(written.Is64));
                break;
            case Opcode.TableGrow:
                var grown = Table(_current.Index);
                Pop(AddressType(grown.Is64));
                Pop(grown.ElementType);
                Push(AddressType(grown.Is64));
                break;
            case Opcode.TableSize:
                Push(AddressType(Table(_current.Index).Is64));
                break;
            case Opcode.TableFill:
                var filled = Table(_current.Index);
                Pop(AddressType(filled.Is64));
                Pop(filled.ElementType);
                Pop(AddressType(filled.Is64));
                break;
            case Opcode.TableCopy:
                var (to, from) = (Table(_current.Index), Table(_current.Index2));
                if (to.ElementType != from.ElementType)
                    Fail($"type mismatch: table {_current.Index2} has other elements than table {_current.Index}");
                PopCopy(to.Is64, from.Is64);
                break;
            case Opcode.TableInit:
                CheckIndex("element segment", _current.Index, _module.Elements.Length);
                var initialized = Table(_current.Index2);
                if (initialized.ElementType != _module.Elements[(int)_current.Index].ElementType)
                    Fail($"type mismatch: element segment {_current.Index} has other elements than table {_current.Index2}");
                Pop(ValType.I32);
                Pop(ValType.I32);
                Pop(AddressType(initialized.Is64));
                break;
            case Opcode.RefNull:
                Push(_current.ReferenceType);
                break;
            case Opcode.RefIsNull:
                var type = PopAny();
                if (type != ValType.Bottom && !ValueTypes.IsReference(type))
                    Fail($"type mismatch: ref.is_null expects a reference, but {ValueTypes.Name(type)} was found");
                Push(ValType.I32);
                break;
            case Opcode.RefFunc:
                CheckIndex("function", _current.Index, _module.FunctionTypeIndices.Length);
                if (!_declaredFunctions[(int)_current.Index])
                    Fail($"undeclared function reference {_current.Index}");
                Push(ValType.FuncRef);
                break;
            default:
                throw new InvalidOperationException($"The validator does not know {_current.Opcode}, whose row has no signature.");
        }
    }

    /// <summary>Destination, source, length of a copy: a length is as wide as the narrower of both (Wasm 3.0 §3.4.7).</summary>
    private void PopCopy(bool is64, bool sourceIs64)
    {
        Pop(AddressType(is64 && sourceIs64));
        Pop(AddressType(sourceIs64));
        Pop(AddressType(is64));
    }

    private static ValType AddressType(bool is64) => is64 ? ValType.I64 : ValType.I32;

    private void OpenBlock(FrameKind kind)
    {
        var block = _current.BlockType;
        if (block.IsTypeIndex)
            CheckIndex("type", block.TypeIndex, _module.Types.Length);
        var type = block.Resolve(_module);
        Pop(type.Parameters);
        Open(kind, type);
    }

    private void Else()
    {
        var frame = _frames[_depth - 1];
        if (frame.Kind != FrameKind.If)
            throw new WasmFormatException(Place(_current.Offset), "else without if");
        _ = Close();
        Open(FrameKind.Else, frame.Type);
    }

    private void End()
    {
        var frame = Close();
        if (frame.Kind == FrameKind.If && !frame.Type.Parameters.AsSpan().SequenceEqual(frame.Type.Results.AsSpan()))
            Fail($"type mismatch: an if without else must leave what it takes, its type is {frame.Type}");
        if (_depth > 0)
            Push(frame.Type.Results);
    }

    private void BrTable()
    {
        Pop(ValType.I32);
        var expected = Label(_current.Index);
        uint? previous = null;
        foreach (var target in _current.BranchTargets)
        {
            if (target == previous)
                continue;
            previous = target;
            var types = Label(target);
            if (types.Length != expected.Length)
                Fail($"type mismatch: label {target} takes {types.Length} values, the default label "
                    + $"{_current.Index} takes {expected.Length}");
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
        if (!type.Results.AsSpan().SequenceEqual(_frames[0].Type.Results.AsSpan()))
            Fail($"type mismatch: {_current.Info.Name} of a function of type {type} in one of type {_frames[0].Type}");
        Pop(type.Parameters);
        MarkUnreachable();
    }

    private FunctionType IndirectType()
    {
        var table = Table(_current.Index2);
        if (table.ElementType != ValType.FuncRef)
            Fail($"type mismatch: {_current.Info.Name} through table {_current.Index2}, whose elements are no functions");
        CheckIndex("type", _current.Index, _module.Types.Length);
        Pop(AddressType(table.Is64));
        return _module.Types[(int)_current.Index];
    }

    /// <summary>A select without types is for numbers only, so that its type is known without subtyping (§3.3.4).</summary>
    private void Select()
    {
        Pop(ValType.I32);
        var second = PopAny();
        var first = PopAny();
        if (ValueTypes.IsReference(first) || ValueTypes.IsReference(second))
            Fail("type mismatch: a select without type does not take references");
        if (first != second && first != ValType.Bottom && second != ValType.Bottom)
            FailType(first, second);
        Push(first == ValType.Bottom ? second : first);
    }

    private GlobalType Global()
    {
        CheckIndex("global", _current.Index, _module.Globals.Length);
        return _module.Globals[(int)_current.Index];
    }

    private TableType Table(uint index)
    {
        CheckIndex("table", index, _module.Tables.Length);
        return _module.Tables[(int)index];
    }
}
