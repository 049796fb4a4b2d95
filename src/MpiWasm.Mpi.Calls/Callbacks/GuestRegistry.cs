using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Hosts;
using MpiWasm.Runtime.Threads;

namespace MpiWasm.Mpi.Calls.Callbacks;

/// <summary>
/// The instances that import MPI. A callback runs in the instance of the thread it is made on: the one whose MPI call is in progress.
/// </summary>
internal sealed unsafe class GuestRegistry : IDisposable
{
    private readonly void** _procedures = (void**)NativeMemory.AllocZeroed((nuint)MpiApi.Standard.Procedures.Length, (nuint)sizeof(void*));
    private readonly void** _underLock = (void**)NativeMemory.AllocZeroed((nuint)MpiApi.Standard.Procedures.Length, (nuint)sizeof(void*));
    private readonly Defect? _locking;
    private readonly Lock _guard = new();
    private readonly Dictionary<nint, CallingGuest> _guests = [];

    /// <param name="environment">The process' MPI.</param>
    public GuestRegistry(MpiEnvironment environment)
    {
        _locking = environment.Library.Defects.FirstOrDefault(defect => defect.Kind == HostDefects.RequestFunctionsRunLocked);
        foreach (var procedure in MpiApi.Standard.Procedures.Where(CallbackRules.AllowsInLibrary))
        {
            _procedures[procedure.Index] = environment.Procedures[procedure.Index];
            if (!NeedsLock(procedure))
                _underLock[procedure.Index] = environment.Procedures[procedure.Index];
        }
    }

    /// <summary>Whether the library holds its lock while the functions of generalized requests run.</summary>
    public bool RequestsLock { get; set; }

    /// <summary>
    /// The library's functions that shims may call above frames of the library (<see cref="CallbackRules"/>); all others are null there, so
    /// that shims leave the call to the managed side, which refuses it.
    /// </summary>
    public void** CallbackProcedures => _procedures;

    /// <summary>Of these, the ones that do without the library's lock (<see cref="HostDefects.RequestFunctionsRunLocked"/>).</summary>
    public void** ProceduresUnderLock => _underLock;

    /// <summary>Whether the library takes its lock in that procedure.</summary>
    public bool NeedsLock(Procedure procedure) => _locking?.Concerns(procedure.Name) == true;

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

    public void Dispose()
    {
        NativeMemory.Free(_procedures);
        NativeMemory.Free(_underLock);
    }
}
