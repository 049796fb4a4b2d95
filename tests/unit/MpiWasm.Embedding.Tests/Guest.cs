using System.Diagnostics;

namespace MpiWasm.Embedding.Tests;

/// <summary>Modules from the text format, and an engine with a cache of its own for all tests.</summary>
internal static class Guest
{
    private static readonly Lazy<Engine> Shared = new(() =>
    {
        var cache = NewDirectory();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(cache, recursive: true);
        return new Engine(new EngineOptions { Traps = TrapMode.Precise, CacheDirectory = cache });
    });

    public static Engine Engine => Shared.Value;

    public static string NewDirectory() => Directory.CreateTempSubdirectory("mpiwasm-embedding-tests-").FullName;

    public static byte[] Assemble(string text)
    {
        var directory = NewDirectory();
        try
        {
            var (source, target) = (Path.Combine(directory, "test.wat"), Path.Combine(directory, "test.wasm"));
            File.WriteAllText(source, text);
            using var process = Process.Start(new ProcessStartInfo("wat2wasm", [
                "--enable-threads", "--enable-exceptions", "--enable-memory64", "--debug-names", source, "-o", target,
            ])
            {
                RedirectStandardError = true,
            })!;
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? File.ReadAllBytes(target) : throw new InvalidOperationException($"wat2wasm failed: {errors}");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    public static Module Compile(string text, string name = "test.wasm") => Engine.Compile(Assemble(text), name);

    /// <summary>A store with an instance of the module that the test's linker completes.</summary>
    public static Instance Instantiate(Store store, string text, Action<Linker>? define = null)
    {
        using var module = Compile(text);
        var linker = new Linker(Engine);
        define?.Invoke(linker);
        return linker.Instantiate(store, module);
    }
}
