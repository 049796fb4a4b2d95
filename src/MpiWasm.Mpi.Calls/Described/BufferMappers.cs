using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Mapping;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls.Described;

/// <summary>
/// A choice buffer. The host gets the address of guest memory itself; every byte the call touches is checked with the hull of the datatype
/// to be inside.
/// </summary>
internal sealed unsafe class BufferMapper(Parameter parameter) : GenericMapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Buffers;

    /// <summary>Whether a buffer of that shape can be served from the description; the others are the shims'.</summary>
    public static bool CanServe(Parameter parameter) =>
        parameter is { Sentinel: Sentinel.None, AtRoot: false, BufferInPlace: null, Buffer: { } shape }
        && shape.Extent is BufferExtent.Count or BufferExtent.One or BufferExtent.Bytes or BufferExtent.FactorTimesCount;

    public override void Before(Call call, GenericFrame frame)
    {
        var shape = Parameter.Buffer!;
        if (shape.Extent == BufferExtent.Bytes)
        {
            var bytes = frame.Values[shape.Count];
            if (bytes < 0 || (bytes > 0 && !call.IsMemory(call[Index], bytes)))
                throw new ArgumentCheckException(ErrorClasses.Buffer, Index, call[Index], (ulong)bytes);
            frame.Arguments[Index] = (ulong)call.Place(call[Index]);
            return;
        }

        var count = shape.Extent == BufferExtent.One ? 1 : frame.Values[shape.Count];
        if (shape.Extent == BufferExtent.FactorTimesCount)
            count = Product(frame.Values[shape.Factor], count);
        frame.Arguments[Index] = (ulong)call.Buffer(Index, count, (DatatypeEntry*)frame.Datatypes[shape.Datatype]);
    }

    private long Product(long factor, long count)
    {
        if (factor < 0)
            throw new ArgumentCheckException(ErrorClasses.Arg, Parameter.Buffer!.Factor, (ulong)factor);
        // Beyond the limit the elements cannot all be in memory; one with no bytes does not care how often.
        return Math.BigMul(factor, count, out var low) == 0 && low >= 0 ? low : long.MaxValue >> 1;
    }
}
