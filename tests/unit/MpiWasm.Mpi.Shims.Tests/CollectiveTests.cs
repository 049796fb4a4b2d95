using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Shims.Tests;

public sealed unsafe class CollectiveTests : IDisposable
{
    private const int InPlace = 1;
    private readonly Guest _root = new(size: 4, rank: 2);

    public void Dispose() => _root.Dispose();

    [Fact]
    public void InPlaceIsTheHostsAndNeverAnAddress()
    {
        _root.Accepts("MPI_Allreduce", InPlace, 64, 2, Guest.Double, Guest.Sum, Guest.World);
        Assert.Equal([1, _root.Address(64), 2, Guest.HostDouble, Guest.HostSum, Guest.HostWorld], Enumerable.Range(0, 6).Select(Guest.Arg));
        // Where the standard does not allow it, it is a mistake: nothing of a program lies at address 1.
        _root.Refuses(ErrorClasses.Buffer, 0, "MPI_Bcast", InPlace, 1, Guest.Byte, 2, Guest.World);
        _root.Refuses(ErrorClasses.Buffer, 1, "MPI_Reduce_local", 64, InPlace, 1, Guest.Int, Guest.Sum);
    }

    [Fact]
    public void InPlaceIsRefusedAwayFromTheRootAndOnIntercommunicators()
    {
        _root.Accepts("MPI_Gather", InPlace, -5, 0, 64, 1, Guest.Int, 2, Guest.World);
        Assert.Equal((1L, 0L), (Guest.Arg(0), Guest.Arg(1)));
        _root.Refuses(ErrorClasses.Buffer, 0, "MPI_Gather", InPlace, 1, Guest.Int, 64, 1, Guest.Int, 0, Guest.World);
        _root.MakeIntercommunicator(3);
        _root.Refuses(ErrorClasses.Buffer, 0, "MPI_Allreduce", InPlace, 64, 2, Guest.Double, Guest.Sum, Guest.World);
    }

    [Fact]
    public void TheRootsBufferHoldsTheWholeGroup()
    {
        _root.Accepts("MPI_Gather", 0, 1, Guest.Int, Guest.MemorySize - 16, 1, Guest.Int, 2, Guest.World);
        _root.Refuses(ErrorClasses.Buffer, 3, "MPI_Gather", 0, 1, Guest.Int, Guest.MemorySize - 15, 1, Guest.Int, 2, Guest.World);
    }

    [Fact]
    public void AwayFromTheRootItsArgumentsAreIgnored()
    {
        _root.Accepts("MPI_Gather", 0, 1, Guest.Int, -7, -9, 12345, 0, Guest.World);
        Assert.Equal(
            [_root.Address(0), 1, Guest.HostInt, 0, 0, Guest.HostByte, 0, Guest.HostWorld], Enumerable.Range(0, 8).Select(Guest.Arg));
        _root.Accepts("MPI_Gatherv", 0, 1, Guest.Int, -7, -9, -9, 12345, 0, Guest.World);
        Assert.Equal((0L, 0L, 0L), (Guest.Arg(3), Guest.Arg(4), Guest.Arg(5)));
        _root.Accepts("MPI_Reduce", 0, -7, 4, Guest.Int, Guest.Sum, 0, Guest.World);
        Assert.Equal(0L, Guest.Arg(1));
        _root.Refuses(ErrorClasses.Buffer, 1, "MPI_Reduce", 0, -7, 4, Guest.Int, Guest.Sum, 2, Guest.World);
    }

