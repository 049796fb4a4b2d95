using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Callbacks;
using MpiWasm.Mpi.Managed;
using MpiWasm.Runtime;

namespace MpiWasm.Mpi;

/// <content>
/// From MPI_Init to MPI_Finalize. The host's MPI is initialised by MPI_Init or by the first session; MPI_COMM_WORLD is the guest's only between MPI_Init and MPI_Finalize.
/// </content>
public sealed unsafe partial class MpiEnvironment
{
    /// <summary>Whether the host's library is initialised and not finalised.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Called once, by the thread that has initialised the host's library, when it is.</summary>
    public Action? Started { get; set; }

    /// <summary>Whether the host's library was finalised: it cannot be initialised again.</summary>
    public bool WasFinalized { get; private set; }

    /// <summary>What MPI_Initialized tells the guest.</summary>
    internal bool WorldWasInitialized { get; private set; }

    /// <summary>What MPI_Finalized tells the guest.</summary>
    internal bool WorldWasFinalized { get; private set; }

    /// <summary>Number of processes in the world, once the host is running.</summary>
    public int WorldSize => Host.Ask("MPI_Comm_size", Library.Predefined("MPI_COMM_WORLD")!.Value);

    /// <summary>Throws unless the host's MPI is initialised and not finalised: many libraries end the process when they are called otherwise.</summary>
    internal void RequireHost()
    {
        if (!IsRunning)
            throw new RefusedException(ErrorClasses.Other, WasFinalized || WorldWasFinalized ? "called after MPI_Finalize" : "called before MPI_Init");
    }

    /// <summary>Initialises the host's MPI if it is not, with the host's thread level that is wanted.</summary>
    /// <returns>The host's thread level provided.</returns>
    internal int EnsureHost(int required)
    {
        int level;
        if (IsRunning)
        {
            Call.Check(((delegate* unmanaged<int*, int>)HostFunction("MPI_Query_thread"))(&level));
            return level;
        }

        if (WasFinalized)
            throw new RefusedException(ErrorClasses.Other, "called after MPI_Finalize");
        Call.Check(((delegate* unmanaged<void*, void*, int, int*, int>)HostFunction("MPI_Init_thread"))(null, null, required, &level));
        IsRunning = true;
        // UCX and others may have put their own handler over ours: the guest's traps need it. And a plugin built for fast math has changed this thread's modes.
        if (SupportImage.IsInstalled)
        {
            SupportImage.EnsureHandlers();
            SupportImage.ResetFloatingPoint();
        }

        Rank = Host.Ask("MPI_Comm_rank", Library.Predefined("MPI_COMM_WORLD")!.Value);
        CheckLauncher(Host.Ask("MPI_Comm_size", Library.Predefined("MPI_COMM_WORLD")!.Value));
        foreach (var name in (ReadOnlySpan<string>)["MPI_COMM_WORLD", "MPI_COMM_SELF"])
            ReturnErrors(Library.Predefined(name)!.Value);
        Datatypes.CompletePredefined();
        Infos.SetEnvironment(DescribeStart());
        Infos.CreateTwins();
        HostMemory?.Start();
        Started?.Invoke();
        return level;
    }

    /// <summary>MPI_Init and MPI_Init_thread.</summary>
    internal int InitializeWorld(int required)
    {
        if (WorldWasInitialized)
            throw new RefusedException(ErrorClasses.Other, "called twice");
        var level = EnsureHost(required);
        WorldWasInitialized = true;
        SetCommunicator((uint)Api.Value("MPI_COMM_WORLD"), Library.Predefined("MPI_COMM_WORLD")!.Value);
        SetCommunicator((uint)Api.Value("MPI_COMM_SELF"), Library.Predefined("MPI_COMM_SELF")!.Value);
        return level;
    }

    /// <summary>MPI_Finalize. With sessions the host's MPI stays until the guest ends: see <see cref="GuestEnded"/>.</summary>
    internal void FinalizeWorld()
    {
        if (!WorldWasInitialized || WorldWasFinalized)
            throw new RefusedException(ErrorClasses.Other, WorldWasFinalized ? "called twice" : "called before MPI_Init");
        if (GuestCode.IsRunning)
            throw new RefusedException(ErrorClasses.Other, "called in a callback, or in malloc, while another MPI call is in progress");
        // Before anything else ends: what the callbacks do may be any MPI call (MPI 5.0 §11.2.4).
        Attributes.DeleteAll((uint)Api.Value("MPI_COMM_SELF"));
        if (!Sessions.WereUsed)
            Finalizing();
        WorldWasFinalized = true;
        foreach (var name in (ReadOnlySpan<string>)["MPI_COMM_WORLD", "MPI_COMM_SELF"])
            Volatile.Write(ref Table(HandleKind.Comm).Entry((uint)Api.Value(name))->Guest, 0);
        if (!Sessions.WereUsed)
            Call.Check(((delegate* unmanaged<int>)HostFunction("MPI_Finalize"))());
    }

    /// <summary>The guest has ended of its own accord: finalises what its sessions kept. A guest that forgot to finalise is left to the launcher to complain about.</summary>
    public void GuestEnded()
    {
        if (!IsRunning || !Sessions.WereUsed || Sessions.AreOpen || WorldWasInitialized != WorldWasFinalized)
            return;
        Finalizing();
        _ = ((delegate* unmanaged<int>)HostFunction("MPI_Finalize"))();
    }

    private void Finalizing()
    {
        Requests.AskOrphans();
        Lanes.Release();
        Files.Release();
        Reductions.Free();
        Operations.Free();
        Datatypes.FreeOpaque();
        Infos.FreeTwins();
        Buffers.Release();
        HostMemory?.Dispose();
        IsRunning = false;
        WasFinalized = true;
    }
}
