using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using MpiWasm.Mpi.Datatypes;
using MpiWasm.Mpi.Managed;
using MpiWasm.Mpi.Native;

namespace MpiWasm.Mpi;

/// <summary>The guest's datatypes: shadows, entries of the handle table and the host's types, kept in step.</summary>
internal sealed unsafe class DatatypeRegistry(MpiEnvironment environment)
{
    private readonly ConcurrentDictionary<uint, DatatypeShadow> _shadows = new();
    private readonly ConcurrentDictionary<uint, nint> _twins = new();
    private readonly List<ulong> _opaque = [];

    private HandleTable Table => environment.Table(HandleKind.Datatype);

    public DatatypeShadow Shadow(uint guest) =>
        _shadows.TryGetValue(guest, out var shadow) ? shadow : throw new ArgumentCheckException(ErrorClasses.Type, -1, guest);

    /// <summary>Makes the predefined datatypes known that the host has as they are. Their layout is checked by <see cref="CompletePredefined"/>, when the host may be asked.</summary>
    public void AddPredefined()
    {
        foreach (var type in PredefinedDatatypes.All)
        {
            if (type.Host is { } name && environment.Library.Predefined(name) is { } host)
                SetPredefined(type, host);
        }
    }

    /// <summary>After MPI_Init: bytes for those the host lacks or lays out differently. Such a type can be sent and received; reductions give MPI_ERR_OP.</summary>
    public void CompletePredefined()
    {
        foreach (var type in PredefinedDatatypes.All)
        {
            var host = type.Host is { } name ? environment.Library.Predefined(name) : null;
            if (host is null || !HasLayout(host.Value, type))
            {
                var opaque = MakeOpaque(type);
                _opaque.Add(opaque);
                SetPredefined(type, opaque);
            }
        }
    }

    /// <summary>Before MPI_Finalize: MPICH reports types of ours that are left.</summary>
    public void FreeOpaque()
    {
        foreach (var host in _opaque)
            FreeHost(host);
        _opaque.Clear();
    }

    /// <summary>Registers a new type of the host. Its extent is made to equal ours: it need not, as guest and host align differently.</summary>
    public uint Add(DatatypeShadow shadow, ulong host)
    {
        host = WithBounds(shadow, host);
        if (!Table.TryTake(out var slot))
        {
            FreeHost(host);
            throw new ArgumentCheckException(ErrorClasses.NoMem, -1, 0);
        }

        var entry = (DatatypeEntry*)Table.Entry(Handle.PredefinedCount + slot);
        shadow.Fill(ref *entry);
        // The shadow must be there before the handle is: another thread may use a handle as soon as it answers.
        _shadows[Handle.Make(HandleKind.Datatype, entry->Head.Meta, slot)] = shadow;
        return Table.Publish(slot, host);
    }

    public void Remove(uint guest)
    {
        environment.Names.Forget(guest);
        if (!Table.Free(guest))
            return;
        _shadows.TryRemove(guest, out _);
        if (_twins.TryRemove(guest, out var twin))
        {
            FreeHost(((DatatypeEntry*)twin)->Head.Host);
            NativeMemory.Free((void*)twin);
        }
    }

    /// <summary>A twin made before the commit would be of no use.</summary>
    public void Committed(uint guest)
    {
        if (_twins.TryGetValue(guest, out var twin))
            CommitHost(((DatatypeEntry*)twin)->Head.Host);
    }

    /// <summary>The entry that stands for the type relative to MPI_BOTTOM, or null if there is none (see <see cref="DatatypeEntry.Bottom"/>).</summary>
    public DatatypeEntry* BottomTwin(uint guest)
    {
        var entry = (DatatypeEntry*)Table.Find(guest);
        if (entry is null || !_shadows.TryGetValue(guest, out var shadow) || DatatypeFactory.AbsoluteDisplacements(shadow) is not { } displacements
            || DatatypeFactory.AtAbsolute(shadow, displacements) is not { } absolute)
        {
            return null;
        }

        var twin = (DatatypeEntry*)_twins.GetOrAdd(guest, _ => (nint)MakeTwin(guest, shadow, absolute, [.. displacements]));
        entry->Bottom = (ulong)twin;
        return twin;
    }

