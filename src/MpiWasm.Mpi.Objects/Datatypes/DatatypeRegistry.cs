using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Objects.Caching;
using MpiWasm.Mpi.Calls.Callbacks;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Hosts;

namespace MpiWasm.Mpi.Objects.Datatypes;

/// <summary>The guest's datatypes: shadows, entries of the handle table and the host's types, kept in step.</summary>
internal sealed unsafe class DatatypeRegistry(MpiEnvironment environment)
{
    /// <summary>Entries of twins rest so long before they are used again: another thread may have been about to read one.</summary>
    private const int RestingTwins = 4096;

    private readonly ConcurrentDictionary<uint, HostedDatatype> _types = new();
    private readonly ConcurrentDictionary<(Combiner Combiner, long First, long Second), uint> _unnamed = new();
    private readonly Queue<nint> _resting = new();
    private readonly List<ulong> _opaque = [];
    private readonly HostDatatypes _host = new(environment);

    private HandleTable Table => environment.Table(HandleKind.Datatype);

    public DatatypeShadow Shadow(uint guest) => Find(guest).Shadow;

    public HostedDatatype Find(uint guest) =>
        _types.TryGetValue(guest, out var type) ? type : throw new ArgumentCheckException(ErrorClasses.Type, -1, guest);

    /// <summary>The datatype, or null if the handle is none.</summary>
    public HostedDatatype? TryFind(uint guest) => _types.GetValueOrDefault(guest);

    /// <summary>The handle of the datatype for which the host has that one; MPI_DATATYPE_NULL where there is none.</summary>
    public uint OfHost(ulong host)
    {
        foreach (var (guest, type) in _types)
        {
            if (type.Host == host)
                return guest;
        }

        return (uint)StandardAbi.DatatypeNull;
    }

    /// <summary>
    /// Makes the predefined datatypes known that the host has as they are. Their layout is checked by <see cref="CompletePredefined"/>,
    /// when the host may be asked.
    /// </summary>
    public void AddPredefined()
    {
        foreach (var type in PredefinedDatatypes.Of(environment.GuestAbi).All)
        {
            if (HostNameOf(type) is { } name && environment.Library.Predefined(name) is { } host)
                SetPredefined(type, host, isOpaque: false);
        }

        foreach (var (marker, handle) in PredefinedDatatypes.Markers)
            environment.Names.SetPredefined(handle, marker.Name);
    }

    /// <summary>
    /// After MPI_Init: bytes for those the host lacks or lays out differently. They can be sent and received; reductions are our own.
    /// </summary>
    public void CompletePredefined()
    {
        foreach (var type in PredefinedDatatypes.Of(environment.GuestAbi).All)
        {
            var host = HostNameOf(type) is { } name ? environment.Library.Predefined(name) : null;
            if (host is null || !HasLayout(host.Value, type))
                SetPredefined(type, MakeOpaque(type), isOpaque: true);
        }

        foreach (var (type, _) in PredefinedDatatypes.Markers)
            SetPredefined(type, MakeOpaque(type), isOpaque: false);
    }

    /// <summary>Before MPI_Finalize: MPICH reports types of ours that are left.</summary>
    public void FreeOpaque()
    {
        lock (_opaque)
        {
            foreach (var host in _opaque)
                _host.Free(host);
            _opaque.Clear();
        }
    }

    /// <summary>Makes the host's type for a shadow of these components, and a handle for it.</summary>
    public uint Create(DatatypeShadow shadow, ImmutableArray<HostedDatatype> components)
    {
        // Held before they are used: another thread may free them.
        var held = 0;
        ulong host = 0;
        try
        {
            for (; held < components.Length; held++)
                Hold(components[held]);
            using (var builder = new HostTypeBuilder(_host))
            {
                for (var i = 0; i < components.Length; i++)
                    builder.Know(shadow.Types[i], components[i].Host);
                host = builder.Build(shadow);
            }

            return Publish(new HostedDatatype(shadow, host, isOwner: true, components) { IsOpaque = components.Any(c => c.IsOpaque) });
        }
        catch (Exception e) when (e is ArgumentCheckException or HostCallException or HostLacksException)
        {
            if (host != 0)
                _host.Free(host);
            for (var i = 0; i < held; i++)
                Release(components[i]);
            throw;
        }
    }

    /// <summary>The handle of a named predefined datatype.</summary>
    public static uint HandleOf(PredefinedDatatype type) =>
        type.Marks == BoundMark.None
            ? (uint)MpiApi.Standard.Value(type.Name)
            : PredefinedDatatypes.Markers.First(m => m.Type == type).Handle;

    /// <summary>A further handle for a datatype that lives; predefined ones keep the one they have.</summary>
    public uint NewHandle(HostedDatatype type)
    {
        if (type.Shadow.IsPredefined)
            return type.Handle;
        Hold(type);
        try
        {
            return Publish(type);
        }
        catch (ArgumentCheckException)
        {
            Release(type);
            throw;
        }
    }

