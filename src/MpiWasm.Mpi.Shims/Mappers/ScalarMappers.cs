using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Mapping;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>An integer that is the same on both sides.</summary>
internal sealed class IntIn(Parameter parameter) : Mapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Scalars;

    public override void Before(ShimEmitter e) => HostArgument = $"i32 {Argument}";
}

/// <summary>A guest's MPI_Aint.</summary>
internal sealed class AintIn(Parameter parameter) : Mapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Scalars;

    public override void Before(ShimEmitter e) => HostArgument = $"i64 {(Parameter.IsWide(e.Guest) ? Argument : e.SignedWide(Argument))}";
}

/// <summary>A number of elements, bytes, array entries or partitions: not negative; 0 where it is not significant.</summary>
internal sealed class CountIn(Parameter parameter) : Mapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Scalars;

    /// <summary>The checked count as i32 (of array entries), and as i64.</summary>
    public string Value { get; private set; } = "";

    public string Wide { get; private set; } = "";

    public override void Before(ShimEmitter e)
    {
        var f = e.Function;
        var isWide = Parameter.IsWide(e.Guest);
        var type = isWide ? "i64" : "i32";
        var given = e.Significance.Choose(e.Significance.Of(Parameter), type, Argument, "0");
        var errorClass = Parameter.Kind == ParameterKind.Count ? ErrorClasses.Count : ErrorClasses.Arg;
        e.FailIf(f.Value($"icmp slt {type} {given}, 0"), errorClass, Index, isWide ? given : e.SignedWide(given));
        if (Parameter.Name == "partitions")
            e.FailIf(f.Value($"icmp ugt i32 {given}, {RequestEntry.MostPartitions}"), ErrorClasses.Arg, Index, e.Wide(given));
        Wide = isWide ? given : e.Wide(given);
        Value = isWide ? f.Value($"trunc i64 {given} to i32") : given;
        var host = e.HostInteger(Parameter);
        if (isWide
            && (host == "i32"
                || (e.Procedure.Name == ProcedureNames.ReduceLocalC && e.Host.Defects.HasFlag(HostDefects.ReduceLocalIsNarrow))))
            e.FailIf(f.Value($"icmp ugt i64 {given}, {int.MaxValue}"), ErrorClasses.ValueTooLarge, Index, given);
        HostArgument = host == "i64" ? $"i64 {Wide}" : $"i32 {Value}";
    }
}

/// <summary>
/// A rank of the communicator or window; MPI_PROC_NULL and MPI_ANY_SOURCE where the description says so. All else is refused here:
/// another negative number could mean something to the host.
/// </summary>
internal sealed class RankIn(Parameter parameter) : Mapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Scalars;

    public override void Before(ShimEmitter e)
    {
        var f = e.Function;
        var peers = (e.CommEntry, e.WinEntry) switch
        {
            ({ } comm, _) => f.Load("i32", comm, CommEntry.PeerSizeOffset),
            (_, { } win) => f.Load("i32", win, WinEntry.GroupSizeOffset),
            _ => throw new ShimException(e.Procedure, $"takes the rank {Parameter.Name} of no communicator"),
        };
        var valid = f.Value($"icmp ult i32 {Argument}, {peers}");
        var host = Argument;
        if (Parameter.Sentinel is Sentinel.ProcNull or Sentinel.AnySource)
        {
            valid = f.Value($"or i1 {valid}, {f.Value($"icmp eq i32 {Argument}, {StandardAbi.ProcNull}")}");
            host = ShimPrelude.Translate(f, Argument, (StandardAbi.ProcNull, e.Host.ProcNull));
        }

        if (Parameter.Sentinel == Sentinel.AnySource)
        {
            var any = f.Value($"icmp eq i32 {Argument}, {StandardAbi.AnySource}");
            valid = f.Value($"or i1 {valid}, {any}");
            host = f.Value($"select i1 {any}, i32 {e.Host.AnySource}, i32 {host}");
        }

        e.FailIf(f.Value($"xor i1 {valid}, true"), ErrorClasses.Rank, Index, e.SignedWide(Argument), e.SignedWide(peers));
        // MPICH 4 crashes over partitioned communication with nobody.
        if (e.Procedure.Name is ProcedureNames.PsendInit or ProcedureNames.PrecvInit)
            e.FallBackIf(f.Value($"icmp eq i32 {Argument}, {StandardAbi.ProcNull}"));
        HostArgument = $"i32 {host}";
    }
}

/// <summary>A tag; MPI_ANY_TAG where messages are received.</summary>
internal sealed class TagIn(Parameter parameter) : Mapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Scalars;

    public override void Before(ShimEmitter e)
    {
        var f = e.Function;
        var bad = f.Value($"icmp slt i32 {Argument}, 0");
        var host = Argument;
        var receives = e.Procedure.Parameters.Any(p => p is { Kind: ParameterKind.Rank, Name: "source" });
        if (receives && Parameter.Name != "sendtag")
        {
            var any = f.Value($"icmp eq i32 {Argument}, {StandardAbi.AnyTag}");
            bad = f.Value($"and i1 {bad}, {f.Value($"xor i1 {any}, true")}");
            host = f.Value($"select i1 {any}, i32 {e.Host.AnyTag}, i32 {Argument}");
        }

        e.FailIf(bad, ErrorClasses.Tag, Index, e.SignedWide(Argument));
        HostArgument = $"i32 {host}";
    }
}

/// <summary>The root of a collective operation; MPI_ROOT and MPI_PROC_NULL on intercommunicators only.</summary>
internal sealed class RootIn(Parameter parameter) : Mapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Scalars;

    public override void Before(ShimEmitter e)
    {
        var f = e.Function;
        var peers = f.Load("i32", e.CommEntry!, CommEntry.PeerSizeOffset);
        var remote = f.Load("i32", e.CommEntry!, CommEntry.RemoteSizeOffset);
        var inter = f.Value($"icmp sge i32 {remote}, 0");
        var isRoot = f.Value($"icmp eq i32 {Argument}, {StandardAbi.Root}");
        var isNull = f.Value($"icmp eq i32 {Argument}, {StandardAbi.ProcNull}");
        var special = f.Value($"and i1 {inter}, {f.Value($"or i1 {isRoot}, {isNull}")}");
        var valid = f.Value($"or i1 {special}, {f.Value($"icmp ult i32 {Argument}, {peers}")}");
        e.FailIf(f.Value($"xor i1 {valid}, true"), ErrorClasses.Root, Index, e.SignedWide(Argument), e.SignedWide(peers));
        var root = ShimPrelude.Translate(f, Argument, (StandardAbi.Root, e.Host.Root), (StandardAbi.ProcNull, e.Host.ProcNull));
        HostArgument = $"i32 {root}";
    }
}
