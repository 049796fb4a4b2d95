using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Objects.Datatypes;
using Xunit;

namespace MpiWasm.Mpi.Tests;

public class DatatypeTests
{
    private static readonly DatatypeShadow Int = DatatypeShadow.Named(PredefinedDatatypes.Wasm32.All.First(t => t.Name == "MPI_INT"));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_types_have_the_size_bounds_and_hull_that_enumerating_their_elements_gives(int seed)
    {
        var random = new Random(seed);
        var pool = PredefinedDatatypes.Wasm32.All.Select(t => (Shadow: DatatypeShadow.Named(t), Model: TypeMapModel.Basic(t))).ToList();
        for (var round = 0; round < 3000; round++)
        {
            var (shadow, model) = Derive(random, pool);
            var seen = (shadow.Size, shadow.HullLow, shadow.HullHigh, shadow.LowerBound, shadow.Extent, shadow.HasData, shadow.Elements,
                shadow.ExternalSize);
            Assert.Equal(
                (model.Size, model.HullLow, model.HullHigh, model.Lower, model.Extent, model.Elements > 0, model.ElementSizes.Count(),
                model.ExternalSize), seen);
            if (round % 10 == 0)
                Assert.Equal(model.Map, Expand(shadow));
            if (model.Elements <= 400)
                pool.Add((shadow, model));
        }
    }

