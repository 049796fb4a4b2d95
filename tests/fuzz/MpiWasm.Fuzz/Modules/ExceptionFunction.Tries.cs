using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Fuzz.Modules;

internal sealed partial class ExceptionFunction
{
    /// <summary>A legacy try with any clauses, or a delegate.</summary>
    private void Try(int depth)
    {
        var hasResult = OneIn(3);
        ValType[] takes = hasResult ? [ValType.I32] : [];
        var label = new Label(Kinds.Block, takes);
        _code.Byte(0x06, hasResult ? Code.I32 : Code.Empty);
        _labels.Add(label);
        Statements(_random.Next(1, 5), depth + 1);
        if (OneIn(2))
            Throw();
        void Result()
        {
            if (hasResult)
                Value(ValType.I32, 1);
        }

        Result();
        if (OneIn(6))
        {
            _labels.RemoveAt(_labels.Count - 1);
            _code.Byte(0x18).Unsigned((uint)_random.Next(_labels.Count));
        }
        else
        {
            // A branch to a try whose clause runs ends it, as before; and a rethrow may name it.
            _labels[^1] = label with { Kind = Kinds.Catch };
            for (var clauses = _random.Next(4); clauses > 0; clauses--)
            {
                var tag = _random.Next(ExceptionModule.Tags.Length);
                _code.Byte(0x07).Unsigned((uint)tag);
                Store(ExceptionModule.Tags[tag]);
                Statements(_random.Next(1, 4), depth + 1);
                Result();
            }
            if (OneIn(2))
            {
                _code.Byte(0x19);
                Statements(_random.Next(1, 4), depth + 1);
                Result();
            }
            Close();
        }
        Store(takes);
    }

    /// <summary>A try_table whose clauses lead to blocks around it, each followed by what handles the exception.</summary>
    private void TryTable(int depth)
    {
        var clauses = new (int Tag, bool Reference)[_random.Next(4)];   // tag -1: all
        _code.Byte(0x02, Code.Empty);
        _labels.Add(new Label(Kinds.Block, []));
        for (var i = 0; i < clauses.Length; i++)
        {
            clauses[i] = (OneIn(4) ? -1 : _random.Next(ExceptionModule.Tags.Length), OneIn(2));
            _code.Byte(0x02);
            switch (clauses[i])
            {
                case (-1, false):
                    _code.Byte(Code.Empty);
                    break;
                case (-1, true):
                    _code.Byte((byte)ValType.ExnRef);
                    break;
                case (var tag, var reference):
                    _code.Signed(reference ? ExceptionModule.CaughtWithReferenceType(tag) : ExceptionModule.CaughtType(tag));
                    break;
            }
            _labels.Add(new Label(Kinds.Block, Caught(clauses[i])));
        }

        // Sometimes a clause that leads further out.
        var outer = _labels.FindLastIndex(label => label is { Kind: Kinds.Block or Kinds.Function, Takes.Length: 0 });
        var leaves = outer >= 0 && OneIn(3);
        _code.Byte(0x1f, Code.Empty).Unsigned((uint)clauses.Length + (leaves ? 1u : 0u));
        for (var i = 0; i < clauses.Length; i++)
        {
            var (tag, reference) = clauses[i];
            _code.Byte((byte)((int)(tag < 0 ? CatchKind.CatchAll : CatchKind.Catch) + (reference ? 1 : 0)));
            if (tag >= 0)
                _code.Unsigned((uint)tag);
            _code.Unsigned((uint)(clauses.Length - 1 - i));
        }
        if (leaves)
            _code.Byte(OneIn(2) ? [(byte)CatchKind.CatchAll] : [(byte)CatchKind.Catch, 2]).Unsigned((uint)(_labels.Count - 1 - outer));
        _labels.Add(new Label(Kinds.Block, []));
        Statements(_random.Next(1, 5), depth + 1);
        if (OneIn(2))
            Throw();
        Close();
        for (var i = clauses.Length; i-- > 0;)
        {
            // Past the clauses whose blocks are still open, to the outermost block.
            _code.Byte(0x0c).Unsigned((uint)i + 1);
            Close();
            Store(Caught(clauses[i]));
            Statements(_random.Next(1, 4), depth + 1);
        }
        Close();
    }

    private static ValType[] Caught((int Tag, bool Reference) clause) =>
        [.. clause.Tag < 0 ? [] : ExceptionModule.Tags[clause.Tag], .. clause.Reference ? new[] { ValType.ExnRef } : []];

    /// <summary>Pushes a value; never a NaN whose bits could differ.</summary>
    private void Value(ValType type, int depth)
    {
        if (depth == 0 || OneIn(3))
        {
            if (type == ValType.ExnRef || OneIn(2))
                _code.Get(Any(Locals(type)));
            else
                Constant(type);
            return;
        }
        void Two(ValType of, params ReadOnlySpan<byte> opcodes)
        {
            Value(of, depth - 1);
            Value(of, depth - 1);
            _code.Byte(opcodes[_random.Next(opcodes.Length)]);
        }

        switch (type)
        {
            case ValType.I32:
                switch (_random.Next(6))
                {
                    case 0:
                        Two(ValType.I64, 0x51, 0x53, 0x54);
                        break;
                    case 1:
                        Value(ValType.I64, depth - 1);
                        _code.Byte(0xa7);
                        break;
                    case 2:
                        _code.Const((uint)_random.Next(16)).Access(0x2d, 0);
                        break;
                    case 3:
                        Two(ValType.F64, 0x61, 0x63);
                        break;
                    default:
                        Two(ValType.I32, 0x6a, 0x6b, 0x6c, 0x73, 0x48, 0x74);
                        break;
                }
                break;
            case ValType.I64:
                if (OneIn(3))
                {
                    Value(ValType.I32, depth - 1);
                    _code.Byte(0xac);
                }
                else
                {
                    Two(ValType.I64, 0x7c, 0x7d, 0x85, 0x7e);
                }
                break;
            case ValType.F32:
                Value(ValType.I32, depth - 1);
                _code.Byte(0xb2);
                break;
            case ValType.F64:
                if (OneIn(2))
                {
                    Value(ValType.I64, depth - 1);
                    _code.Byte(0xb9);
                }
                else
                {
                    Two(ValType.F64, 0xa4, 0xa5);
                }
                break;
            case ValType.V128:
                Value(ValType.I32, depth - 1);
                _code.Op(Opcode.I32x4Splat);
                break;
            default:
                _code.Get(Any(Locals(type)));
                break;
        }
    }

    private void Constant(ValType type)
    {
        switch (type)
        {
            case ValType.I32:
                _code.Const((uint)_random.Next(-3, 20));
                break;
            case ValType.I64:
                _code.Const64(OneIn(2) ? _random.Next(-3, 20) : _random.NextInt64());
                break;
            case ValType.F32:
                _code.Byte(0x43).Byte(BitConverter.GetBytes((float)_random.Next(-100, 100) / 8));
                break;
            case ValType.F64:
                _code.Byte(0x44).Byte(BitConverter.GetBytes((double)_random.Next(-100, 100) / 8));
                break;
            default:
                _code.Zero(type);
                break;
        }
    }
}
