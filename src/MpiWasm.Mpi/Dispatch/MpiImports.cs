using System.Runtime.InteropServices;
using MpiWasm.Image;
using MpiWasm.Mpi.Abi;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Callbacks;
using MpiWasm.Mpi.Hosts;
using MpiWasm.Mpi.Objects.Datatypes;
using MpiWasm.Mpi.Objects.Errors;
using MpiWasm.Mpi.Objects.Operations;
using MpiWasm.Mpi.OneSided;
using MpiWasm.Mpi.PointToPoint;
using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Instances;
using MpiWasm.Runtime.Threads;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Mpi.Dispatch;

/// <summary>
/// The imports of module <c>mpi</c> for one instance of a guest, with the native contexts their code works on. Lives as long as the
/// instance.
/// </summary>
public sealed unsafe class MpiImports : IImportResolver, IDisposable
{
    /// <summary>Name of the import module.</summary>
    public const string ModuleName = "mpi";

    private readonly IProcedureCarrier _carrier;
    private readonly MpiContext* _context;
    private readonly ManagedContext* _managed;
    private bool _disposed;

    /// <param name="environment">The process' MPI.</param>
    /// <param name="module">What the instance is made of.</param>
    /// <exception cref="MpiException">MW0715: guests with pointers of another width use MPI in this process.</exception>
    public MpiImports(MpiEnvironment environment, WasmModule module)
    {
        environment.Adopt(GuestAbi.Of(module));
        Abi = environment.GuestAbi;
        _carrier = environment.Carrier;
        _context = (MpiContext*)NativeMemory.AllocZeroed((nuint)sizeof(MpiContext));
        _context->Procedures = environment.Procedures;
        for (var kind = 0; kind < (int)HandleKind.Count; kind++)
            _context->Tables[kind] = (ulong)environment.Table((HandleKind)kind).Base;
        _context->OwnError = &OwnError;
        _context->HostError = &HostError;
        _context->ErrorClass = &ErrorClass;
        _context->BottomTwin = &BottomTwin;
        _context->OperationFor = &OperationFor;
        _context->Managed = environment.Self;
        _context->LargestBuffered = environment.Buffers.Largest;
        environment.Guests.Add(_context);
        _context->Fallback = &Fallback;
        _context->RequestEnded = &RequestEnded;
        _context->WindowRange = &WindowRange;
        var count = MpiApi.Standard.Procedures.Length;
        _managed = (ManagedContext*)NativeMemory.AllocZeroed((nuint)count, (nuint)sizeof(ManagedContext));
        for (var i = 0; i < count; i++)
        {
            _managed[i].Mpi = _context;
            _managed[i].Procedure = i;
        }
    }

    /// <summary>How wide the guest's pointers are.</summary>
    internal GuestAbi Abi { get; }

    /// <summary>First argument of this instance's shims.</summary>
    public MpiContext* Context => _context;

    /// <inheritdoc/>
    public Extern? Resolve(Import import, FunctionType? functionType)
    {
        if (import.Module != ModuleName || functionType is null || MpiApi.Standard.Find(import.Name) is not { } procedure)
            return null;
        if (procedure.Service == ProcedureService.Managed)
        {
            var entry = ManagedEntries.ForArguments(procedure.Parameters.Length);
            return HostFunction.Native(procedure.WasmType(Abi), entry, (nint)(_managed + procedure.Index));
        }

        var shim = _carrier.NativeCode(procedure);
        if (shim is null)
            throw new MpiException(MpiException.WrongShims, $"the MPI shims have no {procedure.Name}",
                "Run `mpiwasm cache clean` and start again.");
        return HostFunction.Native(procedure.WasmType(Abi), (nint)shim, (nint)_context);
    }

    /// <summary>Calls a procedure as a guest would, with the standard's handles and layouts.</summary>
    /// <param name="procedure">Any but those that return a double.</param>
    /// <param name="caller">The instance on whose behalf, whose memory the arguments refer to.</param>
    /// <param name="arguments">The guest's arguments.</param>
    /// <returns>The error code.</returns>
    internal int Invoke(Procedure procedure, Instance caller, ReadOnlySpan<ulong> arguments)
    {
        void* code;
        void* context;
        if (procedure.Service == ProcedureService.Managed)
        {
            _managed[procedure.Index].Host.Instance = caller.Context;
            code = (void*)ManagedEntries.ForArguments(arguments.Length);
            context = _managed + procedure.Index;
        }
        else
        {
            code = _carrier.NativeCode(procedure);
            context = _context;
        }

        _context->Host.Instance = caller.Context;
        return NativeCall.Invoke(code, context, arguments);
    }

