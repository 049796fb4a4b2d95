using System.Runtime.InteropServices;
using System.Text;
using MpiWasm.Mpi.Abi;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Hosts;
using MpiWasm.Mpi.Hosts.Library;
using MpiWasm.Sandbox;
using MpiWasm.Unix;

namespace MpiWasm.Mpi.Calls;

/// <summary>
/// MPI as the guests of this process see it: the host's library, the handle tables, the error handlers. One per process, as MPI is
/// initialised once. Each instance of a guest imports through its own <c>MpiImports</c>.
/// </summary>
public sealed unsafe partial class MpiEnvironment : IDisposable
{
    private readonly List<object> _all = [];
    private object?[] _parts = new object?[32];
    private GCHandle _self;
    private bool _disposed;

    /// <param name="library">The host's library.</param>
    internal MpiEnvironment(MpiLibrary library)
    {
        Host = new MpiHost(library);
        _self = GCHandle.Alloc(this);
    }

    /// <summary>The host's MPI.</summary>
    internal MpiHost Host { get; }

    public MpiLibrary Library => Host.Library;

    /// <summary>Who carries out what guests call.</summary>
    internal IProcedureCarrier Carrier { get; set; } = null!;

    /// <summary>How wide pointers of the guests are: the first that imports MPI decides.</summary>
    public GuestAbi GuestAbi { get; private set; } = GuestAbi.Wasm32;

    private bool _isAdopted;

    /// <summary>Told when <see cref="GuestAbi"/> is another than it was at first.</summary>
    internal event Action? WidthChanges;

    /// <summary>A guest imports MPI.</summary>
    /// <exception cref="MpiException">MW0715: one of another width has done so before.</exception>
    public void Adopt(GuestAbi abi)
    {
        lock (_all)
        {
            if (_isAdopted && abi != GuestAbi)
            {
                throw new MpiException(
                    MpiException.OtherWidth,
                    $"the module is one of {abi}, and a program of {GuestAbi} uses MPI in this process already",
                    "Run one of them in a process of its own.");
            }

            _isAdopted = true;
            if (abi == GuestAbi)
                return;
            GuestAbi = abi;
            WidthChanges?.Invoke();
        }
    }

    /// <summary>This process' rank in MPI_COMM_WORLD, once MPI is initialised.</summary>
    public int? Rank { get; internal set; }

    /// <summary>The guest's program and its arguments, which MPI_INFO_ENV tells it.</summary>
    public IReadOnlyList<string> Arguments { get; set; } = [];

    /// <summary>Whether the guest may open, publish and look up ports, by which it reaches processes outside of its job.</summary>
    public bool AllowPorts { get; set; }

    /// <summary>What of the host the guest may reach; null for nothing.</summary>
    public SandboxPolicy? Sandbox { get; set; }

    /// <summary>
    /// The command of the host that runs a module of the guest with this process' options; the guest's path of the module and its arguments
    /// follow. Empty: the guest may not start processes.
    /// </summary>
    public IReadOnlyList<string> SpawnCommand { get; set; } = [];

    /// <summary>Whether the guest may write control and performance variables of the host's library (MPI_T).</summary>
    public bool AllowToolWrites { get; set; }

    /// <summary>Bounds what the guest makes MPI allocate outside of its memory; null for no bound. Set before the guest runs.</summary>
    public HostMemory? HostMemory
    {
        get;
        set
        {
            field = value;
            if (value is not null)
                Table(HandleKind.Request).Restrict(value.Requests);
        }
    }

    /// <summary>Called before a job is aborted from within an MPI call: the place to flush what the guest has written.</summary>
    public Action? BeforeAbort { get; set; }

    /// <summary>
    /// Tells the user what has ended the guest where it could not be unwound, in a callback of the library. Returns the job's exit status.
    /// </summary>
    public Func<Exception, int>? ReportFailure { get; set; }

    /// <summary>Integer constants between guest and host.</summary>
    internal ConstantMap Constants => Host.Constants;

    internal void** Procedures => Host.Procedures;

    internal nint Self => GCHandle.ToIntPtr(_self);

    internal static MpiEnvironment From(MpiContext* context) => (MpiEnvironment)GCHandle.FromIntPtr(context->Managed).Target!;

