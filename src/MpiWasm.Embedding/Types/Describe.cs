using System.Collections.Immutable;
using MpiWasm.Wasm;
using ValueType = MpiWasm.Wasm.ValueType;

namespace MpiWasm.Embedding;

/// <summary>The decoder's types as the API shows them, and back.</summary>
internal static class Describe
{
    private static readonly ImmutableArray<(ValueKind Kind, ValueType Type)> Kinds =
    [
        (ValueKind.I32, ValueType.I32),
        (ValueKind.I64, ValueType.I64),
        (ValueKind.F32, ValueType.F32),
        (ValueKind.F64, ValueType.F64),
        (ValueKind.V128, ValueType.V128),
        (ValueKind.FuncRef, ValueType.FuncRef),
        (ValueKind.ExternRef, ValueType.ExternRef),
        (ValueKind.ExnRef, ValueType.ExnRef),
    ];

    public static ImmutableArray<ImportDescription> Imports(WasmModule module) =>
        [.. module.Imports.Select(i => new ImportDescription(i.Module, i.Name, Type(module, i)))];

    public static ImmutableArray<ExportDescription> Exports(WasmModule module) =>
        [.. module.Exports.Select(e => new ExportDescription(e.Name, Type(module, e)))];

    public static ValueKind Kind(ValueType type)
    {
        foreach (var pair in Kinds)
        {
            if (pair.Type == type)
                return pair.Kind;
        }
        throw new ArgumentOutOfRangeException(nameof(type));
    }

    public static ValueType ToWasm(ValueKind kind) =>
        (uint)kind < (uint)Kinds.Length
            ? Kinds[(int)kind].Type
            : throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of value");

    /// <summary>The type's name in the text format.</summary>
    public static string Name(ValueKind kind) => ValueTypes.Name(ToWasm(kind));

    public static FunctionType Function(Wasm.FunctionType type) => new([.. type.Parameters.Select(Kind)], [.. type.Results.Select(Kind)]);

    public static Wasm.FunctionType ToWasm(FunctionType type) => new([.. type.Parameters.Select(ToWasm)], [.. type.Results.Select(ToWasm)]);

    public static MemoryType Memory(Wasm.MemoryType type) => new(type.Limits.Minimum, type.Limits.Maximum, type.IsShared, type.Is64);

    public static TableType Table(Wasm.TableType type) => new(Kind(type.ElementType), type.Limits.Minimum, type.Limits.Maximum, type.Is64);

    public static GlobalType Global(Wasm.GlobalType type) => new(Kind(type.Type), type.IsMutable);

    private static TagType Tag(Wasm.FunctionType type) => new([.. type.Parameters.Select(Kind)]);

    private static ExternType Type(WasmModule module, Import import) => import.Kind switch
    {
        ExternalKind.Function => Function(module.Types[(int)import.TypeIndex]),
        ExternalKind.Table => Table(import.Table!),
        ExternalKind.Memory => Memory(import.Memory!),
        ExternalKind.Global => Global(import.Global!),
        _ => Tag(module.Types[(int)import.TypeIndex]),
    };

    private static ExternType Type(WasmModule module, Export export) => export.Kind switch
    {
        ExternalKind.Function => Function(module.TypeOfFunction((int)export.Index)),
        ExternalKind.Table => Table(module.Tables[(int)export.Index]),
        ExternalKind.Memory => Memory(module.Memories[(int)export.Index]),
        ExternalKind.Global => Global(module.Globals[(int)export.Index]),
        _ => Tag(module.TypeOfTag((int)export.Index)),
    };
}
