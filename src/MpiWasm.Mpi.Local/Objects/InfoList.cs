namespace MpiWasm.Mpi.Local.Objects;

/// <summary>Keys and values, in the order in which they were set.</summary>
internal sealed class InfoList
{
    private static readonly string[] OfWindows =
        ["no_locks", "accumulate_ordering", "accumulate_ops", "same_size", "same_disp_unit", "alloc_shared_noncontig"];

    private readonly List<(string Key, string Value)> _pairs;

    public InfoList() => _pairs = [];

    public InfoList(InfoList other) => _pairs = [.. other._pairs];

    public int Count => _pairs.Count;

    public (string Key, string Value) this[int which] => _pairs[which];

    public string? Find(string key) => _pairs.Find(pair => pair.Key == key).Value;

    public void Set(string key, string value)
    {
        var at = _pairs.FindIndex(pair => pair.Key == key);
        if (at < 0)
            _pairs.Add((key, value));
        else
            _pairs[at] = (key, value);
    }

    /// <summary>Takes over what another says by keys of the standard for communicators and windows; others mean nothing.</summary>
    public InfoList AddHints(InfoList other)
    {
        foreach (var (key, value) in other._pairs)
        {
            if (key.StartsWith("mpi_", StringComparison.Ordinal) || OfWindows.Contains(key))
                Set(key, value);
        }

        return this;
    }

    public bool Remove(string key) => _pairs.RemoveAll(pair => pair.Key == key) > 0;
}
