namespace MpiWasm.Fuzz.Modules;

/// <summary>
/// A function of nested loops whose addresses are sums of loop variables and of bases chosen such that most accesses hit the memory, often
/// only modulo 2^32. What its parameters hold is chosen with the code: in each vector of arguments every loop ends soon.
/// </summary>
internal sealed class LoopFunction
{
    public const int Globals = 16;

    private const uint FirstCell = 256, Cells = 32;

    // Locals after the parameters: 32-bit ones, then 64-bit ones, then floats.
    private const uint FirstInt = LoopModule.Parameters, Ints = 24, FirstLong = FirstInt + Ints, Longs = 6, Real = FirstLong + Longs;
    private const uint Sum = FirstInt, Fuel = FirstInt + 1, Previous = FirstInt + Ints - 1, WideSum = FirstLong;
    private static readonly int[] TripLimits = [400, 30, 12];

    private static readonly (byte Load, byte Store, uint Bytes)[] IntAccesses =
        [(0x28, 0x36, 4), (0x2c, 0x3a, 1), (0x2d, 0x3a, 1), (0x2e, 0x3b, 2), (0x2f, 0x3b, 2)];
    private static readonly (byte Load, byte Store, uint Bytes)[] LongAccesses =
        [(0x29, 0x37, 8), (0x30, 0x3c, 1), (0x31, 0x3c, 1), (0x32, 0x3d, 2), (0x33, 0x3d, 2), (0x34, 0x3e, 4), (0x35, 0x3e, 4)];

    private readonly Random _random;
    private readonly int _memory;
    private readonly bool _wide;
    private readonly uint[][] _arguments = [.. Enumerable.Range(0, LoopModule.Vectors).Select(_ => new uint[LoopModule.Parameters])];
    private readonly Code _prologue = new();
    private readonly Code _code = new();
    private readonly List<Open> _open = [];
    private uint _parameters;
    private uint _ints = 2;
    private uint _longs = 1;
    private uint _globals;
    private uint _cells;
    private uint _blocks;       // open labels
    private int _statements;

    private sealed record Open(CountedLoop Loop, uint Variable, uint[] Starts, List<(uint Local, int Step)> Pointers, uint ExitBlocks);

    /// <param name="random">Decides.</param>
    /// <param name="memoryBytes">How large the memory is.</param>
    /// <param name="wide">The memory has 64-bit addresses; the code computes them in 32 bits still, mostly.</param>
    public LoopFunction(Random random, int memoryBytes, bool wide)
    {
        _random = random;
        _wide = wide;
        _memory = memoryBytes;
        for (var i = random.Next(1, 4); i > 0; i--)
            EmitLoop();
    }

    public uint[] Arguments(int vector) => _arguments[vector];

    public Code Body()
    {
        var body = new Code().Unsigned(3).Unsigned(Ints).Byte(Code.I32).Unsigned(Longs).Byte(Code.I64).Unsigned(1).Byte(Code.F64);
        body.Const(100_000).Set(Fuel);
        body.Append(_prologue);
        body.Append(_code);
        // wide + sum + bits of the float, which is never a NaN
        body.Get(WideSum).Get(Sum).Byte(0xad, 0x7c).Get(Real).Byte(0xbd, 0x7c).Byte(0x0b);
        return body;
    }

    private bool OneIn(int n) => _random.Next(n) == 0;

    private uint NewParameter(Func<int, uint> value)
    {
        if (_parameters == LoopModule.Parameters)
            return (uint)_random.Next(LoopModule.Parameters);
        for (var vector = 0; vector < LoopModule.Vectors; vector++)
            _arguments[vector][_parameters] = value(vector);
        return _parameters++;
    }

