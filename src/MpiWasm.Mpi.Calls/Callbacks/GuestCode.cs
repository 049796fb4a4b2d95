using MpiWasm.Mpi.Abi;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls.Callbacks;

/// <summary>
/// Guest code that runs inside an MPI call of the current thread: callbacks, and the guest's allocator. Whoever runs some holds a <see
/// cref="Stay"/>. What it may do depends on what lies below: with frames of ours only, anything but MPI_Finalize; with frames of the
/// library, what <see cref="CallbackRules"/> lists.
/// </summary>
/// <remarks>
/// The rule for frames of ours: what a guest handle means is looked up again at each use (<see cref="HandleArgument"/>, <see
/// cref="CommArgument"/>), or the object is held by a count (<c>HostedDatatype</c>); so an object that guest code
/// frees meanwhile is an invalid handle afterwards. For frames of the library: nothing it may be using can be freed, and datatypes go when
/// its frames are gone (<see cref="WhenLibraryIsLeft"/>).
/// </remarks>
internal static unsafe class GuestCode
{
    /// <summary>
    /// How deep callbacks may be nested. Programs nest a few; the error handler of a hostile one calls MPI without an end, and unwinding
    /// thousands of levels takes minutes.
    /// </summary>
    public const int DeepestNesting = 100;

    [ThreadStatic]
    private static int _depth;

    [ThreadStatic]
    private static int _libraryDepth;

    [ThreadStatic]
    private static int _lockDepth;

    [ThreadStatic]
    private static Queue<Action>? _deferred;

    /// <summary>Whether an MPI call of this thread has called guest code that has not returned.</summary>
    public static bool IsRunning => _depth > 0;

    /// <summary>Whether frames of the library lie between that call and the guest code.</summary>
    public static bool IsInLibrary => _libraryDepth > 0;

    /// <summary>Whether the library may hold its lock meanwhile: see <see cref="HostDefects.RequestFunctionsRunLocked"/>.</summary>
    public static bool IsLocked => _lockDepth > 0;

    /// <summary>Guest code is about to run, above frames of ours.</summary>
    /// <exception cref="MpiException">Calls are nested too deeply.</exception>
    public static Stay Enter()
    {
        if (_depth >= DeepestNesting)
        {
            throw new MpiException(
                MpiException.NestedCallbacks,
                $"functions that the program gave to MPI call MPI, which calls them again, {DeepestNesting} levels deep",
                "An error handler must not cause the error it handles.");
        }

        _depth++;
        return new Stay(null);
    }

    /// <summary>Guest code is about to run, called by the library.</summary>
    public static Stay EnterFromLibrary(MpiEnvironment environment)
    {
        _ = Enter();
        if (_libraryDepth++ == 0)
            environment.Guests.SetProcedures(environment.Guests.CallbackProcedures);
        return new Stay(environment);
    }

    /// <summary>The same of a function that frees or cancels a generalized request, which may run under the library's lock.</summary>
    public static Stay EnterFromRequest(MpiEnvironment environment)
    {
        var stay = EnterFromLibrary(environment);
        if (!environment.Guests.RequestsLock)
            return stay;
        if (_lockDepth++ == 0)
            environment.Guests.SetProcedures(environment.Guests.ProceduresUnderLock);
        return new Stay(environment, isLocked: true);
    }

    /// <summary>Throws if the guest may not call the procedure in the callback that it is in.</summary>
    /// <exception cref="RefusedException">Frames of the library are below, and it is none of <see cref="CallbackRules"/>.</exception>
    public static void Require(MpiEnvironment environment, Procedure procedure)
    {
        if (!IsInLibrary)
            return;
        if (!CallbackRules.AllowsInLibrary(procedure))
        {
            throw new RefusedException(
                ErrorClasses.Other,
                "called in an operation or another callback of the library, where only inquiries and datatypes are at hand");
        }

        if (IsLocked && environment.Guests.NeedsLock(procedure))
        {
            throw new RefusedException(
                ErrorClasses.Other, "called in a function that frees or cancels a generalized request, where the library holds its lock");
        }
    }

    /// <summary>
    /// Runs the action when no frame of the library is below any more: now, or at the next call of a managed procedure. Libraries do not
    /// all hold the datatype that they are working on.
    /// </summary>
    public static void WhenLibraryIsLeft(Action action)
    {
        if (IsInLibrary)
            (_deferred ??= new()).Enqueue(action);
        else
            action();
    }

    /// <summary>Runs what waits, if it need not wait any longer.</summary>
    public static void RunDeferred()
    {
        if (_deferred is not { Count: > 0 } waiting || IsInLibrary)
            return;
        while (waiting.TryDequeue(out var action))
            action();
    }

    /// <summary>One entry into the guest; disposing it is the return.</summary>
    internal readonly ref struct Stay(MpiEnvironment? library, bool isLocked = false)
    {
        public void Dispose()
        {
            _depth--;
            if (library is null)
                return;
            if (isLocked && --_lockDepth == 0)
                library.Guests.SetProcedures(library.Guests.CallbackProcedures);
            if (--_libraryDepth == 0)
                library.Guests.SetProcedures(library.Procedures);
        }
    }
}
