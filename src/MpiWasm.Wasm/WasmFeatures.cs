namespace MpiWasm.Wasm;

/// <summary>Proposals that extend the first version of WebAssembly, as a set.</summary>
[Flags]
public enum WasmFeatures
{
    /// <summary>What the first version has.</summary>
    Mvp = 0,
    SignExtension = 1 << 0,
    SaturatingFloatToInt = 1 << 1,
    MultiValue = 1 << 2,
    BulkMemory = 1 << 3,
    ReferenceTypes = 1 << 4,
    Threads = 1 << 5,
    ExtendedConst = 1 << 6,
    Simd = 1 << 7,
    RelaxedSimd = 1 << 8,
    TailCalls = 1 << 9,
    Exceptions = 1 << 10,
    LegacyExceptions = 1 << 11,
    Memory64 = 1 << 12,
    MultiMemory = 1 << 13,
    FunctionReferences = 1 << 14,
    Gc = 1 << 15,
    WideArithmetic = 1 << 16,

    /// <summary>WebAssembly 2.0.</summary>
    Wasm20 = SignExtension | SaturatingFloatToInt | MultiValue | BulkMemory | ReferenceTypes | Simd,

    /// <summary>What mpiwasm accepts.</summary>
    Supported = Wasm20 | Threads | ExtendedConst | RelaxedSimd | MultiMemory | TailCalls | Memory64 | Exceptions | LegacyExceptions,
}

/// <summary>Names of proposals, and what to do without them.</summary>
internal static class FeatureNames
{
    private static readonly (WasmFeatures Feature, string Name, string? ClangOption)[] Rows =
    [
        (WasmFeatures.SignExtension,        "sign-extension",           "-mno-sign-ext"),
        (WasmFeatures.SaturatingFloatToInt, "nontrapping-fptoint",      "-mno-nontrapping-fptoint"),
        (WasmFeatures.MultiValue,           "multi-value",              "-mno-multivalue"),
        (WasmFeatures.BulkMemory,           "bulk-memory",              "-mno-bulk-memory"),
        (WasmFeatures.ReferenceTypes,       "reference-types",          "-mno-reference-types"),
        (WasmFeatures.Threads,              "threads",                  "-mno-atomics"),
        (WasmFeatures.ExtendedConst,        "extended-const",           "-mno-extended-const"),
        (WasmFeatures.Simd,                 "simd",                     "-mno-simd128"),
        (WasmFeatures.RelaxedSimd,          "relaxed-simd",             "-mno-relaxed-simd"),
        (WasmFeatures.TailCalls,            "tail-call",                "-mno-tail-call"),
        (WasmFeatures.Exceptions,           "exception-handling",       "-fno-exceptions"),
        (WasmFeatures.LegacyExceptions,     "legacy-exceptions",        "-fno-exceptions"),
        (WasmFeatures.Memory64,             "memory64",                 "--target=wasm32-wasip1"),
        (WasmFeatures.MultiMemory,          "multi-memory",             "-mno-multimemory"),
        (WasmFeatures.FunctionReferences,   "function-references",      null),
        (WasmFeatures.Gc,                   "gc",                       "-mno-gc"),
        (WasmFeatures.WideArithmetic,       "wide-arithmetic",          "-mno-wide-arithmetic"),
    ];

    public static string Name(WasmFeatures feature) => Row(feature).Name;

    public static string Advice(WasmFeatures feature) => Row(feature).ClangOption is { } option
        ? $"Build the module without this proposal (clang: {option})."
        : "Build the module without this proposal.";

    private static (WasmFeatures Feature, string Name, string? ClangOption) Row(WasmFeatures feature) =>
        Array.Find(Rows, r => r.Feature == feature);
}