    [Fact]
    public void Five_nested_hvectors_whose_extent_wraps_in_64_bits_are_refused_at_the_first_level_beyond_the_limit()
    {
        // Both hosts compute an extent of about 1 for the whole of it.
        var type = DatatypeFactory.HVector(4, 1, 1L << 40, Int)!;
        Assert.Equal((3L << 40) + 4, type.HullHigh);
        Assert.Null(DatatypeFactory.HVector(4, 1, 1L << 42, type));
    }

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue)]
    [InlineData(int.MaxValue, int.MaxValue, int.MinValue)]
    [InlineData(int.MaxValue, 1, int.MinValue)]
    public void Vectors_of_any_arguments_are_computed_without_overflow(int count, int length, int stride) =>
        Assert.Null(DatatypeFactory.Vector(count, length, stride, DatatypeFactory.Contiguous(1 << 29, Int)!));

    [Fact]
    public void A_type_that_touches_few_bytes_very_often_is_refused_too()
    {
        // Stride 0: the hull stays 4 bytes while the size grows beyond what the host can count.
        var type = DatatypeFactory.HVector(1 << 30, 1, 0, Int)!;
        Assert.Equal((0, 4), (type.HullLow, type.HullHigh));
        Assert.Null(DatatypeFactory.HVector(1 << 30, 1, 0, type));
    }

    [Fact]
    public void A_subarray_of_many_dimensions_is_refused_without_overflow()
    {
        var sizes = Enumerable.Repeat((long)int.MaxValue, 40).ToArray();
        var ones = Enumerable.Repeat(1L, 40).ToArray();
        Assert.Null(DatatypeFactory.Subarray(sizes, ones, new long[40], 12, true, Int));
    }

    [Fact]
    public void Displacements_above_2_GiB_are_unsigned_relative_to_MPI_BOTTOM()
    {
        // 0x9000_0000 as a guest's MPI_Aint is negative.
        var type = DatatypeFactory.Struct([2], [unchecked((int)0x9000_0000)], [Int])!;
        Assert.True(type.NeedsBottomTwin(GuestAbi.Wasm32));
        var twin = AbsoluteLayout.Of(type)!.Value.Shadow;
        Assert.Equal((0x9000_0000L, 0x9000_0008L), (twin.HullLow, twin.HullHigh));
        Assert.Equal((type.LowerBound, type.Extent), (twin.LowerBound, twin.Extent));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Relative_to_MPI_BOTTOM_every_element_is_at_the_sum_of_all_displacements_and_a_negative_one_is_in_the_upper_half_of_memory(
        int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 2000; round++)
        {
            // Small types at addresses in both halves of memory, and whatever can be derived from them.
            var small = PredefinedDatatypes.Wasm32.All.Select(t => (Shadow: DatatypeShadow.Named(t), Model: TypeMapModel.Basic(t)))
                .ToList();
            for (var i = 0; i < 4; i++)
                small.Add(Derive(random, small));
            var pool = new List<(DatatypeShadow Shadow, TypeMapModel Model)> { Absolute(random, small), Absolute(random, small) };
            for (var i = 0; i < 3 && pool[^1].Model.Elements < 200; i++)
                pool.Add(DeriveOrNull(random, pool) is { } derived ? derived : pool[0]);
            foreach (var (shadow, model) in pool)
            {
                if (AbsoluteLayout.Of(shadow) is not { } absolute)
                    continue;
                var expected = model.Map.Select(m => (Address(m.Displacement), m.Type));
                Assert.Equal(expected, absolute.Layout.Pieces.SelectMany(Expand));
                Assert.Equal((shadow.Size, shadow.LowerBound, shadow.Extent),
                    (absolute.Shadow.Size, absolute.Shadow.LowerBound, absolute.Shadow.Extent));
                if (model.Elements > 0)
                {
                    Assert.Equal(model.Map.Min(m => Address(m.Displacement)), absolute.Shadow.HullLow);
                    Assert.Equal(model.Map.Max(m => Address(m.Displacement) + m.Type.Span), absolute.Shadow.HullHigh);
                }
            }
        }

        static long Address(long displacement) => displacement < 0 ? displacement + (1L << 32) : displacement;
    }

    [Fact]
    public void An_element_across_address_0_cannot_be_meant_relative_to_MPI_BOTTOM() =>
        Assert.Null(AbsoluteLayout.Of(DatatypeFactory.HIndexed([1], [-2], Int)!));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Bytes_are_counted_as_elements_and_back_as_the_type_map_says(int seed)
    {
        var random = new Random(seed);
        var pool = PredefinedDatatypes.Wasm32.All.Select(t => (Shadow: DatatypeShadow.Named(t), Model: TypeMapModel.Basic(t))).ToList();
        for (var round = 0; round < 300; round++)
        {
            var (shadow, model) = Derive(random, pool);
            if (model.Elements is > 0 and <= 40)
                pool.Add((shadow, model));
            if (model.Elements is 0 or > 40)
                continue;
            var sizes = model.ElementSizes.Concat(model.ElementSizes).ToArray();
            long bytes = 0;
            for (var elements = 0; elements < sizes.Length; elements++)
            {
                Assert.Equal(elements, TypeSignature.Elements(shadow, bytes));
                Assert.Equal(bytes, TypeSignature.Bytes(shadow, elements));
                for (var within = 1; within < sizes[elements]; within++)
                    Assert.Null(TypeSignature.Elements(shadow, bytes + within));
                bytes += sizes[elements];
            }
        }
    }

    [Fact]
    public void A_type_without_data_has_no_elements_for_any_bytes()
    {
        var empty = DatatypeFactory.Contiguous(0, Int)!;
        Assert.Equal(0, TypeSignature.Elements(empty, 0));
        Assert.Null(TypeSignature.Elements(empty, 4));
        Assert.Null(TypeSignature.Bytes(empty, 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_distributed_array_gives_each_element_to_the_process_that_the_standard_says(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var n = random.Next(1, 4);
            var sizes = Numbers(random, n, 1, 8);
            var grid = Numbers(random, n, 1, 4);
            var blocks = new long[n];
            for (var d = 0; d < n; d++)
                blocks[d] = random.Next(3) == 0 ? (sizes[d] + grid[d] - 1) / grid[d] : random.Next(1, 4);
            var rowMajor = random.Next(2) == 0;
            var processes = (int)grid.Aggregate(1L, (a, b) => a * b);
            var seen = new List<(long, PredefinedDatatype)>();
            for (var rank = 0; rank < processes; rank++)
            {
                var model = new TypeMapModel();
                var total = sizes.Aggregate(1L, (a, b) => a * b);
                for (long linear = 0; linear < total; linear++)
                {
                    if (Owner(linear, sizes, grid, blocks, rowMajor) == rank)
                        model.Place(TypeMapModel.Basic(Int.Basic!), 4 * linear);
                }

                model.Mark(0, 4 * total);
                var array = new DistributedArray(
                    processes, rank, sizes, new long[n], new long[n], grid, rowMajor ? 12 : 15, rowMajor, blocks);
                var shadow = DatatypeFactory.Darray(array, Int)!;
                Assert.Equal((model.Size, model.HullLow, model.HullHigh, 0, model.Extent),
                    (shadow.Size, shadow.HullLow, shadow.HullHigh, shadow.LowerBound, shadow.Extent));
                Assert.Equal(model.Map, Expand(shadow));
                seen.AddRange(model.Map);
            }

            Assert.Equal(sizes.Aggregate(1L, (a, b) => a * b), seen.Distinct().Count());
        }
    }

    [Theory]
    // Numbers of integers, addresses and large counts by the table of MPI 5.0 §5.1.13, for the arrays of three that the test passes.
    [InlineData("contiguous", 1, 0, 0, 1)]
    [InlineData("vector", 3, 0, 0, 3)]
    [InlineData("hvector", 2, 1, 0, 3)]
    [InlineData("indexed", 7, 0, 0, 7)]
    [InlineData("hindexed", 4, 3, 0, 7)]
    [InlineData("indexed_block", 5, 0, 0, 5)]
    [InlineData("hindexed_block", 2, 3, 0, 5)]
    [InlineData("struct", 4, 3, 0, 7)]
    [InlineData("subarray", 11, 0, 2, 9)]
    [InlineData("darray", 16, 0, 13, 3)]
    [InlineData("resized", 0, 2, 0, 2)]
    public void Arguments_are_returned_in_the_arrays_that_the_standard_says(
        string constructor, int integers, int addresses, int largeIntegers, int largeCounts)
    {
        foreach (var large in new[] { false, true })
        {
            long[] three = [1, 2, 3];
            long[] fours = [4, 4, 4];
            var type = constructor switch
            {
                "contiguous" => DatatypeFactory.Contiguous(2, Int, large),
                "vector" => DatatypeFactory.Vector(1, 2, 3, Int, large),
                "hvector" => DatatypeFactory.HVector(1, 2, 3, Int, large),
                "indexed" => DatatypeFactory.Indexed(three, three, Int, large),
                "hindexed" => DatatypeFactory.HIndexed(three, three, Int, large),
                "indexed_block" => DatatypeFactory.IndexedBlock(2, three, Int, large),
                "hindexed_block" => DatatypeFactory.HIndexedBlock(2, three, Int, large),
                "struct" => DatatypeFactory.Struct(three, three, [Int, Int, Int], large),
                "subarray" => DatatypeFactory.Subarray(fours, three, [0, 0, 0], 12, true, Int, large),
                "darray" => DatatypeFactory.Darray(new DistributedArray(1, 0, fours, three, three, [1, 1, 1], 12, true, fours), Int, large),
                _ => DatatypeFactory.Resized(0, 8, Int, large),
            };
            var expected = large ? (largeIntegers, 0, largeCounts) : (integers, addresses, 0);
            Assert.Equal(expected, (Count(ContentsArray.Integers), Count(ContentsArray.Addresses), Count(ContentsArray.LargeCounts)));
            int Count(ContentsArray array) => CombinerArguments.Of(type!, array).Length;
        }
    }

    [Fact]
    public void Counts_beyond_31_bits_are_computed_too()
    {
        var type = DatatypeFactory.Contiguous(1L << 32, DatatypeShadow.Named(PredefinedDatatypes.Wasm32.Named("MPI_BYTE")), large: true)!;
        Assert.Equal((1L << 32, 1L << 32), (type.Size, type.Extent));
        Assert.Null(DatatypeFactory.Contiguous(long.MaxValue, Int, large: true));
        Assert.Null(DatatypeFactory.HVector(long.MaxValue, long.MaxValue, long.MinValue, Int, large: true));
        Assert.Null(DatatypeFactory.Resized(long.MaxValue, long.MaxValue, Int, large: true));
        Assert.Null(
            DatatypeFactory.Vector(long.MaxValue, long.MaxValue, long.MaxValue, DatatypeFactory.Resized(0, 1L << 33, Int)!, large: true));
    }

    [Fact]
    public void The_markers_of_MPI_1_set_one_bound_each()
    {
        var (lower, upper) = (DatatypeShadow.Named(PredefinedDatatypes.Markers[0].Type),
            DatatypeShadow.Named(PredefinedDatatypes.Markers[1].Type));
        // The examples of MPI-1.1 §3.12.3: {(lb, -3), (int, 0), (ub, 6)} has extent 9, and two of them in a row begin and end at -3 and 15.
        var type = DatatypeFactory.Struct([1, 1, 1], [-3, 0, 6], [lower, Int, upper])!;
        Assert.Equal((-3, 6, 9, 4), (type.LowerBound, type.UpperBound, type.Extent, type.Size));
        var two = DatatypeFactory.Contiguous(2, type)!;
        Assert.Equal((-3, 15, 0, 13), (two.LowerBound, two.UpperBound, two.HullLow, two.HullHigh));
        // One alone leaves the other bound to the data.
        var open = DatatypeFactory.Struct([1, 1], [8, 20], [Int, upper])!;
        Assert.Equal((8, 20), (open.LowerBound, open.UpperBound));
        var start = DatatypeFactory.Struct([1, 1], [8, 2], [Int, lower])!;
        Assert.Equal((2, 14), (start.LowerBound, start.UpperBound));
        Assert.Equal(1, TypeSignature.Elements(type, 4));
        // Without data the other bound is 0.
        Assert.Equal(
            (10, -10), (DatatypeFactory.Struct([1], [10], [lower])!.LowerBound, DatatypeFactory.Struct([1], [10], [lower])!.Extent));
    }

    [Fact]
    public void Towers_of_constructors_are_refused_at_some_height()
    {
        var type = Int;
        for (var i = 0; i < TypeMap.DepthLimit; i++)
            type = DatatypeFactory.Dup(type)!;
        Assert.Null(DatatypeFactory.Dup(type));
    }

    [Fact]
    public void Every_C_and_Fortran_datatype_of_the_ABI_has_a_layout()
    {
        var known = PredefinedDatatypes.Wasm32.All.Select(t => MpiApi.Standard.Value(t.Name)).ToHashSet();
        var missing = MpiApi.Standard.Constants.Where(
            c => c.Type == "MPI_Datatype" && c.Name != "MPI_DATATYPE_NULL" && !known.Contains(c.Value));
        Assert.Empty(missing);
    }

    [Theory]
    // Sizes and extents of wasm32's C types, as clang --target=wasm32 lays them out.
    [InlineData("MPI_LONG", 4, 4)]
    [InlineData("MPI_AINT", 4, 4)]
    [InlineData("MPI_LONG_DOUBLE", 16, 16)]
    [InlineData("MPI_DOUBLE_INT", 12, 16)]
    [InlineData("MPI_LONG_INT", 8, 8)]
    [InlineData("MPI_SHORT_INT", 6, 8)]
    [InlineData("MPI_LONG_DOUBLE_INT", 20, 32)]
    [InlineData("MPI_OFFSET", 8, 8)]
    public void Guest_types_have_the_layout_of_wasm32(string name, int size, int extent)
    {
        AssertLayout(PredefinedDatatypes.Wasm32, name, size, extent);
    }

    [Theory]
    // Sizes and extents of wasm64's C types, as clang --target=wasm64 lays them out.
    [InlineData("MPI_LONG", 8, 8)]
    [InlineData("MPI_UNSIGNED_LONG", 8, 8)]
    [InlineData("MPI_AINT", 8, 8)]
    [InlineData("MPI_LONG_INT", 12, 16)]
    [InlineData("MPI_LONG_DOUBLE_INT", 20, 32)]
    [InlineData("MPI_INT", 4, 4)]
    public void Guest_types_of_64_bits_have_the_layout_of_wasm64(string name, int size, int extent)
    {
        AssertLayout(PredefinedDatatypes.Of(GuestAbi.Wasm64), name, size, extent);
    }

    private static void AssertLayout(PredefinedDatatypes types, string name, int size, int extent)
    {
        var type = DatatypeShadow.Named(types.All.Single(t => t.Name == name));
        Assert.Equal((size, extent), ((int)type.Size, (int)type.Extent));
    }

    [Fact]
    public void An_entry_for_shims_holds_what_the_shadow_computed()
    {
        var type = DatatypeFactory.HIndexed([1, 2], [-8, 16], Int)!;
        var entry = default(DatatypeEntry);
        type.Fill(ref entry, GuestAbi.Wasm32);
        Assert.Equal((12, 32, -8, -8, 24, 1u),
            (entry.DataSize, entry.Extent, entry.LowerBound, entry.HullLow, entry.HullHigh, entry.Bottom));
    }

    private static IEnumerable<(long Displacement, PredefinedDatatype Type)> Expand(DatatypeShadow type) =>
        type.Basic is { } basic ? [(0, basic)] : type.Blocks().SelectMany(Expand);

    private static IEnumerable<(long Displacement, PredefinedDatatype Type)> Expand(TypeBlocks blocks)
    {
        var elements = Expand(blocks.Type).ToList();
        for (var i = 0; i < blocks.Count; i++)
        {
            for (var j = 0; j < blocks.Length; j++)
            {
                var start = blocks.Offset.Value + (i * blocks.Stride.Value) + (j * blocks.Type.Extent);
                foreach (var (displacement, type) in elements)
                    yield return (start + displacement, type);
            }
        }
    }

    /// <summary>The process that has an element, from its indices in each dimension (MPI 5.0 §5.1.4).</summary>
    private static long Owner(long linear, long[] sizes, long[] grid, long[] blocks, bool rowMajor)
    {
        var n = sizes.Length;
        var places = new long[n];
        for (var i = 0; i < n; i++)
        {
            var d = rowMajor ? n - 1 - i : i;
            places[d] = linear % sizes[d] / blocks[d] % grid[d];
            linear /= sizes[d];
        }

        long rank = 0;
        for (var d = 0; d < n; d++)
            rank = (rank * grid[d]) + places[d];
        return rank;
    }

    /// <summary>A struct or hindexed type of addresses as MPI_Get_address gives them: signed.</summary>
    private static (DatatypeShadow Shadow, TypeMapModel Model) Absolute(
        Random random, List<(DatatypeShadow Shadow, TypeMapModel Model)> pool)
    {
        var count = random.Next(1, 4);
        var lengths = Numbers(random, count, 0, 3);
        var addresses = lengths.Select(
            _ => (long)(random.Next(2) == 0 ? random.Next(0x1000, 0x7000_0000) : random.Next(int.MinValue, -0x1000))).ToArray();
        var types = lengths.Select(_ => pool[random.Next(pool.Count)]).ToArray();
        var result = new TypeMapModel();
        for (var i = 0; i < count; i++)
            result.PlaceBlock(types[i].Model, addresses[i], lengths[i]);
        return (DatatypeFactory.Struct(lengths, addresses, [.. types.Select(t => t.Shadow)])!, result);
    }

    /// <summary>Types of addresses have extents of gigabytes: what is derived from them may be too large.</summary>
    private static (DatatypeShadow Shadow, TypeMapModel Model)? DeriveOrNull(
        Random random, List<(DatatypeShadow Shadow, TypeMapModel Model)> pool) =>
        Derive(random, pool) is var derived && derived.Shadow is null ? null : derived;

    private static (DatatypeShadow Shadow, TypeMapModel Model) Derive(Random random, List<(DatatypeShadow Shadow, TypeMapModel Model)> pool)
    {
        var (shadow, model) = pool[random.Next(pool.Count)];
        var result = new TypeMapModel();
        var (count, length, stride) = (random.Next(4), random.Next(4), random.Next(-40, 40));
        switch (random.Next(11))
        {
            case 0:
                result.PlaceBlock(model, 0, count);
                return (DatatypeFactory.Contiguous(count, shadow)!, result);
            case 1:
                for (var i = 0; i < count; i++)
                    result.PlaceBlock(model, i * stride * model.Extent, length);
                return (DatatypeFactory.Vector(count, length, stride, shadow)!, result);
            case 2:
                for (var i = 0; i < count; i++)
                    result.PlaceBlock(model, i * stride, length);
                return (DatatypeFactory.HVector(count, length, stride, shadow)!, result);
            case 3:
                {
                    var (lengths, displacements) = (Numbers(random, count, 0, 4), Numbers(random, count, -20, 20));
                    for (var i = 0; i < count; i++)
                        result.PlaceBlock(model, displacements[i] * model.Extent, lengths[i]);
                    return (DatatypeFactory.Indexed(lengths, displacements, shadow)!, result);
                }

            case 4:
                {
                    var (lengths, displacements) = (Numbers(random, count, 0, 4), Numbers(random, count, -100, 100));
                    for (var i = 0; i < count; i++)
                        result.PlaceBlock(model, displacements[i], lengths[i]);
                    return (DatatypeFactory.HIndexed(lengths, displacements, shadow)!, result);
                }

            case 5:
                {
                    var displacements = Numbers(random, count, -20, 20);
                    foreach (var displacement in displacements)
                        result.PlaceBlock(model, displacement * model.Extent, length);
                    return (DatatypeFactory.IndexedBlock(length, displacements, shadow)!, result);
                }

            case 6:
                {
                    var (lengths, displacements) = (Numbers(random, count, 0, 4), Numbers(random, count, -100, 100));
                    var types = Numbers(random, count, 0, pool.Count).Select(i => pool[(int)i]).ToArray();
                    for (var i = 0; i < count; i++)
                        result.PlaceBlock(types[i].Model, displacements[i], lengths[i]);
                    return (DatatypeFactory.Struct(lengths, displacements, [.. types.Select(t => t.Shadow)])!, result);
                }

            case 7:
                {
                    var (lower, extent) = (random.Next(-50, 50), random.Next(-50, 100));
                    result.Place(model, 0);
                    result.Mark(lower, lower + extent);
                    return (DatatypeFactory.Resized(lower, extent, shadow)!, result);
                }

            case 8:
                {
                    var displacements = Numbers(random, count, -100, 100);
                    foreach (var displacement in displacements)
                        result.PlaceBlock(model, displacement, length);
                    return (DatatypeFactory.HIndexedBlock(length, displacements, shadow)!, result);
                }

            case 9:
                result.Place(model, 0);
                return (DatatypeFactory.Dup(shadow)!, result);

            default:
                return Subarray(random, shadow, model);
        }
    }

    private static (DatatypeShadow Shadow, TypeMapModel Model) Subarray(Random random, DatatypeShadow shadow, TypeMapModel model)
    {
        var n = random.Next(1, 4);
        var sizes = Numbers(random, n, 1, 4);
        var subsizes = sizes.Select(s => random.NextInt64(1, s + 1)).ToArray();
        var starts = sizes.Zip(subsizes, (s, part) => random.NextInt64(0, s - part + 1)).ToArray();
        var rowMajor = random.Next(2) == 0;
        var result = new TypeMapModel();
        var total = sizes.Aggregate(1L, (a, b) => a * b);
        for (long linear = 0; linear < total; linear++)
        {
            var rest = linear;
            var inside = true;
            for (var i = 0; i < n; i++)
            {
                var d = rowMajor ? n - 1 - i : i;
                var at = rest % sizes[d];
                rest /= sizes[d];
                inside &= at >= starts[d] && at < starts[d] + subsizes[d];
            }

            if (inside)
                result.Place(model, linear * model.Extent);
        }

        result.Mark(0, total * model.Extent);
        return (DatatypeFactory.Subarray(sizes, subsizes, starts, rowMajor ? 12 : 15, rowMajor, shadow)!, result);
    }

    private static long[] Numbers(Random random, int count, int low, int high) =>
        [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(low, high))];
}
