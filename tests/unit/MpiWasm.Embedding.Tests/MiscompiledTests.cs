using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace MpiWasm.Embedding.Tests;

/// <summary>What other compilers have got wrong (Miscompiled.wat), at each level, against V8.</summary>
public sealed class MiscompiledTests
{
    private const string Script =
        """
        const compiled = new WebAssembly.Module(require('fs').readFileSync(process.argv[2]));
        for (const [name, value] of Object.entries(new WebAssembly.Instance(compiled).exports))
          if (typeof value === 'function')
            console.log(`${name}: ${value()}`);
        """;

    [Theory]
    [InlineData(0, TrapMode.Relaxed)]
    [InlineData(0, TrapMode.Precise)]
    [InlineData(1, TrapMode.Relaxed)]
    [InlineData(1, TrapMode.Precise)]
    [InlineData(2, TrapMode.Relaxed)]
    [InlineData(2, TrapMode.Precise)]
    [InlineData(3, TrapMode.Relaxed)]
    [InlineData(3, TrapMode.Precise)]
    public void WhatOthersGotWrongIsAsV8HasIt(int level, TrapMode traps)
    {
        var bytes = Guest.Assemble(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Miscompiled.wat")));
        var directory = Guest.NewDirectory();
        try
        {
            using var engine = new Engine(new EngineOptions { OptimizationLevel = level, Traps = traps, CacheDirectory = directory });
            using var module = engine.Compile(bytes, "miscompiled.wasm");
            using var store = new Store(engine);
            var instance = new Linker(engine).Instantiate(store, module);
            var actual = module.Exports.Where(export => export.Type is FunctionType)
                .Select(export => export.Name)
                .Select(name => string.Create(CultureInfo.InvariantCulture, $"{name}: {instance.GetFunction<long>(name)!()}"));
            Assert.Equal(V8(bytes, directory), actual);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static string[] V8(byte[] module, string directory)
    {
        var (file, script) = (Path.Combine(directory, "miscompiled.wasm"), Path.Combine(directory, "run.js"));
        File.WriteAllBytes(file, module);
        File.WriteAllText(script, Script);
        using var process = Process.Start(new ProcessStartInfo("node", [script, file]) { RedirectStandardOutput = true })!;
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 && lines.Length > 70, $"node ended with status {process.ExitCode}");
        return lines;
    }
}
