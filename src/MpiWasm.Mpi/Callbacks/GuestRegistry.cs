using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Runtime;

namespace MpiWasm.Mpi.Callbacks;

/// <summary>The instances that import MPI. A callback runs in the instance of the thread it is made on: the one whose MPI call is in progress.</summary>
internal sealed unsafe class GuestRegistry
{
    private readonly Lock _guard = new();
    private readonly Dictionary<nint, CallingGuest> _guests = [];

    /// <summary>The guest that runs on this thread, or null: the library called back on a thread of its own.</summary>
    public CallingGuest? Current
    {
        get
        {
            var thread = GuestThread.Current;
            // Looking at a guest reads its native context, which its thread frees when it ends.
            lock (_guard)
            {
                foreach (var guest in _guests.Values)
                {
                    if (guest.IsOf(thread))
                        return guest;
                }
            }

            return null;
        }
    }

    /// <summary>Which functions of the host the shims of this thread call from now on.</summary>
    public void SetProcedures(void** procedures)
    {
        var thread = GuestThread.Current;
        lock (_guard)
        {
            foreach (var guest in _guests.Values)
            {
                if (guest.IsOf(thread))
                    guest.SetProcedures(procedures);
            }
        }
    }

    public CallingGuest Of(MpiContext* context)
    {
        lock (_guard)
            return _guests[(nint)context];
    }

    public void Add(MpiContext* context)
    {
        lock (_guard)
            _guests[(nint)context] = new CallingGuest((nint)context);
    }

    public void Remove(MpiContext* context)
    {
        lock (_guard)
            _guests.Remove((nint)context);
    }
}
