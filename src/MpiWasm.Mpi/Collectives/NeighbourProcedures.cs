using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Calls;
using MpiWasm.Mpi.Core.Datatypes;
using MpiWasm.Mpi.PointToPoint;

namespace MpiWasm.Mpi.Collectives;

/// <summary>
/// MPI_Neighbor_alltoall and MPI_Ineighbor_alltoall (MPI 5.0 §8.6, §8.7) where one process is the neighbour on both sides and the library gets the order of its blocks wrong
/// (<see cref="NeighbourFaults"/>): by the procedure that takes a place for each block. The shims have checked the arguments.
/// </summary>
internal static unsafe class NeighbourProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        .. DatatypeProcedures.Both("MPI_Neighbor_alltoall", Exchange),
        .. DatatypeProcedures.Both("MPI_Ineighbor_alltoall", StartExchange),
    ];

    private static void Exchange(Call call)
    {
        var comm = call.Comm(6);
        var blocks = new Blocks(call, comm, NeighbourFaults.Alltoallw);
        try
        {
            Call.Check(blocks.Invoke(call, "MPI_Neighbor_alltoallw", comm, null));
        }
        finally
        {
            blocks.Free();
        }
    }

    private static void StartExchange(Call call)
    {
        var comm = call.Comm(6);
        _ = call.OutInt(7);
        var slot = call.Environment.Requests.Reserve();
        var blocks = default(Blocks?);
        ulong request = 0;
        try
        {
            blocks = new Blocks(call, comm, NeighbourFaults.Ialltoallw);
            Call.Check(blocks.Invoke(call, "MPI_Ineighbor_alltoallw", comm, &request));
        }
        catch
        {
            blocks?.Free();
            call.Environment.Table(HandleKind.Request).Return(slot);
            throw;
        }

        call.WriteInt(7, (int)call.Environment.Requests.Publish(slot, request, blocks.Free));
    }

    /// <summary>The arrays of the call of the host, which may read them until the operation is over.</summary>
    private sealed class Blocks
    {
        private readonly byte* _memory;
        private readonly int _neighbours;
        private readonly ulong _send;
        private readonly ulong _receive;

        public Blocks(Call call, CommArgument comm, NeighbourFaults fault)
        {
            var sendType = call.Datatype(2, call[0] == StandardAbi.Bottom);
            var receiveType = call.Datatype(5, call[3] == StandardAbi.Bottom);
            var (sendCount, receiveCount) = (Count(call, 1), Count(call, 4));
            // A Cartesian topology has as many neighbours on either side.
            _neighbours = comm.InDegree;
            (_send, _receive) = ((ulong)(call.MemoryBase + call[0]), (ulong)(call.MemoryBase + call[3]));
            // Twice as many types: Open MPI looks at as many as there are neighbours on both sides.
            _memory = (byte*)NativeMemory.AllocZeroed((nuint)_neighbours, (2 * sizeof(long)) + (4 * sizeof(ulong)) + (2 * sizeof(int)));
            var handleBytes = call.Environment.Library.Abi.HandleBytes;
            for (var i = 0; i < _neighbours; i++)
            {
                var from = comm.Faults.HasFlag(fault) && i < 128 && ((comm.Paired >> (i / 2)) & 1) != 0 ? i ^ 1 : i;
                (SendPlaces[i], ReceivePlaces[i]) = (Place(sendType, sendCount, i), Place(receiveType, receiveCount, from));
                (SendCounts[i], ReceiveCounts[i]) = (sendCount, receiveCount);
                Store(SendTypes, i, sendType->Head.Host, handleBytes);
                Store(ReceiveTypes, i, receiveType->Head.Host, handleBytes);
            }
        }

        private long* SendPlaces => (long*)_memory;

        private long* ReceivePlaces => SendPlaces + _neighbours;

        private ulong* SendTypes => (ulong*)(ReceivePlaces + _neighbours);

        private ulong* ReceiveTypes => SendTypes + (2 * _neighbours);

        private int* SendCounts => (int*)(ReceiveTypes + (2 * _neighbours));

        private int* ReceiveCounts => SendCounts + _neighbours;

        public int Invoke(Call call, string name, CommArgument comm, ulong* request) =>
            ((delegate* unmanaged<ulong, int*, long*, ulong*, ulong, int*, long*, ulong*, ulong, ulong*, int>)call.Host(name))(
                _send, SendCounts, SendPlaces, SendTypes, _receive, ReceiveCounts, ReceivePlaces, ReceiveTypes, comm.Host, request);

        public void Free() => NativeMemory.Free(_memory);

        private static int Count(Call call, int argument) => call.Number(argument) is var count && count <= int.MaxValue
            ? (int)count : throw new ArgumentCheckException(ErrorClasses.ValueTooLarge, argument, (ulong)count);

        /// <summary>Bytes to a block; those without data are anywhere.</summary>
        private static long Place(DatatypeEntry* type, int count, int block) =>
            type->HullLow == type->HullHigh ? 0 : (GuestSize.Of(type->Extent) * count * block).Value;

        private static void Store(ulong* array, int index, ulong handle, int bytes)
        {
            if (bytes == 8)
                array[index] = handle;
            else
                ((uint*)array)[index] = (uint)handle;
        }
    }
}
