using System.Diagnostics;
using MpiWasm.Compiler.Driver;
using MpiWasm.Image;
using MpiWasm.Wasm.Decoding;
using MpiWasm.Wasm.Model;
using MpiWasm.Wasm.Validation;
using Xunit;

namespace MpiWasm.Compiler.Tests;

/// <summary>A test that needs wabt's wat2wasm; skipped, visibly, where there is none.</summary>
public sealed class WatFactAttribute : FactAttribute
{
    public WatFactAttribute()
    {
        if (!Guest.HasWabt)
            Skip = "wat2wasm (package wabt) is not installed";
    }
}

/// <summary>As <see cref="WatFactAttribute"/>, with data.</summary>
public sealed class WatTheoryAttribute : TheoryAttribute
{
    public WatTheoryAttribute()
    {
        if (!Guest.HasWabt)
            Skip = "wat2wasm (package wabt) is not installed";
    }
}

/// <summary>A module given as text, compiled; the IR before and after optimisation is kept.</summary>
internal sealed class Guest : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("mpiwasm-guest-").FullName;

    public Guest(string wat, CompileOptions? options = null, bool toImage = true)
        : this(Assemble(wat), options, toImage)
    {
    }

    public Guest(byte[] wasm, CompileOptions? options, bool toImage)
    {
        Module = ModuleDecoder.Decode(wasm);
        ModuleValidator.Validate(Module);
        Layout = new InstanceLayout(Module);
        options = (options ?? new CompileOptions()) with { KeepIr = _directory };
        if (toImage)
            GuestCompiler.Compile(Module, options, Image);
        else
            GuestCompiler.CompileToObjects(Module, options, Path.Combine(_directory, "part"));
    }

    public static bool HasWabt { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Any(directory => File.Exists(Path.Combine(directory, "wat2wasm")));

    public WasmModule Module { get; }

    public InstanceLayout Layout { get; }

    public string Image => Path.Combine(_directory, "image.so");

    public string[] Files => Directory.GetFiles(_directory);

    public string Ir => File.ReadAllText(Path.Combine(_directory, "part0.ll"));

    public string OptimizedIr => File.ReadAllText(Path.Combine(_directory, "part0.opt.ll"));

    public static byte[] Assemble(string wat)
    {
        var start = new ProcessStartInfo("wat2wasm", [
            "--enable-threads", "--enable-tail-call", "--enable-exceptions", "--enable-multi-memory", "--enable-memory64", "--debug-names",
            "-", "--output=-",
        ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(wat);
        process.StandardInput.Close();
        var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.ToArray() : throw new InvalidOperationException(error);
    }

    /// <summary>The text of one function in IR.</summary>
    public static string Function(string ir, string symbol)
    {
        var lines = ir.Split('\n');
        var first = Array.FindIndex(
            lines,
            line => line.StartsWith("define", StringComparison.Ordinal)
                && (line.Contains($"@{symbol}(", StringComparison.Ordinal) || line.Contains($"@\"{symbol}\"(", StringComparison.Ordinal)));
        Assert.True(first >= 0, $"{symbol} is not defined in the IR");
        var last = Array.FindIndex(lines, first, line => line == "}");
        return string.Join('\n', lines[first..(last + 1)]);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
