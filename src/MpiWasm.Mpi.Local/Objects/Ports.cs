using System.Globalization;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;

namespace MpiWasm.Mpi.Local.Objects;

/// <summary>Where ranks of a job meet that have no communicator in common (MPI 5.0 §11.9), and names of ports.</summary>
internal sealed class Ports(Job job)
{
    private readonly Dictionary<string, Queue<Offer>> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _published = new(StringComparer.Ordinal);
    private int _last;

    public string Open()
    {
        lock (_open)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"port {++_last} of this job");
            _open[name] = new();
            return name;
        }
    }

    public void Close(string name)
    {
        lock (_open)
        {
            if (!_open.Remove(name, out var waiting))
                throw new MpiFailure(StandardAbi.ErrPort);
            foreach (var offer in waiting)
                offer.IsRefused = true;
            Monitor.PulseAll(_open);
        }
    }

    public void Publish(string service, string port)
    {
        lock (_open)
        {
            if (!_published.TryAdd(service, port))
                throw new MpiFailure(StandardAbi.ErrService);
        }
    }

    public void Unpublish(string service)
    {
        lock (_open)
        {
            if (!_published.Remove(service))
                throw new MpiFailure(StandardAbi.ErrService);
        }
    }

    public string Find(string service)
    {
        lock (_open)
            return _published.TryGetValue(service, out var port) ? port : throw new MpiFailure(StandardAbi.ErrName);
    }

    /// <summary>Waits until somebody accepts; what both share then. The group that connects is its second side.</summary>
    public CommunicatorCore Connect(string name, Group group)
    {
        lock (_open)
        {
            if (!_open.TryGetValue(name, out var waiting))
                throw new MpiFailure(StandardAbi.ErrPort);
            var offer = new Offer(group);
            waiting.Enqueue(offer);
            Monitor.PulseAll(_open);
            while (offer.Core is null && !offer.IsRefused)
                _ = Monitor.Wait(_open);
            return offer.Core ?? throw new MpiFailure(StandardAbi.ErrPort);
        }
    }

    /// <summary>Waits until somebody connects.</summary>
    public CommunicatorCore Accept(string name, Group group)
    {
        lock (_open)
        {
            while (true)
            {
                if (!_open.TryGetValue(name, out var waiting))
                    throw new MpiFailure(StandardAbi.ErrPort);
                if (waiting.TryDequeue(out var offer))
                {
                    offer.Core = new CommunicatorCore(job, group, offer.Group);
                    Monitor.PulseAll(_open);
                    return offer.Core;
                }

                _ = Monitor.Wait(_open);
            }
        }
    }

    private sealed class Offer(Group group)
    {
        public Group Group { get; } = group;

        public CommunicatorCore? Core { get; set; }

        public bool IsRefused { get; set; }
    }
}
