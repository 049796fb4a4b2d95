using System.Text;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Generated;

namespace MpiWasm.Mpi.Objects.Datatypes;

/// <summary>
/// Packing (MPI 5.0 §5.2, §5.3): MPI_Pack_external and its relatives, for which see <see cref="External32"/>, and what the libraries do
/// wrong.
/// </summary>
internal static unsafe class PackExternalProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        PackSizeCall.ServedBy(PackSize),
        // Only what holds no data: the position stays.
        UnpackCall.ServedBy(static _ => { }),
        PackExternalSizeCall.ServedBy(Size),
        PackExternalCall.ServedBy(Pack),
        UnpackExternalCall.ServedBy(Unpack),
    ];

    /// <summary>
    /// Between processes of one kind nothing is added to the data. Open MPI 4 crashes over a datatype that was not committed.
    /// </summary>
    private static unsafe void PackSize(PackSizeCall call)
    {
        call.Environment.RequireHost();
        call.Comm.Require();
        SetBytes(call.Size, call.Incount.NotNegative(), call.Datatype.Hosted().Shadow.Size);
    }

    private static void Size(PackExternalSizeCall call)
    {
        RequireRepresentation(call.Datarep);
        var count = call.Incount.NotNegative();
        var type = call.Datatype.Hosted().Shadow;
        SetBytes(call.Size, count, type.ExternalSize);
    }

    /// <summary>MPI_UNDEFINED where the product does not fit.</summary>
    private static void SetBytes(LongResult result, long count, long size)
    {
        var bytes = (Int128)count * size;
        result.Set(bytes <= long.MaxValue ? (long)bytes : null);
    }

    private static void Pack(PackExternalCall call)
    {
        RequireRepresentation(call.Datarep);
        var count = call.Incount.NotNegative();
        var type = call.Datatype.Hosted().Shadow;
        var packed = Packed(call.Outbuf, call.Outsize, call.Position, count, type);
        if (packed.Bytes != 0 && !Converter(call, call.Inbuf).TryPack(type, (long)call.Inbuf.Address, count, packed.At))
            throw call.Inbuf.Error(ErrorClasses.Buffer, (ulong)count);
        call.Position.Set(packed.Next);
    }

    private static void Unpack(UnpackExternalCall call)
    {
        RequireRepresentation(call.Datarep);
        var count = call.Outcount.NotNegative();
        var type = call.Datatype.Hosted().Shadow;
        var packed = Packed(call.Inbuf, call.Insize, call.Position, count, type);
        if (packed.Bytes != 0 && !Converter(call, call.Outbuf).TryUnpack(type, (long)call.Outbuf.Address, count, packed.At))
            throw call.Outbuf.Error(ErrorClasses.Buffer, (ulong)count);
        call.Position.Set(packed.Next);
    }

    private static External32 Converter(Call call, BufferArgument buffer) =>
        new(call.MemoryBase, call.MemoryLowest, call.MemoryBytes, buffer.IsBottom && !call.Guest.Is64);

    /// <summary>The bytes of the packed buffer that the elements take, from the position on.</summary>
    private static PackedPart Packed(BufferArgument buffer, LongArgument size, LongResult position, long count, DatatypeShadow type)
    {
        var room = size.NotNegative();
        var start = position.Get();
        if (start < 0 || start > room)
            throw position.Error(ErrorClasses.Arg, start);
        var bytes = (Int128)count * type.ExternalSize;
        if (bytes > room - start)
            throw buffer.Truncated(room, start);
        if (bytes == 0)
            return new PackedPart(null, 0, start);
        if (!buffer.HasBytes(room))
            throw buffer.Error(ErrorClasses.Buffer, (ulong)room);
        return new PackedPart(buffer.Unchecked + start, (long)bytes, start + (long)bytes);
    }

    private static void RequireRepresentation(TextArgument name)
    {
        // With the zero that ends it the name must be there in full.
        if (!name.BeginsWith(Encoding.ASCII.GetBytes(External32.Name + "\0")))
            throw name.Error(ErrorClasses.Arg);
    }

    /// <summary>Bytes of a packed buffer, and the position behind them.</summary>
    private readonly struct PackedPart(byte* at, long bytes, long next)
    {
        public byte* At { get; } = at;

        public long Bytes { get; } = bytes;

        public long Next { get; } = next;
    }
}
