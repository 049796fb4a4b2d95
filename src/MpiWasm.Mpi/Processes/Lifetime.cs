using System.Globalization;
using MpiWasm.Mpi.Abi;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Callbacks;
using MpiWasm.Mpi.Collectives;
using MpiWasm.Mpi.Communicators;
using MpiWasm.Mpi.Files;
using MpiWasm.Mpi.Hosts.Library;
using MpiWasm.Mpi.Objects.Caching;
using MpiWasm.Mpi.Objects.Datatypes;
using MpiWasm.Mpi.Objects.Info;
using MpiWasm.Mpi.Objects.Operations;
using MpiWasm.Mpi.PointToPoint;
using MpiWasm.Runtime.Images;

namespace MpiWasm.Mpi.Processes;

/// <summary>From MPI_Init to MPI_Finalize: who begins and ends when the host's MPI does.</summary>
public static unsafe class Lifetime
{
    /// <summary>Initialises the host's MPI if it is not, with the host's thread level that is wanted.</summary>
    /// <returns>The host's thread level provided.</returns>
    internal static int EnsureHost(MpiEnvironment environment, int required)
    {
        int level;
        if (environment.IsRunning)
        {
            environment.Functions.QueryThread(&level);
            return level;
        }

        if (environment.WasFinalized)
            throw new RefusedException(ErrorClasses.Other, "called after MPI_Finalize");
        environment.Functions.InitThread(null, null, required, &level);
        environment.IsRunning = true;
        if (environment.Constants.ToGuest(ParameterKind.ThreadLevel, level) == StandardAbi.ThreadMultiple)
        {
            // Procedures that the library seems to lack are served in C#, from those that complete one request.
            if (environment.Host.Has(HostDefects.WaitallHangsOverErrors))
                environment.Procedures[Procedures.Waitall.Index] = null;
            environment.Guests.RequestsLock = environment.Host.Has(HostDefects.RequestFunctionsRunLocked);
        }

        // UCX and others may have put their own handler over ours: the guest's traps need it. And a plugin built for fast math has changed
        // this thread's modes.
        if (SupportImage.IsInstalled)
        {
            SupportImage.EnsureHandlers();
            SupportImage.ResetFloatingPoint();
        }

        int rank;
        environment.Functions.CommRank(environment.Host.World, &rank);
        environment.Rank = rank;
        CheckLauncher(environment, environment.WorldSize);
        foreach (var name in (ReadOnlySpan<string>)[ConstantNames.CommWorld, ConstantNames.CommSelf])
            environment.Communicators.ReturnErrors(environment.Host.Predefined(name));
        environment.Datatypes.CompletePredefined();
        environment.Infos.SetEnvironment(DescribeStart(environment));
        environment.Infos.CreateTwins();
        environment.HostMemory?.Start();
        environment.Started?.Invoke();
        return level;
    }

    /// <summary>MPI_Init and MPI_Init_thread.</summary>
    internal static int InitializeWorld(MpiEnvironment environment, int required)
    {
        if (environment.WorldWasInitialized)
            throw new RefusedException(ErrorClasses.Other, "called twice");
        var level = EnsureHost(environment, required);
        environment.WorldWasInitialized = true;
        environment.Communicators.SetPredefined((uint)StandardAbi.CommWorld, environment.Host.World);
        environment.Communicators.SetPredefined((uint)StandardAbi.CommSelf, environment.Host.Predefined(ConstantNames.CommSelf));
        return level;
    }

