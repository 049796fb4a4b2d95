using System.Numerics;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Shims.Tests;

/// <summary>Procedures with large counts, over a host that has them and one that has not.</summary>
public sealed class LargeCountTests
{
    private static readonly HostAbi WithLarge = TestHosts.OpenMpi with { LargeCounts = true };

    [Fact]
    public void AHostWithLargeCountsGetsThemAsTheyAre()
    {
        using var guest = new Guest(rank: 2, host: WithLarge);
        var empty = (int)guest.DerivedType(0xD100, 0, 0, 0, 0);
        guest.Accepts("MPI_Send_c", 64, 0x1_2345_6789L, empty, 1, 7, Guest.World);
        Assert.Equal((0x1_2345_6789L, 0xCL), (Guest.Arg(1), Guest.Arg(6)));
        guest.Refuses(ErrorClasses.Buffer, 0, "MPI_Send_c", 64, 0x1_0000_0001L, Guest.Int, 1, 7, Guest.World);
        guest.Refuses(ErrorClasses.Buffer, 0, "MPI_Send_c", 64, long.MaxValue, Guest.Int, 1, 7, Guest.World);
        guest.Refuses(ErrorClasses.Count, 1, "MPI_Send_c", 64, long.MinValue, Guest.Int, 1, 7, Guest.World);
        guest.Accepts("MPI_Get_count_c", 128, Guest.Int, 100);
        Assert.Equal((0x2345_6789, 1), (guest[100], guest[104]));
        guest.Refuses(ErrorClasses.Arg, 2, "MPI_Get_count_c", 128, Guest.Int, Guest.MemorySize - 7);
    }

    /// <summary>
    /// Elements that overlap may be more than memory has bytes, but libraries multiply and add without a look at whether it fits.
    /// </summary>
    [Fact]
    public void ElementsWithoutExtentHoldNoMoreThanABufferMay()
    {
        using var guest = new Guest(rank: 2, host: WithLarge);
        var heap = (int)guest.DerivedType(0xD100, 4, 0, 0, 4);
        var most = DatatypeEntry.MostDataOf(GuestAbi.Wasm32) / 4;
        guest.Accepts("MPI_Send_c", 64, most, heap, 1, 7, Guest.World);
        foreach (var count in new[] { most + 1, 1L << 60, (1L << 62) + 1, long.MaxValue })
        {
            guest.Refuses(ErrorClasses.Buffer, 0, "MPI_Send_c", 64, count, heap, 1, 7, Guest.World);
            guest.Refuses(ErrorClasses.Buffer, 0, "MPI_Alltoall_c", 64, count, heap, 128, count, heap, Guest.World);
        }

        // As many for each of four processes.
        guest.Refuses(ErrorClasses.Buffer, 3, "MPI_Alltoall_c", 64, most / 4, heap, 128, (most / 4) + 1, heap, Guest.World);
    }

    /// <summary>
    /// Against whole numbers of any size: every byte that a call may touch is looked for, near the ends of all that is compared.
    /// </summary>
    [Fact]
    public unsafe void ABufferIsAcceptedExactlyWhenAllItsElementsLieInMemory()
    {
        using var guest = new Guest(rank: 2, host: WithLarge);
        var type = (int)guest.DerivedType(0xD100, 0, 0, 0, 0);
        var entry = (DatatypeEntry*)guest.Table(HandleKind.Datatype).Entry(Handle.Index((uint)type));
        long[] ends = [0, 1, 3, 4, 8, 4096, Guest.MemorySize, 1L << 31, 1L << 32, DatatypeEntry.Limit];
        long[] counts = [.. ends, 2, 1L << 40, 1L << 53, 1L << 62, long.MaxValue];
        var random = new Random(1);
        var (accepted, refused) = (0, 0);
        for (var i = 0; i < 200_000; i++)
        {
            entry->Extent = Signed(ends);
            var (one, other) = (Signed(ends), Signed(ends));
            (entry->HullLow, entry->HullHigh) = (Math.Min(one, other), Math.Max(one, other));
            entry->DataSize = one == other ? 0 : Math.Clamp(Near(ends), 1, DatatypeEntry.LimitOf(GuestAbi.Wasm32));
            var count = Math.Max(Near(counts), 0);
            var start = random.Next(4) == 0 ? (uint)Near(ends) : (uint)random.Next(Guest.MemorySize);
            var span = (BigInteger)(count - 1) * entry->Extent;
            var low = start + entry->HullLow + BigInteger.Min(span, 0);
            var high = start + entry->HullHigh + BigInteger.Max(span, 0);
            var touches = count > 0 && one != other;
            var expected = (BigInteger)count * entry->DataSize <= DatatypeEntry.MostDataOf(GuestAbi.Wasm32)
                && (!touches || (low >= 0 && high <= Guest.MemorySize));
            var code = guest.Call("MPI_Send_c", (int)start, count, type, 1, 7, Guest.World);
            Assert.True(
                expected == (code == 0),
                $"{start} + {count} x [{entry->HullLow}, {entry->HullHigh}) by {entry->Extent}, {entry->DataSize} bytes");
            _ = expected ? accepted++ : refused++;
        }

        Assert.InRange(accepted, 20_000, 180_000);
        Assert.InRange(refused, 20_000, 180_000);

        long Near(long[] values)
        {
            var value = values[random.Next(values.Length)];
            return value == long.MaxValue ? value - random.Next(3) : value + random.Next(-2, 3);
        }

        long Signed(long[] values) =>
            Math.Clamp(random.Next(2) == 0 ? Near(values) : -Near(values), -DatatypeEntry.Limit, DatatypeEntry.Limit);
    }

