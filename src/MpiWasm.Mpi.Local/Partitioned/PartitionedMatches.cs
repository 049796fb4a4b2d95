namespace MpiWasm.Mpi.Local.Partitioned;

/// <summary>
/// Joins partitioned sends with receives, in the order in which each side makes those of a name (MPI 5.0 §4.2): not when they are started.
/// </summary>
internal sealed class PartitionedMatches
{
    private readonly Dictionary<(int Side, int Source, int Target, int Tag), (bool AreSenders, Queue<PartitionedLink> Links)> _open = [];

    /// <param name="name">The receiver's side of the communicator, the ranks and the tag.</param>
    /// <param name="isSender">Which side asks.</param>
    public PartitionedLink Match((int Side, int Source, int Target, int Tag) name, bool isSender)
    {
        lock (_open)
        {
            if (_open.TryGetValue(name, out var waiting) && waiting.AreSenders != isSender)
            {
                var other = waiting.Links.Dequeue();
                if (waiting.Links.Count == 0)
                    _ = _open.Remove(name);
                return other;
            }

            if (waiting.Links is null)
                _open[name] = waiting = (isSender, new());
            var link = new PartitionedLink(name.Source, name.Tag);
            waiting.Links.Enqueue(link);
            return link;
        }
    }
}
