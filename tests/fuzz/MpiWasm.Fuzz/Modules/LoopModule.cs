namespace MpiWasm.Fuzz.Modules;

/// <summary>Writes modules of loops over memory: <c>f0</c>, <c>f1</c>, … of 48 numbers each, a helper, an exported memory.</summary>
internal static class LoopModule
{
    public const int Parameters = 48, Vectors = 4;

    /// <param name="random">Decides.</param>
    /// <param name="wide">The memory has 64-bit addresses.</param>
    public static FuzzCase Make(Random random, bool wide)
    {
        var pages = random.Next(1, 4);
        var functions = Enumerable.Range(0, random.Next(4) == 0 ? 2 : 1)
            .Select(_ => new LoopFunction(random, pages * 65536, wide))
            .ToArray();

        var types = new Code().Unsigned(2).Byte(0x60).Unsigned(Parameters);
        for (var i = 0; i < Parameters; i++)
            types.Byte(Code.I32);
        types.Unsigned(1).Byte(Code.I64);
        types.Byte(0x60).Unsigned(1).Byte(Code.I32).Unsigned(1).Byte(Code.I32);

        var declared = new Code().Unsigned((uint)functions.Length + 1).Unsigned(1);
        var exports = new Code().Unsigned((uint)functions.Length + 1).Text("m").Byte(2).Unsigned(0);
        var bodies = new Code().Unsigned((uint)functions.Length + 1).Sized(Helper(wide));
        for (var i = 0; i < functions.Length; i++)
        {
            declared.Unsigned(0);
            exports.Text($"f{i}").Byte(0).Unsigned((uint)i + 1);
            bodies.Sized(functions[i].Body());
        }
        var globals = new Code().Unsigned(LoopFunction.Globals);
        for (var i = 0; i < LoopFunction.Globals; i++)
            globals.Byte(Code.I32, 1).Const((uint)i).Byte(0x0b);

        var module = new Code().Byte(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
        module.Section(1, types)
            .Section(3, declared)
            .Section(5, new Code().Unsigned(1).Byte(wide ? (byte)5 : (byte)1).Unsigned((uint)pages).Unsigned(5));
        module.Section(6, globals).Section(7, exports).Section(10, bodies);

        var calls = new List<PlannedCall>();
        for (var vector = 0; vector < Vectors; vector++)
        {
            for (var i = 0; i < functions.Length; i++)
                calls.Add(new PlannedCall($"f{i}", [.. functions[i].Arguments(vector).Select(value => $"i32:{value:x}")], ["i64"]));
        }
        return new FuzzCase(module.ToArray(), calls, random.Next(1, int.MaxValue)) { NeedsNewer = wide };
    }

    // Counts its calls in memory and hands its argument on.
    private static Code Helper(bool wide) => new Code().Unsigned(0)
        .Address(32, wide).Address(32, wide).Access(0x28, 0).Const(1).Byte(0x6a).Access(0x36, 0)
        .Get(0).Const(0x9e3779b1).Byte(0x6c, 0x0b);
}
