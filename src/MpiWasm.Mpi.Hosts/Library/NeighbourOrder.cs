using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Hosts.Library;

/// <summary>
/// Asks the library in which order it takes the blocks of a neighbour on both sides: each of its procedures is called once, by the process
/// with itself as all four neighbours in two dimensions. Open MPI 4.1.4 is wrong in all nonblocking ones, MPICH 4.0.2 in those with counts
/// of their own for each neighbour, and in the others where a process is its own neighbour in several dimensions.
/// </summary>
internal sealed unsafe class NeighbourOrder(MpiHost host)
{
    private readonly Lazy<NeighbourFaults> _faults = new(() => Try(host));

    public NeighbourFaults Faults => _faults.Value;

    private static NeighbourFaults Try(MpiHost host)
    {
        var self = host.Library.Predefined(ConstantNames.CommSelf)!.Value;
        int* ones = stackalloc int[] { 1, 1 };
        ulong torus = 0;
        if (host.Functions.Codes.CartCreate(self, 2, ones, ones, 0, &torus) != 0)
            return NeighbourFaults.None;
        var faults = NeighbourFaults.None;
        foreach (var fault in Enum.GetValues<NeighbourFaults>())
        {
            if (fault != NeighbourFaults.None && IsWrong(host, fault, torus))
                faults |= fault;
        }

        _ = host.Functions.Codes.CommFree(&torus);
        return faults;
    }

    private static bool IsWrong(MpiHost host, NeighbourFaults fault, ulong torus)
    {
        var functions = host.Functions.Codes;
        var type = host.Library.Predefined(ConstantNames.Int)!.Value;
        int* sent = stackalloc int[] { 0, 1, 2, 3 };
        int* received = stackalloc int[] { -1, -1, -1, -1 };
        int* counts = stackalloc int[] { 1, 1, 1, 1 };
        int* places = stackalloc int[] { 0, 1, 2, 3 };
        long* bytes = stackalloc long[] { 0, 4, 8, 12 };
        // Eight: Open MPI looks at as many as there are neighbours on both sides. Handles of 4 bytes are two in each.
        var filler = host.Library.Abi.HandleBytes == 8 ? type : type | (type << 32);
        ulong* types = stackalloc ulong[] { filler, filler, filler, filler, filler, filler, filler, filler };
        ulong request = 0;
        var code = fault switch
        {
            NeighbourFaults.Alltoall => functions.NeighborAlltoall(sent, 1, type, received, 1, type, torus),
            NeighbourFaults.Alltoallv => functions.NeighborAlltoallv(sent, counts, places, type, received, counts, places, type, torus),
            NeighbourFaults.Alltoallw => functions.NeighborAlltoallw(sent, counts, bytes, types, received, counts, bytes, types, torus),
            NeighbourFaults.Ialltoall => functions.IneighborAlltoall(sent, 1, type, received, 1, type, torus, &request),
            NeighbourFaults.Ialltoallv =>
                functions.IneighborAlltoallv(sent, counts, places, type, received, counts, places, type, torus, &request),
            _ => functions.IneighborAlltoallw(sent, counts, bytes, types, received, counts, bytes, types, torus, &request),
        };
        var status = stackalloc byte[StatusTranslation.HostRoom];
        if (code == 0 && fault >= NeighbourFaults.Ialltoall)
            code = functions.Wait(&request, status);
        if (code != 0)
            return false;
        var (inOrder, right) = (true, true);
        for (var i = 0; i < 4; i++)
        {
            inOrder &= received[i] == i;
            // What goes to the lower side arrives from the upper one.
            right &= received[i] == (i ^ 1);
        }

        // Blocks of one place and length can only be had by another procedure; the others are exchanged in
        // pairs, which helps against this order.
        return fault is NeighbourFaults.Alltoall or NeighbourFaults.Ialltoall ? !right : inOrder;
    }
}