    private void EmitLoop()
    {
        var depth = _open.Count;
        if (_parameters + 4 > LoopModule.Parameters || _ints + 3 > Previous - FirstInt || _longs + 1 > Longs)
            return;
        var loop = new CountedLoop(_random);
        var limit = depth == 0 && OneIn(6) ? 3000 : TripLimits[depth];
        var variable = loop.Kind == CountedLoop.Kinds.Wide ? FirstLong + _longs++ : FirstInt + _ints++;
        var starts = new uint[LoopModule.Vectors];
        uint bound;
        var relative = loop.IsRelative && OneIn(2);
        if (relative)
        {
            // From anywhere, so many steps.
            var count = NewParameter(_ => (uint)_random.Next(1, limit));
            bound = FirstInt + _ints++;
            if (depth > 0 && OneIn(2))
            {
                _code.Const((uint)_random.Next(-40, 40));
                GetVariable(_open[^1]);
                _code.Byte(0x6a);
            }
            else
            {
                _code.Get(NewParameter(vector => starts[vector] = loop.Choose(_random, limit).Start));
            }
            _code.Tee(bound);
            SetVariable(loop, variable);
            _code.Get(bound).Get(count).Const((uint)loop.Step).Byte(0x6c, 0x6a).Set(bound);
        }
        else
        {
            var chosen = Enumerable.Range(0, LoopModule.Vectors).Select(_ => loop.Choose(_random, limit)).ToArray();
            for (var vector = 0; vector < chosen.Length; vector++)
                starts[vector] = chosen[vector].Start;
            _code.Get(NewParameter(vector => chosen[vector].Start));
            SetVariable(loop, variable);
            bound = NewParameter(vector => chosen[vector].Bound);
        }
        // A bound in memory may be overwritten by the loop itself: then fuel ends it.
        uint? cell = OneIn(10) ? 64 + (8 * (uint)_random.Next(4)) : null;
        if (cell is not null)
            _code.Address(cell.Value, _wide).Get(bound).Access(0x36, 0);
        var fuelled = cell is not null || loop.NeedsFuel || OneIn(12);

        var open = new Open(loop, variable, starts, [], _blocks);
        for (var i = _random.Next(3); i > 0 && FirstInt + _ints < Previous; i--)
        {
            var pointer = (Local: FirstInt + _ints++, Step: PointerStep());
            _code.Get(BaseParameter(_ => 0)).Set(pointer.Local);
            open.Pointers.Add(pointer);
        }
        _open.Add(open);
        _code.Byte(0x02, Code.Empty, 0x03, Code.Empty);
        _blocks += 2;
        void Bound()
        {
            if (cell is { } address)
                _code.Address(address, _wide).Access(0x28, 0);
            else
                _code.Get(bound);
        }

        if (loop.AtTop)
        {
            GetVariable(open);
            Bound();
            _code.Byte(loop.Test, 0x45, 0x0d).Unsigned(1);
        }
        if (fuelled)
            _code.Get(Fuel).Const(1).Byte(0x6b).Tee(Fuel).Byte(0x45, 0x0d).Unsigned(1);
        for (var i = _random.Next(1, depth == 0 ? 6 : 4); i > 0; i--)
            EmitStatement(0);
        foreach (var (local, step) in open.Pointers)
            _code.Get(local).Const((uint)step).Byte(0x6a).Set(local);
        if (!loop.AtTop && !loop.TestsNext)
        {
            GetVariable(open);
            _code.Set(Previous);    // the value before the step
        }
        EmitStep(open);
        if (loop.AtTop)
        {
            _code.Byte(0x0c).Unsigned(0);
        }
        else
        {
            if (loop.TestsNext)
                GetVariable(open);
            else
                _code.Get(Previous);
            Bound();
            _code.Byte(loop.Test, 0x0d).Unsigned(0);
        }
        _code.Byte(0x0b, 0x0b);
        _blocks -= 2;
        _open.RemoveAt(_open.Count - 1);
        // The variable lives on.
        _code.Get(Sum).Const(31).Byte(0x6c);
        GetVariable(open);
        _code.Byte(0x6a).Set(Sum);
    }

