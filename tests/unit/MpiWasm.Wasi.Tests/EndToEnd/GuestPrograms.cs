using System.Diagnostics;
using MpiWasm.Tests.Shared;

namespace MpiWasm.Wasi.Tests.EndToEnd;

/// <summary>What a program left: its exit code, its two streams, and the files below its directory.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error, string Files)
{
    /// <summary>Names and contents below a directory, in order.</summary>
    public static string Describe(string directory) => string.Join(
        '\n',
        Directory.EnumerateFileSystemEntries(directory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path =>
        {
            var name = Path.GetRelativePath(directory, path);
            var info = new FileInfo(path);
            return info.LinkTarget is { } target ? $"{name} -> {target}"
                : Directory.Exists(path) ? name + "/"
                : $"{name} = {File.ReadAllText(path)}";
        }));
}

/// <summary>Compiles the programs beside this file with clang and the C library of Debian's wasi-libc, once per test run.</summary>
public sealed class GuestPrograms : IDisposable
{
    public const string Clang = "/usr/bin/clang-22";
    public const string ClangPlus = "/usr/bin/clang++-22";
    public const string Node = "/usr/bin/node";
    public const string Libc = "/usr/lib/wasm32-wasi/libc.a";
    public const string LibCPlus = "/usr/lib/wasm32-wasi/libc++.a";

    private readonly Dictionary<string, string> _compiled = [];

    public GuestPrograms()
    {
        // clang would find the host's headers without a sysroot, and Debian's tree is none: two links make one.
        foreach (var (name, target) in new[] { ("include", "/usr/include/wasm32-wasi"), ("lib", "/usr/lib/wasm32-wasi") })
        {
            Directory.CreateDirectory(Path.Combine(Work, "sysroot", name));
            Directory.CreateSymbolicLink(Path.Combine(Work, "sysroot", name, "wasm32-wasip1"), target);
        }
    }

    /// <summary>A directory for the test run.</summary>
    public string Work { get; } = Directory.CreateTempSubdirectory("mpiwasm-test-").FullName;

    public static string Source(string name) =>
        Path.Combine(Repository.Root, "tests", "unit", "MpiWasm.Wasi.Tests", "EndToEnd", "Programs", name);

    /// <summary>Compiles a source file to a module and returns its path.</summary>
    public string Compile(string source)
    {
        if (_compiled.TryGetValue(source, out var done))
            return done;
        var output = Path.Combine(Work, source + ".wasm");
        var isPlus = source.EndsWith(".cpp", StringComparison.Ordinal);
        var result = Run(
            isPlus ? ClangPlus : Clang,
            [
                "--target=wasm32-wasip1", $"--sysroot={Work}/sysroot", "-O1", .. isPlus ? ["-fno-exceptions"] : Array.Empty<string>(),
                Source(source), "-o", output,
            ],
            "");
        if (result.ExitCode != 0)
            throw new InvalidOperationException(result.Error);
        return _compiled[source] = output;
    }

    /// <summary>Runs a program in Node.</summary>
    internal ProgramResult InNode(string source, string input, params string[] arguments)
    {
        using var data = new TemporaryDirectory();
        var result = Run(Node, ["--no-warnings", Source("node-wasi.mjs"), Compile(source), data.Path, .. arguments], input);
        return result with { Files = ProgramResult.Describe(data.Path) };
    }

    public void Dispose() => Directory.Delete(Work, recursive: true);

    private static ProgramResult Run(string program, IEnumerable<string> arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ProgramResult(process.ExitCode, output, error.Result, "");
    }
}