    /// <summary>
    /// The handle of a predefined datatype that has no name: the same for the same arguments, and never freed. The host's type is that of a
    /// named one, or opaque bytes where none is given.
    /// </summary>
    public uint Unnamed(Combiner combiner, long first, long second, Func<DatatypeShadow> shadow, HostedDatatype? same)
    {
        lock (_unnamed)
        {
            if (_unnamed.TryGetValue((combiner, first, second), out var known))
                return known;
            var made = shadow();
            var guest = Publish(same is not null
                ? new HostedDatatype(made, same.Host, isOwner: false, []) { IsOpaque = same.IsOpaque }
                : new HostedDatatype(made, MakeOpaque(made.Basic!), isOwner: false, []) { IsOpaque = true });
            _types[guest].Handle = guest;
            return _unnamed[(combiner, first, second)] = guest;
        }
    }

    /// <summary>
    /// Keeps a type though the guest may free it, until <see cref="Return"/>: libraries do not all hold those of their operations on files.
    /// </summary>
    public static HostedDatatype Borrow(HostedDatatype type)
    {
        Hold(type);
        return type;
    }

    /// <summary>Ends <see cref="Borrow"/>.</summary>
    public void Return(HostedDatatype type) => Release(type);

    /// <summary>
    /// The host's type for accesses to files, where it is another than for messages; null where it is not. ROMIO (MPICH's, and in other
    /// libraries) ends the job over a predefined pair with a gap, as it looks for what the pair was made of, and over some types that
    /// contain one it never comes back.
    /// </summary>
    public ulong? ForFiles(HostedDatatype type, bool atBottom = false)
    {
        if (!type.HasGappedPair)
            return null;
        lock (type)
        {
            if (!atBottom)
                return type.ForFiles != 0 ? type.ForFiles : type.ForFiles = Make(builder => builder.Build(type.Shadow));
            if (AbsoluteLayout.Of(type.Shadow) is not { } absolute)
                return null;
            return type.ForFilesAtBottom != 0
                ? type.ForFilesAtBottom
                : type.ForFilesAtBottom = Make(builder => builder.Build(absolute.Layout.Pieces, absolute.Shadow));
        }

        ulong Make(Func<HostTypeBuilder, ulong> build)
        {
            if (type.Shadow.IsPredefined && !atBottom)
                return MakeOpaque(type.Shadow.Basic!);
            using var builder = new HostTypeBuilder(_host);
            KnowForFiles(builder, type, []);
            var made = build(builder);
            _host.Commit(made);
            // Predefined types are not released.
            if (type.Shadow.IsPredefined)
                FreeAtEnd(made);
            return made;
        }
    }

    public void Commit(uint guest)
    {
        var type = Find(guest);
        if (type.Shadow.IsPredefined)
            return;
        Hold(type);
        try
        {
            _host.Commit(type.Host);
        }
        finally
        {
            Release(type);
        }
    }

    /// <summary>Takes a handle back. The type itself goes with the last reference.</summary>
    public void Free(uint guest)
    {
        if (!_types.TryGetValue(guest, out var type) || type.Shadow.IsPredefined || !Table.Free(guest))
            throw new ArgumentCheckException(ErrorClasses.Type, 0, guest);
        environment.Names.Forget(guest);
        environment.Attributes.Forget(guest);
        _types.TryRemove(guest, out _);
        Release(type);
    }

    /// <summary>
    /// The entry that stands for the type relative to MPI_BOTTOM (see <see cref="DatatypeEntry.Bottom"/>); null if there is no such type.
    /// </summary>
    public DatatypeEntry* BottomTwin(uint guest)
    {
        var entry = (DatatypeEntry*)Table.Find(guest);
        if (entry is null || !_types.TryGetValue(guest, out var type) || !type.TryAddReference())
            return null;
        try
        {
            lock (type)
            {
                if (type.Twin == 0 && AbsoluteLayout.Of(type.Shadow) is { } absolute)
                    type.Twin = (nint)MakeTwin(type, absolute.Layout, absolute.Shadow);
                // Without one the type stands for itself: its hull begins below 0, so that nothing but zero elements passes the check of a
                // buffer at address 0, which is often just a null pointer.
                entry->Bottom = (ulong)type.Twin;
                return type.Twin == 0 ? entry : (DatatypeEntry*)type.Twin;
            }
        }
        finally
        {
            Release(type);
        }
    }

    private DatatypeEntry* MakeTwin(HostedDatatype type, AbsoluteLayout layout, DatatypeShadow absolute)
    {
        ulong host;
        using (var builder = new HostTypeBuilder(_host))
        {
            Know(builder, type, []);
            host = builder.Build(layout.Pieces, absolute);
        }

        _host.Commit(host);
        var twin = TakeTwin();
        absolute.Fill(ref *twin, environment.GuestAbi);
        twin->Bottom = 0;
        var asks = type.IsOpaque ? DatatypeEntry.AsksForOperation : 0;
        twin->Head = new HandleEntry { Host = host, Meta = asks | (uint)DefinedOperations.Groups(type.Element) };
        return twin;
    }

