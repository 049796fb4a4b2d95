using System.Collections.Immutable;
using MpiWasm.Wasm.Model;
using Model = MpiWasm.Wasm.Model;

namespace MpiWasm.Embedding.Types;

/// <summary>The decoder's types as the API shows them, and back.</summary>
internal static class Describe
{
    private static readonly ImmutableArray<(ValueKind Kind, ValType Type)> Kinds =
    [
        (ValueKind.I32, ValType.I32),
        (ValueKind.I64, ValType.I64),
        (ValueKind.F32, ValType.F32),
        (ValueKind.F64, ValType.F64),
        (ValueKind.V128, ValType.V128),
        (ValueKind.FuncRef, ValType.FuncRef),
        (ValueKind.ExternRef, ValType.ExternRef),
        (ValueKind.ExnRef, ValType.ExnRef),
    ];

    public static ImmutableArray<ImportDescription> Imports(WasmModule module) =>
        [.. module.Imports.Select(i => new ImportDescription(i.Module, i.Name, Type(module, i)))];

    public static ImmutableArray<ExportDescription> Exports(WasmModule module) =>
        [.. module.Exports.Select(e => new ExportDescription(e.Name, Type(module, e)))];

    public static ValueKind Kind(ValType type)
    {
        foreach (var pair in Kinds)
        {
            if (pair.Type == type)
                return pair.Kind;
        }
        throw new ArgumentOutOfRangeException(nameof(type));
    }

    public static ValType ToWasm(ValueKind kind) =>
        (uint)kind < (uint)Kinds.Length
            ? Kinds[(int)kind].Type
            : throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of value");

    /// <summary>The type's name in the text format.</summary>
    public static string Name(ValueKind kind) => ValueTypes.Name(ToWasm(kind));

    public static FunctionType Function(Model.FunctionType type) => new([.. type.Parameters.Select(Kind)], [.. type.Results.Select(Kind)]);

    public static Model.FunctionType ToWasm(FunctionType type) =>
        new([.. type.Parameters.Select(ToWasm)], [.. type.Results.Select(ToWasm)]);

    public static MemoryType Memory(Model.MemoryType type) => new(type.Limits.Minimum, type.Limits.Maximum, type.IsShared, type.Is64);

    public static TableType Table(Model.TableType type) => new(Kind(type.ElementType), type.Limits.Minimum, type.Limits.Maximum, type.Is64);

    public static GlobalType Global(Model.GlobalType type) => new(Kind(type.Type), type.IsMutable);

    private static TagType Tag(Model.FunctionType type) => new([.. type.Parameters.Select(Kind)]);

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
