using MpiWasm.Wasm;
using MpiWasm.Wasm.Decoding;
using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Fuzz.Modules;

/// <summary>
/// Writes functions of instructions drawn from the instruction table, with operands from locals and results into locals, in loops, on a
/// memory with 32- or 64-bit addresses: the atomic instructions on a shared memory, or the vector and scalar ones.
/// </summary>
internal sealed class InstructionModule
{
    private const uint Counter = 5, FirstLocal = 6, PerType = 4;

    private static readonly ValType[] Types = [ValType.I32, ValType.I64, ValType.F32, ValType.F64, ValType.V128];
    private static readonly InstructionInfo[] Typed = [.. InstructionTable.All.Where(info => info.Signature is not null)];
    private static readonly InstructionInfo[] Atomics = [.. Typed.Where(info => info.Feature == WasmFeatures.Threads)];
    private static readonly InstructionInfo[] Vectors = [.. Typed.Where(info => info.Feature == WasmFeatures.Simd)];
    private static readonly InstructionInfo[] Scalars = [.. Typed.Where(info => (info.Feature & ~(WasmFeatures.SignExtension
        | WasmFeatures.SaturatingFloatToInt | WasmFeatures.BulkMemory)) == 0
        && info.Immediate is ImmediateKind.None or ImmediateKind.Access && info.Opcode != Opcode.MemoryGrow)];

    private static readonly string[] Comparisons = ["eq", "ne", "lt", "gt", "le", "ge"];

    private readonly Random _random;
    private readonly InstructionInfo[] _main;
    private readonly bool _wide;
    private readonly bool _atomic;
    private readonly Code _code = new();
    private uint _depth;

    private InstructionModule(Random random, InstructionInfo[] main, bool wide)
    {
        _random = random;
        _main = main;
        _wide = wide;
        _atomic = main == Atomics;
    }

    public static FuzzCase MakeAtomic(Random random, bool wide) => Make(random, Atomics, wide, random.Next(8) > 0);

    public static FuzzCase MakeVector(Random random, bool wide) => Make(random, Vectors, wide, false);

    private static FuzzCase Make(Random random, InstructionInfo[] main, bool wide, bool shared)
    {
        var count = random.Next(1, 3);
        var types = new Code().Unsigned(1).Type(Types, [ValType.I64]);
        var declared = new Code().Unsigned((uint)count);
        var exports = new Code().Unsigned((uint)count);
        var bodies = new Code().Unsigned((uint)count);
        for (var i = 0; i < count; i++)
        {
            declared.Unsigned(0);
            exports.Text($"f{i}").Byte(0).Unsigned((uint)i);
            bodies.Sized(new InstructionModule(random, main, wide).Body());
        }
        var module = new Code().Byte(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)
            .Section(ModuleParts.Types, types)
            .Section(ModuleParts.Functions, declared)
            .Section(ModuleParts.Memories, new Code().Unsigned(1).Byte((byte)((shared ? 3 : 1) + (wide ? 4 : 0)), 1, 2))
            .Section(ModuleParts.Exports, exports)
            .Section(ModuleParts.Bodies, bodies);
        var wasm = Observable.Make(module.ToArray(), keepImports: true);
        return new FuzzCase(wasm, PlannedCall.OfExports(ModuleDecoder.Decode(wasm), random, 4), random.Next(1, int.MaxValue))
        {
            NeedsNewer = wide,
        };
    }

    private Code Body()
    {
        for (var i = _random.Next(4, 14); i > 0; i--)
            Statement();
        // All that was computed, and the flags of comparisons with it.
        for (var type = 0; type < Types.Length; type++)
        {
            for (uint i = 0; i < PerType; i++)
                Fold(Types[type], Local(type, i));
        }
        var body = new Code().Unsigned((uint)Types.Length + 1).Unsigned(1).Byte(Code.I32);
        foreach (var type in Types)
            body.Unsigned(PerType).Byte((byte)type);
        // From parameters to locals, all different.
        for (var type = 0; type < Types.Length; type++)
            body.Get((uint)type).Set(Local(type, 0)).Get((uint)type).Set(Local(type, 1));
        return body.Append(_code).Get(Local(1, 0)).Byte(0x0b);
    }