    private int PointerStep() =>
        _random.Next(8) switch { 0 => -4, 1 => -8, 2 => 1, 3 => 2, 4 => 24, 5 => _random.Next(-70000, 70000), 6 => 4, _ => 8 };

    private void EmitStep(Open open)
    {
        GetVariable(open, narrow: false);
        if (open.Loop.Kind == CountedLoop.Kinds.Wide)
        {
            _code.Const64(open.Loop.Step).Byte(0x7c).Set(open.Variable);
            return;
        }
        if (open.Loop.Step < 0 && OneIn(3))
            _code.Const((uint)-open.Loop.Step).Byte(0x6b);
        else
            _code.Const((uint)open.Loop.Step).Byte(0x6a);
        switch (open.Loop.Kind)
        {
            case CountedLoop.Kinds.Byte:
                _code.Const(255).Byte(0x71);
                break;
            case CountedLoop.Kinds.Half:
                _code.Const(65535).Byte(0x71);
                break;
            case CountedLoop.Kinds.SignedByte:
                _code.Byte(0xc0);
                break;
        }
        _code.Set(open.Variable);
    }

    private void SetVariable(CountedLoop loop, uint variable)
    {
        if (loop.Kind == CountedLoop.Kinds.Wide)
            _code.Byte(0xad);
        _code.Set(variable);
    }

    private void GetVariable(Open open, bool narrow = true)
    {
        _code.Get(open.Variable);
        if (narrow && open.Loop.Kind == CountedLoop.Kinds.Wide)
            _code.Byte(0xa7);
    }

    /// <summary>A base such that base + form(start) is an address in memory, or near its end, or anything.</summary>
    private uint BaseParameter(Func<int, uint> formAtStart) => NewParameter(vector =>
    {
        var target = (uint)(_random.Next(40) switch
        {
            0 => _memory - _random.Next(1, 300),
            1 => -_random.Next(1, 100),
            2 => _random.Next() * 2,
            3 => 0,
            _ => _random.Next(512, _memory - 4000),
        });
        return target - formAtStart(vector);
    });

    /// <summary>Pushes the base, from where it is kept: a parameter, a global or memory.</summary>
    private void PushBase(Func<int, uint> formAtStart)
    {
        var parameter = BaseParameter(formAtStart);
        switch (_random.Next(8))
        {
            case 0:
                var global = _globals++ % Globals;
                _prologue.Get(parameter).Byte(0x24).Unsigned(global);
                _code.Byte(0x23).Unsigned(global);
                break;
            case 1:
                var cell = FirstCell + (4 * (_cells++ % Cells));
                _prologue.Address(cell, _wide).Get(parameter).Access(0x36, 0);
                _code.Address(cell, _wide).Access(0x28, 0);
                break;
            default:
                _code.Get(parameter);
                break;
        }
    }

