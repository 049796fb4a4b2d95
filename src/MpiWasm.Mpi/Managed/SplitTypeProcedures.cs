using MpiWasm.Mpi.Api;
using MpiWasm.Mpi.Managed.Generic;
using MpiWasm.Mpi.Native;
using MpiWasm.Mpi.Objects;

namespace MpiWasm.Mpi.Managed;

/// <summary>
/// MPI_Comm_split_type (MPI 5.0 §7.4.2). Types that the host lacks are split here by what is known of the hardware: that processes share memory. Where a type of resource means
/// nothing the result is MPI_COMM_NULL, as the standard has it; all processes still take part.
/// </summary>
internal static unsafe class SplitTypeProcedures
{
    private static readonly int Shared = MpiEnvironment.Api.Value("MPI_COMM_TYPE_SHARED");
    private static readonly int Unguided = MpiEnvironment.Api.Value("MPI_COMM_TYPE_HW_UNGUIDED");
    private static readonly int Guided = MpiEnvironment.Api.Value("MPI_COMM_TYPE_HW_GUIDED");
    private static readonly int ByResource = MpiEnvironment.Api.Value("MPI_COMM_TYPE_RESOURCE_GUIDED");

    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } = [("MPI_Comm_split_type", SplitType)];

    private static ReadOnlySpan<byte> Resource => "mpi_hw_resource_type"u8;

    private static void SplitType(Call call)
    {
        var type = call.Int(1);
        // MPICH 4 crashes now and then where the info object names no resource.
        var isGuided = type != Guided || call.Environment.Infos.Find(call[3])?.Find(Resource) is not null;
        if (isGuided && call.Environment.Constants.ToHost(ParameterKind.SplitType, type) is not null)
        {
            GenericProcedure.Serve(call);
            // The host tells in the info object by what it has split.
            if (type == Unguided && call.Environment.Infos.Find(call[3]) is not null)
                call.Environment.Infos.Refresh(call[3]);
            return;
        }

        if (type != Unguided && type != Guided && type != ByResource)
            throw call.Error(ErrorClasses.Arg, 1);
        call.Environment.RequireHost();
        var comm = call.Comm(0);
        _ = call.Handle(3);
        _ = call.OutInt(4);
        var info = call.Environment.Infos.Find(call[3]);
        var set = type == ByResource && info?.Find("mpi_pset_name"u8) is { } name ? SessionStore.IndexOf(name) : -1;
        var made = set switch
        {
            0 => Split(call, comm->Head.Host, 0),
            1 => Split(call, comm->Head.Host, comm->Rank),
            _ => SplitShared(call, comm->Head.Host, type != Unguided && info?.Find(Resource) is { } resource && resource.AsSpan().SequenceEqual("mpi_shared_memory"u8)),
        };
        call.WriteInt(4, call.Environment.NewCommunicator(made, call[0]));
    }

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