    private static uint Local(int type, uint i) => FirstLocal + ((uint)type * PerType) + i;

    private uint AnyLocal(ValType type) => Local(Array.IndexOf(Types, type), (uint)_random.Next((int)PerType));

    private bool OneIn(int n) => _random.Next(n) == 0;

    private void Statement()
    {
        if (_depth == 0 && OneIn(4))
        {
            _code.Const((uint)_random.Next(2, 20)).Set(Counter).Byte(0x03, Code.Empty);
            _depth++;
            for (var i = _random.Next(2, 8); i > 0; i--)
                Statement();
            _depth--;
            _code.Get(Counter).Const(1).Byte(0x6b).Tee(Counter).Byte(0x0d).Unsigned(0).Byte(0x0b);
            return;
        }
        var info = OneIn(4) ? Any(Scalars) : Any(_main);
        Instruction(info);
        for (var i = info.Results.Length; i-- > 0;)
        {
            Harmless(info.Results[i], info);
            _code.Set(AnyLocal(info.Results[i]));
        }
    }

    private InstructionInfo Any(InstructionInfo[] rows) => rows[_random.Next(rows.Length)];

    private void Instruction(InstructionInfo info)
    {
        var letters = info.Signature!.AsSpan(0, info.Signature!.IndexOf(':', StringComparison.Ordinal));
        var unaligned = OneIn(_atomic ? 60 : 2);
        if (info.Opcode is Opcode.MemoryAtomicWait32 or Opcode.MemoryAtomicWait64)
        {
            Wait(info.Opcode == Opcode.MemoryAtomicWait64);
            return;
        }
        for (var i = 0; i < letters.Length; i++)
        {
            if (letters[i] != 'a')
                Operand(info.Operands[i], info);
            else
                Address(unaligned ? 0 : info.NaturalAlignment);
        }
        _code.Op(info.Opcode);
        switch (info.Immediate)
        {
            case ImmediateKind.None:
                break;
            case ImmediateKind.Access:
                MemoryArgument(info, unaligned);
                break;
            case ImmediateKind.AccessLane:
                MemoryArgument(info, unaligned);
                _code.Byte((byte)_random.Next(info.LaneCount));
                break;
            case ImmediateKind.Lane:
                _code.Byte((byte)_random.Next(info.LaneCount));
                break;
            case ImmediateKind.Shuffle:
                for (var i = 0; i < 16; i++)
                    _code.Byte((byte)_random.Next(32));
                break;
            case ImmediateKind.V128:
                for (var i = 0; i < 16; i++)
                    _code.Byte((byte)_random.Next(OneIn(3) ? 2 : 128));
                break;
            case ImmediateKind.ZeroByte:
                _code.Byte(0);
                break;
            case ImmediateKind kind:
                throw new InvalidOperationException($"{info.Name} has {kind}");
        }
    }

    // On what is not there (1), or what is there and no time (2): never longer. On a memory that is not shared a trap.
    private void Wait(bool isLong)
    {
        Address(isLong ? 3 : 2, constant: true, out var address);
        var differs = OneIn(2);
        if (_wide)
            _code.Const64((long)address);
        else
            _code.Const((uint)address);
        _code.Access((byte)(isLong ? 0x29 : 0x28), 0);
        if (differs)
        {
            if (isLong)
                _code.Const64(1L << _random.Next(64)).Byte(0x85);
            else
                _code.Const(1u << _random.Next(32)).Byte(0x73);
        }
        _code.Const64(differs ? _random.Next(-1, 2) : 0);
        _code.Op(isLong ? Opcode.MemoryAtomicWait64 : Opcode.MemoryAtomicWait32).Byte((byte)(isLong ? 3 : 2)).Unsigned(0);
    }