    private void EmitAddress()
    {
        var open = OneIn(4) ? _open[_random.Next(_open.Count)] : _open[^1];
        uint Start(int vector) => open.Starts[vector];
        var shift = _random.Next(5);
        switch (_random.Next(11))
        {
            case 0 or 1 or 2:
                PushBase(v => Start(v) << shift);
                GetVariable(open);
                _code.Const((uint)shift).Byte(0x74, 0x6a);
                break;
            case 3:
                var scale = (uint)(_random.Next(8) switch { 0 => 1, 1 => 3, 2 => 12, 3 => 24, 4 => 40, 5 => 4096, 6 => -8, _ => -1 });
                PushBase(v => Start(v) * scale);
                GetVariable(open);
                _code.Const(scale).Byte(0x6c, 0x6a);
                break;
            case 4:
                PushBase(v => 0 - (Start(v) << shift));
                GetVariable(open);
                _code.Const((uint)shift).Byte(0x74, 0x6b);
                break;
            case 5:
                PushBase(_ => 0);
                GetVariable(open);
                GetVariable(open);
                _code.Byte(0x6c).Const((uint)_random.Next(4096)).Byte(0x71, 0x6a);
                break;
            case 6:
                PushBase(_ => 0);
                GetVariable(open);
                _code.Const((1u << _random.Next(2, 12)) - 1).Byte(0x71).Const((uint)shift).Byte(0x74, 0x6a);
                break;
            case 7:
                var down = _random.Next(1, 31);
                PushBase(v => Start(v) >> down << shift);
                GetVariable(open);
                _code.Const((uint)down).Byte(0x76).Const((uint)shift).Byte(0x74, 0x6a);
                break;
            case 8:
                // An index out of memory.
                PushBase(_ => 0);
                PushBase(Start);
                GetVariable(open);
                _code.Byte(0x6a);
                Widen();
                _code.Access((byte)(OneIn(2) ? 0x2d : 0x2f), 0).Const((uint)_random.Next(3)).Byte(0x74, 0x6a);
                break;
            case 9 when _open[^1].Pointers.Count > 0:
                _code.Get(_open[^1].Pointers[_random.Next(_open[^1].Pointers.Count)].Local);
                break;
            default:
                // All loops' variables, as rows and columns.
                var scales = _open.Select(_ => (uint)_random.Next(1, 70) << _random.Next(4)).ToArray();
                PushBase(v => _open.Select((o, k) => o.Starts[v] * scales[k]).Aggregate(0u, (a, b) => a + b));
                for (var k = 0; k < scales.Length; k++)
                {
                    GetVariable(_open[k]);
                    _code.Const(scales[k]).Byte(0x6c, 0x6a);
                }
                break;
        }
        if (OneIn(4))
            _code.Const((uint)_random.Next(-64, 64)).Byte(0x6a);
        Widen();
        // Sums in 64 bits, and addresses that only look right in the low half.
        if (_wide && OneIn(4))
            _code.Const64(OneIn(40) ? 1L << _random.Next(30, 64) : _random.Next(-64, 64)).Byte(0x7c);
    }

    private void Widen()
    {
        if (_wide)
            _code.Byte(OneIn(10) ? (byte)0xac : (byte)0xad);
    }

    private ulong Offset() =>
        _wide && OneIn(200)
            ? 1UL << _random.Next(31, 64)
            : _random.Next(80) switch
            {
                0 => 0x8000_0000,
                1 => (uint)_random.Next(65536),
                2 or 3 or 4 or 5 => 8 * (uint)_random.Next(8),
                _ => 0,
            };

