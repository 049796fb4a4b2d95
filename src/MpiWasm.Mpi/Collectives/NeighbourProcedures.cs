using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Objects.Datatypes;
using MpiWasm.Mpi.Calls.Generated;
using MpiWasm.Mpi.Hosts;
using MpiWasm.Mpi.PointToPoint;

namespace MpiWasm.Mpi.Collectives;

/// <summary>
/// MPI_Neighbor_alltoall and MPI_Ineighbor_alltoall (MPI 5.0 §8.6, §8.7) where one process is the neighbour on both sides and the library
/// gets the order of its blocks wrong (<see cref="NeighbourFaults"/>): by the procedure that takes a place for each block. The shims have
/// checked the arguments.
/// </summary>
internal static unsafe class NeighbourProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        NeighborAlltoallCall.ServedBy(Exchange),
        IneighborAlltoallCall.ServedBy(StartExchange),
    ];

    private static void Exchange(NeighborAlltoallCall call)
    {
        var send = new Side(call.Sendbuf, call.Sendcount, call.Sendtype);
        var receive = new Side(call.Recvbuf, call.Recvcount, call.Recvtype);
        var blocks = new Blocks(call.Environment, send, receive, call.Comm, NeighbourFaults.Alltoallw);
        try
        {
            blocks.Exchange(call.Functions, call.Comm);
        }
        finally
        {
            blocks.Free();
        }
    }

    private static void StartExchange(IneighborAlltoallCall call)
    {
        call.Comm.Require();
        call.Request.Require();
        var slot = call.Environment.Requests.Reserve();
        var blocks = default(Blocks?);
        ulong request = 0;
        try
        {
            var send = new Side(call.Sendbuf, call.Sendcount, call.Sendtype);
            var receive = new Side(call.Recvbuf, call.Recvcount, call.Recvtype);
            blocks = new Blocks(call.Environment, send, receive, call.Comm, NeighbourFaults.Ialltoallw);
            blocks.Start(call.Functions, call.Comm, &request);
        }
        catch
        {
            blocks?.Free();
            call.Environment.Table(HandleKind.Request).Return(slot);
            throw;
        }

        call.Request.Set(call.Environment.Requests.Publish(slot, request, blocks.Free));
    }

    /// <summary>What is sent or received: blocks of so many elements.</summary>
    private readonly ref struct Side(BufferArgument buffer, LongArgument count, DatatypeArgument datatype)
    {
        public byte* Buffer { get; } = buffer.Unchecked;

        public int Count { get; } = count <= int.MaxValue ? (int)count : throw count.Error(ErrorClasses.ValueTooLarge);

        public DatatypeEntry* Type { get; } = datatype.EntryFor(buffer);
    }

    /// <summary>The arrays of the call of the host, which may read them until the operation is over.</summary>
    private sealed class Blocks
    {
        private readonly byte* _memory;
        private readonly int _neighbours;
        private readonly byte* _send;
        private readonly byte* _receive;

        public Blocks(MpiEnvironment environment, Side send, Side receive, CommArgument comm, NeighbourFaults fault)
        {
            // A Cartesian topology has as many neighbours on either side.
            _neighbours = comm.InDegree;
            _send = send.Buffer;
            _receive = receive.Buffer;
            // Twice as many types: Open MPI looks at as many as there are neighbours on both sides.
            _memory = (byte*)NativeMemory.AllocZeroed((nuint)_neighbours, (2 * sizeof(long)) + (4 * sizeof(ulong)) + (2 * sizeof(int)));
            var handleBytes = environment.Library.Abi.HandleBytes;
            for (var i = 0; i < _neighbours; i++)
            {
                var from = comm.Faults.HasFlag(fault) && i < 128 && ((comm.Paired >> (i / 2)) & 1) != 0 ? i ^ 1 : i;
                (SendPlaces[i], ReceivePlaces[i]) = (Place(send, i), Place(receive, from));
                (SendCounts[i], ReceiveCounts[i]) = (send.Count, receive.Count);
                Store(SendTypes, i, send.Type->Head.Host, handleBytes);
                Store(ReceiveTypes, i, receive.Type->Head.Host, handleBytes);
            }
        }

        private long* SendPlaces => (long*)_memory;

        private long* ReceivePlaces => SendPlaces + _neighbours;

        private ulong* SendTypes => (ulong*)(ReceivePlaces + _neighbours);

        private ulong* ReceiveTypes => SendTypes + (2 * _neighbours);

        private int* SendCounts => (int*)(ReceiveTypes + (2 * _neighbours));

        private int* ReceiveCounts => SendCounts + _neighbours;

        public void Exchange(HostFunctions functions, ulong comm) => functions.NeighborAlltoallw(
            _send, SendCounts, SendPlaces, SendTypes, _receive, ReceiveCounts, ReceivePlaces, ReceiveTypes, comm);

        public void Start(HostFunctions functions, ulong comm, ulong* request) => functions.IneighborAlltoallw(
            _send, SendCounts, SendPlaces, SendTypes, _receive, ReceiveCounts, ReceivePlaces, ReceiveTypes, comm, request);

        public void Free() => NativeMemory.Free(_memory);

        /// <summary>Bytes to a block; those without data are anywhere.</summary>
        private static long Place(Side side, int block) =>
            side.Type->HullLow == side.Type->HullHigh ? 0 : (GuestSize.Of(side.Type->Extent) * side.Count * block).Value;

        private static void Store(ulong* array, int index, ulong handle, int bytes)
        {
            if (bytes == 8)
                array[index] = handle;
            else
                ((uint*)array)[index] = (uint)handle;
        }
    }
}
