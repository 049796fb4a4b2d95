namespace MpiWasm.Mpi.Shims.Tests;

/// <summary>A host with int handles and another status: the same shims, other data.</summary>
public sealed unsafe class MpichTests : IDisposable
{
    private readonly Guest _guest = new(host: TestHosts.Mpich);

    public void Dispose() => _guest.Dispose();

    [Fact]
    public void ConstantsAndHandlesAreThoseOfMpich()
    {
        // MPICH: ANY_SOURCE -2, ANY_TAG -1, PROC_NULL -1, ROOT -3, STATUS_IGNORE 1, IN_PLACE -1.
        _guest.Accepts("MPI_Recv", 64, 1, Guest.Int, -1, -2, Guest.World, 0);
        Assert.Equal([_guest.Address(64), 1, Guest.HostInt, -2, -1, Guest.HostWorld, 1], Enumerable.Range(0, 7).Select(Guest.Arg));
        _guest.Accepts("MPI_Send", 64, 1, Guest.Int, -3, 5, Guest.World);
        Assert.Equal(-1L, Guest.Arg(3));
        _guest.Accepts("MPI_Allreduce", 1, 64, 2, Guest.Double, Guest.Sum, Guest.World);
        Assert.Equal(-1L, Guest.Arg(0));
        _guest.MakeIntercommunicator(2);
        _guest.Accepts("MPI_Bcast", 64, 1, Guest.Int, -4, Guest.World);
        Assert.Equal(-3L, Guest.Arg(3));
    }

    [Fact]
    public void AStatusGoesToTheGuestAndBackWithItsPrivateWords()
    {
        _guest.Accepts("MPI_Recv", 64, 1, Guest.Int, 1, 0, Guest.World, 128);
        Assert.Equal((3, 42), (_guest[128], _guest[132]));
        _guest.Accepts("MPI_Get_count", 128, Guest.Int, 4);
        Assert.Equal([3, 42, 0, 0, 1000, Guest.HostInt], Enumerable.Range(0, 6).Select(Guest.Arg));
    }

    [Fact]
    public void RequestsLiveAsIntHandles()
    {
        for (var i = 0; i < 100; i++)
            _guest.Accepts("MPI_Isend", 8192, 1, Guest.Int, 1, 0, Guest.World, 4 + (4 * i));
        _guest.Accepts("MPI_Wait", 4, 0);
        Assert.Equal(Guest.RequestNull, _guest[4]);
        _guest.Accepts("MPI_Waitall", 100, 4, 20000);
        for (var i = 0; i < 100; i++)
            Assert.Equal((Guest.RequestNull, i, 100 + i), (_guest[4 + (4 * i)], _guest[20000 + (32 * i)], _guest[20004 + (32 * i)]));
        Assert.Equal([Guest.HostRequestNull], new[] { Guest.Arg(3) });
    }

    [Fact]
    public void HandlesInArraysAndOfMessagesAreInts()
    {
        using var guest = new Guest(host: TestHosts.Mpich);
        guest.Put(100, 1, 1, 1, 1);
        guest.Put(200, 0, 8, 16, 24);
        guest.Put(300, Guest.Int, Guest.Double, Guest.Byte, Guest.Double);
        guest.Accepts("MPI_Alltoallw", 4096, 100, 200, 300, 8192, 100, 200, 300, Guest.World);
        Assert.Equal(
            [Guest.HostInt, Guest.HostDouble, Guest.HostByte, Guest.HostDouble], Enumerable.Range(0, 4).Select(i => Guest.WideArray(0, i)));
        guest.Accepts("MPI_Improbe", 0, 1, Guest.World, 400, 404, 0);
        guest.Accepts("MPI_Mrecv", 4096, 1, Guest.Int, 404, 0);
        Assert.Equal((0x7000L, Guest.MessageNull), (Guest.Arg(3), guest[404]));
        guest.Accepts("MPI_Ialltoallv", 4096, 100, 200, Guest.Int, 8192, 100, 200, Guest.Int, Guest.World, 500);
        guest.Accepts("MPI_Waitall", 1, 500, 0);
        Assert.Equal(Guest.RequestNull, guest[500]);
    }
}
