using MpiWasm.Mpi.Api;
using MpiWasm.Mpi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>
/// A choice buffer. The host gets the address of guest memory itself; that every byte the call touches is inside is checked with the hull of the datatype.
/// MPI_BOTTOM is address 0 and needs no case of its own here: displacements count from the start of guest memory.
/// </summary>
internal sealed class BufferMapper(Parameter parameter) : Mapper(parameter)
{
    public override Phase Phase => Phase.Buffers;

    public override bool NeedsMemory => true;

    public override void Before(ShimEmitter e)
    {
        var f = e.Function;
        var significance = e.Significance;
        var significant = significance.Of(Parameter);
        var canBeInPlace = Parameter.Sentinel == Sentinel.InPlace;
        if (canBeInPlace)
        {
            var forbidden = significance.And(significance.InPlaceForbidden, significant)!;
            e.FailIf(forbidden, ErrorClasses.Buffer, Index, e.Wide(Argument));
        }

        // Where MPI_IN_PLACE is given here, nothing is touched through this argument.
        var touched = canBeInPlace ? significance.And(significant, f.Value($"xor i1 {significance.InPlace}, true")) : significant;
        if (Parameter.BufferInPlace is { } other && significance.InPlace is { } inPlace)
        {
            e.When(significance.And(touched, inPlace), () => Check(e, other));
            e.When(significance.And(touched, f.Value($"xor i1 {inPlace}, true")), () => Check(e, Parameter.Buffer!));
        }
        else
        {
            e.When(touched, () => Check(e, Parameter.Buffer!));
        }

        var address = significance.Choose(significant, "ptr", e.HostAddress(Argument), "null");
        if (canBeInPlace)
            address = f.Value($"select i1 {significance.InPlace}, ptr inttoptr (i64 {e.Host.InPlace} to ptr), ptr {address}");
        HostArgument = $"ptr {address}";
    }

    private void Check(ShimEmitter e, BufferShape shape)
    {
        var f = e.Function;
        var type = e.Mapper<DatatypeIn>(shape.Datatype).Entry;
        var start = e.Wide(Argument);
        if (shape.Extent == BufferExtent.CountsAtDisplacements)
        {
            var counts = e.Mapper<IntArrayIn>(shape.Count);
            var displacements = e.Mapper<IntArrayIn>(shape.Displacements);
            var block = f.Value($"call i32 @blocks_ok(i32 {Argument}, ptr {counts.Copy}, ptr {displacements.Copy}, i32 {counts.Count}, ptr {type}, i64 {e.MemoryBytes})");
            FailOnBlock(e, f.Value($"icmp sge i32 {block}, 0"), block, counts, start);
            return;
        }

        var count = Count(e, shape);
        var inside = f.Value($"call i1 @hull_ok(i64 {start}, i64 {count}, ptr {type}, i64 {e.MemoryBytes})");
        e.FailIf(f.Value($"xor i1 {inside}, true"), ErrorClasses.Buffer, Index, start, count);
    }

    /// <summary>Either the count is negative or the block lies outside.</summary>
    private void FailOnBlock(ShimEmitter e, string bad, string block, IntArrayIn counts, string start)
    {
        var f = e.Function;
        e.When(bad, () =>
        {
            var count = f.Load("i32", f.Value($"getelementptr i32, ptr {counts.Copy}, i64 {e.Wide(block)}"));
            e.FailIf(f.Value($"icmp slt i32 {count}, 0"), ErrorClasses.Count, counts.Index, e.SignedWide(count), e.SignedWide(block));
            e.FailIf("true", ErrorClasses.Buffer, Index, start, e.SignedWide(block));
        });
    }

    /// <summary>Number of elements, not negative, below 2^62.</summary>
    private static string Count(ShimEmitter e, BufferShape shape)
    {
        var f = e.Function;
        switch (shape.Extent)
        {
            case BufferExtent.Count:
                return e.Mapper<CountIn>(shape.Count).Wide;
            case BufferExtent.GroupTimesCount:
                return f.Value($"mul i64 {e.Mapper<CountIn>(shape.Count).Wide}, {e.Wide(ArrayLengths.Group(e))}");
            case BufferExtent.SumOfCounts:
            {
                var counts = e.Mapper<IntArrayIn>(shape.Count);
                var sum = f.Value($"call i64 @sum_counts(ptr {counts.Copy}, i32 {counts.Count})");
                e.FailIf(f.Value($"icmp slt i64 {sum}, 0"), ErrorClasses.Count, counts.Index, f.Value($"xor i64 {sum}, -1"));
                return sum;
            }

            case BufferExtent.OwnCount:
            {
                var counts = e.Mapper<IntArrayIn>(shape.Count);
                var rank = f.Load("i32", e.CommEntry!, CommEntry.RankOffset);
                var count = f.Load("i32", f.Value($"getelementptr i32, ptr {counts.Copy}, i64 {e.Wide(rank)}"));
                e.FailIf(f.Value($"icmp slt i32 {count}, 0"), ErrorClasses.Count, counts.Index, e.SignedWide(count));
                return e.Wide(count);
            }

            default:
                throw new ShimException(e.Procedure, $"has a buffer of a shape no shim knows: {shape.Extent}");
        }
    }
}
