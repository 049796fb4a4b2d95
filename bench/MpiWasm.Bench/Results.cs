namespace MpiWasm.Bench;

/// <summary>All samples: per kind and result line, per variant, one per round.</summary>
internal sealed class Results(bool best)
{
    private readonly Dictionary<(string Key, string Variant), List<Sample>> _samples = [];

    /// <summary>Result lines in the order they first appeared.</summary>
    public List<(Kind Kind, string Key)> Rows { get; } = [];

    public void Add(Kind kind, string variant, Sample sample)
    {
        if (!Rows.Contains((kind, sample.Key)))
            Rows.Add((kind, sample.Key));
        if (!_samples.TryGetValue((sample.Key, variant), out List<Sample>? list))
            _samples[(sample.Key, variant)] = list = [];
        list.Add(sample);
    }

    public IReadOnlyList<Sample> Of(string key, string variant) => _samples.GetValueOrDefault((key, variant)) ?? [];

    public IEnumerable<string> Variants(Kind kind) =>
        _samples.Keys.Where(k => Rows.Contains((kind, k.Key))).Select(k => k.Variant).Distinct();

    /// <summary>Nanoseconds: the median over the rounds of the median in each; or the best of all.</summary>
    public double Time(string key, string variant) =>
        best ? Of(key, variant).Select(s => s.Best).DefaultIfEmpty(double.NaN).Min() : Median(Of(key, variant).Select(s => s.Median));

    /// <summary>
    /// The median over the rounds of the ratio within each round (what disturbs a round disturbs both sides); or the ratio of the best.
    /// </summary>
    public double Ratio(string key, string variant, string reference) => best
        ? Time(key, variant) / Time(key, reference)
        : Median(Of(key, variant).Zip(Of(key, reference), (a, b) => a.Median / b.Median));

    /// <summary>The median over the rounds of the difference, or the difference of the best, in nanoseconds.</summary>
    public double Difference(string key, string variant, string reference) => best
        ? Time(key, variant) - Time(key, reference)
        : Median(Of(key, variant).Zip(Of(key, reference), (a, b) => a.Median - b.Median));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0)
            return double.NaN;
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
