using System.Globalization;
using MpiWasm.Tests.Shared;

namespace MpiWasm.MpichSuite;

/// <summary>The sum of a run, and the section of docs/conformance.md.</summary>
internal sealed class Report(
    Options options, IReadOnlyList<TestEntry> entries, Dictionary<string, Outcome> native, Dictionary<string, Outcome> wasm)
{
    private List<TestEntry> Counted => [.. entries.Where(e => native[e.Name].Passed)];

    public string Summary
    {
        get
        {
            var ran = Counted.Where(Ran).ToList();
            var passed = ran.Count(Passed);
            var summary = string.Create(
                CultureInfo.InvariantCulture,
                $"mpich suite on {options.Title}: native {Counted.Count}, wasm {passed} of {ran.Count} "
                    + $"({(ran.Count == 0 ? 0 : 100.0 * passed / ran.Count):F1} %)");
            var (unknown, open) = (entries.Count(e => native[e.Name].Reason.StartsWith(Outcome.NotRun, StringComparison.Ordinal)),
                Counted.Count - ran.Count);
            return unknown + open == 0
                ? summary
                : $"{summary}; incomplete: of {entries.Count} entries {unknown} not run natively, {open} not as Wasm";
        }
    }

    public void WriteTo(string page)
    {
        var begin = $"<!-- mpich suite on {options.Title}: begin (written by "
            + $"{$"make test-mpich HOST={options.Host} {options.Part.Setting}".TrimEnd()}) -->";
        var end = $"<!-- mpich suite on {options.Title}: end -->";
        var lines = File.ReadAllLines(page).ToList();
        var (from, to) = (lines.IndexOf(begin), lines.IndexOf(end));
        if (from < 0 || to < from)
            throw new InvalidDataException($"{page} has no lines \"{begin}\" and \"{end}\"");
        lines.RemoveRange(from + 1, to - from - 1);
        lines.InsertRange(from + 1, ["", .. Section(), ""]);
        File.WriteAllText(page, string.Join('\n', lines) + "\n");
    }

    private bool Ran(TestEntry entry) =>
        wasm.TryGetValue(entry.Name, out var outcome) && !outcome.Reason.StartsWith(Outcome.NotRun, StringComparison.Ordinal);

    private bool Passed(TestEntry entry) => wasm.TryGetValue(entry.Name, out var outcome) && outcome.Passed;

    private IEnumerable<string> Section()
    {
        yield return Wrapped.Text(Summary + ".");
        yield return "";
        yield return "| directory | entries | run natively | pass natively | of these run as Wasm | pass as Wasm |";
        yield return "|---|---:|---:|---:|---:|---:|";
        foreach (var group in entries.GroupBy(e => e.Directory))
            yield return $"| {group.Key} | {group.Count()} | "
                + $"{group.Count(e => !native[e.Name].Reason.StartsWith(Outcome.NotRun, StringComparison.Ordinal))} | "
                    + $"{group.Count(e => native[e.Name].Passed)} | {group.Count(e => native[e.Name].Passed && Ran(e))} | "
                        + $"{group.Count(e => native[e.Name].Passed && Passed(e))} |";
        yield return "";
        yield return "What does not pass as Wasm, how many entries that is, and why:";
        yield return "";
        foreach (var group in Counted.Where(e => Ran(e) && !Passed(e)).GroupBy(e => (e.Path, Reason: wasm[e.Name].Reason)))
            yield return Wrapped.Item($"{group.Key.Path}, {group.Count()}: {Escape(group.Key.Reason)}");
    }

    private static string Escape(string text) => text.Replace("<", "&lt;", StringComparison.Ordinal);
}
