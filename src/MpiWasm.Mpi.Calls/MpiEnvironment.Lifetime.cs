using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls;

/// <content>
/// From MPI_Init to MPI_Finalize. The host's MPI is initialised by MPI_Init or by the first session; MPI_COMM_WORLD is the guest's only
/// between MPI_Init and MPI_Finalize.
/// </content>
public sealed unsafe partial class MpiEnvironment
{
    /// <summary>Whether the host's library is initialised and not finalised.</summary>
    public bool IsRunning { get; internal set; }

    /// <summary>Called once, by the thread that has initialised the host's library, when it is.</summary>
    public Action? Started { get; set; }

    /// <summary>Whether the host's library was finalised: it cannot be initialised again.</summary>
    public bool WasFinalized { get; internal set; }

    /// <summary>What MPI_Initialized tells the guest.</summary>
    internal bool WorldWasInitialized { get; set; }

    /// <summary>What MPI_Finalized tells the guest.</summary>
    internal bool WorldWasFinalized { get; set; }

    /// <summary>Number of processes in the world, once the host is running.</summary>
    public int WorldSize
    {
        get
        {
            int size;
            Functions.CommSize(Host.World, &size);
            return size;
        }
    }

    /// <summary>
    /// Throws unless the host's MPI is initialised and not finalised: many libraries end the process when they are called otherwise.
    /// </summary>
    internal void RequireHost()
    {
        if (!IsRunning)
            throw new RefusedException(
                ErrorClasses.Other, WasFinalized || WorldWasFinalized ? "called after MPI_Finalize" : "called before MPI_Init");
    }
}
