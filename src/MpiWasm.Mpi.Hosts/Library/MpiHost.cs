using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Hosts.Library;

/// <summary>
/// The host's MPI, for whoever needs no more: its library, its functions and constants, and the tables that say which
/// handles of the guest are which of its own.
/// </summary>
internal sealed unsafe class MpiHost : IDisposable
{
    private readonly HandleTable[] _tables;
    private bool _disposed;

    /// <param name="library">The library.</param>
    public MpiHost(MpiLibrary library)
    {
        Library = library;
        Constants = new ConstantMap(library.Family.Constants);
        Neighbours = new NeighbourOrder(this);
        _tables = [.. Enum.GetValues<HandleKind>().Where(k => k != HandleKind.Count).Select(k => new HandleTable(k))];
        Procedures = (void**)NativeMemory.AllocZeroed((nuint)MpiApi.Standard.Procedures.Length, (nuint)sizeof(void*));
        foreach (var procedure in MpiApi.Standard.Procedures)
            Procedures[procedure.Index] = (void*)library.Function(procedure.Name);
        Functions = new HostFunctions(new HostCodes(Procedures));
        AddPredefined();
    }

    public MpiLibrary Library { get; }

    /// <summary>Integer constants between guest and host.</summary>
    public ConstantMap Constants { get; }

    /// <summary>How the library orders what neighbours send.</summary>
    public NeighbourOrder Neighbours { get; }

    /// <summary>The library's functions by index of the procedure; null where it lacks one.</summary>
    public void** Procedures { get; }

    /// <summary>The library's functions.</summary>
    public HostFunctions Functions { get; }

    /// <summary>The library's MPI_COMM_WORLD.</summary>
    public ulong World => Predefined(ConstantNames.CommWorld);

    /// <summary>The library's MPI_BYTE.</summary>
    public ulong Byte => Predefined(ConstantNames.Byte);

    /// <summary>The library's MPI_INFO_NULL.</summary>
    public ulong InfoNull => Predefined(ConstantNames.InfoNull);

    /// <summary>The library's handle of a predefined object that every library has.</summary>
    /// <param name="name">One of <see cref="ConstantNames"/>.</param>
    public ulong Predefined(string name) => Library.Predefined(name) ?? throw new HostLacksException(name);

    /// <summary>The table of a kind of handles; shims read the same one.</summary>
    public HandleTable Table(HandleKind kind) => _tables[(int)kind];

    /// <summary>Whether the library has a procedure that can be used.</summary>
    public bool Has(Procedure procedure) => Procedures[procedure.Index] is not null;

    /// <summary>Whether the library does that wrong.</summary>
    public bool Has(HostDefects defect) => Library.Has(defect);

    /// <summary>Whether it is the library's null handle of that kind.</summary>
    public bool IsNull(HandleKind kind, ulong host) => Library.Predefined(HandleKinds.NullOf(kind)) == host;

    /// <summary>The guest's value of a rank the library tells.</summary>
    public int RankToGuest(int host) =>
        host == Library.Abi.Undefined ? StandardAbi.Undefined : host == Library.Abi.ProcNull ? StandardAbi.ProcNull : host;

    /// <summary>
    /// The guest's value for a handle of the library that is a null handle or one of those everybody has; null for all others.
    /// </summary>
    public int? PredefinedOf(HandleKind kind, ulong host)
    {
        if (IsNull(kind, host))
            return MpiApi.Standard.Value(HandleKinds.NullOf(kind));
        var name = kind switch
        {
            HandleKind.Group => ConstantNames.GroupEmpty,
            HandleKind.Message => ConstantNames.MessageNoProc,
            _ => null,
        };
        return name is not null && Library.Predefined(name) == host ? MpiApi.Standard.Value(name) : null;
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var table in _tables)
            table.Dispose();
        NativeMemory.Free(Procedures);
    }

    /// <summary>
    /// The handles that everybody has, but for communicators, which become valid when MPI runs, and datatypes,
    /// which have more than a handle.
    /// </summary>
    private void AddPredefined()
    {
        foreach (var constant in Constants("MPI_Op"))
        {
            if (Library.Predefined(constant.Name) is { } host)
                Table(HandleKind.Op).SetPredefined((uint)constant.Value, host)->Meta |= (uint)OperationGroupNames.Of(constant.Name);
        }

        foreach (var constant in Constants("MPI_Errhandler"))
            Table(HandleKind.Errhandler).SetPredefined((uint)constant.Value, Library.Predefined(constant.Name) ?? 0);

        // Null handles that are arguments like any other.
        (HandleKind Kind, string Name)[] others =
            [
                (HandleKind.Group, ConstantNames.GroupEmpty), (HandleKind.Info, ConstantNames.InfoNull),
                (HandleKind.Info, ConstantNames.InfoEnv), (HandleKind.Request, ConstantNames.RequestNull),
            (HandleKind.Message, ConstantNames.MessageNoProc)];
        foreach (var (kind, name) in others)
        {
            if (Library.Predefined(name) is { } host)
                Table(kind).SetPredefined((uint)MpiApi.Standard.Value(name), host);
        }

        static IEnumerable<Constant> Constants(string type) =>
            MpiApi.Standard.Constants.Where(c => c.Type == type && !c.Name.EndsWith("_NULL", StringComparison.Ordinal));
    }
}
