using MpiWasm.Runtime.Externs;
using MpiWasm.Wasm.Model;
using MpiWasm.Wasm.Recognition;

namespace MpiWasm.Runtime.Instances;

/// <summary>Finds a module's imports and checks their types (Wasm 2.0 §4.5.3).</summary>
internal static class ImportCheck
{
    /// <exception cref="LinkException">An import is missing or of another type.</exception>
    public static Extern[] Resolve(WasmModule module, string moduleName, IImportResolver resolver)
    {
        var externs = new Extern[module.Imports.Length];
        for (var i = 0; i < externs.Length; i++)
        {
            var import = module.Imports[i];
            var type = import.Kind is ExternalKind.Function or ExternalKind.Tag ? module.Types[(int)import.TypeIndex] : null;
            externs[i] = resolver.Resolve(import, type)
                ?? throw new LinkException(
                    LinkException.MissingImport,
                    $"{GuestText.Of(moduleName)} imports {GuestText.Of(import.Module)}.{GuestText.Of(import.Name)}, which does not exist "
                        + $"here; it wants {Wanted(import, type)}",
                    Advice(module, import));
            if (!Matches(externs[i], import, type))
            {
                throw new LinkException(
                    LinkException.IncompatibleImport,
                    $"{GuestText.Of(moduleName)} imports {GuestText.Of(import.Module)}.{GuestText.Of(import.Name)} with an incompatible "
                        + $"import type: it wants {Wanted(import, type)}, but it is {externs[i].TypeText}",
                    "check that the module was built with a matching toolchain");
            }
        }
        return externs;
    }

    private static string Advice(WasmModule module, Import import)
    {
        if (ForeignModule.Recognise(module) is { } foreign)
            return $"It is {foreign.What}. {foreign.NextStep}";
        return import.Module == "env"
            ? "The program was linked without a definition of it: link what defines it, and without --allow-undefined."
            : "Check that the module was built with a matching toolchain.";
    }

    private static bool Matches(Extern value, Import import, FunctionType? type) => (value, import.Kind) switch
    {
        (Function f, ExternalKind.Function) => f.Type.Equals(type),
        (Table t, ExternalKind.Table) => t.Type.ElementType == import.Table!.ElementType && t.Type.Is64 == import.Table.Is64
            && Fits(t.Size, t.Type.Limits.Maximum, import.Table.Limits),
        (GuestMemory m, ExternalKind.Memory) => m.Type.IsShared == import.Memory!.IsShared && m.Type.Is64 == import.Memory.Is64
            && Fits(m.Pages, m.Type.Limits.Maximum, import.Memory.Limits),
        (Global g, ExternalKind.Global) => g.Type == import.Global,
        (Tag t, ExternalKind.Tag) => t.Type.Equals(type),
        _ => false,
    };

    private static bool Fits(ulong size, ulong? maximum, Limits wanted) =>
        size >= wanted.Minimum && (wanted.Maximum is null || (maximum is not null && maximum <= wanted.Maximum));

    private static string Wanted(Import import, FunctionType? type) => import.Kind switch
    {
        ExternalKind.Function => $"function {type}",
        ExternalKind.Table => $"table {(import.Table!.Is64 ? "i64 " : "")}{Extern.Text(import.Table.Limits)} "
            + $"{ValueTypes.Name(import.Table.ElementType)}",
        ExternalKind.Memory => $"memory {(import.Memory!.Is64 ? "i64 " : "")}{Extern.Text(import.Memory.Limits)}"
            + $"{(import.Memory.IsShared ? " shared" : "")}",
        ExternalKind.Global => $"global {(import.Global!.IsMutable ? "mut " : "")}{ValueTypes.Name(import.Global.Type)}",
        _ => $"tag {type}",
    };
}