    /// <summary>MPI_Type_create_resized of the host.</summary>
    public ulong Resize(ulong host, long lower, long extent)
    {
        ulong made = 0;
        Call.Check(((delegate* unmanaged<ulong, long, long, ulong*, int>)environment.HostFunction("MPI_Type_create_resized"))(host, lower, extent, &made));
        return made;
    }

    private DatatypeEntry* MakeTwin(uint guest, DatatypeShadow shadow, DatatypeShadow absolute, long[] displacements)
    {
        var lengths = shadow.Integers.AsSpan()[1..].ToArray();
        var components = shadow.Types.Select(HostOf).ToArray();
        var host = shadow.Combiner == Combiner.Struct
            ? DatatypeProcedures.MakeStruct(environment, lengths, displacements, components)
            : DatatypeProcedures.MakeHIndexed(environment, lengths, displacements, components[0]);
        CommitHost(host);
        var twin = (DatatypeEntry*)NativeMemory.AllocZeroed((nuint)DatatypeEntry.Size);
        absolute.Fill(ref *twin);
        twin->Bottom = 0;
        twin->Head = new HandleEntry { Guest = guest, Host = host };
        return twin;
    }

    /// <summary>A host type for a component of a type that still lives; the guest may have freed the component itself.</summary>
    private ulong HostOf(DatatypeShadow shadow)
    {
        foreach (var (guest, candidate) in _shadows)
        {
            if (ReferenceEquals(candidate, shadow) && Table.Find(guest) is var entry && entry is not null)
                return entry->Host;
        }

        throw new ArgumentCheckException(ErrorClasses.Type, -1, 0);
    }

    private void SetPredefined(PredefinedDatatype type, ulong host)
    {
        var shadow = DatatypeShadow.Named(type);
        var guest = (uint)MpiEnvironment.Api.Value(type.Name);
        shadow.Fill(ref *(DatatypeEntry*)Table.Entry(guest));
        _shadows[guest] = shadow;
        Table.SetPredefined(guest, host);
    }

    private bool HasLayout(ulong host, PredefinedDatatype type)
    {
        int size;
        if (((delegate* unmanaged<ulong, int*, int>)environment.HostFunction("MPI_Type_size"))(host, &size) != 0)
            return false;
        return size == type.Size && TryGetExtent(host, out var lower, out var extent) && lower == 0 && extent == type.Extent;
    }

    private ulong MakeOpaque(PredefinedDatatype type)
    {
        ulong bytes = 0;
        var one = environment.Library.Predefined("MPI_BYTE")!.Value;
        Call.Check(((delegate* unmanaged<int, ulong, ulong*, int>)environment.HostFunction("MPI_Type_contiguous"))(type.Size, one, &bytes));
        var made = type.Extent == type.Size ? bytes : Resize(bytes, 0, type.Extent);
        if (made != bytes)
            FreeHost(bytes);
        CommitHost(made);
        return made;
    }

    private ulong WithBounds(DatatypeShadow shadow, ulong host)
    {
        if (TryGetExtent(host, out var lower, out var extent) && lower == shadow.LowerBound && extent == shadow.Extent)
            return host;
        var resized = Resize(host, shadow.LowerBound, shadow.Extent);
        FreeHost(host);
        return resized;
    }

    private bool TryGetExtent(ulong host, out long lower, out long extent)
    {
        long lb, ex;
        var ok = ((delegate* unmanaged<ulong, long*, long*, int>)environment.HostFunction("MPI_Type_get_extent"))(host, &lb, &ex) == 0;
        (lower, extent) = (lb, ex);
        return ok;
    }

    private void CommitHost(ulong host) => Call.Check(((delegate* unmanaged<ulong*, int>)environment.HostFunction("MPI_Type_commit"))(&host));

    private void FreeHost(ulong host) => _ = ((delegate* unmanaged<ulong*, int>)environment.HostFunction("MPI_Type_free"))(&host);
}
