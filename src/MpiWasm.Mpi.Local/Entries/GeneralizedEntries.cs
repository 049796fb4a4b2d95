using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Messages;

namespace MpiWasm.Mpi.Local.Entries;

/// <summary>Generalized requests (MPI 5.0 §13.2).</summary>
internal static unsafe class GeneralizedEntries
{
    public static (string Name, nint Code)[] All { get; } =
    [
        ("MPI_Grequest_start", (nint)(delegate* unmanaged<
            delegate* unmanaged<nint, Status*, int>, delegate* unmanaged<nint, int>, delegate* unmanaged<nint, int, int>, nint, int*,
            int>)&Start),
        ("MPI_Grequest_complete", (nint)(delegate* unmanaged<int, int>)&Complete),
    ];

    [UnmanagedCallersOnly]
    private static int Start(
        delegate* unmanaged<nint, Status*, int> query, delegate* unmanaged<nint, int> free, delegate* unmanaged<nint, int, int> cancel,
        nint state, int* made)
    {
        try
        {
            var request = new Request { Owner = Entry.Rank, IsActive = true, Generalized = new(query, free, cancel, state) };
            request.Prepare();
            *made = Entry.Objects.Requests.Add(request);
            return StandardAbi.Success;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }

    [UnmanagedCallersOnly]
    private static int Complete(int handle)
    {
        try
        {
            var request = Entry.Objects.Requests[handle];
            return request.Generalized is { } functions ? functions.Complete(request, handle) : StandardAbi.ErrRequest;
        }
        catch (Exception e)
        {
            return Entry.Failed(e);
        }
    }
}
