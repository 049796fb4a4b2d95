using System.Collections.Immutable;
using System.Text;
using MpiWasm.Wasm.Binary;
using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Wasm.Rewriting;

/// <summary>
/// Lets direct calls whose types differ from the function's arrive, as they do natively. C without prototypes makes such calls; of each
/// the compiler or linker makes a call of a function that only traps, whose name tells which function was meant. Each of these gets an
/// adapter, which converts arguments and result as the native calling convention would have. Code keeps its offsets, so that debug
/// information stays right: adapters come last, and the calls lead to them.
/// </summary>
public static class CallAdapters
{
    private const string LinkersPrefix = "signature_mismatch:";
    private const string CompilersSuffix = "_bitcast_invalid";
    private const string CompilersPrefix = ".L";
    private const int HeaderLength = 8;

    /// <summary>
    /// A function, the type it is called with, the type it has, and why such calls trap as before; null where they arrive.
    /// </summary>
    public sealed record Call(string Function, FunctionType Called, FunctionType? Defined, string? Obstacle);

    /// <summary>The module with adapters; the same bytes where there is nothing to adapt.</summary>
    public static ReadOnlyMemory<byte> Apply(WasmModule module, out ImmutableArray<Call> calls)
    {
        var found = ImmutableArray.CreateBuilder<Call>();
        var adapters = new List<Adapter>();
        foreach (var body in module.Bodies)
        {
            if (body.CodeLength != 2 || !body.Locals.IsEmpty || Meant(module.Names.Function(body.FunctionIndex)) is not { } name)
                continue;
            var call = Resolve(module, body.FunctionIndex, name, out var target);
            found.Add(call);
            if (call.Obstacle is null)
                adapters.Add(new Adapter(body.FunctionIndex, name, Code(call.Called, call.Defined!, target)));
        }
        calls = found.ToImmutable();
        return adapters.Count == 0 ? module.Bytes : new Rewriting(module, adapters).Write();
    }

    /// <summary>The function that was meant by one that only traps, by the names that wasm-ld and LLVM give these.</summary>
    private static string? Meant(string name)
    {
        if (name.StartsWith(LinkersPrefix, StringComparison.Ordinal))
            return name[LinkersPrefix.Length..];
        if (!name.EndsWith(CompilersSuffix, StringComparison.Ordinal))
            return null;
        name = name[..^CompilersSuffix.Length];
        return name.StartsWith(CompilersPrefix, StringComparison.Ordinal) ? name[CompilersPrefix.Length..] : name;
    }

    private static Call Resolve(WasmModule module, int stub, string name, out int target)
    {
        target = -1;
        var called = module.TypeOfFunction(stub);
        foreach (var (index, other) in module.Names.Functions)
        {
            if (other != name || index >= module.FunctionTypeIndices.Length)
                continue;
            // A file's own functions may have the name of another file's.
            if (target >= 0)
                return new Call(name, called, null, "several functions have this name");
            target = (int)index;
        }
        if (target < 0)
            return new Call(name, called, null, "it is not in the module");
        var defined = module.TypeOfFunction(target);
        return new Call(name, called, defined, IsOfC(called) && IsOfC(defined) ? null : "these are no types of C");
    }

    private static bool IsOfC(FunctionType type) =>
        type.Results.Length <= 1 && !type.Parameters.Any(ValueTypes.IsReference) && !type.Results.Any(ValueTypes.IsReference);

    /// <summary>Integers and floats have registers of their own, which both sides count by themselves.</summary>
    private static bool IsInteger(ValType type) => type is ValType.I32 or ValType.I64;

