using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MpiWasm.Spec.Tests;

/// <summary>Finds the specification's scripts and converts them with wabt.</summary>
internal static partial class SpecSuite
{
    /// <summary>The directory of the 2.0 scripts, or null where this machine has none.</summary>
    public static string? Root { get; } = FindRoot();

    /// <summary>A script that wabt cannot read; it is about comments in the text format only.</summary>
    public const string Unreadable = "comments.wast";

    /// <summary>The scripts without SIMD, by file name.</summary>
    public static IEnumerable<string> Scripts() =>
        Root is null ? [] : Directory.EnumerateFiles(Root, "*.wast").Select(p => Path.GetFileName(p)!).Where(n => n != Unreadable).Order(StringComparer.Ordinal);

    /// <summary>Converts a script; the path of the JSON file.</summary>
    public static string Convert(string script, string directory)
    {
        var source = Path.Combine(directory, script);
        // wabt wants the table index that the text format lets one omit, and knows only one folded operand of if.
        var text = OmittedTable().Replace(File.ReadAllText(Path.Combine(Root!, script)), "$0 0");
        File.WriteAllText(source, text.Replace("(if (i32.const 1) (i32.eqz) (then) (else))", "(i32.const 1) (i32.eqz) (if (then) (else))", StringComparison.Ordinal));
        var target = Path.ChangeExtension(source, ".json");
        using var process = Process.Start(new ProcessStartInfo("wast2json", [source, "-o", target]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? target : throw new InvalidOperationException($"wast2json {script}: {errors}{output.Result}");
    }

    private static string? FindRoot()
    {
        var shared = Environment.GetEnvironmentVariable("MPIWASM_SHARED");
        for (var at = AppContext.BaseDirectory; string.IsNullOrEmpty(shared) && at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, "mpiwasm.slnx")))
                shared = Path.Combine(at, "..", "shared");
        }
        var root = string.IsNullOrEmpty(shared) ? null : Path.Combine(shared, "wasm-spec", "2.0");
        return Directory.Exists(root) ? root : null;
    }

    [GeneratedRegex(@"(?<=[(\s])table\.(get|set|grow|size|fill)(?=\s*[()])")]
    private static partial Regex OmittedTable();
}
