using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Calls;
using MpiWasm.Mpi.Core.Described;
using MpiWasm.Mpi.Core.Info;

namespace MpiWasm.Mpi.Communicators;

/// <summary>
/// MPI_Comm_split_type (MPI 5.0 §7.4.2). Types that the host lacks are split here by what is known of the hardware: that processes share memory. Where a type of resource means
/// nothing the result is MPI_COMM_NULL, as the standard has it; all processes still take part.
/// </summary>
internal static unsafe class SplitTypeProcedures
{
    private static readonly int Shared = MpiApi.Standard.Value("MPI_COMM_TYPE_SHARED");
    private static readonly int Unguided = MpiApi.Standard.Value("MPI_COMM_TYPE_HW_UNGUIDED");
    private static readonly int Guided = MpiApi.Standard.Value("MPI_COMM_TYPE_HW_GUIDED");
    private static readonly int ByResource = MpiApi.Standard.Value("MPI_COMM_TYPE_RESOURCE_GUIDED");

    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } = [("MPI_Comm_split_type", SplitType)];

    private static ReadOnlySpan<byte> Resource => "mpi_hw_resource_type"u8;

    private static void SplitType(Call call)
    {
        var type = call.Int(1);
        // MPICH 4 crashes now and then where the info object names no resource.
        var isGuided = type != Guided || call.Environment.Infos.Find(call[3])?.Find(Resource) is not null;
        if (isGuided && call.Environment.Constants.ToHost(ParameterKind.SplitType, type) is not null)
        {
            Serve(call);
            return;
        }

        if (type != Unguided && type != Guided && type != ByResource)
            throw call.Error(ErrorClasses.Arg, 1);
        call.Environment.RequireHost();
        var comm = call.Comm(0);
        _ = call.Handle(3);
        _ = call.OutInt(4);
        var info = call.Environment.Infos.Find(call[3]);
        var set = type == ByResource && info?.Find("mpi_pset_name"u8) is { } name ? ProcessSets.IndexOf(name) : -1;
        var made = set switch
        {
            0 => Split(call, comm.Host, 0),
            1 => Split(call, comm.Host, comm.Rank),
            _ => SplitShared(call, comm.Host, type != Unguided && info?.Find(Resource) is { } resource && resource.AsSpan().SequenceEqual("mpi_shared_memory"u8)),
        };
        call.WriteInt(4, call.Environment.Communicators.New(made, call[0]));
    }

    /// <summary>MPICH 4 sets hints for the new communicator also where the process gets none, and crashes: so they follow.</summary>
    private static void Serve(Call call)
    {
        var infos = call.Environment.Infos;
        var all = infos.Find(call[3])?.Pairs ?? [];
        var selected = new InfoObject();
        foreach (var (key, value) in all.Where(p => SaysHow(p.Key)))
            selected.Set(key, value);
        uint result;
        var info = all.Length > selected.Pairs.Length ? infos.Create(selected) : call[3];
        try
        {
            result = GenericProcedure.Serve(call.With([call[0], call[1], call[2], info, call[4]]));
            if (infos.Find(info) is null)
                return;
            // The host tells in the info object by what it has split.
            if (call.Int(1) == Unguided)
                infos.Refresh(info);
            if (info == call[3])
                return;
            if (infos.Find(info)!.Find(Resource) is { } resource)
                infos.Set(call[3], Resource.ToArray(), resource);
        }
        finally
        {
            if (info != call[3])
                infos.Free(info);
        }

        var made = call.Environment.Table(HandleKind.Comm).Find(result);
        if (made is not null)
            Call.Check(((delegate* unmanaged<ulong, ulong, int>)call.Host("MPI_Comm_set_info"))(made->Host, call.Handle(3)));
    }

    /// <summary>Whether an info key says how to split: the standard's, and MPICH's own.</summary>
    private static bool SaysHow(byte[] key) => Resource.SequenceEqual(key) || key.AsSpan().SequenceEqual("shmem_topo"u8) || key.AsSpan().SequenceEqual("network_topo"u8);

    private static ulong Split(Call call, ulong comm, int color)
    {
        ulong made = 0;
        Call.Check(((delegate* unmanaged<ulong, int, int, ulong*, int>)call.Host("MPI_Comm_split"))(comm, color, call.Int(2), &made));
        return made;
    }

    private static ulong SplitShared(Call call, ulong comm, bool takesPart)
    {
        var constants = call.Environment.Constants;
        var type = constants.ToHost(ParameterKind.SplitType, takesPart ? Shared : StandardAbi.Undefined)!.Value;
        ulong made = 0;
        Call.Check(((delegate* unmanaged<ulong, int, int, ulong, ulong*, int>)call.Host())(comm, type, call.Int(2), call.Environment.Library.Predefined("MPI_INFO_NULL")!.Value, &made));
        return made;
    }
}
