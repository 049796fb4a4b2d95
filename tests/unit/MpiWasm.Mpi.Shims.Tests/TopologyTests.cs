using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Shims.Tests;

/// <summary>Topologies: the fake host stores as many dimensions as there are, however many it is asked for, as MPICH 4 does.</summary>
public sealed unsafe class TopologyTests : IDisposable
{
    private readonly Guest _guest = new();

    public void Dispose() => _guest.Dispose();

    [Fact]
    public void ShiftsTranslateProcNullAndHaveADirectionOfTheTopology()
    {
        _guest.Refuses(ErrorClasses.Topology, 0, "MPI_Cart_shift", Guest.World, 0, 1, 100, 104);
        MakeCartesian(2);
        _guest.Accepts("MPI_Cart_shift", Guest.World, 1, 1, 100, 104);
        Assert.Equal((-3, 1), (_guest[100], _guest[104]));
        foreach (var direction in new[] { 2, -1, int.MinValue, int.MaxValue })
            _guest.Refuses(ErrorClasses.Dims, 1, "MPI_Cart_shift", Guest.World, direction, 1, 100, 104);
    }

    [Fact]
    public void CoordinatesLeaveUnusedElementsAlone()
    {
        MakeCartesian(2);
        _guest.Put(200, 1, 2, 3, 4);
        _guest.Accepts("MPI_Cart_coords", Guest.World, 0, 3, 200);
        Assert.Equal([10, 11, 3, 4], new[] { _guest[200], _guest[204], _guest[208], _guest[212] });
        _guest.Refuses(ErrorClasses.Arg, 3, "MPI_Cart_coords", Guest.World, 0, 1 << 20, 200);
        _guest.Refuses(ErrorClasses.Arg, 2, "MPI_Cart_coords", Guest.World, 0, -1, 200);
    }

    /// <summary>Arrays of the shim are on its stack up to 64 elements, and on the heap beyond.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 300)]
    [InlineData(64, 65)]
    [InlineData(65, 64)]
    [InlineData(65, 4000)]
    [InlineData(400, 300)]
    public void TheHostHasRoomForAllDimensionsAndTheGuestGetsThoseItHasRoomFor(int room, int dimensions)
    {
        MakeCartesian(dimensions);
        foreach (var start in new[] { 1000, 11000, 21000 })
        {
            for (var i = 0; i <= room; i++)
                _guest[start + (4 * i)] = -7;
        }

        _guest.Accepts("MPI_Cart_get", Guest.World, room, 1000, 11000, 21000);
        for (var i = 0; i <= room; i++)
        {
            var stored = i < Math.Min(room, dimensions);
            var expected = stored ? (100 + i, 200 + i, 300 + i) : (-7, -7, -7);
            Assert.Equal(expected, (_guest[1000 + (4 * i)], _guest[11000 + (4 * i)], _guest[21000 + (4 * i)]));
        }

        _guest[1000 + (4 * room)] = -7;
        _guest.Accepts("MPI_Cart_coords", Guest.World, 0, room, 1000);
        Assert.Equal((-7, room > 0 && dimensions > 0 ? 10 : _guest[1000]), (_guest[1000 + (4 * room)], _guest[1000]));
    }

    private void MakeCartesian(int dimensions)
    {
        _guest.Comm->Topology = MpiApi.Standard.Value("MPI_CART");
        _guest.Comm->CartDimensions = dimensions;
        Guest.FakeInt("fake_dimensions") = dimensions;
    }
}
