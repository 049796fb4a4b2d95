using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Mapping;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>
/// A choice buffer. The host gets the address of guest memory itself; that every byte the call touches is inside is checked with the hull
/// of the datatype. MPI_BOTTOM is address 0 and needs no case of its own here: displacements count from the start of guest memory.
/// </summary>
internal sealed class BufferMapper(Parameter parameter) : Mapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Buffers;

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
            e.FailIf(forbidden, ErrorClasses.Buffer, Index, Argument);
        }
        else if (e.Procedure.Parameters.Any(p => p.Kind is ParameterKind.Op or ParameterKind.Root)
            || e.Procedure.Parameters.Count(p => p.Buffer is not null) > 1)
        {
            // A collective operation that has MPI_IN_PLACE for another of its buffers, or not at all. The address itself is memory, too.
            var inPlaceHere = f.Value($"icmp eq i64 {Argument}, {StandardAbi.InPlace}");
            e.FailIf(significance.And(significant, inPlaceHere)!, ErrorClasses.Buffer, Index, Argument);
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

        // MPICH 4.0 wants addresses at the root of an intercommunicator even for what means nothing there: it gets the guest's own,
        // which leads nowhere else than a little behind memory.
        var unused = significance.IsInter is { } inter ? f.Value($"select i1 {inter}, ptr {e.HostAddress(Argument)}, ptr null") : "null";
        var address = significance.Choose(significant, "ptr", e.HostAddress(Argument), unused);
        if (canBeInPlace)
            address = f.Value($"select i1 {significance.InPlace}, ptr inttoptr (i64 {e.Host.InPlace} to ptr), ptr {address}");
        HostArgument = $"ptr {address}";
    }

    /// <summary>Has the host begin some bytes (i64) further on.</summary>
    public void Shift(ShimEmitter e, string bytes) =>
        HostArgument = $"ptr {e.Function.Value($"getelementptr i8, {HostArgument}, i64 {bytes}")}";

    private void Check(ShimEmitter e, BufferShape shape)
    {
        var f = e.Function;
        var start = Argument;
        switch (shape.Extent)
        {
            case BufferExtent.Bytes:
                var bytes = e.Mapper<CountIn>(shape.Count).Wide;
                var end = f.Value($"call i64 @llvm.sadd.sat.i64(i64 {start}, i64 {bytes})");
                var outside = f.Value(
                    $"or i1 {f.Value($"icmp sgt i64 {end}, {e.MemoryBytes}")}, {f.Value($"icmp ult i64 {start}, {e.MemoryLowest}")}");
                e.FailIf(f.Value($"and i1 {outside}, {f.Value($"icmp ne i64 {bytes}, 0")}"), ErrorClasses.Buffer, Index, start, bytes);
                break;
            case BufferExtent.CountsAtDisplacements:
                CheckBlocks(e, shape, start, "blocks_ok", e.Mapper<DatatypeIn>(shape.Datatype).Entry);
                break;
            case BufferExtent.CountsAtBytes:
                CheckBlocks(e, shape, start, "typed_blocks_ok", e.Mapper<DatatypeArrayIn>(shape.Datatype).Entries);
                break;
            default:
                var count = Count(e, shape);
                var inside = f.Value($"call i1 @hull_ok(i64 {start}, i64 {count}, ptr {e.Mapper<DatatypeIn>(shape.Datatype).Entry}, i64 "
                    + $"{e.MemoryLowest}, i64 {e.MemoryBytes})");
                e.FailIf(f.Value($"xor i1 {inside}, true"), ErrorClasses.Buffer, Index, start, count);
                break;
        }
    }

    /// <summary>A bad block: either its count is negative or it lies outside.</summary>
    private void CheckBlocks(ShimEmitter e, BufferShape shape, string start, string function, string types)
    {
        var f = e.Function;
        var counts = e.Mapper<IntArrayIn>(shape.Count);
        var displacements = e.Mapper<IntArrayIn>(shape.Displacements);
        var block = f.Value($"call i32 @{function}.{counts.Element}.{displacements.Element}"
            + $"(i64 {start}, ptr {counts.Copy}, ptr {displacements.Copy}, i32 {counts.Count}, ptr {types}, i64 "
                + $"{e.MemoryLowest}, i64 {e.MemoryBytes})");
        e.When(f.Value($"icmp sge i32 {block}, 0"), () =>
        {
            var count = counts.At(e, block);
            e.FailIf(f.Value($"icmp slt i64 {count}, 0"), ErrorClasses.Count, counts.Index, count, e.SignedWide(block));
            e.FailIf("true", ErrorClasses.Buffer, Index, start, e.SignedWide(block));
        });
    }

    /// <summary>Number of elements, not negative; so large that it is out of bounds where a product or sum does not fit 63 bits.</summary>
    private static string Count(ShimEmitter e, BufferShape shape)
    {
        var f = e.Function;
        switch (shape.Extent)
        {
            case BufferExtent.Count:
                return e.Mapper<CountIn>(shape.Count).Wide;
            case BufferExtent.One:
                return "1";
            case BufferExtent.GroupTimesCount:
                return Times(e, shape, e.Wide(ArrayLengths.Group(e)));
            case BufferExtent.SourcesTimesCount:
                return Times(e, shape, e.Wide(ArrayLengths.Sources(e)));
            case BufferExtent.DestinationsTimesCount:
                return Times(e, shape, e.Wide(ArrayLengths.Destinations(e)));
            case BufferExtent.FactorTimesCount:
                return Times(e, shape, e.Mapper<CountIn>(shape.Factor).Wide);
            case BufferExtent.SumOfCounts:
                {
                    var counts = e.Mapper<IntArrayIn>(shape.Count);
                    var sum = f.Value($"call i64 @sum_counts.{counts.Element}(ptr {counts.Copy}, i32 {counts.Count})");
                    e.FailIf(f.Value($"icmp slt i64 {sum}, 0"), ErrorClasses.Count, counts.Index, f.Value($"xor i64 {sum}, -1"));
                    return sum;
                }

            case BufferExtent.OwnCount:
                {
                    var counts = e.Mapper<IntArrayIn>(shape.Count);
                    var count = counts.At(e, f.Load("i32", e.CommEntry!, CommEntry.RankOffset));
                    e.FailIf(f.Value($"icmp slt i64 {count}, 0"), ErrorClasses.Count, counts.Index, count);
                    return count;
                }

            default:
                throw new ShimException(e.Procedure, $"has a buffer of a shape no shim knows: {shape.Extent}");
        }
    }

    private static string Times(ShimEmitter e, BufferShape shape, string factor) =>
        e.Function.Value($"call i64 @times(i64 {e.Mapper<CountIn>(shape.Count).Wide}, i64 {factor})");
}
