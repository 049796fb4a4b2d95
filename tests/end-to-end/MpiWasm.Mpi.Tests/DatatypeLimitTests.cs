using System.Numerics;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Objects.Datatypes;
using Xunit;

namespace MpiWasm.Mpi.Tests;

/// <summary>
/// Constructors of datatypes with arguments at the ends of 64 bits and wherever a product may wrap around, compared with integers of any
/// length.
/// </summary>
public class DatatypeLimitTests
{
    private static readonly string[] Basics = ["MPI_BYTE", "MPI_SHORT", "MPI_INT", "MPI_DOUBLE", "MPI_DOUBLE_INT", "MPI_LONG_DOUBLE"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_the_arguments_a_type_is_refused_or_has_exactly_the_bounds_that_they_say(int seed)
    {
        var random = new Random(seed);
        var (accepted, refused) = (0, 0);
        for (var round = 0; round < 500; round++)
        {
            var pool = Basics.Select(n => PredefinedDatatypes.Wasm32.Named(n))
                .Select(t => (Shadow: DatatypeShadow.Named(t), Exact: ExactBounds.Basic(t))).ToList();
            for (var i = 0; i < 6; i++)
            {
                // Ends of 64 bits in the procedures with large counts, of 32 bits in the others: of those, nothing is refused without a
                // reason.
                var bits = random.Next(2) == 0 ? 64 : 32;
                var (shadow, exact) = Derive(new Arguments(random, bits), pool[random.Next(pool.Count)], pool);
                if (shadow is null)
                {
                    refused++;
                    Assert.True(bits == 64 || !exact.Within(DatatypeEntry.Limit), $"refused, though its bounds are {exact}");
                    continue;
                }

                accepted++;
                Assert.Equal(
                    (exact.Size, exact.Hull?.Low ?? 0, exact.Hull?.High ?? 0, exact.Lower, exact.Upper, exact.Hull is not null),
                    (shadow.Size, shadow.HullLow, shadow.HullHigh, shadow.LowerBound, shadow.UpperBound, shadow.HasData));
                Assert.True(exact.Within(DatatypeEntry.Limit));
                AssertHostsTypeIsTheSame(shadow, exact);
                pool.Add((shadow, exact));
            }
        }

        Assert.True(accepted > 500 && refused > 300);
    }

    [Theory]
    // Products of the three that 128 or 64 bits cut down to a few bytes.
    [InlineData(7818250559, 8367788039143016741, 5201387261)]
    [InlineData(1L << 32, 1L << 62, 1L << 33)]
    [InlineData((1L << 31) + 1, 1L << 62, 1L << 33)]
    [InlineData((1L << 62) + 1, 1L << 62, 1L << 33)]
    [InlineData(3, long.MinValue, 2)]
    [InlineData(2, long.MinValue, -(1L << 33))]
    public void A_vector_whose_product_would_wrap_around_is_refused(long count, long stride, long extent)
    {
        var element = DatatypeFactory.Resized(0, extent, DatatypeShadow.Named(PredefinedDatatypes.Wasm32.Named("MPI_BYTE")), large: true)!;
        Assert.Null(DatatypeFactory.Vector(count + 1, 1, stride, element, large: true));
        Assert.Null(DatatypeFactory.Vector(2, count + 1, stride, element, large: true));
        Assert.Null(DatatypeFactory.Indexed([1, 1], [0, stride], element, large: true));
        Assert.Null(DatatypeFactory.IndexedBlock(1, [0, stride], element, large: true));
    }

    [Fact]
    public void What_does_not_matter_may_be_anything()
    {
        var element = DatatypeShadow.Named(PredefinedDatatypes.Wasm32.Named("MPI_INT"));
        Assert.Equal(4, DatatypeFactory.Vector(1, 1, long.MinValue, element, large: true)!.Extent);
        Assert.Equal(4, DatatypeFactory.HIndexed([0, 1], [long.MaxValue, 0], element, large: true)!.Extent);
        Assert.Equal(0, DatatypeFactory.HVector(long.MaxValue, 0, long.MaxValue, element, large: true)!.Extent);
        Assert.Equal(0, DatatypeFactory.Contiguous(long.MaxValue, DatatypeFactory.Contiguous(0, element)!, large: true)!.Extent);
    }

    [Fact]
    public void Nothing_beyond_its_limit_becomes_a_size_and_no_product_wraps_around()
    {
        long[] numbers = [.. Arguments.Ends(64), GuestSize.Limit, -GuestSize.Limit, GuestSize.Limit + 1, -GuestSize.Limit - 1];
        foreach (var a in numbers)
        {
            AssertExact(a, () => GuestSize.Of(a));
            foreach (var b in numbers.Where(b => BigInteger.Abs(a) <= GuestSize.Limit && BigInteger.Abs(b) <= GuestSize.Limit))
            {
                AssertExact((BigInteger)a * b, () => GuestSize.Of(a) * GuestSize.Of(b));
                AssertExact((BigInteger)a + b, () => GuestSize.Of(a) + GuestSize.Of(b));
                AssertExact((BigInteger)a - b, () => GuestSize.Of(a) - GuestSize.Of(b));
            }
        }

        static void AssertExact(BigInteger expected, Func<GuestSize> compute)
        {
            if (BigInteger.Abs(expected) <= GuestSize.Limit)
                Assert.Equal(expected, compute().Value);
            else
                Assert.Throws<GuestSizeException>(() => compute());
        }
    }

    [Fact]
    public void A_part_of_an_array_with_blocks_larger_than_the_array_is_computed_too()
    {
        var element = DatatypeShadow.Named(PredefinedDatatypes.Wasm32.Named("MPI_INT"));
        long[] block = [int.MaxValue];
        for (var rank = 0; rank < 3; rank++)
        {
            var array = new DistributedArray(int.MaxValue, rank, [10], [0], block, block, 12, true, block);
            var type = DatatypeFactory.Darray(array, element)!;
            Assert.Equal((rank == 0 ? 40 : 0, 40), (type.Size, type.Extent));
        }
    }

    /// <summary>The calls by which the host's type is made, carried out exactly.</summary>
    private static void AssertHostsTypeIsTheSame(DatatypeShadow shadow, ExactBounds exact)
    {
        var host = new ExactHost();
        using var builder = new HostTypeBuilder(host);
        foreach (var name in Basics)
            host.Know(builder, PredefinedDatatypes.Wasm32.Named(name), shadow);
        var made = host[builder.Build(shadow)];
        Assert.Equal((exact.Size, exact.Hull, exact.Lower, exact.Extent), (made.Size, made.Hull, made.Lower, made.Extent));
    }

    private static (DatatypeShadow? Shadow, ExactBounds Exact) Derive(
        Arguments some, (DatatypeShadow Shadow, ExactBounds Exact) of, List<(DatatypeShadow Shadow, ExactBounds Exact)> pool)
    {
        var (type, exact) = of;
        var large = some.Bits == 64;
        var (count, length, stride) = (some.Count(), some.Count(), some.Number());
        var n = some.Next(1, 4);
        var (lengths, places) = (some.Several(n, some.Count), some.Several(n, some.Number));
        switch (some.Next(0, 11))
        {
            case 0:
                return (DatatypeFactory.Contiguous(count, type, large), exact.Blocks(0, 1, 0, count));
            case 1:
                return (DatatypeFactory.Vector(count, length, stride, type, large), exact.Blocks(0, count, stride * exact.Extent, length));
            case 2:
                return (DatatypeFactory.HVector(count, length, stride, type, large), exact.Blocks(0, count, stride, length));
            case 3:
                return (DatatypeFactory.Indexed(lengths, places, type, large),
                    Sum(n, i => exact.Blocks(places[i] * exact.Extent, 1, 0, lengths[i])));
            case 4:
                return (DatatypeFactory.HIndexed(lengths, places, type, large), Sum(n, i => exact.Blocks(places[i], 1, 0, lengths[i])));
            case 5:
                return (DatatypeFactory.IndexedBlock(length, places, type, large),
                    Sum(n, i => exact.Blocks(places[i] * exact.Extent, 1, 0, length)));
            case 6:
                return (DatatypeFactory.HIndexedBlock(length, places, type, large), Sum(n, i => exact.Blocks(places[i], 1, 0, length)));
            case 7:
                {
                    var types = Enumerable.Range(0, n).Select(_ => pool[some.Next(0, pool.Count)]).ToArray();
                    return (DatatypeFactory.Struct(lengths, places, [.. types.Select(t => t.Shadow)], large),
                        Sum(n, i => types[i].Exact.Blocks(places[i], 1, 0, lengths[i])));
                }

            case 8:
                {
                    var lower = some.Number();
                    return (DatatypeFactory.Resized(lower, stride, type, large), exact.Resized(lower, stride));
                }

            case 9:
                return Subarray(some, n, type, exact);
            default:
                return Darray(some, n, type, exact);
        }

        static ExactBounds Sum(int n, Func<int, ExactBounds> piece) => Enumerable.Range(0, n).Select(piece).Aggregate((a, b) => a + b);
    }

    private static (DatatypeShadow? Shadow, ExactBounds Exact) Subarray(Arguments some, int n, DatatypeShadow type, ExactBounds exact)
    {
        var sizes = some.Several(n, () => Math.Max(1, some.Count()));
        var subsizes = sizes.Select(s => Math.Clamp(some.Count(), 1, s)).ToArray();
        var starts = sizes.Zip(subsizes, (s, part) => Math.Min(some.Count(), s - part)).ToArray();
        var layer = exact;
        // In Fortran's order: the first dimension varies fastest.
        for (var d = 0; d < n; d++)
            layer = layer.Blocks(starts[d] * layer.Extent, 1, 0, subsizes[d]).Resized(0, sizes[d] * layer.Extent);
        return (DatatypeFactory.Subarray(sizes, subsizes, starts, 15, rowMajor: false, type, some.Bits == 64), layer);
    }

    private static (DatatypeShadow? Shadow, ExactBounds Exact) Darray(Arguments some, int n, DatatypeShadow type, ExactBounds exact)
    {
        var sizes = some.Several(n, () => Math.Max(1, some.Count()));
        // Ints in either procedure; a process has its place in a grid of at most 2^31 - 1.
        var ints = new Arguments(some.Random, 32);
        var (blocks, grid, places) = (some.Several(n, () => Math.Max(1, ints.Count())), new long[n], new long[n]);
        long processes = 1;
        for (var d = 0; d < n; d++)
        {
            grid[d] = Math.Clamp(ints.Count(), 1, int.MaxValue / processes);
            processes *= grid[d];
        }

        var rank = (int)Math.Min(ints.Count(), processes - 1);
        long rest = rank;
        for (var d = n - 1; d >= 0; d--)
            (rest, places[d]) = Math.DivRem(rest, grid[d]);
        var layer = exact;
        for (var d = 0; d < n; d++)
        {
            var (whole, part) = BigInteger.DivRem(sizes[d], blocks[d]);
            var mine = whole > places[d] ? ((whole - 1 - places[d]) / grid[d]) + 1 : 0;
            var extent = layer.Extent;
            var dealt = layer.Blocks(places[d] * blocks[d] * extent, mine, (BigInteger)grid[d] * blocks[d] * extent, blocks[d]);
            if (part > 0 && whole % grid[d] == places[d])
                dealt += layer.Blocks(whole * blocks[d] * extent, 1, 0, part);
            layer = dealt.Resized(0, sizes[d] * extent);
        }

        var array = new DistributedArray((int)processes, rank, sizes, new long[n], blocks, grid, 15, false, blocks);
        return (DatatypeFactory.Darray(array, type, some.Bits == 64), layer);
    }

    /// <summary>Arguments of so many bits: small ones, and those around the powers of two.</summary>
    private sealed record Arguments(Random Random, int Bits)
    {
        public static IEnumerable<long> Ends(int bits)
        {
            for (var k = 0; k < bits - 1; k++)
            {
                foreach (var near in new[] { -1L, 0, 1 })
                {
                    yield return (1L << k) + near;
                    yield return -(1L << k) + near;
                }
            }

            yield return bits == 64 ? long.MaxValue : int.MaxValue;
            yield return bits == 64 ? long.MinValue : int.MinValue;
        }

        private readonly long[] _ends = [.. Ends(Bits)];

        public int Next(int low, int high) => Random.Next(low, high);

        public long Number() => Random.Next(5) switch
        {
            0 => _ends[Random.Next(_ends.Length)],
            1 => Bits == 64 ? Random.NextInt64(long.MinValue, long.MaxValue) : Random.Next(int.MinValue, int.MaxValue),
            2 => Random.Next(-100, 100) * 8L,
            _ => Random.Next(-3, 5),
        };

        /// <summary>One that is not negative.</summary>
        public long Count() => Number() is var number && number == long.MinValue
            ? long.MaxValue
            : Math.Abs(number) is var size && Bits == 32 ? Math.Min(size, int.MaxValue)
            : size;

        public long[] Several(int n, Func<long> one) => [.. Enumerable.Range(0, n).Select(_ => one())];
    }

    /// <summary>A host that computes bounds as the standard defines them, without any limit.</summary>
    private sealed class ExactHost : IHostDatatypes
    {
        private readonly List<ExactBounds> _types = [ExactBounds.Basic(PredefinedDatatypes.Wasm32.Named("MPI_BYTE"))];

        public ExactBounds this[ulong type] => _types[(int)type];

        public ulong Byte => 0;

        /// <summary>Tells the builder of a predefined type wherever it occurs.</summary>
        public void Know(HostTypeBuilder builder, PredefinedDatatype type, DatatypeShadow within)
        {
            if (within.Basic == type)
                builder.Know(within, Add(ExactBounds.Basic(type)));
            foreach (var part in within.Inner is { } inner ? within.Types.Add(inner) : within.Types)
                Know(builder, type, part);
        }

        public ulong Contiguous(int count, ulong type) => Add(this[type].Blocks(0, 1, 0, count));

        public ulong HVector(int count, int length, long stride, ulong type) => Add(this[type].Blocks(0, count, stride, length));

        public ulong HIndexed(int[] lengths, long[] displacements, ulong type) =>
            Struct(lengths, displacements, [.. lengths.Select(_ => type)]);

        public ulong HIndexedBlock(int length, long[] displacements, ulong type) =>
            HIndexed([.. displacements.Select(_ => length)], displacements, type);

        public ulong Struct(int[] lengths, long[] displacements, ulong[] types)
        {
            Assert.All(lengths, length => Assert.True(length >= 0));
            return Add(types.Select((type, i) => this[type].Blocks(displacements[i], 1, 0, lengths[i]))
                .Aggregate(new ExactBounds(), (a, b) => a + b));
        }

        public ulong Resized(ulong type, long lower, long extent) => Add(this[type].Resized(lower, extent));

        public ulong Dup(ulong type) => type;

        public void Free(ulong type)
        {
        }

        public bool TryGetExtent(ulong type, out long lower, out long extent)
        {
            (lower, extent) = ((long)this[type].Lower, (long)this[type].Extent);
            return true;
        }

        private ulong Add(ExactBounds bounds)
        {
            _types.Add(bounds);
            return (ulong)_types.Count - 1;
        }
    }
}