    [Fact]
    public void ArraysHaveTheWidthsOfGuestAndHost()
    {
        using var guest = new Guest(rank: 2, host: WithLarge);
        // MPI_Count has 8 bytes, MPI_Aint 4 in the guest and 8 on the host.
        guest.Put(100, 1, 0, 2, 0, 3, 0, 4, 0);
        guest.Put(200, 0, 10, 20, -1);
        guest.Accepts("MPI_Gatherv_c", 0, 1L, Guest.Int, 4096, 100, 200, Guest.Int, 2, Guest.World);
        Assert.Equal([1, 2, 3, 4, 0, 10, 20, -1], Enumerable.Range(0, 8).Select(i => Guest.WideArray(i / 4, i % 4)));
        guest.Refuses(ErrorClasses.Buffer, 3, "MPI_Gatherv_c", 0, 1L, Guest.Int, 3, 100, 200, Guest.Int, 2, Guest.World);
        guest.Put(100, 1, 1);
        guest.Refuses(ErrorClasses.Buffer, 3, "MPI_Gatherv_c", 0, 1L, Guest.Int, 4096, 100, 200, Guest.Int, 2, Guest.World);
        guest.Put(100, -1, -1);
        guest.Refuses(ErrorClasses.Count, 4, "MPI_Gatherv_c", 0, 1L, Guest.Int, 4096, 100, 200, Guest.Int, 2, Guest.World);
        guest.Refuses(ErrorClasses.Arg, 4, "MPI_Gatherv_c", 0, 1L, Guest.Int, 4096, Guest.MemorySize - 31, 200, Guest.Int, 2, Guest.World);
    }

    [Fact]
    public void AHostWithoutGetsOrdinaryCountsAndWhatDoesNotFitIsAnError()
    {
        using var guest = new Guest(rank: 2);
        guest.Accepts("MPI_Send_c", 64, 10L, Guest.Int, 1, 7, Guest.World);
        Assert.Equal([guest.Address(64), 10, Guest.HostInt, 1, 7, Guest.HostWorld], Enumerable.Range(0, 6).Select(Guest.Arg));
        var empty = (int)guest.DerivedType(0xD100, 0, 0, 0, 0);
        guest.Refuses(ErrorClasses.ValueTooLarge, 1, "MPI_Send_c", 64, 0x8000_0000L, empty, 1, 7, Guest.World);
        guest.Accepts("MPI_Get_count_c", 128, Guest.Int, 100);
        Assert.Equal((7, 0), (guest[100], guest[104]));
        Guest.FakeInt("fake_value") = -32766;
        guest.Accepts("MPI_Get_count_c", 128, Guest.Int, 100);
        Assert.Equal((-32766, -1), (guest[100], guest[104]));
    }

    [Fact]
    public void ArraysAreNarrowedWithACheck()
    {
        using var guest = new Guest(rank: 2);
        guest.Put(100, 1, 0, 2, 0, 3, 0, 4, 0);
        guest.Put(200, 0, 10, 20, 30);
        guest.Accepts("MPI_Gatherv_c", 0, 1L, Guest.Int, 4096, 100, 200, Guest.Int, 2, Guest.World);
        Assert.Equal([1, 2, 3, 4, 0, 10, 20, 30], Enumerable.Range(0, 8).Select(i => Guest.Array(i / 4, i % 4)));
        guest.Put(104, 1);
        guest.Refuses(ErrorClasses.ValueTooLarge, 4, "MPI_Gatherv_c", 0, 1L, Guest.Int, 4096, 100, 200, Guest.Int, 2, Guest.World);
    }
}