    /// <summary>How the library orders what neighbours send.</summary>
    internal NeighbourOrder Neighbours => Host.Neighbours;

    /// <summary>
    /// Makes an object of the host, in a slot that was taken before the host was called, known to the guest; by kind. Null where there is
    /// no more to it than the handle.
    /// </summary>
    internal HandlePublisher?[] Publishers { get; } = new HandlePublisher?[(int)HandleKind.Count];

    /// <summary>An object is gone on the host: whoever keeps something for its handle forgets it.</summary>
    internal event Action<uint>? Forgetting;

    /// <summary>Makes the twin of a datatype for MPI_BOTTOM; null where there is none.</summary>
    internal TwinMaker BottomTwin { get; set; } = static _ => null;

    /// <summary>
    /// Adds what a chapter of the standard keeps for the process. It is reached by a property that the chapter adds to this class.
    /// </summary>
    internal T Add<T>(T part)
        where T : class
    {
        var slot = Slot<T>.Number;
        if (slot >= _parts.Length)
            Array.Resize(ref _parts, 2 * slot);
        _parts[slot] = part;
        _all.Add(part);
        return part;
    }

    /// <summary>What was added.</summary>
    internal T Part<T>()
        where T : class => (T)_parts[Slot<T>.Number]!;

    /// <summary>The table of a kind of handles; shims read the same one.</summary>
    public HandleTable Table(HandleKind kind) => Host.Table(kind);

    /// <summary>The functions of the host's library.</summary>
    internal HostFunctions Functions => Host.Functions;

    /// <summary>Ends the whole job, non-zero. Does not return.</summary>
    /// <param name="code">The exit code; 0 becomes 1.</param>
    public void AbortJob(int code)
    {
        BeforeAbort?.Invoke();
        code = (code & 0xFF) == 0 ? 1 : code;
        ExitAtOnce();
        if (IsRunning)
            _ = Functions.Codes.Abort(Host.World, code);
        Libc.Exit(code);
    }

    /// <summary>
    /// Has exit() end the process without what others registered for it. MPI_Abort tells the launcher before it exits; while .NET takes its
    /// time then, Hydra kills what is left of the job and tells that signal as the job's status.
    /// </summary>
    private static void ExitAtOnce()
    {
        // The function registered last runs first, and gets the status. Only glibc has this.
        if (NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "_exit", out var end)
            && NativeLibrary.TryGetExport(library, "on_exit", out var register))
            _ = ((delegate* unmanaged<nint, nint, int>)register)(end, 0);
    }

    /// <summary>Ends the job for what happened in a callback of the library, whose frames must not be unwound. Does not return.</summary>
    internal void GuestFailed(string where, Exception failure, int? status)
    {
        Say($"in a callback of {where}:");
        var reported = 1;
        if (ReportFailure is { } report)
            reported = report(failure);
        else
            Say(failure.ToString());
        AbortJob(status ?? reported);
    }

    /// <summary>Writes one line to standard error in one piece, so that ranks do not mix.</summary>
    public void Say(string message)
    {
        var line = Encoding.UTF8.GetBytes($"mpiwasm: {(Rank is { } rank ? $"rank {rank}: " : "")}{message}\n");
        fixed (byte* bytes = line)
            _ = Libc.Write(2, bytes, (nuint)line.Length);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var part in _all.OfType<IDisposable>())
            part.Dispose();
        Host.Dispose();
        _self.Free();
    }

    private static int _slots;

    /// <summary>Where a type's part is.</summary>
    private static class Slot<T>
    {
        public static readonly int Number = Interlocked.Increment(ref _slots) - 1;
    }

    /// <summary>Ends this process; somebody else has told why.</summary>
    internal static void ExitQuietly() => Libc.Exit(1);
}

/// <summary>Makes an object of the host known to the guest.</summary>
/// <param name="slot">The slot, which goes back if this fails.</param>
/// <param name="host">The host's handle.</param>
/// <param name="parent">The communicator a new communicator came from, whose error handler it inherits; or 0.</param>
/// <returns>The guest's handle.</returns>
internal delegate uint HandlePublisher(uint slot, ulong host, uint parent);

/// <summary>Gives the entry that stands for a datatype relative to MPI_BOTTOM.</summary>
internal unsafe delegate DatatypeEntry* TwinMaker(uint datatype);
