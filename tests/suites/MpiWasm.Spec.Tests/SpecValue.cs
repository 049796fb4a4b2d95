using System.Text.Json;
using MpiWasm.Runtime;

namespace MpiWasm.Spec.Tests;

/// <summary>Values as the JSON files write them.</summary>
internal static class SpecValue
{
    public static Slot Parse(JsonElement value)
    {
        var type = value.GetProperty("type").GetString()!;
        if (type != "v128")
            return Parse(type, value.GetProperty("value").GetString()!);
        var lane = value.GetProperty("lane_type").GetString()!;
        UInt128 bits = 0;
        var at = 0;
        foreach (var text in value.GetProperty("value").EnumerateArray())
        {
            bits |= (UInt128)Parse(lane, text.GetString()!).U64 << at;
            at += Bits(lane);
        }
        return bits;
    }

    public static bool Matches(Slot actual, JsonElement expected)
    {
        var type = expected.GetProperty("type").GetString()!;
        if (type != "v128")
            return Matches(actual, type, expected.TryGetProperty("value", out var value) ? value.GetString() : null);
        var lane = expected.GetProperty("lane_type").GetString()!;
        var at = 0;
        foreach (var text in expected.GetProperty("value").EnumerateArray())
        {
            var bits = unchecked((ulong)(actual.V128 >> at)) & (ulong.MaxValue >> (64 - Bits(lane)));
            if (!Matches(bits, lane, text.GetString()!))
                return false;
            at += Bits(lane);
        }
        return true;
    }

    public static string Show(Slot value, JsonElement expected) => expected.GetProperty("type").GetString() switch
    {
        "i32" or "f32" => $"0x{value.U32:x8}",
        "v128" => $"0x{value.V128:x32}",
        _ => $"0x{value.U64:x16}",
    };

    private static Slot Parse(string type, string text) => type switch
    {
        "i8" or "i16" => (ulong)uint.Parse(text),
        "i32" or "f32" => (ulong)uint.Parse(text),
        "i64" or "f64" => ulong.Parse(text),
        // A host reference may be number 0, but 0 is our null.
        "externref" => text == "null" ? Slot.OfReference(0) : Slot.OfReference(nint.Parse(text) + 1),
        "funcref" when text == "null" => Slot.OfReference(0),
        _ => throw new NotSupportedException($"a value of type {type}"),
    };

    private static bool Matches(Slot actual, string type, string? text) => (type, text) switch
    {
        // In newer scripts a reference may be any, and a null reference of any type.
        ("nullref", _) => actual.Reference == 0,
        ("externref" or "funcref" or "exnref", null) => actual.Reference != 0,
        ("f32", "nan:canonical") => (actual.U32 & 0x7FFFFFFF) == 0x7FC00000,
        ("f32", "nan:arithmetic") => (actual.U32 & 0x7FC00000) == 0x7FC00000,
        ("f64", "nan:canonical") => (actual.U64 & 0x7FFFFFFFFFFFFFFF) == 0x7FF8000000000000,
        ("f64", "nan:arithmetic") => (actual.U64 & 0x7FF8000000000000) == 0x7FF8000000000000,
        ("i32" or "f32", _) => actual.U32 == uint.Parse(text!),
        ("funcref", not "null") => actual.Reference != 0,
        _ => actual.U64 == Parse(type, text!).U64,
    };

    private static int Bits(string laneType) => int.Parse(laneType.AsSpan(1));
}
