using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Runtime.Tests;

/// <summary>
/// Makes small modules with instructions that wabt's text format does not know. Code is a line of names and immediates
/// without parentheses; the clauses of try_table are written <c>catch:TAG:LABEL</c>, <c>catch_all_ref:LABEL</c> and so
/// on. Everything is exported under its name.
/// </summary>
internal sealed class TinyAssembler
{
    private static readonly Dictionary<string, InstructionInfo> Instructions =
        InstructionTable.All.Where(i => i.Opcode != Opcode.SelectTyped).ToDictionary(i => i.Name);

    private readonly List<byte[]> _types = [];
    private readonly List<byte[]> _functions = [];
    private readonly List<byte[]> _tables = [];
    private readonly List<byte[]> _tags = [];
    private readonly List<byte[]> _globals = [];
    private readonly List<byte[]> _exports = [];
    private readonly List<byte[]> _code = [];

    public TinyAssembler Tag(string name, string parameters)
    {
        _exports.Add([.. Name(name), 4, (byte)_tags.Count]);
        _tags.Add([0, Type(parameters, "")]);
        return this;
    }

    public TinyAssembler Table(string name, string type, byte size)
    {
        _exports.Add([.. Name(name), 1, (byte)_tables.Count]);
        _tables.Add([(byte)TypeNamed(type), 0, size]);
        return this;
    }

    /// <summary>A mutable global that starts as null.</summary>
    public TinyAssembler Global(string name, string type)
    {
        _exports.Add([.. Name(name), 3, (byte)_globals.Count]);
        _globals.Add([(byte)TypeNamed(type), 1, 0xD0, (byte)TypeNamed(type), 0x0B]);
        return this;
    }

    public TinyAssembler Function(string name, string parameters, string results, string locals, string code)
    {
        _exports.Add([.. Name(name), 0, (byte)_functions.Count]);
        _functions.Add([Type(parameters, results)]);
        var types = Types(locals);
        byte[] body = [(byte)types.Length, .. types.SelectMany(t => new byte[] { 1, t }), .. Assemble(code), 0x0B];
        _code.Add([.. Leb(body.Length), .. body]);
        return this;
    }

    public byte[] Module() =>
    [
        0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00,
        .. Section(1,
            _types), .. Section(3,
                _functions), .. Section(4,
                    _tables), .. Section(13, _tags), .. Section(6, _globals), .. Section(7, _exports), .. Section(10, _code),
    ];

    private static byte[] Section(byte id, List<byte[]> elements)
    {
        if (elements.Count == 0)
            return [];
        byte[] contents = [.. Leb(elements.Count), .. elements.SelectMany(e => e)];
        return [id, .. Leb(contents.Length), .. contents];
    }

    private static IEnumerable<byte> Assemble(string code)
    {
        var words = code.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var at = 0; at < words.Length;)
        {
            var info = Instructions[words[at++]];
            foreach (var b in Encoded(info.Opcode))
                yield return b;
            switch (info.Immediate)
            {
                case ImmediateKind.None:
                    break;
                case ImmediateKind.Block:
                    yield return BlockType(words[at++]);
                    break;
                case ImmediateKind.TryTable:
                    yield return BlockType(words[at++]);
                    var clauses = words[at..].TakeWhile(w => w.Contains(':', StringComparison.Ordinal)).ToArray();
                    at += clauses.Length;
                    yield return (byte)clauses.Length;
                    foreach (var parts in clauses.Select(c => c.Split(':')))
                    {
                        yield return (byte)Array.IndexOf(["catch", "catch_ref", "catch_all", "catch_all_ref"], parts[0]);
                        foreach (var index in parts[1..])
                            yield return byte.Parse(index);
                    }
                    break;
                case ImmediateKind.I32:
                    foreach (var b in Signed(int.Parse(words[at++])))
                        yield return b;
                    break;
                default:
                    yield return byte.Parse(words[at++]);
                    break;
            }
        }
    }

    private static byte[] Encoded(Opcode opcode) => (int)opcode switch
    {
        var code and < 0x100 => [(byte)code],
        var code and >= 0xFD000 => [0xFD, .. Leb(code - 0xFD000)],
        var code => [(byte)(code >> 8), .. Leb(code & 0xFF)],
    };

    private byte Type(string parameters, string results)
    {
        _types.Add([0x60, (byte)Types(parameters).Length, .. Types(parameters), (byte)Types(results).Length, .. Types(results)]);
        return (byte)(_types.Count - 1);
    }

    private static byte[] Types(string names) =>
        [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => (byte)TypeNamed(n))];

    private static byte BlockType(string name) => name == "void" ? (byte)0x40 : (byte)TypeNamed(name);

    private static ValType TypeNamed(string name) => Enum.GetValues<ValType>().Single(t => ValueTypes.Name(t) == name);

    private static byte[] Name(string name) => [(byte)name.Length, .. System.Text.Encoding.ASCII.GetBytes(name)];

    private static IEnumerable<byte> Leb(int value)
    {
        for (; value >= 0x80; value >>= 7)
            yield return (byte)(value | 0x80);
        yield return (byte)value;
    }

    private static IEnumerable<byte> Signed(int value)
    {
        for (; value is < -64 or > 63; value >>= 7)
            yield return (byte)(value | 0x80);
        yield return (byte)(value & 0x7F);
    }
}
