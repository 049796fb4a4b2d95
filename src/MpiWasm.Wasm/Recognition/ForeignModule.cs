using System.Buffers;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Wasm.Recognition;

/// <summary>
/// Names modules that were built for another host than a command line: by what they import, since what they import does not exist here, and
/// by sections of unlinked files. It decides nothing: a module that it does not know may lack an import all the same.
/// </summary>
public static class ForeignModule
{
    private const string WithOurs = "Build it with mpiwasm-cc or mpiwasm-c++, or for the target wasm32-wasip1.";

    /// <summary>What the module was built for, if it is something known that cannot run here.</summary>
    public static Foreign? Recognise(WasmModule module)
    {
        if (HasSection(module, "linking") && module.Exports.IsEmpty)
            return new Foreign("an object file that was not linked", "Link it to a program: mpiwasm-cc file.o -o app.wasm.");
        if (HasSection(module, "dylink.0") || HasSection(module, "dylink"))
            return new Foreign("a shared library in WebAssembly", "Link statically: mpiwasm-cc file.o libNAME.a -o app.wasm.");
        foreach (var import in module.Imports)
        {
            if (Of(import) is { } foreign)
                return foreign;
            if (import is { Module: "env", Name: "abort", Kind: ExternalKind.Function }
                && module.Types[(int)import.TypeIndex] is { Parameters.Length: 4, Results.Length: 0 })
                return AssemblyScript;
        }
        return IsMinified(module) ? Emscripten : null;
    }

    private static readonly Foreign Emscripten = new(
        "a module that Emscripten built for a JavaScript host",
        "Build it with mpiwasm-cc instead of emcc; Emscripten's own way out is -sSTANDALONE_WASM, which has no MPI.");

    private static readonly Foreign Components = new(
        "a part of a WebAssembly component (WASI 0.2 or later)", "Build it for WASI preview 1: target wasm32-wasip1, as mpiwasm-cc does.");

    private static Foreign? Of(Import import) => import switch
    {
        { Module: "gojs" or "go" } => new Foreign(
            "a module of Go for a JavaScript host", "Build it with GOOS=wasip1 GOARCH=wasm go build."),
        { Module: "wbg" or "__wbindgen_placeholder__" or "__wbindgen_externref_xform__" } => WasmBindgen,
        { Name: var name } when name.StartsWith("__wbindgen_", StringComparison.Ordinal)
            || name.StartsWith("__wbg_", StringComparison.Ordinal) => WasmBindgen,
        { Module: "$root" or "[export]$root" } => Components,
        { Module: var name } when name.StartsWith("wasi:", StringComparison.Ordinal)
            || name.StartsWith("cm32p2", StringComparison.Ordinal) => Components,
        { Module: "wasix_32v1" or "wasix_64v1" } => new Foreign("a module for WASIX", $"WASIX is not supported. {WithOurs}"),
        { Module: "env", Kind: ExternalKind.Function, Name: var name } when IsEmscriptens(name) => Emscripten,
        { Module: "JavaScript" or "js" or "dart2wasm" or "kotlin" } => new Foreign("a module for a JavaScript host", WithOurs),
        _ => null,
    };

    private static readonly Foreign WasmBindgen = new(
        "a module of Rust's wasm-bindgen for a JavaScript host", "Build it for a command line: cargo build --target wasm32-wasip1.");

    // Its abort gets a message, a file, a line and a column; C's gets nothing.
    private static readonly Foreign AssemblyScript = new(
        "a module of AssemblyScript for a JavaScript host", "Build it with the WASI shim of AssemblyScript; it has no MPI.");

    private static bool IsEmscriptens(string name) =>
        name.Contains("emscripten", StringComparison.Ordinal) || IsInvoke(name)
        || name.StartsWith("__syscall_", StringComparison.Ordinal) || name.StartsWith("_embind_", StringComparison.Ordinal)
        || name is "_abort_js" or "_munmap_js" or "_mmap_js" or "_tzset_js" or "_localtime_js" or "_gmtime_js" or "_mktime_js"
            or "__assert_fail_js";

    private static readonly SearchValues<char> SignatureLetters = SearchValues.Create("vijfdp");

    /// <summary>invoke_vii and the like call a function of that signature and catch what it throws.</summary>
    private static bool IsInvoke(string name) =>
        name.StartsWith("invoke_", StringComparison.Ordinal) && name.Length > 7 && !name.AsSpan(7).ContainsAnyExcept(SignatureLetters);

    /// <summary>Emscripten shortens names, which leaves a module "a" with functions "a", "b", ….</summary>
    private static bool IsMinified(WasmModule module) =>
        module.Imports.Length > 0 && module.Imports.All(import => import.Module == "a" && import.Name.Length <= 2);

    private static bool HasSection(WasmModule module, string name) => module.CustomSections.Any(section => section.Name == name);
}