    [Fact]
    public void OnIntercommunicatorsRootAndProcNullSayWhatIsSignificant()
    {
        _root.MakeIntercommunicator(3);
        // MPI_ROOT: receives from the 3 processes of the other group; its own send arguments mean nothing.
        _root.Accepts("MPI_Gather", -1, -1, 0, Guest.MemorySize - 12, 1, Guest.Int, -4, Guest.World);
        Assert.Equal((_root.Address(-1), 0L, Guest.HostByte, -4L), (Guest.Arg(0), Guest.Arg(1), Guest.Arg(2), Guest.Arg(6)));
        // Not even an address that means nothing is null for the host.
        _root.Accepts("MPI_Reduce", 64, 128, 3, Guest.Int, Guest.Sum, -4, Guest.World);
        Assert.Equal((_root.Address(64), _root.Address(128), 3L), (Guest.Arg(0), Guest.Arg(1), Guest.Arg(2)));
        _root.Refuses(ErrorClasses.Buffer, 3, "MPI_Gather", -1, -1, 0, Guest.MemorySize - 8, 1, Guest.Int, -4, Guest.World);
        // MPI_PROC_NULL: nothing means anything.
        _root.Accepts("MPI_Gather", -1, -1, 0, -1, -1, 0, -3, Guest.World);
        Assert.Equal(-2L, Guest.Arg(6));
        _root.Accepts("MPI_Bcast", -1, -1, 0, -3, Guest.World);
        // A rank of the other group's root: the send side counts.
        _root.Refuses(ErrorClasses.Buffer, 0, "MPI_Gather", -1, 1, Guest.Int, -1, -1, 0, 1, Guest.World);
        _root.Refuses(ErrorClasses.Root, 3, "MPI_Bcast", 0, 1, Guest.Int, 3, Guest.World);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(-1)]
    [InlineData(-3)]
    [InlineData(-4)]
    public void ARootOutsideTheGroupIsRefused(int root) =>
        _root.Refuses(ErrorClasses.Root, 3, "MPI_Bcast", 0, 1, Guest.Int, root, Guest.World);

    [Fact]
    public void EveryBlockOfAVectorCollectiveIsChecked()
    {
        _root.Put(100, 1, 2, 3, 4);             // counts
        _root.Put(200, 0, 10, 20, 30);          // displacements, in ints
        _root.Accepts("MPI_Gatherv", 0, 1, Guest.Int, Guest.MemorySize - 136, 100, 200, Guest.Int, 2, Guest.World);
        Assert.Equal([1, 2, 3, 4, 0, 10, 20, 30], Enumerable.Range(0, 8).Select(i => Guest.Array(i / 4, i % 4)));
        Assert.NotEqual(_root.Address(100), Guest.Arg(4));      // the host sees a private copy
        // The last block ends one byte beyond.
        _root.Refuses(ErrorClasses.Buffer, 3, "MPI_Gatherv", 0, 1, Guest.Int, Guest.MemorySize - 135, 100, 200, Guest.Int, 2, Guest.World);
        // A block below the buffer is fine while it is memory, and refused below address 0.
        _root.Put(200, -10);
        _root.Accepts("MPI_Gatherv", 0, 1, Guest.Int, 40, 100, 200, Guest.Int, 2, Guest.World);
        _root.Refuses(ErrorClasses.Buffer, 3, "MPI_Gatherv", 0, 1, Guest.Int, 39, 100, 200, Guest.Int, 2, Guest.World);
        // An empty block may be anywhere.
        _root.Put(100, 0);
        _root.Put(200, int.MinValue);
        _root.Accepts("MPI_Gatherv", 0, 1, Guest.Int, 39, 100, 200, Guest.Int, 2, Guest.World);
        _root.Put(100, -1);
        _root.Refuses(ErrorClasses.Count, 4, "MPI_Gatherv", 0, 1, Guest.Int, 39, 100, 200, Guest.Int, 2, Guest.World);
    }

    [Fact]
    public void CountAndDisplacementArraysThatReachBeyondMemoryAreRefused()
    {
        _root.Refuses(ErrorClasses.Arg, 4, "MPI_Gatherv", 0, 1, Guest.Int, 64, Guest.MemorySize - 12, 200, Guest.Int, 2, Guest.World);
        _root.Refuses(ErrorClasses.Arg, 5, "MPI_Gatherv", 0, 1, Guest.Int, 64, 100, -16, Guest.Int, 2, Guest.World);
    }

    [Fact]
    public void HugeDisplacementsOfHugeExtentsCannotWrapAround()
    {
        var type = (int)_root.DerivedType(0xD100, 1, 1L << 33, 0, 1);
        _root.Put(100, 1, 1, 1, 1);
        foreach (var displacement in new[] { int.MaxValue, int.MinValue, 1 << 30, 1 })
        {
            _root.Put(200, 0, 0, 0, displacement);
            _root.Refuses(ErrorClasses.Buffer, 3, "MPI_Gatherv", 0, 1, Guest.Int, 64, 100, 200, type, 2, Guest.World);
        }
    }

