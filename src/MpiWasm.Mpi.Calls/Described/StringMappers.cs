using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Mapping;

namespace MpiWasm.Mpi.Calls.Described;

/// <summary>A string the procedure reads.</summary>
internal sealed unsafe class StringIn(Parameter parameter) : GenericMapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Arrays;

    public override void Before(Call call, GenericFrame frame)
    {
        if (Parameter.AtRoot && !frame.IsRoot)
            return;
        var text = call.Text(Index);
        text.CopyTo(new Span<byte>(frame.Allocate(Index, text.Length + 1L), text.Length));
    }
}

/// <summary>
/// A string the host fills: of the standard's maximum length, or of a length the caller gives. The host writes into memory of ours that has
/// room for the longest any library writes.
/// </summary>
internal sealed unsafe class StringOut(Parameter parameter) : GenericMapper(parameter)
{
    /// <summary>More than any library's MPI_MAX_* for strings.</summary>
    private const int Longest = 8192 + 1;

    public override MapperPhase Phase => MapperPhase.Results;

    public override void Before(Call call, GenericFrame frame)
    {
        var room = Room(call, frame);
        if (room > 0)
            _ = call.Memory(Index, call[Index], 1);
        // A length the host is given counts from it too, perhaps with one more for the terminating zero.
        frame.Allocate(Index, Math.Max(room, Longest) + 1L);
    }

    public override void AfterSuccess(Call call, GenericFrame frame) =>
        call.WriteText(Index, MemoryMarshal.CreateReadOnlySpanFromNullTerminated(frame.HostMemory(Index)), Room(call, frame));

    /// <summary>Characters the guest has room for, with the terminating zero.</summary>
    private int Room(Call call, GenericFrame frame) => ArrayLengths.Of(call, frame, Parameter);
}

/// <summary>The length of a string the host filled; no more than the guest was given.</summary>
internal sealed unsafe class StringLengthOut(Parameter parameter, int maximum) : GenericMapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Results;

    public override void Before(Call call, GenericFrame frame)
    {
        _ = call.OutInt(Index);
        frame.Variable(Index);
    }

    public override void AfterSuccess(Call call, GenericFrame frame) =>
        call.WriteInt(Index, Math.Clamp(*(int*)frame.HostMemory(Index), 0, maximum - 1));
}
