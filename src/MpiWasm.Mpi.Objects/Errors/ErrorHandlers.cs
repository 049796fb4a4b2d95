using System.Runtime.CompilerServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Callbacks;
using MpiWasm.Runtime;

namespace MpiWasm.Mpi.Objects.Errors;

/// <summary>
/// Which error handler an object of the guest has, and the guest's own handlers (MPI 5.0 §9.3). A handler lives as long as the guest has a
/// reference to it (it gets one with MPI_*_create_errhandler and MPI_*_get_errhandler) or an object uses it.
/// </summary>
internal sealed unsafe class ErrorHandlers(MpiEnvironment environment)
{
    public const uint Fatal = StandardAbi.ErrorsAreFatal;
    public const uint Abort = StandardAbi.ErrorsAbort;
    public const uint Return = StandardAbi.ErrorsReturn;
    public const uint FileNull = StandardAbi.FileNull;

    /// <summary>
    /// void f(MPI_Comm*, int*, ...): clang passes the address of the variable arguments, of which there are none, as a third parameter. A
    /// program may also give a function of two, with a cast.
    /// </summary>
    public static readonly GuestFunctionType[] FunctionTypes = [new("ppp:"), new("pp:")];

    private readonly Lock _guard = new();
    private readonly Dictionary<uint, uint> _ofObjects = [];
    private readonly Dictionary<uint, Handler> _own = [];

    private HandleTable Table => environment.Table(HandleKind.Errhandler);

    /// <summary>The handler of an object, without a reference: to compare and to run.</summary>
    public uint Of(uint handle)
    {
        lock (_guard)
            return Find(handle);
    }

    /// <summary>The handler of an object, with a reference for the guest.</summary>
    public uint Get(uint handle)
    {
        lock (_guard)
        {
            var handler = Find(handle);
            if (_own.TryGetValue(handler, out var own))
                own.GuestReferences++;
            return handler;
        }
    }

    /// <summary>Gives an object a valid handler.</summary>
    public void Set(uint handle, uint handler)
    {
        lock (_guard)
        {
            if (_own.TryGetValue(handler, out var own))
                own.Uses++;
            if (_ofObjects.TryGetValue(handle, out var old))
                Drop(old);
            _ofObjects[handle] = handler;
        }
    }

    /// <summary>The object is gone.</summary>
    public void Forget(uint handle)
    {
        lock (_guard)
        {
            if (_ofObjects.Remove(handle, out var old))
                Drop(old);
        }
    }

    public uint Create(HandleKind kind, GuestCallback function)
    {
        lock (_guard)
        {
            if (!Table.TryTake(out var slot))
                throw new ArgumentCheckException(ErrorClasses.NoMem, -1, 0);
            var guest = Handle.Make(HandleKind.Errhandler, Table.Entry(Handle.PredefinedCount + slot)->Meta, slot);
            _own[guest] = new Handler(kind, function);
            return Table.Publish(slot, 0);
        }
    }

    /// <summary>Whether objects of that kind may have a valid handler.</summary>
    public bool Fits(uint handler, HandleKind kind)
    {
        lock (_guard)
            return handler < Handle.PredefinedCount || (_own.TryGetValue(handler, out var own) && own.Kind == kind);
    }

    /// <summary>Takes back a reference of the guest; false where it has none. Predefined handlers stay.</summary>
    public bool Free(uint handler)
    {
        lock (_guard)
        {
            if (handler < Handle.PredefinedCount)
                return true;
            if (!_own.TryGetValue(handler, out var own) || own.GuestReferences == 0)
                return false;
            own.GuestReferences--;
            FreeUnused(handler, own);
            return true;
        }
    }

    /// <summary>
    /// Runs the guest's own handler for an error of an object, both passed by address; the result is the code it leaves. Whatever ends the
    /// guest there passes through, as there are only frames of ours below.
    /// </summary>
    public int Run(uint handler, uint handle, int code)
    {
        GuestCallback function;
        lock (_guard)
        {
            // Another thread may have freed the object, and its handler with it.
            if (!_own.TryGetValue(handler, out var own))
                return code;
            function = own.Function;
        }

        using var scratch = HostCallbacks.Guest(environment).Rent(32);
        Unsafe.InitBlockUnaligned(scratch.Memory, 0, 32);
        Unsafe.WriteUnaligned(scratch.Memory, (ulong)handle);
        Unsafe.WriteUnaligned(scratch.Memory + 8, code);
        Span<Slot> slots = [scratch.Address, scratch.Address + 8, scratch.Address + 16];
        function.Invoke(scratch.Instance, slots);
        return Unsafe.ReadUnaligned<int>(scratch.Memory + 8);
    }

    /// <summary>A file's handler is that of MPI_FILE_NULL when it is opened, and at first MPI_ERRORS_RETURN (§14.7).</summary>
    private uint Find(uint handle) => _ofObjects.TryGetValue(handle, out var handler) ? handler
        : IsFile(handle) ? handle != FileNull && _ofObjects.TryGetValue(FileNull, out handler) ? handler : Return
        : Fatal;

    private static bool IsFile(uint handle) => handle == FileNull || handle >> Handle.KindShift == (uint)HandleKind.File + 1;

    private void Drop(uint handler)
    {
        if (!_own.TryGetValue(handler, out var own))
            return;
        own.Uses--;
        FreeUnused(handler, own);
    }

    private void FreeUnused(uint handler, Handler own)
    {
        if (own.GuestReferences > 0 || own.Uses > 0)
            return;
        _own.Remove(handler);
        Table.Free(handler);
    }

    private sealed class Handler(HandleKind kind, GuestCallback function)
    {
        public HandleKind Kind { get; } = kind;

        public GuestCallback Function { get; } = function;

        public int GuestReferences { get; set; } = 1;

        public int Uses { get; set; }
    }
}