    private static byte[] Code(FunctionType called, FunctionType defined, int target)
    {
        var code = new List<byte> { 0 }; // no locals
        var integers = new Queue<int>(Enumerable.Range(0, called.Parameters.Length).Where(n => IsInteger(called.Parameters[n])));
        var floats = new Queue<int>(Enumerable.Range(0, called.Parameters.Length).Where(n => !IsInteger(called.Parameters[n])));
        foreach (var parameter in defined.Parameters)
        {
            var local = 0;
            var isThere = (IsInteger(parameter) ? integers : floats).TryDequeue(out local);
            if (isThere)
            {
                code.Add((byte)Opcode.LocalGet);
                Unsigned(code, (uint)local);
            }
            Convert(code, isThere ? called.Parameters[local] : null, parameter);
        }
        code.Add((byte)Opcode.Call);
        Unsigned(code, (uint)target);
        ValType? result = defined.Results.IsEmpty ? null : defined.Results[0];
        if (!called.Results.IsEmpty)
            Convert(code, result, called.Results[0]);
        else if (result is not null)
            code.Add((byte)Opcode.Drop);
        code.Add((byte)Opcode.End);
        return [.. code];
    }

    /// <summary>
    /// What is on the stack, if anything, becomes <paramref name="to"/>: as a register is read with another
    /// width; zero where there is none.
    /// </summary>
    private static void Convert(List<byte> code, ValType? from, ValType to)
    {
        if (from == to)
            return;
        Opcode? conversion = (from, to) switch
        {
            (ValType.I32, ValType.I64) => Opcode.I64ExtendI32U,
            (ValType.I64, ValType.I32) => Opcode.I32WrapI64,
            (ValType.F32, ValType.F64) => Opcode.F64PromoteF32,
            (ValType.F64, ValType.F32) => Opcode.F32DemoteF64,
            _ => null,
        };
        if (conversion is { } known)
        {
            code.Add((byte)known);
            return;
        }
        if (from is not null)
            code.Add((byte)Opcode.Drop);
        code.AddRange(to switch
        {
            ValType.I32 => [(byte)Opcode.I32Const, 0],
            ValType.I64 => [(byte)Opcode.I64Const, 0],
            ValType.F32 => [(byte)Opcode.F32Const, .. new byte[4]],
            ValType.F64 => [(byte)Opcode.F64Const, .. new byte[8]],
            _ => [0xFD, 12, .. new byte[16]],
        });
    }

    private static int Unsigned(List<byte> bytes, uint value, int length = 1)
    {
        var before = bytes.Count;
        for (; value >= 0x80 || length > 1; value >>= 7, length--)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return bytes.Count - before;
    }

    private sealed record Adapter(int Stub, string Function, byte[] Code);

    private sealed class Rewriting(WasmModule module, List<Adapter> adapters)
    {
        private readonly Dictionary<uint, uint> _moved = adapters.Select((a, n) => (a.Stub, n))
            .ToDictionary(a => (uint)a.Stub, a => (uint)(module.FunctionTypeIndices.Length + a.n));

        private bool _offsetsMove;

        public ReadOnlyMemory<byte> Write()
        {
            var sections = new List<(byte Id, string Name, byte[] Contents)>();
            var reader = new ByteReader(module.Bytes.Span, HeaderLength, module.Bytes.Length, section: null, module);
            while (!reader.AtEnd)
            {
                var id = reader.U8();
                var size = reader.U32();
                var start = reader.Take(size);
                var contents = new ByteReader(module.Bytes.Span, start, reader.Position, section: null, module);
                var name = id == 0 ? contents.OptionalName() ?? "" : "";
                sections.Add((id, name, id switch
                {
                    3 => Functions(contents),
                    9 => Elements(contents),
                    10 => Code(contents),
                    0 when name == "name" => Names(start, contents),
                    _ => module.Bytes[start..reader.Position].ToArray(),
                }));
            }
            var bytes = new List<byte>(module.Bytes.Span[..HeaderLength].ToArray());
            foreach (var (id, name, contents) in sections)
            {
                if (_offsetsMove && name.StartsWith(".debug_", StringComparison.Ordinal))
                    continue;
                bytes.Add(id);
                Unsigned(bytes, (uint)contents.Length);
                bytes.AddRange(contents);
            }
            return bytes.ToArray();
        }