    /// <summary>
    /// The instance's thread ends, while others of the guest go on: gives back what callbacks needed of its memory. On that thread, before
    /// its instance is freed.
    /// </summary>
    public void ThreadEnds() => MpiEnvironment.From(_context).Guests.Of(_context).FreeScratch();

    /// <summary>Frees the native contexts. Callbacks look at those of all instances: so before the instance is freed.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        var environment = MpiEnvironment.From(_context);
        environment.Guests.Remove(_context);
        _context->SpareRequests.ReturnTo(environment.Table(HandleKind.Request));
        _context->SpareMessages.ReturnTo(environment.Table(HandleKind.Message));
        NativeMemory.Free(_managed);
        NativeMemory.Free(_context);
    }

    // What shims call in the cold paths. Guest and native frames are below: nothing may leave.

    [UnmanagedCallersOnly]
    private static int OwnError(MpiContext* context, uint procedure, uint argument, uint errorClass, uint handle, ulong first, ulong second)
    {
        try
        {
            var record = *(MemoryRecord**)((byte*)context->Host.Instance + InstanceContext.Memory0RecordOffset);
            return MpiEnvironment.From(
                context).Errors.Own((int)procedure, (int)argument, (int)errorClass, handle, first, second, record->Bytes);
        }
        catch (Exception e)
        {
            return Fail(context, e);
        }
    }

    [UnmanagedCallersOnly]
    private static int HostError(MpiContext* context, uint procedure, int hostCode, uint handle)
    {
        try
        {
            return MpiEnvironment.From(context).Errors.Host((int)procedure, hostCode, handle);
        }
        catch (Exception e)
        {
            return Fail(context, e);
        }
    }

    [UnmanagedCallersOnly]
    private static int ErrorClass(MpiContext* context, int hostCode)
    {
        try
        {
            return MpiEnvironment.From(context).Errors.ClassOfHost(hostCode);
        }
        catch (Exception e)
        {
            return Fail(context, e);
        }
    }

    [UnmanagedCallersOnly]
    private static DatatypeEntry* BottomTwin(MpiContext* context, uint datatype)
    {
        try
        {
            return MpiEnvironment.From(context).Datatypes.BottomTwin(datatype);
        }
        catch (Exception e) when (e is ArgumentCheckException or HostCallException)
        {
            return null;
        }
        catch (Exception e)
        {
            Fail(context, e);
            return null;
        }
    }

    [UnmanagedCallersOnly]
    private static ulong OperationFor(MpiContext* context, uint operation, uint datatype, int oneSided)
    {
        try
        {
            return MpiEnvironment.From(context).Reductions.HostOperation(operation, datatype, oneSided != 0);
        }
        catch (Exception e) when (e is ArgumentCheckException or HostCallException or HostLacksException)
        {
            return 0;
        }
        catch (Exception e)
        {
            Fail(context, e);
            return 0;
        }
    }

    [UnmanagedCallersOnly]
    private static int Fallback(MpiContext* context, uint procedure, ulong* arguments)
    {
        var managed = new ManagedContext { Host = context->Host, Mpi = context, Procedure = (int)procedure };
        return ManagedProcedures.Dispatch(
            &managed, new Span<ulong>(arguments, MpiApi.Standard.Procedures[(int)procedure].Parameters.Length));
    }

    [UnmanagedCallersOnly]
    private static void RequestEnded(MpiContext* context, uint handle)
    {
        try
        {
            MpiEnvironment.From(context).Requests.Ended(handle);
        }
        catch (Exception e)
        {
            Fail(context, e);
        }
    }

    [UnmanagedCallersOnly]
    private static int WindowRange(MpiContext* context, uint win, int rank, ulong displacement, long count, DatatypeEntry* type)
    {
        try
        {
            // It may ask another process, which no callback of the library may do.
            return !GuestCode.IsInLibrary && MpiEnvironment.From(context).Windows.IsAttached(win, rank, displacement, count, type) ? 1 : 0;
        }
        catch (HostCallException)
        {
            return 0;
        }
        catch (Exception e)
        {
            _ = Fail(context, e);
            return 0;
        }
    }

    private static int Fail(MpiContext* context, Exception exception)
    {
        GuestThread.Fail(&context->Host, exception);
        return ErrorClasses.Intern;
    }
}
