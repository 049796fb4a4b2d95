using System.Runtime.InteropServices;
using System.Text;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Callbacks;
using MpiWasm.Mpi.Files;
using MpiWasm.Mpi.Hosts;
using MpiWasm.Mpi.Hosts.Library;
using MpiWasm.Mpi.Limits;
using MpiWasm.Mpi.Objects;
using MpiWasm.Mpi.Reductions;
using MpiWasm.Mpi.Requests;
using MpiWasm.Mpi.Windows;
using MpiWasm.Sandbox;

namespace MpiWasm.Mpi;

/// <summary>
/// MPI as the guests of this process see it: the host's library, the handle tables, the error handlers. One per process, as MPI is initialised once. Each instance
/// of a guest imports through its own <see cref="MpiImports"/>.
/// </summary>
public sealed unsafe partial class MpiEnvironment : IDisposable
{
    private readonly void** _callbackProcedures;
    private GCHandle _self;
    private bool _disposed;

    /// <param name="library">The host's library.</param>
    public MpiEnvironment(MpiLibrary library)
    {
        Host = new MpiHost(library);
        _self = GCHandle.Alloc(this);
        _callbackProcedures = (void**)NativeMemory.AllocZeroed((nuint)Api.Procedures.Length, (nuint)sizeof(void*));
        foreach (var procedure in Api.Procedures.Where(CallbackRules.AllowsInLibrary))
            _callbackProcedures[procedure.Index] = Procedures[procedure.Index];
        Errors = new MpiErrors(this);
        Datatypes = new DatatypeRegistry(this);
        Windows = new WindowRegistry(this);
        Operations = new UserOperations(this);
        Attributes = new AttributeStore(this);
        Predefined = new PredefinedAttributes(this) { Windows = Windows.Attributes };
        Generalized = new GeneralizedRequests(this);
        Infos = new InfoStore(this);
        Sessions = new SessionStore(this);
        Buffers = new MessageBuffers(this);
        Reductions = new OwnReductions(this);
        Requests = new RequestAttachments(this);
        Lanes = new PersistentLanes(this);
        Duplications = new Duplications();
        Datatypes.AddPredefined();
    }

    /// <summary>The procedures and constants offered to guests.</summary>
    public static MpiApi Api => MpiApi.Standard;

    /// <summary>The host's MPI.</summary>
    internal MpiHost Host { get; }

    public MpiLibrary Library => Host.Library;

    /// <summary>The shims: what guests import, and what managed procedures are made of.</summary>
    public Shims? Shims { get; init; }

    /// <summary>This process' rank in MPI_COMM_WORLD, once MPI is initialised.</summary>
    public int? Rank { get; private set; }

    /// <summary>The guest's program and its arguments, which MPI_INFO_ENV tells it.</summary>
    public IReadOnlyList<string> Arguments { get; set; } = [];

    /// <summary>Whether the guest may open, publish and look up ports, by which it reaches processes outside of its job.</summary>
    public bool AllowPorts { get; set; }

    /// <summary>What of the host the guest may reach; null for nothing.</summary>
    public SandboxPolicy? Sandbox { get; set; }

    /// <summary>
    /// The command of the host that runs a module of the guest with this process' options; the guest's path of the module and its arguments follow. Empty: the guest may not start processes.
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

    /// <summary>Tells the user what has ended the guest where it could not be unwound, in a callback of the library. Returns the job's exit status.</summary>
    public Func<Exception, int>? ReportFailure { get; set; }

    /// <summary>Integer constants between guest and host.</summary>
    internal ConstantMap Constants => Host.Constants;

    internal MpiErrors Errors { get; }

    internal DatatypeRegistry Datatypes { get; }

    internal WindowRegistry Windows { get; }

    /// <summary>The instances that import MPI.</summary>
    internal GuestRegistry Guests { get; } = new();

    internal UserOperations Operations { get; }

    internal AttributeStore Attributes { get; }

    internal PredefinedAttributes Predefined { get; }

    internal GeneralizedRequests Generalized { get; }

    internal InfoStore Infos { get; }

    internal SessionStore Sessions { get; }

    internal MessageBuffers Buffers { get; }

    /// <summary>Handles of the tool information interface.</summary>
    internal ToolStore Tools { get; } = new();

    /// <summary>What MPI_Abi_set_fortran_info told, or null.</summary>
    internal InfoObject? FortranInfo { get; set; }

    /// <summary>What MPI_Abi_set_fortran_booleans told, or null.</summary>
    internal (int Size, byte[] True, byte[] False)? FortranBooleans { get; set; }

    internal ObjectNames Names { get; } = new();

    internal Duplications Duplications { get; }

    /// <summary>Guards <see cref="Parent"/>.</summary>
    internal Lock ParentGuard { get; } = new();

    /// <summary>The guest's handle of the communicator with the processes that started this one, once it has asked; or 0.</summary>
    internal uint Parent { get; set; }

    internal FileStore Files { get; } = new();

    internal OwnReductions Reductions { get; }

    /// <summary>How the library orders what neighbours send.</summary>
    internal NeighbourOrder Neighbours => Host.Neighbours;

    internal RequestAttachments Requests { get; }

    internal PersistentLanes Lanes { get; }

    internal void** Procedures => Host.Procedures;

    /// <summary>
    /// Those that shims may call above frames of the library (<see cref="CallbackRules"/>); all others are null there, so that shims
    /// leave the call to the managed side, which refuses it.
    /// </summary>
    internal void** CallbackProcedures => _callbackProcedures;

    internal nint Self => GCHandle.ToIntPtr(_self);

    internal static MpiEnvironment From(MpiContext* context) => (MpiEnvironment)GCHandle.FromIntPtr(context->Managed).Target!;

    /// <summary>The table of a kind of handles; shims read the same one.</summary>
    public HandleTable Table(HandleKind kind) => Host.Table(kind);

    /// <summary>A function of the host's library.</summary>
    internal void* HostFunction(string name) => Host.Function(name);

    /// <summary>Ends the whole job, non-zero. Does not return.</summary>
    /// <param name="code">The exit code; 0 becomes 1.</param>
    public void AbortJob(int code)
    {
        BeforeAbort?.Invoke();
        code = (code & 0xFF) == 0 ? 1 : code;
        ExitAtOnce();
        if (IsRunning && Library.Symbol("MPI_Abort") is var abort and not 0 && Library.Predefined("MPI_COMM_WORLD") is { } world)
            _ = ((delegate* unmanaged<ulong, int, int>)abort)(world, code);
        exit(code);
    }

    /// <summary>
    /// Has exit() end the process without what others registered for it. MPI_Abort tells the launcher before it exits; while .NET takes its time then, Hydra kills what is left of the job and tells
    /// that signal as the job's status.
    /// </summary>
    private static void ExitAtOnce()
    {
        // The function registered last runs first, and gets the status. Only glibc has this.
        if (NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "_exit", out var end) && NativeLibrary.TryGetExport(library, "on_exit", out var register))
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
            _ = write(2, bytes, (nuint)line.Length);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Host.Dispose();
        NativeMemory.Free(_callbackProcedures);
        _self.Free();
    }

    [LibraryImport("libc.so.6", EntryPoint = "_exit")]
    private static partial void exit(int code);

    [LibraryImport("libc.so.6")]
    private static partial nint write(int descriptor, byte* bytes, nuint count);
}
