using System.Globalization;
using System.Text.Json;

namespace MpiWasm.Bench;

/// <summary>Tables and JSON from the results.</summary>
internal static class Report
{
    private const string Ours = "mpiwasm";

    public static void Print(Results results, bool markdown)
    {
        Kernels(results, markdown);
        Blocks(results, markdown);
        Calls(results, Kind.Mpi, "MPI", "MPI: one call of MPI_Comm_rank; one way of a ping-pong of so many bytes", markdown);
        Calls(results, Kind.Io, "call, bytes", "Files: one call by the slower of two ranks", markdown);
    }

    private static void Kernels(Results results, bool markdown)
    {
        string[] keys = Keys(results, Kind.Kernel);
        if (keys.Length == 0)
            return;
        string[] variants = [.. results.Variants(Kind.Kernel)];
        (string Variant, string Reference)[] ratios =
        [
            .. variants.Where(v => v is "clang" or "gcc").Select(reference => (Ours, reference)),
            .. variants.Where(v => v is not ("clang" or "gcc" or Ours)).Select(peer => (peer, "clang")),
        ];
        var table = new Table(["kernel", .. variants, .. ratios.Select(r => $"{r.Variant}/{r.Reference}")]);
        foreach (string key in keys)
            table.Add([key, .. variants.Select(v => Time(results.Time(key, v))),
                .. ratios.Select(r => Ratio(results.Ratio(key, r.Variant, r.Reference)))]);
        table.Add(["geometric mean", .. variants.Select(_ => ""),
            .. ratios.Select(r => Ratio(GeometricMean(keys.Select(k => results.Ratio(k, r.Variant, r.Reference)))))]);
        Write("Kernels: time per iteration, and run time relative to native", table, markdown);
    }

    private static void Blocks(Results results, bool markdown)
    {
        string[] keys = Keys(results, Kind.Block);
        if (keys.Length == 0)
            return;
        string[] variants = [.. results.Variants(Kind.Block)];
        string[] references = [.. variants.Where(v => v != Ours)];
        var table = new Table(["operation, bytes", .. variants, .. references.Select(r => $"{Ours}/{r}")]);
        foreach (string key in keys)
        {
            double bytes = double.Parse(key.Split(' ')[1], CultureInfo.InvariantCulture);
            table.Add([key, .. variants.Select(v => $"{bytes / results.Time(key, v):F1} GB/s"),
                .. references.Select(r => Ratio(1 / results.Ratio(key, Ours, r)))]);
        }
        Write("memcpy and memset: bandwidth, and relative to native (more is better)", table, markdown);
    }

    private static void Calls(Results results, Kind kind, string what, string title, bool markdown)
    {
        string[] keys = Keys(results, kind);
        if (keys.Length == 0)
            return;
        var table = new Table(what, "native", Ours, "ratio", "difference");
        foreach (string key in keys)
            table.Add(key, Time(results.Time(key, "native")), Time(results.Time(key, Ours)), Ratio(results.Ratio(key, Ours, "native")),
                $"{results.Difference(key, Ours, "native"):+0.0;-0.0} ns");
        Write(title, table, markdown);
    }

    public static void WriteJson(Results results, string file)
    {
        var rows = results.Rows.SelectMany(row => results.Variants(row.Kind).Select(variant => new
        {
            kind = row.Kind.ToString().ToLowerInvariant(),
            result = row.Key,
            variant,
            medianNanoseconds = results.Of(row.Key, variant).Select(s => s.Median),
            bestNanoseconds = results.Of(row.Key, variant).Select(s => s.Best),
        }));
        File.WriteAllText(file, JsonSerializer.Serialize(rows, JsonOptions));
    }

    private static readonly JsonSerializerOptions JsonOptions = new() { WriteIndented = true };

    private static void Write(string title, Table table, bool markdown) =>
        Console.WriteLine($"{(markdown ? "### " : "")}{title}\n\n{table.ToText(markdown)}");

    private static string[] Keys(Results results, Kind kind) => [.. results.Rows.Where(r => r.Kind == kind).Select(r => r.Key)];

    private static string Ratio(double ratio) => double.IsNaN(ratio) ? "-" : $"{ratio:F2}";

    private static string Time(double nanoseconds) => nanoseconds switch
    {
        double.NaN => "-",
        < 1e3 => $"{nanoseconds:F1} ns",
        < 1e6 => $"{nanoseconds / 1e3:F1} us",
        _ => $"{nanoseconds / 1e6:F2} ms",
    };

    private static double GeometricMean(IEnumerable<double> ratios) => Math.Exp(ratios.Average(Math.Log));
}