    /// <summary>MPI_Finalize. With sessions the host's MPI stays until the guest ends: see <see cref="GuestEnded"/>.</summary>
    internal static void FinalizeWorld(MpiEnvironment environment)
    {
        if (!environment.WorldWasInitialized || environment.WorldWasFinalized)
            throw new RefusedException(ErrorClasses.Other, environment.WorldWasFinalized ? "called twice" : "called before MPI_Init");
        if (GuestCode.IsRunning)
            throw new RefusedException(ErrorClasses.Other, "called in a callback, or in malloc, while another MPI call is in progress");
        // Before anything else ends: what the callbacks do may be any MPI call (MPI 5.0 §11.2.4).
        environment.Attributes.DeleteAll((uint)StandardAbi.CommSelf);
        if (!environment.Sessions.WereUsed)
            Finalizing(environment);
        environment.WorldWasFinalized = true;
        foreach (var name in (ReadOnlySpan<string>)[ConstantNames.CommWorld, ConstantNames.CommSelf])
            Volatile.Write(ref environment.Table(HandleKind.Comm).Entry((uint)MpiApi.Standard.Value(name))->Guest, 0);
        if (!environment.Sessions.WereUsed)
            environment.Functions.FinalizeMpi();
    }

    /// <summary>
    /// The guest has ended of its own accord: finalises what its sessions kept, also those that it forgot if it has called MPI_Finalize. A
    /// guest that forgot to finalise at all is left to the launcher to complain about.
    /// </summary>
    public static void GuestEnded(this MpiEnvironment environment)
    {
        if (!environment.IsRunning || !environment.Sessions.WereUsed || environment.WorldWasInitialized != environment.WorldWasFinalized
            || (environment.Sessions.AreOpen && !environment.WorldWasFinalized))
            return;
        Finalizing(environment);
        _ = environment.Functions.Codes.FinalizeMpi();
    }

    private static void Finalizing(MpiEnvironment environment)
    {
        environment.Requests.AskOrphans();
        environment.Lanes.Release();
        environment.Files.Release();
        environment.Reductions.Free();
        environment.Operations.Free();
        environment.Datatypes.FreeOpaque();
        environment.Infos.FreeTwins();
        environment.Buffers.Release();
        environment.HostMemory?.Dispose();
        environment.IsRunning = false;
        environment.WasFinalized = true;
    }

    /// <summary>What MPI_INFO_ENV says (MPI 5.0 §11.6) once MPI runs.</summary>
    private static InfoObject DescribeStart(MpiEnvironment environment)
    {
        var content = InfoObject.OfCommand(environment.Arguments);
        content.Set("maxprocs", environment.WorldSize.ToString(CultureInfo.InvariantCulture));
        if (ProvidedThreadLevel(environment) is { } level)
            content.Set("thread_level", level);
        return content;
    }

    /// <summary>The name of the thread level the host gives; null where it is none the guest knows.</summary>
    internal static string? ProvidedThreadLevel(MpiEnvironment environment)
    {
        int level;
        environment.Functions.QueryThread(&level);
        return environment.Constants.ToGuest(ParameterKind.ThreadLevel, level) is { } known
            ? MpiApi.Standard.Constants.First(c => c.Value == known && c.Title == "Threads constants").Name
            : null;
    }

    /// <summary>
    /// "n times rank 0": each process is a job of one, since the launcher speaks another protocol than the library. Nobody wants that, so
    /// it is an error, told by the first of them.
    /// </summary>
    private static void CheckLauncher(MpiEnvironment environment, int size)
    {
        Func<string, string?> variable = Environment.GetEnvironmentVariable;
        if (size != 1 || LauncherKind.SizeOf(variable) is not { } launched || launched == 1)
            return;
        if (LauncherKind.RankOf(variable) > 0)
            MpiEnvironment.ExitQuietly();
        var family = LauncherKind.FamilyOf(variable);
        throw new MpiException(MpiException.WrongLauncher,
            $"the launcher started {launched} ranks, but {environment.Library.Title} ({environment.Library.Path}) sees a job of one: "
                + "launcher and library do not belong together",
            $"Start the ranks with {environment.Library.LauncherCommand}, or choose the launcher's library with "
                + $"{(family is null ? "--mpi" : $"--mpi {family}")}; mpiwasm run -n {launched} chooses a matching pair.");
    }
}
