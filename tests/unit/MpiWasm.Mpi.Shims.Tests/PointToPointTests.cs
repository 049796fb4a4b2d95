using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Shims.Tests;

public sealed unsafe class PointToPointTests : IDisposable
{
    private readonly Guest _guest = new();

    public void Dispose() => _guest.Dispose();

    [Fact]
    public void SendPassesTheHostsHandlesAndTheAddressInGuestMemory()
    {
        _guest.Accepts("MPI_Send", 4096, 10, Guest.Int, 1, 99, Guest.World);
        Assert.Equal([_guest.Address(4096), 10, Guest.HostInt, 1, 99, Guest.HostWorld], Enumerable.Range(0, 6).Select(Guest.Arg));
    }

    [Fact]
    public void ASendMayEndAtTheLastByteOfMemoryAndNotOneBeyond()
    {
        _guest.Accepts("MPI_Send", Guest.MemorySize - 40, 10, Guest.Int, 1, 0, Guest.World);
        _guest.Refuses(ErrorClasses.Buffer, 0, "MPI_Send", Guest.MemorySize - 39, 10, Guest.Int, 1, 0, Guest.World);
        _guest.Refuses(ErrorClasses.Buffer, 0, "MPI_Send", -4, 10, Guest.Int, 1, 0, Guest.World);
    }

    [Fact]
    public void NothingIsTouchedByZeroElementsWhereverTheBufferIs() => _guest.Accepts("MPI_Send", -1, 0, Guest.Int, 1, 0, Guest.World);

    [Fact]
    public void NegativeCountsForgedHandlesAndImpossibleRanksAreRefused()
    {
        _guest.Refuses(ErrorClasses.Count, 1, "MPI_Send", 0, -1, Guest.Int, 1, 0, Guest.World);
        _guest.Refuses(ErrorClasses.Type, 2, "MPI_Send", 0, 1, 512, 1, 0, Guest.World);
        _guest.Refuses(ErrorClasses.Type, 2, "MPI_Send", 0, 1, 0, 1, 0, Guest.World);
        _guest.Refuses(ErrorClasses.Type, 2, "MPI_Send", 0, 1, -1, 1, 0, Guest.World);
        _guest.Refuses(ErrorClasses.Type, 2, "MPI_Send", 0, 1, Guest.World, 1, 0, Guest.World);
        _guest.Refuses(ErrorClasses.Rank, 3, "MPI_Send", 0, 1, Guest.Int, 4, 0, Guest.World);
        _guest.Refuses(ErrorClasses.Rank, 3, "MPI_Send", 0, 1, Guest.Int, -2, 0, Guest.World);
        _guest.Refuses(ErrorClasses.Rank, 3, "MPI_Send", 0, 1, Guest.Int, -1, 0, Guest.World);
        _guest.Refuses(ErrorClasses.Tag, 4, "MPI_Send", 0, 1, Guest.Int, 1, -2, Guest.World);
        Assert.Equal((uint)Guest.World, Guest.LastHandle);
        _guest.Refuses(ErrorClasses.Comm, 5, "MPI_Send", 0, 1, Guest.Int, 1, 0, 256);
        Assert.Equal(0u, Guest.LastHandle);
    }

    [Fact]
    public void ADerivedTypeWithANegativeLowerBoundIsCheckedBelowTheBuffer()
    {
        var type = (int)_guest.DerivedType(0xD100, 8, 8, -16, -8);
        _guest.Accepts("MPI_Send", 16, 1, type, 1, 0, Guest.World);
        _guest.Refuses(ErrorClasses.Buffer, 0, "MPI_Send", 15, 1, type, 1, 0, Guest.World);
        // A negative extent: the second element lies below the first.
        var backwards = (int)_guest.DerivedType(0xD101, 8, -8, 0, 8);
        _guest.Accepts("MPI_Send", 8, 2, backwards, 1, 0, Guest.World);
        _guest.Refuses(ErrorClasses.Buffer, 0, "MPI_Send", 7, 2, backwards, 1, 0, Guest.World);
    }

    [Theory]
    [InlineData(1L << 33, 0x7FFF_FFFF)]
    [InlineData(-(1L << 33), 0x7FFF_FFFF)]
    [InlineData(1L << 33, 3)]
    [InlineData(1L << 32, 2)]
    [InlineData(0x2_0000_0001, 0x7FFF_FFFF)]
    [InlineData(-0x1_FFFF_FFFF, 0x4000_0001)]
    public void CountTimesExtentCannotWrapAround(long extent, int count)
    {
        var type = (int)_guest.DerivedType(0xD100, 8, extent, 0, 8);
        _guest.Accepts("MPI_Send", 0, 1, type, 1, 0, Guest.World);
        _guest.Refuses(ErrorClasses.Buffer, 0, "MPI_Send", 0, count, type, 1, 0, Guest.World);
    }

