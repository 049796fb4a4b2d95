using MpiWasm.Mpi.Native;

namespace MpiWasm.Mpi.Managed;

/// <summary>Cartesian topologies (MPI 5.0 §8.5).</summary>
internal static unsafe class TopologyProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Dims_create", DimsCreate),
        ("MPI_Cart_create", CartCreate),
        ("MPI_Cart_sub", CartSub),
        ("MPI_Cart_rank", CartRank),
        ("MPI_Topo_test", TopoTest),
    ];

    private static void DimsCreate(Call call)
    {
        var n = call.Count(1, ErrorClasses.Dims);
        var dims = call.Ints(2, n);
        fixed (int* values = dims)
            Call.Check(((delegate* unmanaged<int, int, int*, int>)call.Host())(call.Int(0), n, values));
        dims.CopyTo(call.OutInts(2, n));
    }

    private static void CartCreate(Call call)
    {
        var comm = call.Handle(0);
        var n = call.Count(1, ErrorClasses.Dims);
        var result = call.OutInt(5);
        var (dims, periods) = (call.Ints(2, n), call.Ints(3, n));
        ulong made = 0;
        fixed (int* sizes = dims, wraps = periods)
            Call.Check(((delegate* unmanaged<ulong, int, int*, int*, int, ulong*, int>)call.Host())(comm, n, sizes, wraps, call.Int(4), &made));
        *result = call.Environment.NewCommunicator(made, call[0]);
    }

    private static void CartSub(Call call)
    {
        var comm = CartesianArgument(call);
        var result = call.OutInt(2);
        var remain = call.Ints(1, comm->CartDimensions);
        ulong made = 0;
        fixed (int* values = remain)
            Call.Check(((delegate* unmanaged<ulong, int*, ulong*, int>)call.Host())(comm->Head.Host, values, &made));
        *result = call.Environment.NewCommunicator(made, call[0]);
    }

    private static void CartRank(Call call)
    {
        var comm = CartesianArgument(call);
        var result = call.OutInt(2);
        var coords = call.Ints(1, comm->CartDimensions);
        int rank;
        fixed (int* values = coords)
            Call.Check(((delegate* unmanaged<ulong, int*, int*, int>)call.Host())(comm->Head.Host, values, &rank));
        *result = call.Environment.RankToGuest(rank);
    }

    private static void TopoTest(Call call)
    {
        var comm = call.Handle(0);
        var result = call.OutInt(1);
        int topology;
        Call.Check(((delegate* unmanaged<ulong, int*, int>)call.Host())(comm, &topology));
        *result = call.Environment.TopologyToGuest(topology);
    }

    private static CommEntry* CartesianArgument(Call call)
    {
        var comm = call.Comm(0);
        // A topology of no dimensions is legal; without any the host says so.
        if (comm->CartDimensions == 0)
        {
            int topology;
            Call.Check(((delegate* unmanaged<ulong, int*, int>)call.Host("MPI_Topo_test"))(comm->Head.Host, &topology));
            if (call.Environment.TopologyToGuest(topology) != MpiEnvironment.Api.Value("MPI_CART"))
                throw call.Error(ErrorClasses.Topology, 0);
        }

        return comm;
    }
}