        private byte[] Functions(ByteReader section)
        {
            var count = section.U32();
            var bytes = new List<byte>();
            Unsigned(bytes, count + (uint)adapters.Count);
            Rest(bytes, section);
            foreach (var adapter in adapters)
                Unsigned(bytes, module.FunctionTypeIndices[adapter.Stub]);
            return [.. bytes];
        }

        private byte[] Elements(ByteReader section)
        {
            var bytes = new List<byte>();
            Unsigned(bytes, section.U32());
            foreach (var segment in module.Elements)
            {
                var start = section.Position;
                var kind = section.U32();
                if (kind > 3)
                {
                    // Expressions, which no linker of C writes: the rest as it is.
                    bytes.AddRange(module.Bytes.Span[start..section.End]);
                    return [.. bytes];
                }
                if (kind == 2)
                    section.U32();
                if (segment.TableOffset is { } offset)
                    section.Take((uint)offset.Code.Length);
                if (kind != 0)
                    section.U8();
                bytes.AddRange(module.Bytes.Span[start..section.Position]);
                Unsigned(bytes, section.U32());
                foreach (var function in segment.FunctionIndices)
                {
                    section.U32();
                    Unsigned(bytes, _moved.GetValueOrDefault(function, function));
                }
            }
            return [.. bytes];
        }

        private byte[] Code(ByteReader section)
        {
            var start = section.Position;
            var count = section.U32();
            var bytes = new List<byte>();
            var length = section.Position - start;
            // The one case in which there is no room for the count: what debug information says of places would be wrong.
            _offsetsMove = Unsigned(bytes, count + (uint)adapters.Count, length) != length;
            var bodies = module.Bytes.Span[section.Position..section.End].ToArray();
            foreach (var body in module.Bodies)
                Redirect(body, bodies.AsSpan(body.CodeOffset - section.Position, body.CodeLength));
            bytes.AddRange(bodies);
            foreach (var adapter in adapters)
            {
                Unsigned(bytes, (uint)adapter.Code.Length);
                bytes.AddRange(adapter.Code);
            }
            return [.. bytes];
        }

        private void Redirect(FunctionBody body, Span<byte> code)
        {
            var reader = new InstructionReader(module, body);
            while (reader.Read(out var instruction))
            {
                if (instruction.Opcode is not (Opcode.Call or Opcode.ReturnCall or Opcode.RefFunc)
                    || !_moved.TryGetValue(instruction.Index, out var adapter))
                    continue;
                var index = new List<byte>();
                var room = reader.Position - instruction.Offset - 1;
                if (Unsigned(index, adapter, room) != room)
                    throw new WasmLimitException(
                        reader.Place(instruction.Offset), "a call has no room for another index: link without --compress-relocations");
                index.ToArray().CopyTo(code[(instruction.Offset + 1 - body.CodeOffset)..]);
            }
        }

        /// <summary>The name section, with names for the adapters, which have the largest indices and come last.</summary>
        private byte[] Names(int start, ByteReader section)
        {
            var bytes = new List<byte>(module.Bytes.Span[start..section.Position].ToArray());
            while (!section.AtEnd)
            {
                var at = section.Position;
                var id = section.U8();
                var size = section.U32();
                var contents = section.Take(size);
                if (id != 1)
                {
                    bytes.AddRange(module.Bytes.Span[at..section.Position]);
                    continue;
                }
                var names = new ByteReader(module.Bytes.Span, contents, section.Position, section: null, module);
                var map = new List<byte>();
                Unsigned(map, names.U32() + (uint)adapters.Count);
                Rest(map, names);
                foreach (var adapter in adapters)
                {
                    var name = Encoding.UTF8.GetBytes("adapted:" + adapter.Function);
                    Unsigned(map, _moved[(uint)adapter.Stub]);
                    Unsigned(map, (uint)name.Length);
                    map.AddRange(name);
                }
                bytes.Add(id);
                Unsigned(bytes, (uint)map.Count);
                bytes.AddRange(map);
            }
            return [.. bytes];
        }

        private void Rest(List<byte> bytes, ByteReader reader) => bytes.AddRange(module.Bytes.Span[reader.Position..reader.End]);
    }
}
