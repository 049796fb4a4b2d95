using System.Collections.Immutable;
using MpiWasm.Llvm;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Fortran.Adaptation;

/// <summary>How LLVM passes IR's types in WebAssembly, as far as a function's type tells of it.</summary>
internal static class WasmTypes
{
    /// <summary>The type that a function of this type of IR's has in WebAssembly.</summary>
    public static FunctionType Of(LlvmType function)
    {
        var parameters = ImmutableArray.CreateBuilder<ValType>();
        var results = ImmutableArray.CreateBuilder<ValType>();
        Flatten(LLVM.GetReturnType(function), results);
        // Several values come back in memory.
        if (results.Count > 1)
        {
            results.Clear();
            parameters.Add(ValType.I32);
        }
        foreach (var parameter in LLVM.ParametersOf(function))
            Flatten(parameter, parameters);
        // Variable arguments come in memory, too.
        if (LLVM.IsFunctionVarArg(function) != 0)
            parameters.Add(ValType.I32);
        return new FunctionType(parameters.ToImmutable(), results.ToImmutable());
    }

    /// <summary>The values that one of this type becomes.</summary>
    private static void Flatten(LlvmType type, ImmutableArray<ValType>.Builder values)
    {
        switch (IrModule.KindOf(type))
        {
            case TypeKind.Void:
                break;
            case TypeKind.Integer:
                var bits = LLVM.GetIntTypeWidth(type);
                if (bits <= 32)
                    values.Add(ValType.I32);
                else
                    for (var part = 0u; part < bits; part += 64)
                        values.Add(ValType.I64);
                break;
            case TypeKind.Float:
                values.Add(ValType.F32);
                break;
            case TypeKind.Double:
                values.Add(ValType.F64);
                break;
            case TypeKind.Fp128:
                values.Add(ValType.I64);
                values.Add(ValType.I64);
                break;
            case TypeKind.Pointer:
                values.Add(ValType.I32);
                break;
            case TypeKind.Struct:
                for (var i = 0u; i < LLVM.CountStructElementTypes(type); i++)
                    Flatten(LLVM.StructGetTypeAtIndex(type, i), values);
                break;
            default:
                values.Add(ValType.Bottom);
                break;
        }
    }
}
