using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Described;
using MpiWasm.Mpi.Calls.Generated;
using MpiWasm.Mpi.Objects.Info;

namespace MpiWasm.Mpi.Communicators;

/// <summary>
/// MPI_Comm_split_type (MPI 5.0 §7.4.2). Types that the host lacks are split here by what is known of the hardware: that processes share
/// memory. Where a type of resource means nothing the result is MPI_COMM_NULL, as the standard has it; all processes still take part.
/// </summary>
internal static unsafe class SplitTypeProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } = [CommSplitTypeCall.ServedBy(SplitType)];

    private static ReadOnlySpan<byte> Resource => "mpi_hw_resource_type"u8;

    private static void SplitType(CommSplitTypeCall call)
    {
        var type = call.SplitType.Value;
        // MPICH 4 crashes now and then where the info object names no resource.
        var isGuided = type != StandardAbi.CommTypeHwGuided || call.Environment.Infos.Find(call.Info.Guest)?.Find(Resource) is not null;
        if (isGuided && call.Environment.Constants.ToHost(ParameterKind.SplitType, type) is not null)
        {
            Serve(call);
            return;
        }

        if (type != StandardAbi.CommTypeHwUnguided && type != StandardAbi.CommTypeHwGuided && type != StandardAbi.CommTypeResourceGuided)
            throw call.SplitType.Error(ErrorClasses.Arg);
        call.Environment.RequireHost();
        var comm = call.Comm.Require();
        call.Info.Require();
        call.Newcomm.Require();
        var info = call.Environment.Infos.Find(call.Info.Guest);
        var set = type == StandardAbi.CommTypeResourceGuided && info?.Find("mpi_pset_name"u8) is { } name ? ProcessSets.IndexOf(name) : -1;
        var made = set switch
        {
            0 => Split(call, 0),
            1 => Split(call, comm.Rank),
            _ => SplitShared(call, type != StandardAbi.CommTypeHwUnguided
                && info?.Find(Resource) is { } resource && resource.AsSpan().SequenceEqual("mpi_shared_memory"u8)),
        };
        call.Newcomm.Set(call.Environment.Communicators.New(made, call.Comm.Guest));
    }

    /// <summary>MPICH 4 sets hints for the new communicator also where the process gets none, and crashes: so they follow.</summary>
    private static void Serve(CommSplitTypeCall call)
    {
        var infos = call.Environment.Infos;
        var given = call.Info.Guest;
        var all = infos.Find(given)?.Pairs ?? [];
        var selected = new InfoObject();
        foreach (var (key, value) in all.Where(p => SaysHow(p.Key)))
            selected.Set(key, value);
        uint result;
        var info = all.Length > selected.Pairs.Length ? infos.Create(selected) : given;
        try
        {
            var split = call.Copy(stackalloc ulong[Call.MostArguments]);
            split.Call.Replace(split.Info.Index, info);
            result = GenericProcedure.Serve(split);
            if (infos.Find(info) is null)
                return;
            // The host tells in the info object by what it has split.
            if (call.SplitType == StandardAbi.CommTypeHwUnguided)
                infos.Refresh(info);
            if (info == given)
                return;
            if (infos.Find(info)!.Find(Resource) is { } resource)
                infos.Set(given, Resource.ToArray(), resource);
        }
        finally
        {
            if (info != given)
                infos.Free(info);
        }

        var made = call.Environment.Table(HandleKind.Comm).Find(result);
        if (made is not null)
            call.Functions.CommSetInfo(made->Host, call.Info);
    }

    /// <summary>Whether an info key says how to split: the standard's, and MPICH's own.</summary>
    private static bool SaysHow(byte[] key) =>
        Resource.SequenceEqual(key) || key.AsSpan().SequenceEqual("shmem_topo"u8) || key.AsSpan().SequenceEqual("network_topo"u8);

    private static ulong Split(CommSplitTypeCall call, int color)
    {
        ulong made = 0;
        call.Functions.CommSplit(call.Comm, color, call.Key, &made);
        return made;
    }

    private static ulong SplitShared(CommSplitTypeCall call, bool takesPart)
    {
        var type = call.Environment.Constants.ToHost(
            ParameterKind.SplitType, takesPart ? StandardAbi.CommTypeShared : StandardAbi.Undefined)!.Value;
        ulong made = 0;
        call.Functions.CommSplitType(call.Comm, type, call.Key, call.Environment.Host.InfoNull, &made);
        return made;
    }
}
