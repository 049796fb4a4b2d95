using MpiWasm.Wasm.Model;

namespace MpiWasm.Wasm.Binary;

/// <summary>Reads types (Wasm 2.0 §5.3).</summary>
internal static class TypeReader
{
    public static ValType ValType(this ref ByteReader reader, WasmFeatures features)
    {
        var at = reader.Position;
        var code = reader.U8();
        return Classify(ref reader, at, code, features) ?? Malformed(ref reader, at, code, "value type");
    }

    public static ValType ReferenceType(this ref ByteReader reader, WasmFeatures features)
    {
        var at = reader.Position;
        var code = reader.U8();
        return Classify(ref reader, at, code, features) is { } type && ValueTypes.IsReference(type)
            ? type
            : Malformed(ref reader, at, code, "reference type");
    }

    /// <summary>The heap type of ref.null: a type's code, or a type index as s33 (Wasm 3.0 §5.3.4).</summary>
    public static ValType HeapType(this ref ByteReader reader, WasmFeatures features)
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
                return Model.BlockType.Empty;
            return Model.BlockType.OfResult(Classify(ref reader, at, code, features) ?? Malformed(ref reader, at, code, "block type"));
        }
        var index = reader.S33();
        if (index < 0)
            reader.Throw(at, "malformed block type");
        if ((features & WasmFeatures.MultiValue) == 0)
            reader.ThrowUnsupported(at, "a block with a function type", WasmFeatures.MultiValue);
        return Model.BlockType.OfTypeIndex((uint)index);
    }

    private static ValType? Classify(ref ByteReader reader, int at, byte code, WasmFeatures features)
    {
        var (type, feature) = code switch
        {
            0x7F => (Model.ValType.I32, WasmFeatures.Mvp),
            0x7E => (Model.ValType.I64, WasmFeatures.Mvp),
            0x7D => (Model.ValType.F32, WasmFeatures.Mvp),
            0x7C => (Model.ValType.F64, WasmFeatures.Mvp),
            0x7B => (Model.ValType.V128, WasmFeatures.Simd),
            0x70 => (Model.ValType.FuncRef, WasmFeatures.Mvp),
            0x6F => (Model.ValType.ExternRef, WasmFeatures.ReferenceTypes),
            0x69 => (Model.ValType.ExnRef, WasmFeatures.Exceptions),
            0x63 or 0x64 => (Model.ValType.Bottom, WasmFeatures.FunctionReferences),
            >= 0x6A and <= 0x6E or >= 0x71 and <= 0x74 => (Model.ValType.Bottom, WasmFeatures.Gc),
            _ => (Model.ValType.Bottom, WasmFeatures.Mvp),
        };
        if ((feature & ~features) != 0)
            reader.ThrowUnsupported(at, type == Model.ValType.Bottom ? $"type 0x{code:x2}" : $"type {ValueTypes.Name(type)}", feature);
        return type == Model.ValType.Bottom ? null : type;
    }

    private static ValType Malformed(ref ByteReader reader, int at, byte code, string what)
    {
        reader.Throw(at, $"malformed {what} 0x{code:x2}");
        return default;
    }
}
