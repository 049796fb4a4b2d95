using System.Text;

namespace MpiWasm.Mpi.Objects.Info;

/// <summary>An info object: pairs of strings in the order in which their keys were first set (MPI 5.0 §10).</summary>
internal sealed class InfoObject
{
    private readonly List<(byte[] Key, byte[] Value)> _pairs = [];
    private readonly Lock _lock = new();

    /// <summary>Copies of the pairs.</summary>
    public (byte[] Key, byte[] Value)[] Pairs
    {
        get
        {
            lock (_lock)
                return [.. _pairs];
        }
    }

    public byte[]? Find(ReadOnlySpan<byte> key)
    {
        lock (_lock)
            return IndexOf(key) is var index and >= 0 ? _pairs[index].Value : null;
    }

    public void Set(byte[] key, byte[] value)
    {
        lock (_lock)
        {
            var index = IndexOf(key);
            if (index >= 0)
                _pairs[index] = (key, value);
            else
                _pairs.Add((key, value));
        }
    }

    public void Set(string key, string value) => Set(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value));

    /// <summary>False if there is no such key.</summary>
    public bool Remove(ReadOnlySpan<byte> key)
    {
        lock (_lock)
        {
            var index = IndexOf(key);
            if (index >= 0)
                _pairs.RemoveAt(index);
            return index >= 0;
        }
    }

    private int IndexOf(ReadOnlySpan<byte> key)
    {
        for (var i = 0; i < _pairs.Count; i++)
        {
            if (key.SequenceEqual(_pairs[i].Key))
                return i;
        }

        return -1;
    }

    /// <summary>
    /// What MPI_Info_create_env says (MPI 5.0 §11.2.1): of the guest, nothing of the host, and the same whenever it is asked.
    /// </summary>
    public static InfoObject OfCommand(IReadOnlyList<string> arguments)
    {
        var content = new InfoObject();
        if (arguments.Count > 0)
            content.Set("command", arguments[0]);
        if (arguments.Count > 1)
            content.Set("argv", string.Join(' ', arguments.Skip(1)));
        content.Set("arch", "wasm32");
        return content;
    }
}
