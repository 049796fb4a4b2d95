using MpiWasm.Wasm.Model;

namespace MpiWasm.Fuzz.Modules;

/// <summary>
/// A function of statements, none of which leaves anything on the stack; every label takes nothing but what its block says.
/// </summary>
internal sealed partial class ExceptionFunction
{
    private const int MaximumDepth = 6;
    private const uint Fuel = 0, Notes = 1;

    private enum Kinds
    {
        Function,
        Block,
        Loop,
        Catch,
    }

    /// <summary>A label that can be branched to, unless it is a loop (which counts), and what it takes.</summary>
    private sealed record Label(Kinds Kind, ValType[] Takes);

    private readonly Random _random;
    private readonly ExceptionPlan _plan;
    private readonly int _index;
    private readonly Code _code = new();
    private readonly List<ValType> _declared = [];
    private readonly Dictionary<ValType, List<uint>> _locals = [];
    private readonly uint _parameters;
    private readonly List<Label> _labels;
    private int _statements = 36;

    public ExceptionFunction(Random random, ExceptionPlan plan, int index)
    {
        _random = random;
        _plan = plan;
        _index = index;
        var (parameters, results) = ExceptionModule.Shapes[plan.Functions[index]];
        _parameters = (uint)parameters.Length;
        for (uint i = 0; i < parameters.Length; i++)
            Locals(parameters[i]).Add(i);
        ReadOnlySpan<ValType> types =
        [
            ValType.I32, ValType.I32, ValType.I32, ValType.I64, ValType.I64, ValType.F32, ValType.F64, ValType.F64,
            ValType.V128,
        ];
        foreach (var type in types)
            Locals(type).Add(NewLocal(type));
        if (!plan.Legacy)
        {
            Locals(ValType.ExnRef).Add(NewLocal(ValType.ExnRef));
            Locals(ValType.ExnRef).Add(NewLocal(ValType.ExnRef));
        }
        _labels = [new Label(Kinds.Function, results)];
        // Calls are counted, so that everything ends.
        _code.Byte(0x23).Unsigned(Fuel).Byte(0x45, 0x04, Code.Empty);
        foreach (var result in results)
            _code.Zero(result);
        _code.Byte(0x0f, 0x0b).Byte(0x23).Unsigned(Fuel).Const(1).Byte(0x6b, 0x24).Unsigned(Fuel);
        Statements(random.Next(3, 9), 0);
        foreach (var result in results)
            Value(result, 2);
    }

    public Code Body()
    {
        var body = new Code().Unsigned((uint)_declared.Count);
        foreach (var type in _declared)
            body.Unsigned(1).Byte((byte)type);
        return body.Append(_code).Byte(0x0b);
    }

    private List<uint> Locals(ValType type) => _locals.TryGetValue(type, out var list) ? list : _locals[type] = [];

    private uint NewLocal(ValType type)
    {
        _declared.Add(type);
        return _parameters + (uint)_declared.Count - 1;
    }

    private bool OneIn(int n) => _random.Next(n) == 0;

    private T Any<T>(params ReadOnlySpan<T> items) => items[_random.Next(items.Length)];

    private uint Any(List<uint> locals) => locals[_random.Next(locals.Count)];

    private void Statements(int number, int depth)
    {
        for (; number > 0; number--)
            Statement(depth);
    }

    private void Statement(int depth)
    {
        if (--_statements < 0)
            return;
        switch (_random.Next(depth < MaximumDepth ? 26 : 14))
        {
            case 0 or 1 or 2:
                var type = Any(ValType.I32, ValType.I32, ValType.I64, ValType.F32, ValType.F64, ValType.V128);
                Value(type, 2);
                _code.Set(Any(Locals(type)));
                break;
            case 3:
                _code.Const((uint)_random.Next(16));
                Value(ValType.I32, 1);
                _code.Access(0x3a, 0);
                break;
            case 4:
                // notes = notes * 31 + number
                _code.Byte(0x23).Unsigned(Notes).Const64(31).Byte(0x7e);
                Value(ValType.I64, 1);
                _code.Byte(0x7c, 0x24).Unsigned(Notes);
                break;
            case 5 or 6:
                Call();
                break;
            case 7:
                CallHost();
                break;
            case 8 or 9:
                Condition();
                Throw();
                _code.Byte(0x0b);
                break;
            case 10:
                Condition();
                Branch(1);
                _code.Byte(0x0b);
                break;
            case 11:
                Condition();
                ThrowAgain(1);
                _code.Byte(0x0b);
                break;
            case 12 when OneIn(8):
                Condition();
                Trap();
                _code.Byte(0x0b);
                break;
            case 13 when OneIn(4):
                // Everything after it in the block is unreachable.
                switch (_random.Next(3))
                {
                    case 0:
                        Throw();
                        break;
                    case 1:
                        Branch(0);
                        break;
                    default:
                        ThrowAgain(0);
                        break;
                }
                break;
            case 14:
                Open(0x02, Kinds.Block, depth);
                break;
            case 15:
                Value(ValType.I32, 2);
                Open(0x04, Kinds.Block, depth, OneIn(2));
                break;
            case 16:
                Loop(depth);
                break;
            default:
                if (_plan.Legacy)
                    Try(depth);
                else
                    TryTable(depth);
                break;
        }
    }

