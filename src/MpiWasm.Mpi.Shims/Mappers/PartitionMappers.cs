using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Mapping;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>The number of a partition, within those of the request: hosts may not look.</summary>
internal sealed class PartitionIn(Parameter parameter) : Mapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Scalars;

    /// <summary>How many partitions the call's request has.</summary>
    public static string Count(ShimEmitter e)
    {
        var request = e.Procedure.Parameters.First(p => p.Kind == ParameterKind.Request);
        return e.Function.Load("i32", e.Mapper<RequestIn>(request.Index).Entry, RequestEntry.PartitionsOffset);
    }

    public override void Before(ShimEmitter e)
    {
        var count = Count(e);
        e.FailIf(e.Function.Value($"icmp uge i32 {Argument}, {count}"), ErrorClasses.Arg, Index, e.SignedWide(Argument));
        HostArgument = $"i32 {Argument}";
    }
}

/// <summary>Numbers of partitions.</summary>
internal sealed class PartitionArrayIn(Parameter parameter) : IntArrayIn(parameter)
{
    public override void Before(ShimEmitter e)
    {
        base.Before(e);
        var f = e.Function;
        var bad = f.Value($"call i32 @beyond(ptr {Copy}, i32 {Count}, i32 {PartitionIn.Count(e)})");
        e.FailIf(f.Value($"icmp sge i32 {bad}, 0"), ErrorClasses.Arg, Index, e.SignedWide(bad));
    }
}
