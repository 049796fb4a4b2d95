using System.Text;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Calls;

namespace MpiWasm.Mpi.Core.Datatypes;

/// <summary>Packing (MPI 5.0 §5.2, §5.3): MPI_Pack_external and its relatives, for which see <see cref="External32"/>, and what the libraries do wrong.</summary>
internal static unsafe class PackExternalProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        .. DatatypeProcedures.Both("MPI_Pack_size", PackSize),
        // Only what holds no data: the position stays.
        .. DatatypeProcedures.Both("MPI_Unpack", static _ => { }),
        .. DatatypeProcedures.Both("MPI_Pack_external_size", Size),
        .. DatatypeProcedures.Both("MPI_Pack_external", Pack),
        .. DatatypeProcedures.Both("MPI_Unpack_external", Unpack),
    ];

    /// <summary>Between processes of one kind nothing is added to the data. Open MPI 4 crashes over a datatype that was not committed.</summary>
    private static unsafe void PackSize(Call call)
    {
        call.Environment.RequireHost();
        _ = call.Comm(2);
        SetBytes(call, call.NumberOf(0), DatatypeProcedures.Datatype(call, 1).Shadow.Size);
    }

    private static void Size(Call call)
    {
        CheckRepresentation(call);
        var count = call.NumberOf(1);
        var type = DatatypeProcedures.Datatype(call, 2).Shadow;
        SetBytes(call, count, type.ExternalSize);
    }

    /// <summary>MPI_UNDEFINED where the product does not fit.</summary>
    private static void SetBytes(Call call, long count, long size)
    {
        var bytes = (Int128)count * size;
        call.Result(3).Set(bytes <= long.MaxValue ? (long)bytes : null);
    }

    private static void Pack(Call call)
    {
        CheckRepresentation(call);
        var count = call.NumberOf(2);
        var type = DatatypeProcedures.Datatype(call, 3).Shadow;
        var position = call.Result(6);
        var packed = Packed(call, 4, 5, position, count, type);
        if (packed.Bytes != 0 && !Converter(call, 1).TryPack(type, call[1], count, packed.At))
            throw new ArgumentCheckException(ErrorClasses.Buffer, 1, call[1], (ulong)count);
        position.Set(packed.Next);
    }

    private static void Unpack(Call call)
    {
        CheckRepresentation(call);
        var count = call.NumberOf(5);
        var type = DatatypeProcedures.Datatype(call, 6).Shadow;
        var position = call.Result(3);
        var packed = Packed(call, 1, 2, position, count, type);
        if (packed.Bytes != 0 && !Converter(call, 4).TryUnpack(type, call[4], count, packed.At))
            throw new ArgumentCheckException(ErrorClasses.Buffer, 4, call[4], (ulong)count);
        position.Set(packed.Next);
    }

    private static External32 Converter(Call call, int buffer)
    {
        return new External32(call.MemoryBase, call.MemoryLowest, call.MemoryBytes, call[buffer] == StandardAbi.Bottom);
    }

    /// <summary>The bytes of the packed buffer that the elements take, from the position on.</summary>
    private static PackedPart Packed(Call call, int buffer, int sizeArgument, NumberResult position, long count, DatatypeShadow type)
    {
        var size = call.NumberOf(sizeArgument, ErrorClasses.Arg);
        var start = position.Get();
        if (start < 0 || start > size)
            throw new ArgumentCheckException(ErrorClasses.Arg, sizeArgument + 1, (ulong)start);
        var bytes = (Int128)count * type.ExternalSize;
        if (bytes > size - start)
            throw new ArgumentCheckException(ErrorClasses.Truncate, buffer, (ulong)size, (ulong)start);
        if (bytes == 0)
            return new PackedPart(null, 0, start);
        if (!call.IsMemory(call[buffer], size))
            throw new ArgumentCheckException(ErrorClasses.Buffer, buffer, call[buffer], (ulong)size);
        return new PackedPart(call.MemoryBase + call[buffer] + start, (long)bytes, start + (long)bytes);
    }

    private static void CheckRepresentation(Call call)
    {
        // With the zero that ends it the name must be there in full.
        var name = Encoding.ASCII.GetBytes(External32.Name + "\0");
        for (var i = 0; i < name.Length; i++)
        {
            if (call[0] == 0 || call[0] + (ulong)i >= call.MemoryBytes || call.MemoryBase[call[0] + i] != name[i])
                throw call.Error(ErrorClasses.Arg, 0);
        }
    }

    /// <summary>Bytes of a packed buffer, and the position behind them.</summary>
    private readonly struct PackedPart(byte* at, long bytes, long next)
    {
        public byte* At { get; } = at;

        public long Bytes { get; } = bytes;

        public long Next { get; } = next;
    }
}
