using System.Runtime.InteropServices;
using System.Text;
using MpiWasm.Mpi.Api;
using MpiWasm.Mpi.Library;
using MpiWasm.Mpi.Managed;
using MpiWasm.Mpi.Native;
using MpiWasm.Runtime;

namespace MpiWasm.Mpi;

/// <summary>
/// MPI as the guests of this process see it: the host's library, the handle tables, the error handlers. One per process, as MPI is initialised once. Each instance
/// of a guest imports through its own <see cref="MpiImports"/>.
/// </summary>
public sealed unsafe partial class MpiEnvironment : IDisposable
{
    private readonly HandleTable[] _tables;
    private readonly nint[] _functions;
    private readonly void** _procedures;
    private GCHandle _self;
    private bool _disposed;

    /// <param name="library">The host's library.</param>
    public MpiEnvironment(MpiLibrary library)
    {
        Library = library;
        _self = GCHandle.Alloc(this);
        _tables = [.. Enum.GetValues<HandleKind>().Where(k => k != HandleKind.Count).Select(k => new HandleTable(k))];
        _procedures = (void**)NativeMemory.AllocZeroed((nuint)Api.Procedures.Length, (nuint)sizeof(void*));
        _functions = new nint[Api.Procedures.Length];
        foreach (var procedure in Api.Procedures)
            _procedures[procedure.Index] = (void*)(_functions[procedure.Index] = library.Symbol(procedure.Name));
        Errors = new MpiErrors(this);
        Datatypes = new DatatypeRegistry(this);
        AddPredefined();
    }

    /// <summary>The procedures and constants offered to guests.</summary>
    public static MpiApi Api => MpiApi.Standard;

    public MpiLibrary Library { get; }

    /// <summary>This process' rank in MPI_COMM_WORLD, once MPI is initialised.</summary>
    public int? Rank { get; private set; }

    /// <summary>Whether the guest has initialised MPI and not finalised it.</summary>
    public bool IsRunning { get; private set; }

    public bool WasFinalized { get; private set; }

    /// <summary>Called before a job is aborted from within an MPI call: the place to flush what the guest has written.</summary>
    public Action? BeforeAbort { get; set; }

    internal MpiErrors Errors { get; }

    internal DatatypeRegistry Datatypes { get; }

    internal void** Procedures => _procedures;

    internal nint Self => GCHandle.ToIntPtr(_self);

    internal static MpiEnvironment From(MpiContext* context) => (MpiEnvironment)GCHandle.FromIntPtr(context->Managed).Target!;

    /// <summary>The table of a kind of handles; shims read the same one.</summary>
    public HandleTable Table(HandleKind kind) => _tables[(int)kind];

    /// <summary>A function of the host's library.</summary>
    internal void* HostFunction(string name) => Library.Symbol(name) is var address and not 0 ? (void*)address : throw new HostLacksException(name);

    /// <summary>Ends the whole job, non-zero. Does not return.</summary>
    /// <param name="code">The exit code; 0 becomes 1.</param>
    public void AbortJob(int code)
    {
        BeforeAbort?.Invoke();
        code = (code & 0xFF) == 0 ? 1 : code;
        if (IsRunning && Library.Symbol("MPI_Abort") is var abort and not 0 && Library.Predefined("MPI_COMM_WORLD") is { } world)
            _ = ((delegate* unmanaged<ulong, int, int>)abort)(world, code);
        exit(code);
    }

    /// <summary>Writes one line to standard error in one piece, so that ranks do not mix.</summary>
    public void Say(string message)
    {
        var line = Encoding.UTF8.GetBytes($"mpiwasm: {(Rank is { } rank ? $"rank {rank}: " : "")}{message}\n");
        fixed (byte* bytes = line)
            _ = write(2, bytes, (nuint)line.Length);
    }