    [Fact]
    public void ATypeWithoutDataTouchesNothing() =>
        _guest.Accepts("MPI_Send", -1, 1000, (int)_guest.DerivedType(0xD100, 0, 1L << 30, 0, 0), 1, 0, Guest.World);

    [Fact]
    public void AFreedTypeIsStale()
    {
        var type = _guest.DerivedType(0xD100, 4, 4, 0, 4);
        _guest.Accepts("MPI_Send", 0, 1, (int)type, 1, 0, Guest.World);
        Assert.True(_guest.Table(HandleKind.Datatype).Free(type));
        _guest.Refuses(ErrorClasses.Type, 2, "MPI_Send", 0, 1, (int)type, 1, 0, Guest.World);
        Assert.NotEqual(type, _guest.DerivedType(0xD101, 4, 4, 0, 4));
    }

    [Fact]
    public void AtBottomTheTypesTwinIsSentAndItsHullChecked()
    {
        var twin = (DatatypeEntry*)_guest.Table(HandleKind.Datatype).Find(_guest.DerivedType(0xD1FF, 8, 8, 0x9000, 0x9008));
        var type = _guest.DerivedType(0xD100, 8, 8, -0x7000, -0x6FF8);
        var entry = (DatatypeEntry*)_guest.Table(HandleKind.Datatype).Find(type);
        entry->Bottom = (ulong)twin;
        _guest.Accepts("MPI_Send", 0, 1, (int)type, 1, 0, Guest.World);
        Assert.Equal((_guest.Address(0), 0xD1FFL), (Guest.Arg(0), Guest.Arg(2)));
        twin->HullHigh = Guest.MemorySize + 1;
        _guest.Refuses(ErrorClasses.Buffer, 0, "MPI_Send", 0, 1, (int)type, 1, 0, Guest.World);
        // Away from bottom the type is itself.
        _guest.Accepts("MPI_Send", 0x7000, 1, (int)type, 1, 0, Guest.World);
        Assert.Equal(0xD100L, Guest.Arg(2));
    }

    [Fact]
    public void ATwinIsBuiltWhenFirstNeededAndItsFailureIsAnError()
    {
        var type = _guest.DerivedType(0xD100, 8, 8, -8, 0);
        ((DatatypeEntry*)_guest.Table(HandleKind.Datatype).Find(type))->Bottom = 1;
        _guest.Refuses(ErrorClasses.Type, 2, "MPI_Send", 0, 1, (int)type, 1, 0, Guest.World);
        Guest.Twin = (DatatypeEntry*)_guest.Table(HandleKind.Datatype).Find(_guest.DerivedType(0xD1FE, 8, 8, 64, 72));
        _guest.Accepts("MPI_Send", 0, 1, (int)type, 1, 0, Guest.World);
        Assert.Equal(0xD1FEL, Guest.Arg(2));
    }

    [Fact]
    public void SpecialRanksAndTagsBecomeTheHosts()
    {
        // Guest: ANY_SOURCE -1, ANY_TAG -2, PROC_NULL -3. Open MPI: -1, -1, -2.
        _guest.Accepts("MPI_Recv", 0, 1, Guest.Int, -1, -2, Guest.World, 0);
        Assert.Equal((-1L, -1L), (Guest.Arg(3), Guest.Arg(4)));
        _guest.Accepts("MPI_Recv", 0, 1, Guest.Int, -3, 5, Guest.World, 0);
        Assert.Equal((-2L, 5L), (Guest.Arg(3), Guest.Arg(4)));
        _guest.Accepts("MPI_Send", 0, 1, Guest.Int, -3, 5, Guest.World);
        Assert.Equal(-2L, Guest.Arg(3));
        _guest.Refuses(ErrorClasses.Tag, 4, "MPI_Recv", 0, 1, Guest.Int, 0, -1, Guest.World, 0);
        _guest.Refuses(ErrorClasses.Rank, 3, "MPI_Recv", 0, 1, Guest.Int, -2, 0, Guest.World, 0);
        _guest.Refuses(ErrorClasses.Tag, 4, "MPI_Sendrecv", 0, 1, Guest.Int, 1, -2, 64, 1, Guest.Int, 1, -2, Guest.World, 0);
    }

