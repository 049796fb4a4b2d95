using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Shims.Tests;

/// <summary>
/// Arrays of counts, displacements and types: of neighbours, with types for each block, and of operations that outlive the call.
/// </summary>
public sealed unsafe partial class BlockTests : IDisposable
{
    private readonly Guest _guest = new(size: 4, rank: 0);

    public void Dispose() => _guest.Dispose();

    [Fact]
    public void EachBlockOfAlltoallwHasItsTypeAndItsBytes()
    {
        PutBlocks();
        _guest.Accepts("MPI_Alltoallw", 4096, 100, 200, 300, Guest.MemorySize - 40, 100, 200, 300, Guest.World);
        Assert.Equal([1, 1, 1, 2, 0, 8, 16, 24], Enumerable.Range(0, 8).Select(i => Guest.Array(i / 4, i % 4)));
        Assert.Equal(
            [Guest.HostInt, Guest.HostDouble, Guest.HostByte, Guest.HostDouble], Enumerable.Range(0, 4).Select(i => Guest.WideArray(0, i)));
        _guest.Refuses(ErrorClasses.Buffer, 4, "MPI_Alltoallw", 4096, 100, 200, 300, Guest.MemorySize - 39, 100, 200, 300, Guest.World);
        _guest.Put(200, -4);
        _guest.Refuses(ErrorClasses.Buffer, 0, "MPI_Alltoallw", 3, 100, 200, 300, 4096, 100, 200, 300, Guest.World);
        _guest.Accepts("MPI_Alltoallw", 4, 100, 200, 300, 4096, 100, 200, 300, Guest.World);
        _guest.Put(100, 0);
        _guest.Accepts("MPI_Alltoallw", 3, 100, 200, 300, 4096, 100, 200, 300, Guest.World);
        _guest.Put(100, -1);
        _guest.Refuses(ErrorClasses.Count, 1, "MPI_Alltoallw", 4, 100, 200, 300, 4096, 100, 200, 300, Guest.World);
        _guest.Put(100, 1);
        _guest.Put(304, 513);
        _guest.Refuses(ErrorClasses.Type, 3, "MPI_Alltoallw", 4096, 100, 200, 300, 4096, 100, 200, 300, Guest.World);
        _guest.Refuses(ErrorClasses.Arg, 3, "MPI_Alltoallw", 4096, 100, 200, Guest.MemorySize - 12, 4096, 100, 200, 300, Guest.World);
    }

    [Fact]
    public void InPlaceTheSendArraysAreIgnored()
    {
        PutBlocks();
        _guest.Accepts("MPI_Alltoallw", 1, -1, -1, -1, 4096, 100, 200, 300, Guest.World);
        Assert.Equal([1, 0, 0, 0], Enumerable.Range(0, 4).Select(Guest.Arg));
    }

    [Fact]
    public void AtBottomEachTypeIsItsTwin()
    {
        PutBlocks();
        var twin = (DatatypeEntry*)_guest.Table(HandleKind.Datatype).Find(_guest.DerivedType(0xD1FF, 8, 8, 0x9000, 0x9008));
        var type = _guest.DerivedType(0xD100, 8, 8, -0x7000, -0x6FF8);
        ((DatatypeEntry*)_guest.Table(HandleKind.Datatype).Find(type))->Bottom = (ulong)twin;
        _guest.Put(304, (int)type);
        _guest.Accepts("MPI_Alltoallw", 0, 100, 200, 300, 0x7000, 100, 200, 300, Guest.World);
        Assert.Equal((0xD1FFL, 0xD100L, Guest.HostInt), (Guest.WideArray(0, 1), Guest.WideArray(1, 1), Guest.WideArray(0, 0)));
        twin->HullHigh = Guest.MemorySize;
        _guest.Refuses(ErrorClasses.Buffer, 0, "MPI_Alltoallw", 0, 100, 200, 300, 0x7000, 100, 200, 300, Guest.World);
    }

    [Fact]
    public void NeighbourhoodsHaveAsManyBlocksAsNeighbours()
    {
        (_guest.Comm->OutDegree, _guest.Comm->InDegree) = (2, 3);
        _guest.Accepts("MPI_Neighbor_allgather", Guest.MemorySize - 4, 1, Guest.Int, Guest.MemorySize - 12, 1, Guest.Int, Guest.World);
        _guest.Refuses(
            ErrorClasses.Buffer, 3, "MPI_Neighbor_allgather", 64, 1, Guest.Int, Guest.MemorySize - 11, 1, Guest.Int, Guest.World);
        _guest.Accepts("MPI_Neighbor_alltoall", Guest.MemorySize - 8, 1, Guest.Int, Guest.MemorySize - 12, 1, Guest.Int, Guest.World);
        _guest.Refuses(ErrorClasses.Buffer, 0, "MPI_Neighbor_alltoall", Guest.MemorySize - 7, 1, Guest.Int, 64, 1, Guest.Int, Guest.World);
        // Displacements in bytes are MPI_Aint: 4 bytes in the guest, 8 on the host.
        PutBlocks();
        _guest.Put(200, -8, 8, 16);
        _guest.Accepts("MPI_Neighbor_alltoallw", 4096, 100, 200, 300, 4096, 100, 200, 300, Guest.World);
        Assert.Equal((-8L, 8L, 16L), (Guest.WideArray(2, 0), Guest.WideArray(2, 1), Guest.WideArray(3, 2)));
        _guest.Refuses(ErrorClasses.Buffer, 4, "MPI_Neighbor_alltoallw", 4096, 100, 200, 300, 7, 100, 200, 300, Guest.World);
        // From MPI_BOTTOM they are addresses: this one is beyond memory, not below it.
        _guest.Put(200, 64, 128, unchecked((int)0x9000_0000));
        _guest.Accepts("MPI_Neighbor_alltoallw", 0, 100, 200, 300, 4096, 100, 400, 300, Guest.World);
        Assert.Equal((64L, 128L), (Guest.WideArray(2, 0), Guest.WideArray(2, 1)));
        _guest.Refuses(ErrorClasses.Buffer, 4, "MPI_Neighbor_alltoallw", 0, 100, 200, 300, 0, 100, 200, 300, Guest.World);
        // Without neighbours nothing is touched.
        (_guest.Comm->OutDegree, _guest.Comm->InDegree) = (0, 0);
        _guest.Accepts("MPI_Neighbor_alltoallw", -1, -1, -1, -1, -1, -1, -1, -1, Guest.World);
        // Without a topology it is an error.
        _guest.Comm->Topology = StandardAbi.Undefined;
        _guest.Refuses(ErrorClasses.Topology, 8, "MPI_Neighbor_alltoallw", -1, -1, -1, -1, -1, -1, -1, -1, Guest.World);
    }

