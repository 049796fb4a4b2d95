using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Mapping;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls.Described;

/// <summary>How many elements an array argument has.</summary>
internal static unsafe class ArrayLengths
{
    public static int Of(Call call, GenericFrame frame, Parameter parameter)
    {
        var length = parameter.Length;
        var count = length.Kind switch
        {
            LengthKind.Parameter => frame.Values[length.Parameter],
            LengthKind.Constant => length.Constant,
            LengthKind.Group => frame.Comm->PeerSize,
            LengthKind.Dims => frame.Comm->CartDimensions,
            LengthKind.Sources => frame.Comm->InDegree,
            LengthKind.Destinations => frame.Comm->OutDegree,
            LengthKind.Sum => Sum(frame, length.Parameter),
            LengthKind.Last => Last(frame, length.Parameter),
            _ => throw new InvalidOperationException($"{parameter.Name} is no array"),
        };
        // A length declared as a plain int is not negative either; more elements than this are no array of a guest.
        return count switch
        {
            < 0 => throw new ArgumentCheckException(ErrorClasses.Arg, length.Parameter, (ulong)count),
            > int.MaxValue / 8 => throw new ArgumentCheckException(ErrorClasses.Arg, length.Parameter, (ulong)count),
            _ => (int)count,
        };
    }

    private static long Sum(GenericFrame frame, int array)
    {
        var sum = 0L;
        foreach (var element in Elements(frame, array))
            sum += element >= 0 ? element : throw new ArgumentCheckException(ErrorClasses.Arg, array, (ulong)(long)element);
        return sum;
    }

    private static long Last(GenericFrame frame, int array) => Elements(frame, array) is [.., var last] ? last : 0;

    private static ReadOnlySpan<int> Elements(GenericFrame frame, int array) => new(frame.HostMemory(array), (int)frame.Values[array]);
}

/// <summary>
/// An array of integers the procedure reads, or reads and writes: copied once, so that what is checked is what the host sees.
/// </summary>
internal sealed unsafe class IntegerArray(Procedure procedure, Parameter parameter) : GenericMapper(parameter)
{
    private readonly bool _ofCommunicator = parameter.Kind == ParameterKind.Rank && procedure.Communicator is not null;

    public override MapperPhase Phase => MapperPhase.Arrays;

    public override void Before(Call call, GenericFrame frame)
    {
        var count = ArrayLengths.Of(call, frame, Parameter);
        frame.Values[Index] = count;
        if (Weights.ToHost(call, Parameter, count) is { } special)
        {
            frame.Arguments[Index] = special;
            return;
        }

        var (from, to) = (Parameter.ElementSize(call.Guest), frame.HostSize(Index));
        var host = frame.Allocate(Index, (long)count * to);
        if (count == 0)
            return;
        var guest = new ReadOnlySpan<byte>(call.Memory(Index, call[Index], (long)count * from), count * from).ToArray();
        fixed (byte* copy = guest)
        {
            for (var i = 0; i < count; i++)
                Numbers.Write(host + ((long)i * to), to, ToHost(call, frame, to, Numbers.Read(copy + ((long)i * from), from)));
        }
    }

    public override void AfterSuccess(Call call, GenericFrame frame)
    {
        if (Parameter.Direction == ParameterDirection.InOut)
            IntegerArrayOut.Write(call, frame, Parameter);
    }

    private long ToHost(Call call, GenericFrame frame, int size, long value)
    {
        if (Parameter.Kind != ParameterKind.Rank)
            return Integers.ToHost(call, Parameter, size, value);
        var isRank = _ofCommunicator ? value >= 0 && value < frame.Comm->PeerSize : value >= 0;
        if (!isRank && (Parameter.Sentinel != Sentinel.ProcNull || value != StandardAbi.ProcNull))
            throw Integers.Bad(Parameter, ErrorClasses.Rank, value);
        return isRank ? value : call.Environment.Library.Abi.ProcNull;
    }
}

/// <summary>
/// An array of integers the host fills. It begins as a copy of the guest's, so that elements the host leaves alone stay. There is room for
/// as many as the host may store, and it is asked for no more than it has (<see cref="HostLengths"/>), whatever length the guest says.
/// </summary>
internal sealed unsafe class IntegerArrayOut(Parameter parameter) : GenericMapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Results;

    public override void Before(Call call, GenericFrame frame)
    {
        var count = ArrayLengths.Of(call, frame, Parameter);
        frame.Values[Index] = count;
        if (Weights.ToHost(call, Parameter, count) is { } special)
        {
            frame.Values[Index] = 0;
            frame.Arguments[Index] = special;
            return;
        }

        var (from, to) = (Parameter.ElementSize(call.Guest), frame.HostSize(Index));
        var hosts = HostLengths.Of(call, frame, Parameter) ?? count;
        if (hosts < count)
            frame.Arguments[Parameter.Length.Parameter] = (ulong)hosts;
        var host = frame.Allocate(Index, (long)Math.Max(count, hosts) * to);
        if (count > 0)
            _ = call.Memory(Index, call[Index], (long)count * from);
        for (var i = 0L; i < count; i++)
            Numbers.Write(host + (i * to), to, Untouched);
    }

    public override void AfterSuccess(Call call, GenericFrame frame) => Write(call, frame, Parameter);

    /// <summary>What the host left alone stays as the guest had it.</summary>
    public static void Write(Call call, GenericFrame frame, Parameter parameter)
    {
        var index = parameter.Index;
        var (guestSize, hostSize) = (parameter.ElementSize(call.Guest), frame.HostSize(index));
        var count = frame.Values[index];
        var host = frame.HostMemory(index);
        if (count == 0)
            return;
        var guest = call.Memory(index, call[index], count * guestSize);
        for (var i = 0L; i < count; i++)
        {
            var value = Numbers.Read(host + (i * hostSize), hostSize);
            if (value != Untouched)
                Numbers.Write(guest + (i * guestSize), guestSize, Integers.ToGuest(call, parameter, value));
        }
    }

    /// <summary>No rank, count, coordinate or weight.</summary>
    private const long Untouched = int.MinValue + 0x5EED;
}
