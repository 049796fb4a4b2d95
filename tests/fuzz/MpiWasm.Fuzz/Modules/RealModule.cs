using MpiWasm.Wasm;
using MpiWasm.Wasm.Decoding;
using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Fuzz.Modules;

/// <summary>
/// Pieces of programs that mpiwasm-cc compiled: a few functions each, changed here and there and called with numbers
/// they never expected. All other functions return 0, loops and calls are counted so that they end, and arithmetic gives
/// no NaN, whose bits would show in memory.
/// </summary>
internal sealed class RealModule
{
    private const int MaximumBody = 1200, Steps = 20_000;

    private static readonly Dictionary<string, InstructionInfo[]> Alike = InstructionTable.All
        .Where(info => info.Signature is not null && info.Immediate is ImmediateKind.None or ImmediateKind.Access
            && (info.Feature & ~WasmFeatures.SignExtension & ~WasmFeatures.SaturatingFloatToInt) == 0)
        .GroupBy(info => info.Immediate + info.Signature)
        .ToDictionary(group => group.Key, group => group.ToArray());

    private readonly Random _random;
    private readonly WasmModule _module;
    private readonly uint _steps;
    private readonly int _rarity;

    private RealModule(Random random, WasmModule module)
    {
        _random = random;
        _module = module;
        _steps = (uint)module.Globals.Length;
        // Some are left as they are.
        _rarity = random.Next(4) switch { 0 => int.MaxValue, 1 => 300, 2 => 80, _ => 25 };
    }

    public static FuzzCase? Make(Random random, string[] files)
    {
        if (files.Length == 0)
            return null;
        var wasm = File.ReadAllBytes(files[random.Next(files.Length)]);
        var changed = Observable.Make(new RealModule(random, ModuleDecoder.Decode(wasm)).Make(wasm), keepImports: false);
        return new FuzzCase(changed, PlannedCall.OfExports(ModuleDecoder.Decode(changed), random, 4), 0);
    }

    private byte[] Make(byte[] wasm)
    {
        var parts = new ModuleParts(wasm);
        var candidates = _module.Bodies.Where(body => body.CodeLength is > 12 and < MaximumBody
            && _module.TypeOfFunction(body.FunctionIndex).Parameters.All(PlannedCall.IsNumeric))
            .ToArray();
        _random.Shuffle(candidates);
        var kept = candidates.Take(_random.Next(1, 3)).Select(body => body.FunctionIndex).ToHashSet();
        Code bodies = new(), exports = new();
        foreach (var body in _module.Bodies)
            bodies.Sized(kept.Contains(body.FunctionIndex) ? Changed(body) : Nothing(_module.TypeOfFunction(body.FunctionIndex)));
        foreach (var index in kept)
            exports.Text($"f{index}").Byte(0).Unsigned((uint)index);
        var type = parts.Add(ModuleParts.Types, new Code().Type([], []));
        parts.Replace(ModuleParts.Bodies, (uint)_module.Bodies.Length, bodies);
        parts.Add(ModuleParts.Globals, new Code().Byte(Code.I32, 1).Const(Steps).Byte(0x0b));
        var start = parts.Add(ModuleParts.Functions, new Code().Unsigned(type)) + (uint)_module.ImportedFunctionCount;
        parts.Add(ModuleParts.Bodies, new Code().Sized(new Code().Unsigned(0).Const(Steps).Byte(0x24).Unsigned(_steps).Byte(0x0b)));
        parts.Replace(ModuleParts.Exports, (uint)kept.Count + 1, exports.Text("hangLimitInitializer").Byte(0).Unsigned(start));
        parts.Remove(ModuleParts.Start);
        return parts.ToArray();
    }

    private static Code Nothing(FunctionType type)
    {
        var code = new Code().Unsigned(0);
        foreach (var result in type.Results)
            code.Zero(result);
        return code.Byte(0x0b);
    }

    private Code Changed(FunctionBody body)
    {
        var type = _module.TypeOfFunction(body.FunctionIndex);
        ValType[] locals = [.. type.Parameters, .. body.Locals.SelectMany(group => Enumerable.Repeat(group.Type, (int)group.Count))];
        var code = new Code().Unsigned((uint)body.Locals.Length + 2);
        foreach (var group in body.Locals)
            code.Unsigned(group.Count).Byte((byte)group.Type);
        code.Unsigned(1).Byte(Code.F32).Unsigned(1).Byte(Code.F64);
        Count(code);
        var reader = new InstructionReader(_module, body);
        while (reader.Read(out var instruction))
        {
            var bytes = _module.Bytes.Span[instruction.Offset..reader.Position];
            var info = instruction.Info;
            if (_random.Next(_rarity) == 0)
                info = Change(code, instruction, bytes, locals);
            else
                code.Byte(bytes);
            if (info.Opcode == Opcode.Loop)
                Count(code);
            if (!info.Results.IsDefault && info.Results is [ValType.F32 or ValType.F64] && info.Immediate == ImmediateKind.None
                && !info.Name.Contains("reinterpret", StringComparison.Ordinal))
                Harmless(code, info.Results[0], (uint)locals.Length);
        }
        return code;
    }

    private void Count(Code code) =>
        code.Byte(0x23)
            .Unsigned(_steps)
            .Byte(0x45, 0x04, Code.Empty, 0x00, 0x0b, 0x23)
            .Unsigned(_steps)
            .Const(1)
            .Byte(0x6b, 0x24)
            .Unsigned(_steps);

    private static void Harmless(Code code, ValType type, uint scratch)
    {
        var local = type == ValType.F32 ? scratch : scratch + 1;
        code.Tee(local).Zero(type).Get(local).Get(local).Byte(type == ValType.F32 ? (byte)0x5b : (byte)0x61, 0x1b);
    }

    /// <summary>Another instruction of the same type, constant, local or offset.</summary>
    private InstructionInfo Change(Code code, in Instruction instruction, ReadOnlySpan<byte> bytes, ValType[] locals)
    {
        var info = instruction.Info;
        switch (info.Opcode)
        {
            case Opcode.I32Const:
                code.Const(_random.Next(3) == 0 ? (uint)instruction.I32 + (uint)_random.Next(-2, 3) : 1u << _random.Next(32));
                return info;
            case Opcode.I64Const:
                code.Const64(_random.Next(3) == 0 ? instruction.I64 + _random.Next(-2, 3) : 1L << _random.Next(64));
                return info;
            case Opcode.LocalGet:
                var from = instruction.Index;
                var others = Enumerable.Range(0, locals.Length).Where(i => locals[i] == locals[from]).ToArray();
                code.Get((uint)others[_random.Next(others.Length)]);
                return info;
        }
        if (info.Signature is null || !Alike.TryGetValue(info.Immediate + info.Signature, out var alike))
        {
            code.Byte(bytes);
            return info;
        }
        info = alike[_random.Next(alike.Length)];
        code.Op(info.Opcode);
        if (info.Immediate == ImmediateKind.Access)
            code.Unsigned(0).Unsigned(_random.Next(3) == 0 ? (ulong)_random.Next(64) : instruction.MemArg.Offset);
        return info;
    }
}
