using System.Text.Json;

namespace MpiWasm.Fuzz;

/// <summary>What a run did. Survives the process that fuzzes, because it may crash.</summary>
internal sealed class Counts
{
    public const string Modules = "modules compared", Mismatches = "mismatches", Damaged = "damaged modules", Crashes = "crashes and hangs";

    private readonly SortedDictionary<string, long> _values = [];

    public static Counts Read(string path)
    {
        var counts = new Counts();
        if (!File.Exists(path))
            return counts;
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (var property in json.RootElement.EnumerateObject())
            counts._values[property.Name] = property.Value.GetInt64();
        return counts;
    }

    public void Add(string what, long number = 1) => _values[what] = _values.GetValueOrDefault(what) + number;

    /// <summary>Keeps the largest number.</summary>
    public void Raise(string what, long number) => _values[what] = Math.Max(_values.GetValueOrDefault(what), number);

    public long this[string what] => _values.GetValueOrDefault(what);

    public void Write(string path)
    {
        using (var file = File.Create(path + ".new"))
        using (var writer = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in _values)
                writer.WriteNumber(name, value);
            writer.WriteEndObject();
        }
        File.Move(path + ".new", path, overwrite: true);
    }

    public override string ToString() => string.Join('\n', _values.Select(pair => $"  {pair.Value,9} {pair.Key}"));
}
