using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Mapping;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Hosts;

namespace MpiWasm.Mpi.Calls.Described;

/// <summary>Values of integers between guest and host.</summary>
internal static class Integers
{
    /// <summary>The host's value for the guest's; throws where it is none that this kind has, or does not fit.</summary>
    public static long ToHost(Call call, Parameter parameter, int hostSize, long value)
    {
        var kind = parameter.Kind;
        if (ConstantMap.Has(kind))
            return call.Environment.Constants.ToHost(kind, (int)value) ?? throw Bad(parameter, ConstantMap.ErrorClassOf(kind), value);
        var abi = call.Environment.Library.Abi;
        switch (kind)
        {
            case ParameterKind.Count when value < 0:
                throw Bad(parameter, ErrorClasses.Count, value);
            case ParameterKind.Length or ParameterKind.Bytes or ParameterKind.Weight when value < 0:
                throw Bad(parameter, ErrorClasses.Arg, value);
            case ParameterKind.Tag when value < 0:
                throw Bad(parameter, ErrorClasses.Tag, value);
            case ParameterKind.Color when value == StandardAbi.Undefined:
                return abi.Undefined;
            case ParameterKind.DistributionArgument when value == StandardAbi.DistributeDfltDarg:
                return call.Environment.Library.Family.Constants[ConstantNames.DistributeDfltDarg];
        }

        // A procedure with narrow counts stands in for the large one.
        return hostSize == 8 || value is >= int.MinValue and <= int.MaxValue
            ? value
            : throw Bad(parameter, ErrorClasses.ValueTooLarge, value);
    }

    /// <summary>The guest's value for a result of the host.</summary>
    public static long ToGuest(Call call, Parameter parameter, long value)
    {
        var abi = call.Environment.Library.Abi;
        switch (parameter.Kind)
        {
            case ParameterKind.Flag:
                return value != 0 ? 1 : 0;
            case ParameterKind.Rank:
                return call.Environment.Host.RankToGuest((int)value);
            case ParameterKind.Count or ParameterKind.Length or ParameterKind.Index or ParameterKind.Int when value == abi.Undefined:
                return StandardAbi.Undefined;
            case var kind when ConstantMap.Has(kind):
                return call.Environment.Constants.ToGuest(kind, (int)value) ?? StandardAbi.Undefined;
            default:
                return value;
        }
    }

    public static ArgumentCheckException Bad(Parameter parameter, int errorClass, long value) =>
        new(errorClass, parameter.Index, (ulong)value);
}

/// <summary>An integer by value.</summary>
internal sealed class IntegerIn(Parameter parameter) : GenericMapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Scalars;

    public override void Before(Call call, GenericFrame frame)
    {
        var value = Parameter.IsWide(call.Guest) ? call.Wide(Index) : call.Int(Index);
        var host = Integers.ToHost(call, Parameter, frame.HostSize(Index), value);
        frame.Values[Index] = value;
        frame.Arguments[Index] = (ulong)host;
    }
}

/// <summary>
/// A rank by value. All negative ones but those that mean something here are refused: another negative number could mean something to the
/// host. Ranks of the only communicator are checked against its size, those of groups by the host.
/// </summary>
internal sealed unsafe class RankIn(Procedure procedure, Parameter parameter) : GenericMapper(parameter)
{
    private readonly bool _ofCommunicator = procedure.Parameters.Count(
        p => p is { Kind: ParameterKind.Comm, Direction: ParameterDirection.In }) == 1;

    public override MapperPhase Phase => MapperPhase.Scalars;

    public override void Before(Call call, GenericFrame frame)
    {
        var (rank, abi) = (call.Int(Index), call.Environment.Library.Abi);
        var host = rank switch
        {
            StandardAbi.ProcNull when Parameter.Sentinel is Sentinel.ProcNull or Sentinel.AnySource => abi.ProcNull,
            StandardAbi.AnySource when Parameter.Sentinel == Sentinel.AnySource => abi.AnySource,
            < 0 => throw call.Error(ErrorClasses.Rank, Index),
            _ when _ofCommunicator && frame.Comm is not null && rank >= PeerSize(frame) => throw call.Error(ErrorClasses.Rank, Index),
            _ => rank,
        };
        frame.Values[Index] = rank;
        frame.Arguments[Index] = (ulong)(long)host;
    }

    private static int PeerSize(GenericFrame frame) => frame.Comm->PeerSize;
}

/// <summary>The tag of a message; MPI_ANY_TAG where one is received.</summary>
internal sealed class TagIn(Procedure procedure, Parameter parameter) : GenericMapper(parameter)
{
    private readonly bool _mayBeAny = parameter.Name != "sendtag"
        && procedure.Parameters.Any(p => p is { Kind: ParameterKind.Rank, Name: "source" });

    public override MapperPhase Phase => MapperPhase.Scalars;

    public override void Before(Call call, GenericFrame frame)
    {
        var tag = call.Int(Index);
        if (tag < 0 && !(_mayBeAny && tag == StandardAbi.AnyTag))
            throw call.Error(ErrorClasses.Tag, Index);
        frame.Arguments[Index] = (ulong)(long)(tag == StandardAbi.AnyTag ? call.Environment.Library.Abi.AnyTag : tag);
    }
}

/// <summary>The root of a collective operation; MPI_ROOT and MPI_PROC_NULL on intercommunicators only.</summary>
internal sealed unsafe class RootIn(Parameter parameter) : GenericMapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Scalars;

    public override void Before(Call call, GenericFrame frame)
    {
        var (root, abi) = (call.Int(Index), call.Environment.Library.Abi);
        var comm = frame.Comm;
        var isInter = comm->RemoteSize >= 0;
        frame.IsRoot = isInter ? root == StandardAbi.Root : root == comm->Rank;
        frame.Arguments[Index] = (ulong)(long)(root switch
        {
            StandardAbi.Root when isInter => abi.Root,
            StandardAbi.ProcNull when isInter => abi.ProcNull,
            >= 0 when root < comm->PeerSize => root,
            _ => throw call.Error(ErrorClasses.Root, Index),
        });
    }
}

/// <summary>An integer the host stores.</summary>
internal unsafe class IntegerOut(Parameter parameter) : GenericMapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Results;

    public override void Before(Call call, GenericFrame frame)
    {
        _ = call.Memory(Index, call[Index], Parameter.ElementSize(call.Guest));
        frame.Variable(Index);
    }

    public override void AfterSuccess(Call call, GenericFrame frame)
    {
        var size = Parameter.ElementSize(call.Guest);
        var value = Numbers.Read(frame.HostMemory(Index), frame.HostSize(Index));
        Numbers.Write(call.Memory(Index, call[Index], size), size, Integers.ToGuest(call, Parameter, value));
    }
}

/// <summary>An integer the host reads and stores.</summary>
internal sealed unsafe class IntegerInOut(Parameter parameter) : IntegerOut(parameter)
{
    public override MapperPhase Phase => MapperPhase.Scalars;

    public override void Before(Call call, GenericFrame frame)
    {
        var size = Parameter.ElementSize(call.Guest);
        var value = Numbers.Read(call.Memory(Index, call[Index], size), size);
        Numbers.Write((byte*)frame.Variable(Index), frame.HostSize(Index), Integers.ToHost(call, Parameter, frame.HostSize(Index), value));
        frame.Values[Index] = value;
    }
}
