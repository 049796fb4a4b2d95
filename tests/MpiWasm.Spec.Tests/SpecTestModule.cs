using System.Text.Json;
using MpiWasm.Runtime;
using MpiWasm.Wasm;

namespace MpiWasm.Spec.Tests;

/// <summary>The module "spectest" that the scripts import from.</summary>
internal static class SpecTestModule
{
    public static void Define(ImportTable imports, Store store)
    {
        foreach (var (name, parameters) in new (string, Wasm.ValueType[])[]
        {
            ("print", []), ("print_i32", [Wasm.ValueType.I32]), ("print_i64", [Wasm.ValueType.I64]), ("print_f32", [Wasm.ValueType.F32]), ("print_f64", [Wasm.ValueType.F64]),
            ("print_i32_f32", [Wasm.ValueType.I32, Wasm.ValueType.F32]), ("print_f64_f64", [Wasm.ValueType.F64, Wasm.ValueType.F64]),
        })
        {
            imports.Define("spectest", name, HostFunction.Managed(new FunctionType([.. parameters], []), (_, _) => { }));
        }
        imports.Define("spectest", "global_i32", new Global(new GlobalType(Wasm.ValueType.I32, false), 666));
        imports.Define("spectest", "global_i64", new Global(new GlobalType(Wasm.ValueType.I64, false), 666L));
        imports.Define("spectest", "global_f32", new Global(new GlobalType(Wasm.ValueType.F32, false), 666.6f));
        imports.Define("spectest", "global_f64", new Global(new GlobalType(Wasm.ValueType.F64, false), 666.6));
        imports.Define("spectest", "table", store.Own(new Table(new TableType(Wasm.ValueType.FuncRef, new Limits(10, 20), false))));
        imports.Define("spectest", "memory", store.Own(new GuestMemory(new MemoryType(new Limits(1, 2), false, false))));
    }
}

/// <summary>Values as the JSON files write them.</summary>
internal static class SpecValue
{
    public static Slot Parse(JsonElement value)
    {
        var text = value.GetProperty("value").GetString()!;
        return value.GetProperty("type").GetString() switch
        {
            "i32" or "f32" => uint.Parse(text),
            "i64" or "f64" => ulong.Parse(text),
            // A host reference may be number 0, but 0 is our null.
            "externref" => text == "null" ? Slot.OfReference(0) : Slot.OfReference(nint.Parse(text) + 1),
            "funcref" when text == "null" => Slot.OfReference(0),
            var type => throw new NotSupportedException($"a value of type {type}"),
        };
    }

    public static bool Matches(Slot actual, JsonElement expected)
    {
        // In newer scripts a reference may be any, and a null reference of any type.
        var text = expected.TryGetProperty("value", out var value) ? value.GetString() : null;
        switch (expected.GetProperty("type").GetString())
        {
            case "nullref":
                return actual.Reference == 0;
            case "externref" or "funcref" when text is null:
                return actual.Reference != 0;
            case "f32" when text == "nan:canonical":
                return (actual.U32 & 0x7FFFFFFF) == 0x7FC00000;
            case "f32" when text == "nan:arithmetic":
                return (actual.U32 & 0x7FC00000) == 0x7FC00000;
            case "f64" when text == "nan:canonical":
                return (actual.U64 & 0x7FFFFFFFFFFFFFFF) == 0x7FF8000000000000;
            case "f64" when text == "nan:arithmetic":
                return (actual.U64 & 0x7FF8000000000000) == 0x7FF8000000000000;
            case "i32" or "f32":
                return actual.U32 == uint.Parse(text!);
            case "funcref" when text != "null":
                return actual.Reference != 0;
            default:
                return actual.U64 == Parse(expected).U64;
        }
    }

    public static string Show(Slot value, JsonElement expected) =>
        expected.GetProperty("type").GetString() is "i32" or "f32" ? $"0x{value.U32:x8}" : $"0x{value.U64:x16}";
}
