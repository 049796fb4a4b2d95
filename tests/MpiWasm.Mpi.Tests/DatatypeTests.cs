using MpiWasm.Mpi.Api;
using MpiWasm.Mpi.Datatypes;
using MpiWasm.Mpi.Native;
using Xunit;

namespace MpiWasm.Mpi.Tests;

public class DatatypeTests
{
    private static readonly DatatypeShadow Int = DatatypeShadow.Named(PredefinedDatatypes.All.First(t => t.Name == "MPI_INT"));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_types_have_the_size_bounds_and_hull_that_enumerating_their_elements_gives(int seed)
    {
        var random = new Random(seed);
        var pool = PredefinedDatatypes.All.Select(t => (Shadow: DatatypeShadow.Named(t), Model: TypeMapModel.Basic(t))).ToList();
        for (var round = 0; round < 3000; round++)
        {
            var (shadow, model) = Derive(random, pool);
            var seen = (shadow.Size, shadow.HullLow, shadow.HullHigh, shadow.LowerBound, shadow.Extent, shadow.HasData);
            Assert.Equal((model.Size, model.HullLow, model.HullHigh, model.Lower, model.Extent, model.Elements > 0), seen);
            if (model.Elements <= 400)
                pool.Add((shadow, model));
        }
    }

    [Fact]
    public void Five_nested_hvectors_whose_extent_wraps_in_64_bits_are_refused_at_the_first_level_beyond_the_limit()
    {
        // Both hosts compute an extent of about 1 for the whole of it.
        var type = DatatypeFactory.HVector(4, 1, int.MaxValue, Int)!;
        Assert.Equal((3L * int.MaxValue) + 4, type.HullHigh);
        Assert.Null(DatatypeFactory.HVector(4, 1, int.MaxValue, type));
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
        var sizes = Enumerable.Repeat(int.MaxValue, 40).ToArray();
        var ones = Enumerable.Repeat(1, 40).ToArray();
        Assert.Null(DatatypeFactory.Subarray(sizes, ones, new int[40], 12, true, Int));
    }

    [Fact]
    public void Displacements_above_2_GiB_are_unsigned_relative_to_MPI_BOTTOM()
    {
        // 0x9000_0000 as a guest's MPI_Aint is negative.
        var type = DatatypeFactory.Struct([2], [unchecked((int)0x9000_0000)], [Int])!;
        Assert.True(type.NeedsBottomTwin);
        var twin = DatatypeFactory.AtAbsolute(type, DatatypeFactory.AbsoluteDisplacements(type)!.Value)!;
        Assert.Equal((0x9000_0000L, 0x9000_0008L), (twin.HullLow, twin.HullHigh));
    }

    [Fact]
    public void Every_C_and_Fortran_datatype_of_the_ABI_has_a_layout()
    {
        var known = PredefinedDatatypes.All.Select(t => MpiApi.Standard.Value(t.Name)).ToHashSet();
        var missing = MpiApi.Standard.Constants.Where(c => c.Type == "MPI_Datatype" && c.Name != "MPI_DATATYPE_NULL" && !known.Contains(c.Value));
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
        var type = DatatypeShadow.Named(PredefinedDatatypes.All.Single(t => t.Name == name));
        Assert.Equal((size, extent), ((int)type.Size, (int)type.Extent));
    }

    [Fact]
    public void An_entry_for_shims_holds_what_the_shadow_computed()
    {
        var type = DatatypeFactory.HIndexed([1, 2], [-8, 16], Int)!;
        var entry = default(DatatypeEntry);
        type.Fill(ref entry);
        Assert.Equal((12, 32, -8, -8, 24, 1u), (entry.DataSize, entry.Extent, entry.LowerBound, entry.HullLow, entry.HullHigh, entry.Bottom));
    }

    private static (DatatypeShadow Shadow, TypeMapModel Model) Derive(Random random, List<(DatatypeShadow Shadow, TypeMapModel Model)> pool)
    {
        var (shadow, model) = pool[random.Next(pool.Count)];
        var result = new TypeMapModel();
        var (count, length, stride) = (random.Next(4), random.Next(4), random.Next(-40, 40));
        switch (random.Next(9))
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
                var types = Numbers(random, count, 0, pool.Count).Select(i => pool[i]).ToArray();
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

            default:
                return Subarray(random, shadow, model);
        }
    }

    private static (DatatypeShadow Shadow, TypeMapModel Model) Subarray(Random random, DatatypeShadow shadow, TypeMapModel model)
    {
        var n = random.Next(1, 4);
        var sizes = Numbers(random, n, 1, 4);
        var subsizes = sizes.Select(s => random.Next(1, s + 1)).ToArray();
        var starts = sizes.Zip(subsizes, (s, part) => random.Next(0, s - part + 1)).ToArray();
        var rowMajor = random.Next(2) == 0;
        var result = new TypeMapModel();
        var total = sizes.Aggregate(1, (a, b) => a * b);
        for (var linear = 0; linear < total; linear++)
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

    private static int[] Numbers(Random random, int count, int low, int high) => [.. Enumerable.Range(0, count).Select(_ => random.Next(low, high))];
}
