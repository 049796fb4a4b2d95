using MpiWasm.Wasm.Model;

namespace MpiWasm.Fuzz;

/// <summary>A module and the calls to make, in order, on one instance of it.</summary>
/// <param name="Wasm">The module.</param>
/// <param name="Calls">The calls.</param>
/// <param name="Fill">When not 0, the exported memory is filled with pseudo-random words from this seed before the first call.</param>
internal sealed record FuzzCase(byte[] Wasm, IReadOnlyList<PlannedCall> Calls, int Fill)
{
    /// <summary>Whether it has what only a newer V8 has: 64-bit memories, try_table.</summary>
    public bool NeedsNewer { get; init; }
}

/// <summary>A call of an export.</summary>
/// <param name="Name">The export.</param>
/// <param name="Arguments">One per parameter, as <c>type:bits</c> in hexadecimal.</param>
/// <param name="Results">Result types.</param>
internal sealed record PlannedCall(string Name, string[] Arguments, string[] Results)
{
    public static bool IsNumeric(ValType type) => type is ValType.I32 or ValType.I64 or ValType.F32 or ValType.F64;

    public override string ToString() => $"{Name}({string.Join(", ", Arguments)})";

    /// <summary>The calls that a report lists, one per line, of exports that the module still has.</summary>
    public static List<PlannedCall> OfReport(WasmModule module, string[] lines)
    {
        var calls = new List<PlannedCall>();
        foreach (var line in lines)
        {
            var at = line.IndexOf('(', StringComparison.Ordinal);
            if (at > 0 && line.EndsWith(')')
                && module.Exports.FirstOrDefault(export => export.Kind == ExternalKind.Function && export.Name == line[..at]) is { } export)
                calls.Add(new PlannedCall(
                    export.Name,
                    line[(at + 1)..^1].Split(", ", StringSplitOptions.RemoveEmptyEntries),
                    [.. module.TypeOfFunction((int)export.Index).Results.Select(ValueTypes.Name)]));
        }
        return calls;
    }

    /// <summary>Calls of every export that takes and returns numbers.</summary>
    public static List<PlannedCall> OfExports(WasmModule module, Random random, int repetitions)
    {
        var calls = new List<PlannedCall>();
        foreach (var export in module.Exports)
        {
            if (export.Kind != ExternalKind.Function || export.Name == "hangLimitInitializer")
                continue;
            var type = module.TypeOfFunction((int)export.Index);
            if (!type.Parameters.All(IsNumeric) || !type.Results.All(IsNumeric))
                continue;
            for (var i = 0; i < (type.Parameters.IsEmpty ? 1 : repetitions); i++)
                calls.Add(new PlannedCall(
                    export.Name, [.. type.Parameters.Select(p => Argument(p, random))], [.. type.Results.Select(ValueTypes.Name)]));
        }
        return calls;
    }

    private static string Argument(ValType type, Random random)
    {
        var integer = random.Next(4) switch
        {
            0 => random.NextInt64(-20, 20),
            1 => random.NextInt64(int.MinValue - 2L, int.MinValue + 3L),
            2 => 1L << random.Next(64),
            _ => random.NextInt64(),
        };
        var number = random.Next(3) switch { 0 => random.Next(-100, 100), 1 => integer, _ => random.NextDouble() };
        return type switch
        {
            ValType.I32 => $"i32:{(uint)integer:x}",
            ValType.I64 => $"i64:{(ulong)integer:x}",
            ValType.F32 => $"f32:{BitConverter.SingleToUInt32Bits((float)number):x}",
            _ => $"f64:{BitConverter.DoubleToUInt64Bits(number):x}",
        };
    }
}