    private void EmitStatement(int conditions)
    {
        if (++_statements > 40)
            return;
        switch (_random.Next(24))
        {
            case 0 or 1 or 2:
                EmitIntLoad();
                break;
            case 3 or 4:
                EmitLongLoad();
                break;
            case 5 or 6:
                EmitAddress();
                EmitAddress();
                var (load, store, _) = IntAccesses[_random.Next(IntAccesses.Length)];
                _code.Access(load, Offset())
                    .Const((uint)_random.Next(1, 9))
                    .Byte(OneIn(2) ? (byte)0x6a : (byte)0x6c)
                    .Access(store, Offset());
                break;
            case 7 or 8:
                EmitAddress();
                _code.Get(Sum).Access(IntAccesses[_random.Next(IntAccesses.Length)].Store, Offset());
                break;
            case 9:
                EmitAddress();
                GetVariable(_open[^1]);
                _code.Access(IntAccesses[_random.Next(IntAccesses.Length)].Store, Offset());
                break;
            case 10 or 11:
                EmitAddress();
                EmitAddress();
                var (longLoad, longStore, _) = LongAccesses[_random.Next(LongAccesses.Length)];
                _code.Access(longLoad, Offset()).Get(WideSum).Byte(0x7c).Access(longStore, Offset());
                break;
            case 12 or 13:
                EmitRealSum();
                break;
            case 14:
                // Copies any bits.
                EmitAddress();
                EmitAddress();
                var single = OneIn(2);
                _code.Access((byte)(single ? 0x2a : 0x2b), Offset()).Access((byte)(single ? 0x38 : 0x39), Offset());
                break;
            case 15:
                // A constant: what LLVM makes a memset of.
                EmitAddress();
                _code.Const(OneIn(2) ? 0u : 0x01010101u).Access(IntAccesses[_random.Next(IntAccesses.Length)].Store, Offset());
                break;
            case 16 or 17 when conditions < 2:
                _code.Get(Sum).Const((uint)_random.Next(1, 8)).Byte(0x71, 0x04, Code.Empty);
                _blocks++;
                EmitStatement(conditions + 1);
                if (OneIn(2))
                {
                    _code.Byte(0x05);
                    EmitStatement(conditions + 1);
                }
                _code.Byte(0x0b);
                _blocks--;
                break;
            case 18 when OneIn(3):
                EmitBulk();
                break;
            case 19 when OneIn(3):
                _code.Get(Sum)
                    .Address(OneIn(4) ? 1u : 0u, _wide)
                    .Byte(0x40, 0)
                    .Byte(_wide ? [0xa7] : [])
                    .Byte(0x6a)
                    .Byte(0x3f, 0)
                    .Byte(_wide ? [0xa7] : [])
                    .Byte(0x6a)
                    .Set(Sum);
                break;
            case 20 when OneIn(2):
                _code.Get(Sum).Byte(0x10).Unsigned(0).Set(Sum);
                break;
            case 21:
                // Another way out.
                _code.Get(Sum)
                    .Const(0xff)
                    .Byte(0x71)
                    .Const((uint)_random.Next(256))
                    .Byte(0x46, 0x0d)
                    .Unsigned(_blocks - _open[^1].ExitBlocks - 1);
                break;
            case 22 or 23 when _open.Count < TripLimits.Length && conditions == 0:
                EmitLoop();
                break;
            default:
                EmitIntLoad();
                break;
        }
    }

    private void EmitIntLoad()
    {
        _code.Get(Sum).Const(31).Byte(0x6c);
        EmitAddress();
        _code.Access(IntAccesses[_random.Next(IntAccesses.Length)].Load, Offset()).Byte(0x6a).Set(Sum);
    }

    private void EmitLongLoad()
    {
        _code.Get(WideSum).Const64(5).Byte(0x89);
        EmitAddress();
        _code.Access(LongAccesses[_random.Next(LongAccesses.Length)].Load, Offset()).Byte((byte)(OneIn(2) ? 0x7c : 0x85)).Set(WideSum);
    }

    // real = not a NaN (real op load)
    private void EmitRealSum()
    {
        var isDouble = OneIn(2);
        _code.Get(Real);
        EmitAddress();
        if (isDouble)
            _code.Access(0x2b, Offset());
        else
            _code.Access(0x2a, Offset()).Byte(0xbb);
        _code.Byte((byte)(0xa0 + _random.Next(4))).Set(Real);
        _code.Get(Real).Byte(0x44, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f).Get(Real).Get(Real).Byte(0x61, 0x1b).Set(Real);
        if (!OneIn(3))
            return;
        EmitAddress();
        _code.Get(Real);
        if (OneIn(2))
            _code.Access(0x39, Offset());
        else
            _code.Byte(0xb6).Access(0x38, Offset());
    }

    private void EmitBulk()
    {
        EmitAddress();
        if (OneIn(2))
        {
            EmitAddress();
            PushLength();
            _code.Byte(0xfc, 10, 0, 0);
        }
        else
        {
            _code.Get(Sum);
            PushLength();
            _code.Byte(0xfc, 11, 0);
        }
    }

    private void PushLength()
    {
        if (OneIn(2))
        {
            _code.Const((uint)_random.Next(40));
        }
        else
        {
            GetVariable(_open[^1]);
            _code.Const(31).Byte(0x71);
        }
        Widen();
    }
}