    private void Condition()
    {
        Value(ValType.I32, 2);
        _code.Const((uint)_random.Next(1, 8)).Byte(0x71, 0x04, Code.Empty);
    }

    /// <summary>A block or an if.</summary>
    private void Open(byte opcode, Kinds kind, int depth, bool otherwise = false)
    {
        _code.Byte(opcode, Code.Empty);
        _labels.Add(new Label(kind, []));
        Statements(_random.Next(1, 4), depth + 1);
        if (otherwise)
        {
            _code.Byte(0x05);
            Statements(_random.Next(1, 3), depth + 1);
        }
        Close();
    }

    private void Close()
    {
        _code.Byte(0x0b);
        _labels.RemoveAt(_labels.Count - 1);
    }

    private void Loop(int depth)
    {
        var counter = NewLocal(ValType.I32);
        _code.Const((uint)_random.Next(1, 5)).Set(counter).Byte(0x03, Code.Empty);
        _labels.Add(new Label(Kinds.Loop, []));
        Statements(_random.Next(1, 4), depth + 1);
        _code.Get(counter).Const(1).Byte(0x6b).Tee(counter).Byte(0x0d).Unsigned(0);
        Close();
    }

    /// <summary>A branch outwards or a return; <paramref name="inner"/> labels lie between here and those that are known.</summary>
    private void Branch(uint inner)
    {
        var at = _random.Next(_labels.Count);
        if (_labels[at].Kind == Kinds.Loop)
            at = 0;
        foreach (var type in _labels[at].Takes)
            Value(type, 1);
        if (at == 0 && OneIn(2))
            _code.Byte(0x0f);
        else
            _code.Byte(0x0c).Unsigned((uint)(_labels.Count - 1 - at) + inner);
    }

    private void Trap()
    {
        if (OneIn(3))
            _code.Byte(0x00);
        else if (OneIn(2))
            _code.Const((uint)_random.Next()).Const(0).Byte(0x6e).Set(Any(Locals(ValType.I32)));
        else
            _code.Const(65535).Access(0x28, 0).Set(Any(Locals(ValType.I32)));
    }

    private void Throw()
    {
        var tag = _random.Next(ExceptionModule.Tags.Length);
        foreach (var type in ExceptionModule.Tags[tag])
            Value(type, 2);
        _code.Byte(0x08).Unsigned((uint)tag);
    }

    private void ThrowAgain(uint inner)
    {
        if (_plan.Legacy)
        {
            var at = _labels.FindLastIndex(label => label.Kind == Kinds.Catch);
            if (at > 0 && OneIn(3))
                at = _labels.FindIndex(label => label.Kind == Kinds.Catch);
            if (at > 0)
                _code.Byte(0x09).Unsigned((uint)(_labels.Count - 1 - at) + inner);
            return;
        }
        _code.Get(Any(Locals(ValType.ExnRef)));
        // Null traps; often enough it is left alone.
        var other = Any(Locals(ValType.ExnRef));
        if (OneIn(6))
            _code.Byte(0x0a);
        else
            _code.Byte(0xd1, 0x45, 0x04, Code.Empty).Get(other).Byte(0x0a, 0x0b);
    }

    /// <summary>A call of a function further on, or of any, whose calls are counted.</summary>
    private void Call()
    {
        var callee = OneIn(6) || _index + 1 == _plan.Functions.Length
            ? _random.Next(_plan.Functions.Length)
            : _random.Next(_index + 1, _plan.Functions.Length);
        var shape = _plan.Functions[callee];
        var (parameters, results) = ExceptionModule.Shapes[shape];
        var tail = OneIn(12) && results.SequenceEqual(_labels[0].Takes);
        if (tail)
            _code.Byte(0x02, Code.Empty).Get(Any(Locals(ValType.I32))).Byte(0x45, 0x0d).Unsigned(0);
        foreach (var type in parameters)
            Value(type, 2);
        if (OneIn(3))
        {
            // Now and then another type, no function at all, or none there.
            _code.Const((uint)(OneIn(30) ? _random.Next(_plan.Functions.Length + 3) : callee))
                .Byte((byte)(tail ? 0x13 : 0x11))
                .Unsigned((uint)shape)
                .Unsigned(0);
        }
        else
        {
            _code.Byte((byte)(tail ? 0x12 : 0x10)).Unsigned((uint)(_plan.Imports.Length + callee));
        }
        if (tail)
            _code.Byte(0x0b);
        else
            Store(results);
    }

    private void CallHost()
    {
        var callee = _random.Next(_plan.Imports.Length);
        var (name, type) = _plan.Imports[callee];
        var throws = name.StartsWith("throw", StringComparison.Ordinal);
        if (throws)
            Condition();
        if (type == 0)
            Value(ValType.I32, 2);
        else
        {
            foreach (var parameter in ExceptionModule.Tags[type - ExceptionModule.TagType(0)])
                Value(parameter, 1);
        }
        _code.Byte(0x10).Unsigned((uint)callee);
        if (type == 0)
            Store([ValType.I32]);
        if (throws)
            _code.Byte(0x0b);
    }

    /// <summary>Puts what lies on the stack into locals.</summary>
    private void Store(ValType[] types)
    {
        for (var i = types.Length; i-- > 0;)
            _code.Set(Any(Locals(types[i])));
    }
}
