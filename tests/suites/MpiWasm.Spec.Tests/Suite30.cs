namespace MpiWasm.Spec.Tests;

/// <summary>Which scripts of the 3.0 suite are run, and why the others are not.</summary>
internal static class Suite30
{
    /// <summary>Directories whose scripts are run besides those of the root.</summary>
    private static readonly string[] Directories = ["", "bulk-memory", "exceptions", "memory64", "multi-memory"];

    /// <summary>Scripts that are left out, with the proposal they are about.</summary>
    public static readonly (string Script, string Reason)[] LeftOut =
    [
        ("annotations.wast", "text format only"),
        ("comments.wast", "text format only"),
        ("id.wast", "text format only"),
        ("br_on_non_null.wast", "function-references"),
        ("br_on_null.wast", "function-references"),
        ("call_ref.wast", "function-references"),
        ("local_init.wast", "function-references"),
        ("ref.wast", "function-references"),
        ("ref_as_non_null.wast", "function-references"),
        ("return_call_ref.wast", "function-references"),
        ("type-canon.wast", "gc"),
        ("type-equivalence.wast", "gc"),
        ("type-rec.wast", "gc"),
    ];

    /// <summary>Scripts that wabt cannot read: they go through wast2json.mjs.</summary>
    private static readonly HashSet<string> BeyondWabt =
    [
        "align.wast", "br_if.wast", "br_table.wast", "elem.wast", "global.wast", "if.wast", "instance.wast", "linking.wast",
        "local_tee.wast", "memory.wast",
        "ref_is_null.wast", "ref_null.wast", "select.wast", "table.wast", "table_get.wast", "table_grow.wast", "table_set.wast",
        "table_size.wast",
        "unreached-invalid.wast", "unreached-valid.wast",
        "memory64/align64.wast", "memory64/call_indirect64.wast", "memory64/memory64-imports.wast", "memory64/memory64.wast",
        "memory64/table64.wast",
        "memory64/table_copy64.wast", "memory64/table_copy_mixed.wast", "memory64/table_fill64.wast", "memory64/table_get64.wast",
        "memory64/table_grow64.wast",
        "memory64/table_init64.wast", "memory64/table_set64.wast", "memory64/table_size64.wast",
        "exceptions/tag.wast", "exceptions/throw.wast", "exceptions/throw_ref.wast", "exceptions/try_table.wast",
        "bulk-memory/table-sub.wast", "bulk-memory/table_fill.wast",
    ];

    public static IEnumerable<string> Scripts() => SpecSuite.Find("3.0") is not { } root ? [] : Directories
        .SelectMany(d => Directory.EnumerateFiles(Path.Combine(root, d), "*.wast").Select(p => Path.Combine(d, Path.GetFileName(p))))
        .Where(s => !Array.Exists(LeftOut, l => l.Script == s))
        .Order(StringComparer.Ordinal);

    public static bool NeedsWasmTools(string script) => BeyondWabt.Contains(script);
}
