using MpiWasm.Wasm.Decoding;

namespace MpiWasm.Fuzz.Modules;

/// <summary>Modules that binaryen's <c>wasm-opt --translate-to-fuzz</c> makes of random bytes.</summary>
internal static class TranslatedModule
{
    private static readonly string[] Installed =
    [
        "-q", "-ttf", "--denan", "--disable-reference-types", "--disable-gc",
        "--enable-bulk-memory", "--enable-sign-ext", "--enable-nontrapping-float-to-int", "--enable-mutable-globals", "--enable-multivalue",
    ];

    private static readonly string[] Newer =
    [
        "-q", "-ttf", "--denan", "--all-features", "--emit-exnref", "--disable-gc", "--disable-strings", "--disable-shared-everything",
        "--disable-custom-descriptors",
        "--disable-stack-switching", "--disable-fp16", "--disable-relaxed-simd", "--disable-multibyte",
        "--disable-acquire-release-atomics", "--disable-custom-page-sizes",
        "--disable-wide-arithmetic", "--disable-compact-imports", "--disable-relaxed-atomics",
    ];

    /// <summary>With the installed wasm-opt: vectors, atomics, legacy exceptions and tail calls as often as not.</summary>
    public static FuzzCase? Make(Random random, Binaryen binaryen) => Make(random, binaryen,
    [
        .. Installed,
        random.Next(2) == 0 ? "--enable-simd" : "--disable-simd",
        random.Next(3) == 0 ? "--enable-threads" : "--disable-threads",
        random.Next(3) == 0 ? "--enable-exception-handling" : "--disable-exception-handling",
        random.Next(3) == 0 ? "--enable-tail-call" : "--disable-tail-call",
    ], newer: false);

    /// <summary>With npm's: also 64-bit and several memories, try_table, references.</summary>
    public static FuzzCase? MakeNewer(Random random, Binaryen binaryen) => Make(random, binaryen,
    [
        .. Newer,
        .. random.Next(2) == 0 ? new[] { "--disable-memory64" } : [],
        .. random.Next(2) == 0 ? new[] { "--disable-simd" } : [],
        .. random.Next(2) == 0 ? new[] { "--disable-multimemory" } : [],
    ], newer: true);

    private static FuzzCase? Make(Random random, Binaryen binaryen, string[] options, bool newer)
    {
        var bytes = new byte[random.Next(32) switch
        {
            0 => random.Next(5000, 20000),
            < 4 => random.Next(2000, 5000),
            _ => random.Next(100, 1500),
        }];
        random.NextBytes(bytes);
        string[] more =
            [.. random.Next(3) == 0 ? ["-O2"] : Array.Empty<string>(), .. random.Next(2) == 0 ? ["--no-fuzz-oob"] : Array.Empty<string>()];
        if (binaryen.Run(bytes, [.. options, .. more], newer) is not { } wasm)
            return null;
        wasm = Observable.Make(Waits.Shorten(wasm), keepImports: true);
        return new FuzzCase(wasm, PlannedCall.OfExports(ModuleDecoder.Decode(wasm), random, 3), 0) { NeedsNewer = newer };
    }
}