    private void MemoryArgument(InstructionInfo info, bool unaligned)
    {
        var align = info.IsAtomicAccess ? info.NaturalAlignment
            : info.Immediate == ImmediateKind.AccessLane ? 0
            : _random.Next(info.NaturalAlignment + 1);
        var offset = (ulong)(_random.Next(60) switch { 0 => _random.Next(65536), 1 => 0x7fff_0000, < 20 => 16 * _random.Next(16), _ => 0 });
        if (_wide && OneIn(80))
            offset = 1UL << _random.Next(30, 64);
        _code.Unsigned((uint)align).Unsigned(unaligned ? offset : offset & ~15UL);
    }

    private void Address(int align) => Address(align, OneIn(3), out _);

    /// <summary>Mostly in a small part of the memory, so that accesses meet.</summary>
    private void Address(int align, bool constant, out ulong address)
    {
        var mask = ~((1UL << align) - 1);
        address = (ulong)_random.Next(_random.Next(50) switch { 0 => 65536 + 64, 1 => 65536, _ => 512 }) & mask;
        if (constant)
        {
            if (_wide)
                _code.Const64((long)address);
            else
                _code.Const((uint)address);
            return;
        }
        var within = OneIn(40) ? uint.MaxValue : 511;
        if (_wide)
            _code.Get(AnyLocal(ValType.I64)).Const64((long)(within & mask & uint.MaxValue)).Byte(0x83);
        else
            _code.Get(AnyLocal(ValType.I32)).Const((uint)(within & mask)).Byte(0x71);
    }

    private void Operand(ValType type, InstructionInfo info)
    {
        // Divisions trap seldom, conversions are fed what fits.
        if (type is ValType.F32 or ValType.F64 && info.Name.Contains("trunc_", StringComparison.Ordinal)
            && !info.Name.Contains("sat", StringComparison.Ordinal) && !OneIn(20))
        {
            _code.Get(AnyLocal(ValType.I32))
                .Byte(type == ValType.F32 ? (byte)0xb2 : (byte)0xb7)
                .Byte(type == ValType.F32 ? (byte)0x91 : (byte)0x99);
            return;
        }
        _code.Get(AnyLocal(type));
        if (info.Name.Contains("div_", StringComparison.Ordinal) || info.Name.Contains("rem_", StringComparison.Ordinal))
        {
            if (type == ValType.I32 && !OneIn(20))
                _code.Const(0x7fff_ffff).Byte(0x71).Const(3).Byte(0x72);
            else if (type == ValType.I64 && !OneIn(20))
                _code.Const64(long.MaxValue).Byte(0x83).Const64(3).Byte(0x84);
        }
    }

    /// <summary>Replaces a NaN on the stack, whose bits engines may choose, by 0.</summary>
    private void Harmless(ValType type, InstructionInfo info)
    {
        var local = AnyLocal(type);
        switch (type)
        {
            case ValType.F32 or ValType.F64:
                _code.Tee(local).Zero(type).Get(local).Get(local).Byte(type == ValType.F32 ? (byte)0x5b : (byte)0x61, 0x1b).Tee(local);
                break;
            case ValType.V128 when info.Name.StartsWith('f')
                && !Comparisons.Contains(info.Name[(info.Name.IndexOf('.', StringComparison.Ordinal) + 1)..]):
                _code.Tee(local)
                    .Get(local)
                    .Get(local)
                    .Op(info.Name.StartsWith("f32", StringComparison.Ordinal) ? Opcode.F32x4Eq : Opcode.F64x2Eq)
                    .Op(Opcode.V128And)
                    .Tee(local);
                break;
        }
    }

    private void Fold(ValType type, uint local)
    {
        var sum = Local(1, 0);
        if (local == sum)
            return;
        _code.Get(sum).Const64(31).Byte(0x7e).Get(local);
        switch (type)
        {
            case ValType.I32:
                _code.Byte(0xad);
                break;
            case ValType.F32:
                _code.Byte(0xbc, 0xad);
                break;
            case ValType.F64:
                _code.Byte(0xbd);
                break;
            case ValType.V128:
                _code.Op(Opcode.I64x2ExtractLane).Byte(0).Get(local).Op(Opcode.I64x2ExtractLane).Byte(1).Const64(7).Byte(0x7e, 0x7c);
                break;
        }
        _code.Byte(0x7c).Set(sum);
    }
}
