using System.Globalization;

namespace MpiWasm.MpichSuite;

/// <summary>
/// results.tsv: a line for each entry, with how it ended natively and as Wasm. A run of some entries keeps the results of the others.
/// </summary>
internal static class ResultFile
{
    private const string Header = "entry\tnative\tnative seconds\twasm\twasm seconds\treason";

    public static Dictionary<string, Outcome> Read(string file)
    {
        if (!File.Exists(file))
            return [];
        return File.ReadLines(file).Skip(1).Select(l => l.Split('\t')).Where(f => f.Length == 6 && f[3] is "pass" or "fail")
            .ToDictionary(f => f[0], f => new Outcome(f[3] == "pass", double.Parse(f[4], CultureInfo.InvariantCulture), f[5]));
    }

    public static void Write(
        string file, IEnumerable<TestEntry> entries, Dictionary<string, Outcome> native, Dictionary<string, Outcome> wasm)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var next = file + ".new";
        File.WriteAllLines(next, entries.Select(e => Line(e, native[e.Name], wasm.GetValueOrDefault(e.Name))).Prepend(Header));
        File.Move(next, file, overwrite: true);
    }

    private static string Line(TestEntry entry, Outcome native, Outcome? wasm)
    {
        var result = !native.Passed || wasm is null ? "-" : wasm.Passed ? "pass" : "fail";
        var reason = !native.Passed ? $"natively: {native.Reason}" : wasm?.Reason ?? "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{entry.Name}\t{(native.Passed ? "pass" : "fail")}\t{native.Seconds:F1}\t{result}\t{wasm?.Seconds ?? 0:F1}\t{reason}");
    }
}