    [Fact]
    public void StatusIgnoreReachesTheHostAndNothingIsStored()
    {
        _guest.Put(0, 0x11111111, 0x22222222);
        _guest.Accepts("MPI_Recv", 64, 1, Guest.Int, 1, 0, Guest.World, 0);
        Assert.Equal(0L, Guest.Arg(6));
        Assert.Equal((0x11111111, 0x22222222), (_guest[0], _guest[4]));
    }

    [Fact]
    public void AStatusKeepsTheHostsPrivateFieldsForGetCount()
    {
        var status = Guest.MemorySize - 32;
        _guest.Put(status + 8, 1234);
        _guest.Accepts("MPI_Recv", 64, 1, Guest.Int, 1, 0, Guest.World, status);
        Assert.Equal((3, 42, 1234), (_guest[status], _guest[status + 4], _guest[status + 8]));
        _guest.Accepts("MPI_Get_count", status, Guest.Int, 4);
        Assert.Equal([3, 42, 0, 0, 1000, Guest.HostInt], Enumerable.Range(0, 6).Select(Guest.Arg));
        Assert.Equal(7, _guest[4]);
        _guest.Refuses(ErrorClasses.Arg, 6, "MPI_Recv", 64, 1, Guest.Int, 1, 0, Guest.World, status + 1);
        _guest.Refuses(ErrorClasses.Arg, 0, "MPI_Get_count", status + 1, Guest.Int, 4);
    }

    [Fact]
    public void ABufferedSendWantsABufferThatCouldHoldIt()
    {
        _guest.Refuses(ErrorClasses.Buffer, -1, "MPI_Bsend", 64, 1, Guest.Int, 1, 0, Guest.World);
        *_guest.Context->LargestBuffered = 4;
        _guest.FallsBack("MPI_Bsend", 64, 1, Guest.Int, 1, 0, Guest.World);
        _guest.Refuses(ErrorClasses.Buffer, -1, "MPI_Bsend", 64, 2, Guest.Int, 1, 0, Guest.World);
    }

    [Fact]
    public void ProbeStoresAStatusOnlyWhenAMessageIsThere()
    {
        Guest.FakeInt("fake_flag") = 0;
        _guest.Put(100, 555);
        _guest.Accepts("MPI_Iprobe", -1, -2, Guest.World, 200, 100);
        Assert.Equal((0, 555), (_guest[200], _guest[100]));
        Guest.FakeInt("fake_flag") = 1;
        _guest.Accepts("MPI_Iprobe", -1, -2, Guest.World, 200, 100);
        Assert.Equal((1, 3), (_guest[200], _guest[100]));
    }

    [Fact]
    public void ResultsMayBeUnalignedAtTheVeryEndOfMemoryButNotBeyond()
    {
        _guest.Accepts("MPI_Comm_rank", Guest.World, Guest.MemorySize - 4);
        Assert.Equal(7, _guest[Guest.MemorySize - 4]);
        _guest.Accepts("MPI_Comm_rank", Guest.World, 4097);
        Assert.Equal(7, _guest[4097]);
        _guest.Refuses(ErrorClasses.Arg, 1, "MPI_Comm_rank", Guest.World, Guest.MemorySize - 3);
        _guest.Refuses(ErrorClasses.Arg, 1, "MPI_Comm_rank", Guest.World, -1);
    }

    [Fact]
    public void AHostErrorIsTranslatedWithTheCommunicatorsHandler()
    {
        Guest.FakeInt("fake_result") = 1006;
        Assert.Equal(6, _guest.Call("MPI_Send", 0, 1, Guest.Int, 1, 0, Guest.World));
        Assert.Equal((uint)Guest.World, Guest.LastHandle);
        _guest.Put(64, 99);
        Assert.Equal(6, _guest.Call("MPI_Comm_rank", Guest.World, 64));
        Assert.Equal(99, _guest[64]);
    }

    [Fact]
    public void AProcedureTheHostLacksGoesToTheManagedOneAndTakesNoSlot()
    {
        // The fake host has no MPI_Issend.
        _guest.FallsBack("MPI_Issend", 0, 1, Guest.Int, 1, 0, Guest.World, 64);
        _guest.Refuses(ErrorClasses.Buffer, 0, "MPI_Issend", -4, 1, Guest.Int, 1, 0, Guest.World, 64);
        _guest.Accepts("MPI_Isend", 0, 1, Guest.Int, 1, 0, Guest.World, 64);
        Assert.Equal(0u, (uint)_guest[64] & Handle.SlotMask);
    }

    [Fact]
    public void TimersReturnWhatTheHostReturns()
    {
        var shim = (delegate* unmanaged<void*, double>)Guest.Shims.Find(MpiApi.Standard.Find("MPI_Wtime")!);
        Assert.Equal(12.5, shim(_guest.Context));
    }
}