    private static void Know(HostTypeBuilder builder, HostedDatatype type, HashSet<HostedDatatype> seen)
    {
        if (!seen.Add(type))
            return;
        builder.Know(type.Shadow, type.Host);
        foreach (var component in type.Components)
            Know(builder, component, seen);
    }

    /// <summary>Only predefined types: all others are built anew.</summary>
    private void KnowForFiles(HostTypeBuilder builder, HostedDatatype type, HashSet<HostedDatatype> seen)
    {
        if (!seen.Add(type))
            return;
        if (type.Shadow.IsPredefined)
            builder.Know(type.Shadow, ForFiles(type) ?? type.Host);
        foreach (var component in type.Components)
            KnowForFiles(builder, component, seen);
    }

    private DatatypeEntry* TakeTwin()
    {
        lock (_resting)
        {
            if (_resting.Count > RestingTwins)
                return (DatatypeEntry*)_resting.Dequeue();
        }

        return (DatatypeEntry*)NativeMemory.AllocZeroed((nuint)DatatypeEntry.Size);
    }

    private static void Hold(HostedDatatype type)
    {
        if (!type.TryAddReference())
            throw new ArgumentCheckException(ErrorClasses.Type, -1, 0);
    }

    private void Release(HostedDatatype type)
    {
        if (type.Release())
            GuestCode.WhenLibraryIsLeft(() => Destroy(type));
    }

    private void Destroy(HostedDatatype type)
    {
        if (type.Twin != 0)
        {
            _host.Free(((DatatypeEntry*)type.Twin)->Head.Host);
            lock (_resting)
                _resting.Enqueue(type.Twin);
        }

        if (type.IsOwner)
            _host.Free(type.Host);
        foreach (var made in new[] { type.ForFiles, type.ForFilesAtBottom })
        {
            if (made != 0)
                _host.Free(made);
        }

        foreach (var component in type.Components)
            Release(component);
    }

    private uint Publish(HostedDatatype type)
    {
        if (!Table.TryTake(out var slot))
            throw new ArgumentCheckException(ErrorClasses.NoMem, -1, 0);
        var entry = (DatatypeEntry*)Table.Entry(Handle.PredefinedCount + slot);
        type.Shadow.Fill(ref *entry, environment.GuestAbi);
        entry->Head.Meta |= Flags(type);
        // The type must be there before the handle is: another thread may use a handle as soon as it answers.
        _types[Handle.Make(HandleKind.Datatype, entry->Head.Meta, slot)] = type;
        return Table.Publish(slot, type.Host);
    }

    private string? HostNameOf(PredefinedDatatype type) =>
        type.Host ?? (environment.Library.Family.HasGuestDatatypes ? type.Name : null);

    private void SetPredefined(PredefinedDatatype basic, ulong host, bool isOpaque)
    {
        var guest = HandleOf(basic);
        var type = new HostedDatatype(DatatypeShadow.Named(basic), host, isOwner: false, []) { IsOpaque = isOpaque, Handle = guest };
        var entry = (DatatypeEntry*)Table.Entry(guest);
        type.Shadow.Fill(ref *entry, environment.GuestAbi);
        entry->Head.Meta = Flags(type);
        _types[guest] = type;
        Table.SetPredefined(guest, host);
    }

    /// <summary>
    /// For <see cref="HandleEntry.Meta"/>. Of predefined types it is found out at the first reduction what the host can do with them.
    /// </summary>
    private static uint Flags(HostedDatatype type) =>
        (type.IsOpaque || type.Shadow.IsPredefined ? DatatypeEntry.AsksForOperation : 0) | (uint)DefinedOperations.Groups(type.Element);

    private bool HasLayout(ulong host, PredefinedDatatype type) =>
        _host.TryGetSize(host, out var size) && size == type.Size && _host.TryGetExtent(host, out var lower, out var extent) && lower == 0
            && extent == type.Extent;

    /// <summary>Bytes with the gaps that a pair has, so that what lies between its parts is not written.</summary>
    private ulong MakeOpaque(PredefinedDatatype type)
    {
        using var builder = new HostTypeBuilder(_host);
        var bytes = DatatypeShadow.Named(PredefinedDatatypes.Of(environment.GuestAbi).Named(ConstantNames.Byte));
        builder.Know(bytes, _host.Byte);
        var made = builder.Build(type.Scalars.Select(s => new TypeBlocks(s.Offset, 1, 0, s.Size, bytes)), DatatypeShadow.Named(type));
        FreeAtEnd(made);
        _host.Commit(made);
        return made;
    }

    private void FreeAtEnd(ulong host)
    {
        lock (_opaque)
            _opaque.Add(host);
    }
}
