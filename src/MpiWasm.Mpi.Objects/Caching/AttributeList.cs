namespace MpiWasm.Mpi.Objects.Caching;

/// <summary>An attribute of an object. Each is an object of its own: the same value may be set again.</summary>
internal sealed class ObjectAttribute(Keyval key, ulong value)
{
    public Keyval Key { get; } = key;

    public ulong Value { get; } = value;
}

/// <summary>
/// The attributes of one object, found by key, and kept in the order in which they were set. A program may set a million.
/// </summary>
internal sealed class AttributeList
{
    private readonly Dictionary<Keyval, (long Number, ObjectAttribute Value)> _byKey = [];
    private readonly SortedSet<(long Number, ObjectAttribute Value)> _inOrder = new(ByNumber);
    private long _next;

    private static Comparer<(long Number, ObjectAttribute Value)> ByNumber { get; } =
        Comparer<(long Number, ObjectAttribute Value)>.Create(static (a, b) => a.Number.CompareTo(b.Number));

    public bool IsEmpty => _byKey.Count == 0;

    /// <summary>In the order in which they were set.</summary>
    public IEnumerable<ObjectAttribute> All => _inOrder.Select(static a => a.Value);

    /// <summary>The one set last; null where there is none.</summary>
    public ObjectAttribute? Last => _inOrder.Count == 0 ? null : _inOrder.Max.Value;

    public ObjectAttribute? Find(Keyval key) => _byKey.TryGetValue(key, out var found) ? found.Value : null;

    /// <summary>Adds an attribute; one of the same key goes.</summary>
    public void Add(ObjectAttribute attribute)
    {
        if (_byKey.TryGetValue(attribute.Key, out var old))
            _inOrder.Remove(old);
        _inOrder.Add(_byKey[attribute.Key] = (_next++, attribute));
    }

    /// <summary>Takes an attribute away; false where it is gone, or another has taken its place.</summary>
    public bool Remove(ObjectAttribute attribute) =>
        _byKey.TryGetValue(attribute.Key, out var found) && found.Value == attribute
        && _inOrder.Remove(found) && _byKey.Remove(attribute.Key);
}
