using System.Diagnostics;
using MpiWasm.Compiler;
using MpiWasm.Compiler.Driver;
using MpiWasm.Image.Cache;
using MpiWasm.Runtime.Images;
using MpiWasm.Runtime.Instances;
using MpiWasm.Wasm.Decoding;
using MpiWasm.Wasm.Validation;

namespace MpiWasm.Runtime.Tests;

/// <summary>From text or C to an instance, by the real tools and the real compiler.</summary>
internal static class GuestBuilder
{
    public static byte[] FromText(string wat)
    {
        using var directory = new TemporaryDirectory();
        var source = Path.Combine(directory.Path, "test.wat");
        var target = Path.Combine(directory.Path, "test.wasm");
        File.WriteAllText(source, wat);
        Run(
            "wat2wasm",
            "--enable-threads",
            "--enable-tail-call",
            "--enable-exceptions",
            "--enable-multi-memory",
            "--enable-memory64",
            "--debug-names",
            source,
            "-o",
            target);
        return File.ReadAllBytes(target);
    }

    /// <summary>A freestanding C program: no library, every non-static function is exported.</summary>
    public static byte[] FromC(string source, params string[] options)
    {
        using var directory = new TemporaryDirectory();
        var text = Path.Combine(directory.Path, "test.c");
        var target = Path.Combine(directory.Path, "test.wasm");
        File.WriteAllText(text, source);
        Run(
            "clang-22",
            [
                "--target=wasm32", "-O2", "-mbulk-memory", "-fno-vectorize", "-fno-slp-vectorize", "-nostdlib", "--no-wasm-opt",
                "-Wl,--no-entry", "-Wl,--export-all", "-Wl,--stack-first", .. options, text, "-o", target,
            ]);
        return File.ReadAllBytes(target);
    }

    /// <summary>Several files in C, C++ or assembly, linked without a library.</summary>
    public static byte[] FromSources((string Name, string Text)[] files, params string[] options)
    {
        using var directory = new TemporaryDirectory();
        var target = Path.Combine(directory.Path, "test.wasm");
        var objects = new List<string>();
        foreach (var (name, text) in files)
        {
            var source = Path.Combine(directory.Path, name);
            File.WriteAllText(source, text);
            objects.Add(source + ".o");
            Run(
                "clang-22",
                [
                    "--target=wasm32", "-O2", "-mexception-handling", "-mreference-types", "-c",
                    .. name.EndsWith(".s", StringComparison.Ordinal) ? [] : options, source, "-o", source + ".o",
                ]);
        }
        Run("wasm-ld-22", ["--no-entry", "--export-dynamic", "--stack-first", .. objects, "-o", target]);
        return File.ReadAllBytes(target);
    }

    public static NativeImage Compile(byte[] module, string name = "test.wasm", CompileOptions? options = null)
    {
        Support.Install();
        var decoded = ModuleDecoder.Decode(module);
        ModuleValidator.Validate(decoded);
        options ??= new CompileOptions { PreciseTraps = true };
        var key = ImageKey.Compute(module, options.Fingerprint());
        return new NativeImage(
            Support.Cache.GetOrCreate(ImageKind.Guest, key, path => GuestCompiler.Compile(decoded, options, path)), decoded, name);
    }

    public static Instance Instantiate(
        byte[] module, IImportResolver? imports = null, Store? store = null, CompileOptions? options = null) =>
        Instance.Create(store ?? new Store(), Compile(module, options: options), imports ?? new ImportTable());

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} failed: {errors}");
    }
}

internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("mpiwasm-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
