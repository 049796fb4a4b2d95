using MpiWasm.Mpi.Local.Datatypes;
using Xunit;

namespace MpiWasm.Mpi.Local.Tests;

/// <summary>Elements are copied as their type maps say.</summary>
public sealed unsafe class TransferTests
{
    private const int Room = 1 << 16;

    [Fact]
    public void Bytes_go_from_the_places_of_one_type_map_to_those_of_the_other_in_order()
    {
        var (source, target, expected) = (new byte[Room], new byte[Room], new byte[Room]);
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            random.NextBytes(source);
            random.NextBytes(target);
            target.CopyTo(expected, 0);
            var types = new RandomDatatypes(seed);
            var ((from, fromPlaces), (to, toPlaces)) = (types.Next(3, isOrdered: false), types.Next(3, isOrdered: false));
            var (fromCount, toCount) = (random.Next(0, 4), random.Next(0, 4));
            var (fromBytes, toBytes) = (Expand(from, fromPlaces, fromCount), Expand(to, toPlaces, toCount));
            var bytes = Math.Min(fromBytes.Count, toBytes.Count);
            for (var i = 0; i < bytes; i++)
                expected[(Room / 2) + toBytes[i]] = source[(Room / 2) + fromBytes[i]];
            fixed (byte* a = source, b = target)
                Assert.Equal(bytes, Transfer.Copy(a + (Room / 2), fromCount, from, b + (Room / 2), toCount, to));
            Assert.True(expected.AsSpan().SequenceEqual(target), $"seed {seed}");
        }
    }

    [Fact]
    public void Size_and_true_bounds_are_those_of_the_type_map()
    {
        for (var seed = 0; seed < 3000; seed++)
        {
            var (type, places) = new RandomDatatypes(seed).Next(3, isOrdered: false);
            Assert.Equal(places.Length, type.Size);
            if (places.Length == 0)
                continue;
            Assert.Equal(places.Min(), type.TrueLowerBound);
            Assert.Equal(places.Max() + 1 - places.Min(), type.TrueExtent);
        }
    }

    private static List<long> Expand(Datatype type, long[] places, int count) =>
        [.. Enumerable.Range(0, count).SelectMany(element => places.Select(place => (element * type.Extent) + place))];
}
