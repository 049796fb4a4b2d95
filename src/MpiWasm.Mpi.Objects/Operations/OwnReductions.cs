using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls.Callbacks;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Objects.Datatypes;

namespace MpiWasm.Mpi.Objects.Operations;

/// <summary>
/// Predefined operations on datatypes that the host does not have, or not with the guest's layout: they are operations of ours to the host
/// (MPI_Op_create), one for each predefined one, and the host's datatype says what the elements are. So which operation a reduction uses
/// depends on its datatype (<see cref="MpiContext.OperationFor"/>).
/// </summary>
internal sealed unsafe class OwnReductions(MpiEnvironment environment)
{
    private static readonly FrozenDictionary<uint, ReductionOperation> Operations = new (string Name, ReductionOperation Operation)[]
    {
        (ConstantNames.Sum, ReductionOperation.Sum),
        (ConstantNames.Min, ReductionOperation.Min),
        (ConstantNames.Max, ReductionOperation.Max),
        (ConstantNames.Prod, ReductionOperation.Prod),
        (ConstantNames.Band, ReductionOperation.BitAnd),
        (ConstantNames.Bor, ReductionOperation.BitOr),
        (ConstantNames.Bxor, ReductionOperation.BitXor),
        (ConstantNames.Land, ReductionOperation.And),
        (ConstantNames.Lor, ReductionOperation.Or),
        (ConstantNames.Lxor, ReductionOperation.Xor),
        (ConstantNames.Minloc, ReductionOperation.MinLoc),
        (ConstantNames.Maxloc, ReductionOperation.MaxLoc),
    }.ToFrozenDictionary(o => (uint)MpiApi.Standard.Value(o.Name), o => o.Operation);

    /// <summary>What elements of the host's datatypes are.</summary>
    private readonly ConcurrentDictionary<ulong, PredefinedDatatype> _elements = new();

    /// <summary>The functions that the host calls: it has their addresses as long as its operations are there.</summary>
    private readonly ConcurrentDictionary<ReductionOperation, HostFunction> _functions = new();
    private readonly ConcurrentDictionary<ReductionOperation, ulong> _made = new();
    private readonly ConcurrentDictionary<(uint Operation, ulong Type), bool> _known = new();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void HostFunction(byte* left, byte* right, int* count, void* type);

    /// <summary>
    /// The host's operation for one of the guest on a datatype of it; 0 if there is none. One-sided calls allow predefined operations only
    /// (MPI 5.0 §12.3.4), which the host may apply in another process, with a datatype that it has made there: so none of ours can stand
    /// in.
    /// </summary>
    public ulong HostOperation(uint operation, uint datatype, bool oneSided)
    {
        var entry = environment.Table(HandleKind.Op).Find(operation);
        if (entry is null || environment.Datatypes.TryFind(datatype) is not { } type)
            return 0;
        if (!Operations.TryGetValue(operation, out var wanted))
        {
            if (oneSided)
                return operation < Handle.PredefinedCount ? entry->Host : 0;
            environment.Operations.Uses(operation, datatype, type);
            return entry->Host;
        }

        if (type.Shadow.Basic is not { } basic)
        {
            // The host would take opaque elements for bytes.
            return type.IsOpaque ? 0 : entry->Host;
        }

        var isDefined = DefinedOperations.On(basic).Contains(wanted);
        if (wanted is ReductionOperation.And or ReductionOperation.Or && !isDefined && !DefinedOperations.AreLibrariesIntegers(basic)
            && environment.Host.Has(HostDefects.AbortsOnUndefinedOperations))
            return 0;
        if (!type.IsOpaque && HostHas(operation, entry->Host, type, basic))
            return entry->Host;
        return !oneSided && isDefined ? Own(wanted, type.Host, basic) : type.IsOpaque ? 0 : entry->Host;
    }

    /// <summary>Before MPI_Finalize.</summary>
    public void Free()
    {
        foreach (var operation in _made.Values)
        {
            var handle = operation;
            _ = environment.Functions.Codes.OpFree(&handle);
        }

        _made.Clear();
        _functions.Clear();
        _elements.Clear();
    }

    /// <summary>
    /// Whether the host can do it, found out once by doing it. A datatype with which it can do all that the standard defines need not ask
    /// any more.
    /// </summary>
    private bool HostHas(uint operation, ulong host, HostedDatatype type, PredefinedDatatype basic)
    {
        if (_known.TryGetValue((operation, type.Host), out var has))
            return has;
        // Nothing can be asked there, and the call itself will be refused.
        if (GuestCode.IsLocked)
            return true;
        var all = true;
        foreach (var (handle, defined) in Operations)
        {
            if (DefinedOperations.On(basic).Contains(defined) && environment.Table(HandleKind.Op).Find(handle) is var entry
                && entry is not null)
                all &= _known.GetOrAdd((handle, type.Host), _ => TryHost(entry->Host, type.Host));
        }

        if (all && environment.Table(HandleKind.Datatype).Find(type.Handle) is var own && own is not null)
            Interlocked.And(ref own->Meta, ~DatatypeEntry.AsksForOperation);
        // What the standard does not define the host may do as it likes: it knows the datatype.
        return !_known.TryGetValue((operation, type.Host), out has) || has;
    }

    private bool TryHost(ulong operation, ulong datatype)
    {
        // Room for one element of any type; zeros are values of all of them.
        var buffers = stackalloc byte[128];
        new Span<byte>(buffers, 128).Clear();
        return environment.Functions.Codes.ReduceLocal(buffers, buffers + 64, 1, datatype, operation) == 0;
    }

    private ulong Own(ReductionOperation operation, ulong type, PredefinedDatatype basic)
    {
        _elements[type] = basic;
        return _made.GetOrAdd(operation, Create);
    }

    private ulong Create(ReductionOperation operation)
    {
        var function = _functions.GetOrAdd(operation, _ => (left, right, count, type) => Apply(operation, left, right, *count, type));
        ulong made = 0;
        environment.Functions.OpCreate((void*)Marshal.GetFunctionPointerForDelegate(function), 1, &made);
        return made;
    }

    private void Apply(ReductionOperation operation, byte* left, byte* right, int count, void* type)
    {
        // The host passes the address of its handle.
        if (!_elements.TryGetValue(environment.Library.Abi.HandleBytes == 8 ? *(ulong*)type : *(uint*)type, out var basic))
            Environment.FailFast("the MPI library asks for a reduction of a datatype that was never given to it");
        ElementLoop.Run(basic, operation, left, right, count);
    }
}
