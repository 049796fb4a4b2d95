using System.Diagnostics;
using MpiWasm.Wasm;

namespace MpiWasm.Fuzz.Modules;

/// <summary>Modules that binaryen's <c>wasm-opt --translate-to-fuzz</c> makes of random bytes.</summary>
internal static class TranslatedModule
{
    private static readonly string[] _options =
    [
        "-q", "-ttf", "--denan", "--disable-reference-types", "--disable-gc", "--disable-simd", "--disable-threads", "--disable-exception-handling", "--disable-tail-call",
        "--enable-bulk-memory", "--enable-sign-ext", "--enable-nontrapping-float-to-int", "--enable-mutable-globals", "--enable-multivalue",
    ];

    public static FuzzCase? Make(Random random)
    {
        var place = Path.Combine(Path.GetTempPath(), $"mpiwasm-fuzz-{Environment.ProcessId}");
        string input = place + ".in", output = place + ".wasm";
        var bytes = new byte[random.Next(3) switch { 0 => random.Next(100, 1000), 1 => random.Next(1000, 5000), _ => random.Next(5000, 30000) }];
        random.NextBytes(bytes);
        try
        {
            File.WriteAllBytes(input, bytes);
            string[] arguments = [.. _options, input, "-o", output, .. random.Next(3) == 0 ? ["-O2"] : Array.Empty<string>(), .. random.Next(2) == 0 ? ["--no-fuzz-oob"] : Array.Empty<string>()];
            using var process = Process.Start(new ProcessStartInfo("wasm-opt", arguments) { RedirectStandardError = true })!;
            _ = process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
                return null;
            var wasm = File.ReadAllBytes(output);
            return new FuzzCase(wasm, PlannedCall.OfExports(ModuleDecoder.Decode(wasm), random, 3), 0);
        }
        finally
        {
            File.Delete(input);
            File.Delete(output);
        }
    }
}
