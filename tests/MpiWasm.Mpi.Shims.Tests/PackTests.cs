using MpiWasm.Mpi.Native;

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
        Assert.Equal([_guest.Address(64), 2, Guest.HostInt, _guest.Address(1024), 20, 12, Guest.HostWorld], Enumerable.Range(0, 7).Select(Guest.Arg));
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
    public void TheSizeOfADatatypeIsThatOfItsEntryAndAsksNoHost()
    {
        var calls = Guest.Calls;
        Assert.Equal(0, _guest.Call("MPI_Type_size", Guest.Int, 101));
        Assert.Equal(4, _guest[101]);
        var huge = (int)_guest.DerivedType(0x55, 3L << 30, 3L << 30, 0, 3L << 30);
        Assert.Equal(0, _guest.Call("MPI_Type_size", huge, 104));
        Assert.Equal(StandardAbi.Undefined, _guest[104]);
        Assert.Equal(0, _guest.Call("MPI_Type_size_c", huge, 104));
        Assert.Equal((3L << 30) & 0xFFFFFFFF, (uint)_guest[104]);
        Assert.Equal((3L << 30) >> 32, _guest[108]);
        Assert.Equal(calls, Guest.Calls);
        _guest.Refuses(ErrorClasses.Type, 0, "MPI_Type_size", 512, 104);
        _guest.Refuses(ErrorClasses.Type, 0, "MPI_Type_size", huge + 1, 104);
        _guest.Refuses(ErrorClasses.Arg, 1, "MPI_Type_size", Guest.Int, Guest.MemorySize - 3);
        _guest.Refuses(ErrorClasses.Arg, 1, "MPI_Type_size_c", Guest.Int, Guest.MemorySize - 7);
    }

    [Fact]
    public void AReductionOfTwoBuffersIsCheckedOnBothSides()
    {
        _guest.Accepts("MPI_Reduce_local", 64, 128, 3, Guest.Int, Guest.Sum);
        Assert.Equal([_guest.Address(64), _guest.Address(128), 3, Guest.HostInt, Guest.HostSum], Enumerable.Range(0, 5).Select(Guest.Arg));
        _guest.Refuses(ErrorClasses.Buffer, 1, "MPI_Reduce_local", 64, Guest.MemorySize - 11, 3, Guest.Int, Guest.Sum);
    }
}