    [Fact]
    public void AlltoallvInPlaceIgnoresTheSendArrays()
    {
        _root.Put(100, 1, 1, 1, 1);
        _root.Put(200, 0, 1, 2, 3);
        _root.Accepts("MPI_Alltoallv", InPlace, -1, -1, 0, 1024, 100, 200, Guest.Int, Guest.World);
        Assert.Equal([1, 0, 0, Guest.HostByte], Enumerable.Range(0, 4).Select(Guest.Arg));
        _root.Refuses(ErrorClasses.Arg, 1, "MPI_Alltoallv", 0, -1, -1, Guest.Int, 1024, 100, 200, Guest.Int, Guest.World);
    }

    [Fact]
    public void ReduceScatterTakesTheSumAndReceivesItsOwnCount()
    {
        _root.Put(100, 1, 2, 3, 4);
        // Sends 10 ints, receives 3 (this is rank 2).
        _root.Accepts("MPI_Reduce_scatter", Guest.MemorySize - 40, Guest.MemorySize - 12, 100, Guest.Int, Guest.Sum, Guest.World);
        _root.Refuses(ErrorClasses.Buffer, 0, "MPI_Reduce_scatter", Guest.MemorySize - 39, 0, 100, Guest.Int, Guest.Sum, Guest.World);
        _root.Refuses(ErrorClasses.Buffer, 1, "MPI_Reduce_scatter", 1024, Guest.MemorySize - 11, 100, Guest.Int, Guest.Sum, Guest.World);
        // In place the receive buffer holds all the input.
        _root.Accepts("MPI_Reduce_scatter", InPlace, Guest.MemorySize - 40, 100, Guest.Int, Guest.Sum, Guest.World);
        _root.Refuses(ErrorClasses.Buffer, 1, "MPI_Reduce_scatter", InPlace, Guest.MemorySize - 12, 100, Guest.Int, Guest.Sum, Guest.World);
        _root.Put(100, 1, 2, -3, 4);
        _root.Refuses(ErrorClasses.Count, 2, "MPI_Reduce_scatter", 1024, 2048, 100, Guest.Int, Guest.Sum, Guest.World);
    }

    [Fact]
    public void AForgedOperationIsRefused() => _root.Refuses(ErrorClasses.Op, 4, "MPI_Allreduce", 0, 64, 2, Guest.Double, 32, Guest.World);

    [Theory]
    [InlineData("MPI_Allreduce", 4)]
    [InlineData("MPI_Reduce_scatter", 4)]
    public void ADatatypeThatTheHostHasNotIsAskedForItsOperation(string name, int operation)
    {
        var type = _root.DerivedType(0xD100, 16, 16, 0, 16);
        var entry = (DatatypeEntry*)_root.Table(HandleKind.Datatype).Find(type);
        _root.Put(100, 0, 0, 0, 0);
        var count = name == "MPI_Allreduce" ? 0 : 100;
        // Its elements do not have the operation.
        Guest.Operation = 0xF00E;
        _root.Accepts(name, 1024, 2048, count, (int)type, Guest.Sum, Guest.World);
        Assert.Equal((0xF00EL, ((uint)Guest.Sum, type)), (Guest.Arg(operation), Guest.AskedOperation));
        entry->Head.Meta |= (uint)OperationGroups.Sums;
        _root.Accepts(name, 1024, 2048, count, (int)type, Guest.Sum, Guest.World);
        Assert.Equal(Guest.HostSum, Guest.Arg(operation));
        entry->Head.Meta |= DatatypeEntry.AsksForOperation;
        Guest.Operation = 0xF00F;
        _root.Accepts(name, 1024, 2048, count, (int)type, Guest.Sum, Guest.World);
        Assert.Equal((0xF00FL, ((uint)Guest.Sum, type)), (Guest.Arg(operation), Guest.AskedOperation));
        Guest.Operation = 0;
        _root.Refuses(ErrorClasses.Op, operation, name, 1024, 2048, count, (int)type, Guest.Sum, Guest.World);
    }

    [Fact]
    public void ArraysBeyondTheStacksShareComeFromTheHeap()
    {
        using var big = new Guest(size: 1000, rank: 0);
        for (var i = 0; i < 1000; i++)
        {
            big[8192 + (4 * i)] = 1;
            big[16384 + (4 * i)] = i;
        }

        for (var round = 0; round < 1000; round++)
            big.Accepts("MPI_Gatherv", 0, 1, Guest.Int, 32768, 8192, 16384, Guest.Int, 0, Guest.World);
        big[16384 + 3996] = 8192;
        big.Refuses(ErrorClasses.Buffer, 3, "MPI_Gatherv", 0, 1, Guest.Int, 32768, 8192, 16384, Guest.Int, 0, Guest.World);
    }
}