    /// <summary>Calls MPI_Initialized or MPI_Finalized of the host.</summary>
    internal int Flag(string function)
    {
        int flag;
        Call.Check(((delegate* unmanaged<int*, int>)HostFunction(function))(&flag));
        return flag != 0 ? 1 : 0;
    }

    /// <summary>After MPI_Init.</summary>
    internal void Initialized()
    {
        IsRunning = true;
        // UCX and others may have put their own handler over ours: the guest's traps need it. And a plugin built for fast math has changed this thread's modes.
        if (SupportImage.IsInstalled)
        {
            SupportImage.EnsureHandlers();
            SupportImage.ResetFloatingPoint();
        }
        var world = SetCommunicator((uint)Api.Value("MPI_COMM_WORLD"), Library.Predefined("MPI_COMM_WORLD")!.Value);
        Rank = world->Rank;
        CheckLauncher(world->GroupSize);
        SetCommunicator((uint)Api.Value("MPI_COMM_SELF"), Library.Predefined("MPI_COMM_SELF")!.Value);
        Datatypes.CompletePredefined();
    }

    /// <summary>"n times rank 0": each process is a job of one, since the launcher speaks another protocol than the library. Nobody wants that, so it is an error.</summary>
    private void CheckLauncher(int size)
    {
        if (size != 1 || LauncherKind.SizeOf(System.Environment.GetEnvironmentVariable) is not { } launched || launched == 1)
            return;
        var family = LauncherKind.FamilyOf(System.Environment.GetEnvironmentVariable);
        throw new MpiException(MpiException.WrongLauncher,
            $"the launcher started {launched} ranks, but {Library.Title} ({Library.Path}) sees a job of one: launcher and library do not belong together",
            $"Start the ranks with {Library.Launchers[0]}, or choose the launcher's library with {(family is null ? "--mpi" : $"--mpi {family}")}; mpiwasm run -n {launched} chooses a matching pair.");
    }

    /// <summary>Before MPI_Finalize: from now on no communicator is valid.</summary>
    internal void Finalizing()
    {
        Datatypes.FreeOpaque();
        IsRunning = false;
        WasFinalized = true;
        foreach (var name in (ReadOnlySpan<string>)["MPI_COMM_WORLD", "MPI_COMM_SELF"])
            Volatile.Write(ref Table(HandleKind.Comm).Entry((uint)Api.Value(name))->Guest, 0);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var table in _tables)
            table.Dispose();
        NativeMemory.Free(_procedures);
        _self.Free();
    }

    private void AddPredefined()
    {
        (HandleKind Kind, string Type)[] kinds = [(HandleKind.Op, "MPI_Op"), (HandleKind.Errhandler, "MPI_Errhandler")];
        foreach (var (kind, type) in kinds)
        {
            foreach (var constant in Api.Constants.Where(c => c.Type == type && !c.Name.EndsWith("_NULL", StringComparison.Ordinal)))
            {
                if (Library.Predefined(constant.Name) is { } host)
                    Table(kind).SetPredefined((uint)constant.Value, host);
                else if (kind == HandleKind.Errhandler)
                    Table(kind).SetPredefined((uint)constant.Value, 0);
            }
        }

        // Null handles that are arguments like any other.
        (HandleKind Kind, string Name)[] others =
            [(HandleKind.Group, "MPI_GROUP_EMPTY"), (HandleKind.Info, "MPI_INFO_NULL"), (HandleKind.Info, "MPI_INFO_ENV"), (HandleKind.Request, "MPI_REQUEST_NULL")];
        foreach (var (kind, name) in others)
        {
            if (Library.Predefined(name) is { } host)
                Table(kind).SetPredefined((uint)Api.Value(name), host);
        }

        Datatypes.AddPredefined();
    }

    [LibraryImport("libc.so.6", EntryPoint = "_exit")]
    private static partial void exit(int code);

    [LibraryImport("libc.so.6")]
    private static partial nint write(int descriptor, byte* bytes, nuint count);
}