    [Fact]
    public void TheArraysOfAPendingOperationArePrivateUntilItIsOver()
    {
        _guest.Put(100, 1, 2, 3, 4);
        _guest.Put(200, 0, 10, 20, 30);
        _guest.Accepts("MPI_Ialltoallv", 4096, 100, 200, Guest.Int, 8192, 100, 200, Guest.Int, Guest.World, 300);
        long[] arrays = [Guest.Arg(1), Guest.Arg(2), Guest.Arg(5), Guest.Arg(6)];
        _guest.Put(100, 9, 9, 9, 9);
        // Whatever runs in between uses the stack.
        _guest.Accepts("MPI_Alltoallv", 4096, 200, 200, Guest.Int, 8192, 200, 200, Guest.Int, Guest.World);
        Assert.Equal([1, 10, 3, 30], new[] { ((int*)arrays[0])[0], ((int*)arrays[1])[1], ((int*)arrays[2])[2], ((int*)arrays[3])[3] });
        Guest.FakeInt("fake_flag") = 0;
        _guest.Accepts("MPI_Test", 300, 304, 0);
        Assert.Equal(1, ((int*)arrays[0])[0]);
        _guest.Accepts("MPI_Wait", 300, 0);
        Assert.Equal(Guest.RequestNull, _guest[300]);
        Assert.Empty(Guest.Ended);
    }

    [Fact]
    public void ArraysAreFreedWhenTheOperationIsOverRefusedOrNotStarted()
    {
        _guest.Put(100, 1, 1, 1, 1);
        _guest.Put(200, 0, 1, 2, 3);
        _guest.Put(400, 1 << 30);
        Round();
        var before = InUse();
        for (var i = 0; i < 100_000; i++)
            Round();
        // What was lost in each round would be 200 bytes and more; the runtime allocates a few millions meanwhile.
        Assert.InRange((long)InUse() - (long)before, long.MinValue, 10_000_000);

        void Round()
        {
            Guest.FakeLong("fake_next_request") = 0x5000;
            _guest.Accepts("MPI_Ialltoallv", 4096, 100, 200, Guest.Int, 8192, 100, 200, Guest.Int, Guest.World, 300);
            _guest.Accepts("MPI_Wait", 300, 0);
            Assert.Equal(1, _guest.Call("MPI_Ialltoallv", 4096, 100, 200, Guest.Int, 8192, 100, 400, Guest.Int, Guest.World, 300));
            Guest.FakeInt("fake_result") = 1005;
            Assert.Equal(5, _guest.Call("MPI_Ialltoallv", 4096, 100, 200, Guest.Int, 8192, 100, 200, Guest.Int, Guest.World, 300));
            Guest.FakeInt("fake_result") = 0;
        }
    }

    [Fact]
    public void APersistentOperationKeepsItsArraysUntilItIsFreed()
    {
        _guest.Put(100, 1, 2, 3, 4);
        _guest.Put(200, 0, 10, 20, 30);
        _guest.Accepts("MPI_Alltoallv_init", 4096, 100, 200, Guest.Int, 8192, 100, 200, Guest.Int, Guest.World, Guest.InfoNull, 300);
        var counts = (int*)Guest.Arg(1);
        Guest.FakeInt("fake_keep") = 1;
        _guest.Accepts("MPI_Start", 300);
        _guest.Accepts("MPI_Wait", 300, 0);
        Assert.Equal(4, counts[3]);
        // Only managed code can tell whether the host still reads them.
        _guest.FallsBack("MPI_Request_free", 300);
    }

    private void PutBlocks()
    {
        _guest.Put(100, 1, 1, 1, 2);
        _guest.Put(200, 0, 8, 16, 24);
        _guest.Put(300, Guest.Int, Guest.Double, Guest.Byte, Guest.Double);
        _guest.Put(400, 0, 8, 16, 24);
    }

    /// <summary>Bytes that the C library's allocator has given out.</summary>
    private static nuint InUse() => mallinfo2().InUse;

    [LibraryImport("libc")]
    private static partial AllocatorState mallinfo2();

    /// <summary>struct mallinfo2 of glibc.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct AllocatorState
    {
        public nuint Arena, OrdinaryBlocks, SmallBlocks, MappedBlocks, MappedBytes, MostUsed, SmallFree, InUse, Free, Releasable;
    }
}
