namespace MpiWasm.Wasm;

/// <summary>Reads types (Wasm 2.0 §5.3).</summary>
internal static class TypeReader
{
    public static ValueType ValueType(this ref ByteReader reader, WasmFeatures features)
    {
        var at = reader.Position;
        var code = reader.U8();
        return Classify(ref reader, at, code, features) ?? Malformed(ref reader, at, code, "value type");
    }

    public static ValueType ReferenceType(this ref ByteReader reader, WasmFeatures features)
    {
        var at = reader.Position;
        var code = reader.U8();
        return Classify(ref reader, at, code, features) is { } type && ValueTypes.IsReference(type)
            ? type
            : Malformed(ref reader, at, code, "reference type");
    }

    /// <summary>The heap type of ref.null: a type's code, or a type index as s33 (Wasm 3.0 §5.3.4).</summary>
    public static ValueType HeapType(this ref ByteReader reader, WasmFeatures features)
    {
        var at = reader.Position;
        if (reader.PeekU8() is >= 0x40 and < 0x80)
            return reader.ReferenceType(features);
        if (reader.S33() is >= 0 and var index)
            reader.ThrowUnsupported(at, $"a reference to type {index}", WasmFeatures.FunctionReferences);
        reader.Throw(at, "malformed heap type");
        return default;
    }

    /// <summary>A block type (§5.4.1): a type's code, or a type index as s33, which tells both apart by sign.</summary>
    public static BlockType BlockType(this ref ByteReader reader, WasmFeatures features)
    {
        var at = reader.Position;
        var code = reader.PeekU8();
        if (code is >= 0x40 and < 0x80)
        {
            _ = reader.U8();
            if (code == 0x40)
                return Wasm.BlockType.Empty;
            return Wasm.BlockType.OfResult(Classify(ref reader, at, code, features) ?? Malformed(ref reader, at, code, "block type"));
        }
        var index = reader.S33();
        if (index < 0)
            reader.Throw(at, "malformed block type");
        if ((features & WasmFeatures.MultiValue) == 0)
            reader.ThrowUnsupported(at, "a block with a function type", WasmFeatures.MultiValue);
        return Wasm.BlockType.OfTypeIndex((uint)index);
    }

    private static ValueType? Classify(ref ByteReader reader, int at, byte code, WasmFeatures features)
    {
        var (type, feature) = code switch
        {
            0x7F => (Wasm.ValueType.I32, WasmFeatures.Mvp),
            0x7E => (Wasm.ValueType.I64, WasmFeatures.Mvp),
            0x7D => (Wasm.ValueType.F32, WasmFeatures.Mvp),
            0x7C => (Wasm.ValueType.F64, WasmFeatures.Mvp),
            0x7B => (Wasm.ValueType.V128, WasmFeatures.Simd),
            0x70 => (Wasm.ValueType.FuncRef, WasmFeatures.Mvp),
            0x6F => (Wasm.ValueType.ExternRef, WasmFeatures.ReferenceTypes),
            0x69 => (Wasm.ValueType.ExnRef, WasmFeatures.Exceptions),
            0x63 or 0x64 => (Wasm.ValueType.Bottom, WasmFeatures.FunctionReferences),
            >= 0x6A and <= 0x6E or >= 0x71 and <= 0x74 => (Wasm.ValueType.Bottom, WasmFeatures.Gc),
            _ => (Wasm.ValueType.Bottom, WasmFeatures.Mvp),
        };
        if ((feature & ~features) != 0)
            reader.ThrowUnsupported(at, type == Wasm.ValueType.Bottom ? $"type 0x{code:x2}" : $"type {ValueTypes.Name(type)}", feature);
        return type == Wasm.ValueType.Bottom ? null : type;
    }

    private static ValueType Malformed(ref ByteReader reader, int at, byte code, string what)
    {
        reader.Throw(at, $"malformed {what} 0x{code:x2}");
        return default;
    }
}
