using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Shims.Tests;

public sealed class PackTests : IDisposable
{
    private readonly Guest _guest = new();

    public void Dispose() => _guest.Dispose();

    [Fact]
    public void PackingGoesOnAtThePosition()
    {
        _guest[100] = 12;
        _guest.Accepts("MPI_Pack", 64, 2, Guest.Int, 1024, 20, 100, Guest.World);
        Assert.Equal(
            [_guest.Address(64), 2, Guest.HostInt, _guest.Address(1024), 20, 12, Guest.HostWorld],
            Enumerable.Range(0, 7).Select(Guest.Arg));
        Assert.Equal(19, _guest[100]);
        _guest[100] = 12;
        _guest.Accepts("MPI_Unpack", 1024, 20, 100, 64, 2, Guest.Int, Guest.World);
        Assert.Equal(19, _guest[100]);
    }

    [Theory]
    [InlineData(13)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void NothingIsPackedOrUnpackedBeyondThePackedBuffer(int position)
    {
        _guest[100] = position;
        _guest.Refuses(ErrorClasses.Truncate, 5, "MPI_Pack", 64, 2, Guest.Int, 1024, 20, 100, Guest.World);
        _guest.Refuses(ErrorClasses.Truncate, 2, "MPI_Unpack", 1024, 20, 100, 64, 2, Guest.Int, Guest.World);
        Assert.Equal(position, _guest[100]);
    }

    [Fact]
    public void ThePackedBufferIsMemory()
    {
        _guest[100] = 0;
        _guest.Accepts("MPI_Pack", 64, 2, Guest.Int, Guest.MemorySize - 20, 20, 100, Guest.World);
        _guest.Refuses(ErrorClasses.Buffer, 3, "MPI_Pack", 64, 2, Guest.Int, Guest.MemorySize - 19, 20, 100, Guest.World);
        _guest.Refuses(ErrorClasses.Arg, 4, "MPI_Pack", 64, 2, Guest.Int, 1024, -1, 100, Guest.World);
        _guest[100] = 0;
        _guest.Accepts("MPI_Pack", -1, 0, Guest.Int, -1, 0, 100, Guest.World);
    }

    [Fact]
    public void AReductionOfTwoBuffersIsCheckedOnBothSides()
    {
        _guest.Accepts("MPI_Reduce_local", 64, 128, 3, Guest.Int, Guest.Sum);
        Assert.Equal([_guest.Address(64), _guest.Address(128), 3, Guest.HostInt, Guest.HostSum], Enumerable.Range(0, 5).Select(Guest.Arg));
        _guest.Refuses(ErrorClasses.Buffer, 1, "MPI_Reduce_local", 64, Guest.MemorySize - 11, 3, Guest.Int, Guest.Sum);
    }
}
