using MpiWasm.Mpi.Native;
using MpiWasm.Runtime;

namespace MpiWasm.Mpi.Callbacks;

/// <summary>The instances that import MPI. A callback runs in the instance of the thread it is made on: the one whose MPI call is in progress.</summary>
internal sealed unsafe class GuestRegistry
{
    // Replaced, never changed: readers need no lock.
    private CallingGuest[] _guests = [];
    private readonly Lock _guard = new();
    private readonly Dictionary<nint, CallingGuest> _byContext = [];

    /// <summary>The guest that runs on this thread, or null: the library called back on a thread of its own.</summary>
    public CallingGuest? Current
    {
        get
        {
            var thread = GuestThread.Current;
            foreach (var guest in Volatile.Read(ref _guests))
            {
                if (guest.IsOf(thread))
                    return guest;
            }

            return null;
        }
    }

    public void Add(MpiContext* context)
    {
        lock (_guard)
        {
            _byContext[(nint)context] = new CallingGuest((nint)context);
            Volatile.Write(ref _guests, [.. _byContext.Values]);
        }
    }

    public void Remove(MpiContext* context)
    {
        lock (_guard)
        {
            _byContext.Remove((nint)context);
            Volatile.Write(ref _guests, [.. _byContext.Values]);
        }
    }
}
