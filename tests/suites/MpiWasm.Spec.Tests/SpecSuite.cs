using System.Diagnostics;
using System.Text.RegularExpressions;
using MpiWasm.Tests.Shared;

namespace MpiWasm.Spec.Tests;

/// <summary>Finds the specification's scripts and converts them with wabt.</summary>
internal static partial class SpecSuite
{
    /// <summary>The directory of the 2.0 scripts, or null where this machine has none.</summary>
    public static string? Root { get; } = Find("2.0");

    /// <summary>wasm-tools as JavaScript, for scripts wabt cannot read; null where it is not installed.</summary>
    public static string? WasmTools { get; } = FindWasmTools();

    /// <summary>A script that wabt cannot read; it is about comments in the text format only.</summary>
    public const string Unreadable = "comments.wast";

    /// <summary>The scripts, by path from <see cref="Root"/>: those of 2.0, and of 3.0 those of the proposals we have.</summary>
    public static IEnumerable<string> Scripts() => [.. ScriptsIn(""), .. ScriptsIn("simd"), .. ScriptsIn(RelaxedSimd)];

    /// <summary>Path of the one directory of 3.0 whose scripts are converted as those of 2.0 are.</summary>
    public const string RelaxedSimd = "../3.0/relaxed-simd";

    /// <summary>Converts a script of the 3.0 suite; the path of the JSON file.</summary>
    public static string Convert30(string script, string directory)
    {
        var source = Path.Combine(Find("3.0")!, script);
        var target = Path.Combine(directory, Path.GetFileNameWithoutExtension(script) + ".json");
        return Suite30.NeedsWasmTools(script)
            ? Run("node", [Path.Combine(AppContext.BaseDirectory, "wast2json.mjs"), WasmTools!, source, target], target)
            : Run("wast2json", ["--enable-all", source, "-o", target], target);
    }

    /// <summary>Converts a script of the 2.0 suite; the path of the JSON file.</summary>
    public static string Convert(string script, string directory)
    {
        var source = Path.Combine(directory, Path.GetFileName(script));
        // wabt wants the table index that the text format lets one omit, and knows only one folded operand of if.
        var text = OmittedTable().Replace(File.ReadAllText(Path.Combine(Root!, script)), "$0 0");
        // It has the relaxed dot products under the names they had before the standard.
        text = RelaxedDot().Replace(text, "dot_i8x16_i7x16_");
        File.WriteAllText(
            source,
            text.Replace(
                "(if (i32.const 1) (i32.eqz) (then) (else))", "(i32.const 1) (i32.eqz) (if (then) (else))", StringComparison.Ordinal));
        var target = Path.ChangeExtension(source, ".json");
        return Run("wast2json", ["--enable-relaxed-simd", source, "-o", target], target);
    }

    private static string Run(string program, string[] arguments, string result)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? result
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {errors}{output.Result}");
    }

    private static IEnumerable<string> ScriptsIn(string directory) => Root is null || !Directory.Exists(Path.Combine(Root, directory))
        ? []
        : Directory.EnumerateFiles(Path.Combine(Root, directory), "*.wast").Select(p => Path.Combine(directory, Path.GetFileName(p)))
            .Where(n => n != Unreadable).Order(StringComparer.Ordinal);

    /// <summary>What scripts/install-spec-tools installs, or the directory that MPIWASM_WASM_TOOLS names.</summary>
    private static string? FindWasmTools()
    {
        const string Parser = "node_modules/@bytecodealliance/jco-transpile/vendor/wasm-tools.js";
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var directory = Environment.GetEnvironmentVariable("MPIWASM_WASM_TOOLS") is { Length: > 0 } chosen
            ? chosen
            : Path.Combine(cache, "mpiwasm-wasm-tools");
        return Path.Combine(directory, Parser) is var path && File.Exists(path) ? path : null;
    }

    /// <summary>The directory of a version of the suite, or null.</summary>
    public static string? Find(string version)
    {
        var suite = Environment.GetEnvironmentVariable("MPIWASM_SPEC_SUITE") is { Length: > 0 } given
            ? given
            : Path.Combine(Repository.ReferenceData, "wasm-spec");
        var root = Path.Combine(suite, version);
        return Directory.Exists(root) ? root : null;
    }

    [GeneratedRegex(@"(?<=[(\s])table\.(get|set|grow|size|fill)(?=\s*[()])")]
    private static partial Regex OmittedTable();

    [GeneratedRegex(@"(?<=\((?:i16x8|i32x4)\.)relaxed_dot_i8x16_i7x16_(?=(add_)?s )")]
    private static partial Regex RelaxedDot();
}
