using MpiWasm.Wasm.Decoding;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Fuzz.Modules;

/// <summary>What the functions of a module of exceptions share.</summary>
/// <param name="Legacy">The legacy instructions, else try_table and exnref.</param>
/// <param name="Functions">Types of the functions, an index into <see cref="ExceptionModule.Shapes"/> each.</param>
/// <param name="Imports">Names and types of the host functions; the first functions of the module.</param>
internal sealed record ExceptionPlan(bool Legacy, int[] Functions, (string Name, uint Type)[] Imports);

/// <summary>
/// Writes modules of functions that throw and catch: nests of tries, loops and branches, exceptions of several tags with several values
/// across functions, through indirect calls, tail calls and host functions, beside traps, which nothing may catch.
/// </summary>
internal static class ExceptionModule
{
    private const ValType I32 = ValType.I32, I64 = ValType.I64, F32 = ValType.F32, F64 = ValType.F64,
        V128 = ValType.V128, ExnRef = ValType.ExnRef;

    /// <summary>What functions take and return.</summary>
    public static readonly (ValType[] Parameters, ValType[] Results)[] Shapes =
    [
        ([I32], [I32]),
        ([I32, I64], [I64]),
        ([F64, I32], [F64, I32]),
        ([], []),
    ];

    /// <summary>What exceptions carry.</summary>
    public static readonly ValType[][] Tags = [[I32], [I64, F64], [], [F32, I32, F64, I64, I32], [V128, I32]];

    // Types, after the shapes: of the tags, of blocks that receive what a tag carries, the same with the exception
    // itself, of blocks that receive that only.
    public static uint TagType(int tag) => (uint)(Shapes.Length + tag);

    public static uint CaughtType(int tag) => (uint)(Shapes.Length + Tags.Length + tag);

    public static uint CaughtWithReferenceType(int tag) => (uint)(Shapes.Length + (2 * Tags.Length) + tag);

    public static FuzzCase Make(Random random, bool legacy)
    {
        var functions = Enumerable.Range(0, random.Next(2, 7)).Select(i => i == 0 ? 0 : random.Next(Shapes.Length)).ToArray();
        var reentered = Enumerable.Range(0, functions.Length).Where(i => functions[i] == 0).ToArray();
        (string, uint)[] imports =
        [
            ("log-i32", TagType(0)),
            ($"call-f{reentered[random.Next(reentered.Length)]}", 0),
            ($"catch-f{reentered[random.Next(reentered.Length)]}", 0),
            ($"again-f{reentered[random.Next(reentered.Length)]}", 0),
            .. Tags.Index().Where(tag => !tag.Item.Contains(V128)).Select(tag => ($"throw-{tag.Index}", TagType(tag.Index))),
        ];
        var plan = new ExceptionPlan(legacy, functions, imports);

        var types = new Code();
        foreach (var (parameters, results) in Shapes)
            types.Type(parameters, results);
        foreach (var tag in Tags)
            types.Type(tag, []);
        foreach (var tag in Tags)
            types.Type([], tag);
        var count = Shapes.Length + (2 * Tags.Length);
        if (!legacy)
        {
            foreach (var tag in Tags)
                types.Type([], [.. tag, ExnRef]);
            count += Tags.Length;
        }
        Code imported = new(), declared = new(), exports = new(), bodies = new(), elements = new(), tags = new();
        foreach (var (name, type) in imports)
            imported.Text("host").Text(name).Byte(0).Unsigned(type);
        foreach (var tag in Tags.Indices())
            tags.Byte(0).Unsigned(TagType(tag));
        elements.Byte(0).Const(0).Byte(0x0b).Unsigned((uint)functions.Length);
        for (var i = 0; i < functions.Length; i++)
        {
            var index = (uint)(imports.Length + i);
            declared.Unsigned((uint)functions[i]);
            exports.Text($"f{i}").Byte(0).Unsigned(index);
            elements.Unsigned(index);
            bodies.Sized(new ExceptionFunction(random, plan, i).Body());
        }
        var size = (uint)functions.Length;
        var module = new Code().Byte(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)
            .Section(ModuleParts.Types, new Code().Unsigned((uint)count).Append(types))
            .Section(ModuleParts.Imports, new Code().Unsigned((uint)imports.Length).Append(imported))
            .Section(ModuleParts.Functions, new Code().Unsigned(size).Append(declared))
            .Section(ModuleParts.Tables, new Code().Unsigned(1).Byte(0x70, 0).Unsigned(size + 1))
            .Section(ModuleParts.Memories, new Code().Unsigned(1).Byte(1, 1, 1))
            .Section(ModuleParts.Tags, new Code().Unsigned((uint)Tags.Length).Append(tags))
            // What is left of the calls a module may make, and notes.
            .Section(ModuleParts.Globals, new Code().Unsigned(2)
                .Byte(Code.I32, 1)
                .Const(2000)
                .Byte(0x0b, Code.I64, 1)
                .Const64(0)
                .Byte(0x0b))
            .Section(ModuleParts.Exports, new Code().Unsigned(size).Append(exports))
            .Section(ModuleParts.Elements, new Code().Unsigned(1).Append(elements))
            .Section(ModuleParts.Bodies, new Code().Unsigned(size).Append(bodies));
        var wasm = Observable.Make(module.ToArray(), keepImports: true);
        return new FuzzCase(wasm, PlannedCall.OfExports(ModuleDecoder.Decode(wasm), random, 6), 0) { NeedsNewer = !legacy };
    }

    private static IEnumerable<int> Indices<T>(this T[] items) => Enumerable.Range(0, items.Length);
}
